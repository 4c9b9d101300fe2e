import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeRepository } from '../git/repository.ts';
import { briefly, findingsIn, runMain } from '../run-main.ts';

/** The findings in a file with that text, staged in an otherwise empty repository. */
async function found(t: Parameters<typeof makeRepository>[0], path: string, text: string, ...argv: string[]) {
  const repository = makeRepository(t);
  repository.stage(path, text);
  return briefly(await findingsIn(repository, argv));
}

const ASSERT = 'assert (x, "message")';

test('at the end of the line, with or without a reason', async (t) => {
  assert.deepEqual(await found(t, 'a.py', `${ASSERT}  # antivenom: ignore[assert-always-true] old code\n`), []);
  assert.deepEqual(await found(t, 'a.py', `${ASSERT}  # antivenom:ignore[assert-always-true]\n`), []);
  assert.deepEqual(await found(t, 'a.py', `${ASSERT}  # noqa: E501 # antivenom: ignore[assert-always-true] x\n`), []);
  assert.deepEqual(
    await found(
      t,
      'a.py',
      `${ASSERT}  # antivenom: ignore[assert-always-true, removed-module]\n`,
      '--ignore',
      'unused-suppression',
    ),
    [],
  );
});

test("any line of a multi-line statement, but not its neighbours'", async (t) => {
  const statement = 'assert (\n    x,  # antivenom: ignore[assert-always-true] why\n    "m",\n)\n';
  assert.deepEqual(await found(t, 'a.py', statement), []);
  assert.deepEqual(await found(t, 'a.py', `${statement}${ASSERT}\n`), ['assert-always-true a.py:5']);
});

test('alone on the line above', async (t) => {
  assert.deepEqual(await found(t, 'a.py', `# antivenom: ignore[assert-always-true]\n${ASSERT}\n`), []);
  assert.deepEqual(await found(t, '.env', '# antivenom: ignore[debug-in-config] a demo\nDEBUG=1\nA=1\n'), []);
  assert.deepEqual(await found(t, '.env', '# antivenom: ignore[debug-in-config]\nA=1\nDEBUG=1\n'), [
    'unused-suppression .env:1',
    'debug-in-config .env:3',
  ]);
});

test('the whole file, from its first ten lines', async (t) => {
  const comment = '# antivenom: ignore-file[assert-always-true] generated\n';
  assert.deepEqual(await found(t, 'a.py', `${'#\n'.repeat(9)}${comment}${ASSERT}\n${ASSERT}\n`), []);
  assert.deepEqual(await found(t, 'a.py', `${'#\n'.repeat(10)}${comment}${ASSERT}\n`), [
    'unused-suppression a.py:11',
    'assert-always-true a.py:12',
  ]);
});

test('without a rule it is refused and reported', async (t) => {
  assert.deepEqual(await found(t, 'a.py', `${ASSERT}  # antivenom: ignore\n`), [
    'assert-always-true a.py:1',
    'unused-suppression a.py:1',
  ]);
});

test('a suppression in a string does not count', async (t) => {
  assert.deepEqual(await found(t, 'a.py', 'assert (x, "# antivenom: ignore[assert-always-true]")\n'), [
    'assert-always-true a.py:1',
  ]);
});

test("other tools' comments count, by their codes", async (t) => {
  assert.deepEqual(await found(t, 'a.py', `${ASSERT}  # noqa: F631\n`), []);
  assert.deepEqual(await found(t, 'a.py', `${ASSERT}  # noqa:E501,F631\n`), []);
  assert.deepEqual(await found(t, 'a.py', `${ASSERT}  # noqa\n`), ['assert-always-true a.py:1']);
  assert.deepEqual(await found(t, 'a.py', `${ASSERT}  # nosec\n`), ['assert-always-true a.py:1']);
  assert.deepEqual(await found(t, 'a.py', `${ASSERT}  # nosec B999\n`), ['assert-always-true a.py:1']);
});

test('a bare nosec covers every rule with a Bandit counterpart, and no other', async (t) => {
  const run = 'import subprocess\n\n\ndef go(name):\n    subprocess.run(f"ls {name}", shell=True)';
  const only = ['--select', 'shell-command,leftover-debugger,unused-suppression'];
  for (const comment of ['# nosec', '#nosec', '# nosec - trusted here', '# nosec: the name is ours', '# nosec B602']) {
    assert.deepEqual(await found(t, 'ops/run.py', `${run}  ${comment}\n`, ...only), [], comment);
  }
  for (const comment of ['# noqa', '# nosec B101', '# nosecurity', '# no sec']) {
    assert.deepEqual(
      await found(t, 'ops/run.py', `${run}  ${comment}\n`, ...only),
      ['shell-command ops/run.py:5'],
      comment,
    );
  }
  assert.deepEqual(await found(t, 'a.py', 'breakpoint()  # nosec\n', ...only), ['leftover-debugger a.py:1']);
});

test("for another tool's code, the error names our id", async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'x = 1  # antivenom: ignore[S605]\n');
  const [finding] = await findingsIn(repository);
  assert.match(finding?.message ?? '', /^There is no rule S605 \(did you mean shell-command\?\)/);
});

test('suppressions that silence nothing are reported and removed; those for rules that did not run stay', async (t) => {
  const repository = makeRepository(t);
  const kept = 'import json  # antivenom: ignore[eol-python] elsewhere\n';
  repository.stage(
    'a.py',
    `x = 1  # antivenom: ignore[assert-always-true] gone\n# antivenom: ignore[assert-always-true]\n${ASSERT}  # antivenom: ignore[removed-module, assert-always-true]\ny = 2  # antivenom: ignore[assert-alway-true]\n`,
  );
  repository.stage('b.py', kept);
  const { stdout } = await runMain(repository, ['--format', 'json', '--ignore', 'eol-python']);
  const findings = JSON.parse(stdout).findings as { path: string; line: number; message: string }[];
  assert.deepEqual(
    findings.map(({ path, line }) => `${path}:${line}`),
    ['a.py:1', 'a.py:3', 'a.py:4'],
  );
  assert.match(findings[2]?.message ?? '', /no rule assert-alway-true \(did you mean assert-always-true\?\)/);
  assert.equal((await runMain(repository, ['--fix'])).status, 0);
  assert.equal(
    repository.read('a.py'),
    `x = 1\n# antivenom: ignore[assert-always-true]\n${ASSERT}  # antivenom: ignore[assert-always-true]\ny = 2  # antivenom: ignore[assert-alway-true]\n`,
  );
  assert.equal(repository.read('b.py'), 'import json\n');
});

test('the report offers the form that fits the file', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${ASSERT}\n`);
  repository.stage('.env', 'DEBUG=1\n');
  repository.stage('settings.json', '{"debug": true}\n');
  const { stdout } = await runMain(repository, ['--verbose']);
  assert.match(stdout, /silence: {2}end line 1 with {2}# antivenom: ignore\[assert-always-true\] reason\n/);
  assert.match(stdout, /silence: {2}put {2}# antivenom: ignore\[debug-in-config\] reason {2}alone above line 1\n/);
  assert.match(
    stdout,
    /put {2}per-file-ignores = \{ "settings.json" = \["debug-in-config"\] \} {2}under \[tool\.antivenom\] in pyproject\.toml\n/,
  );
});

test('a suppression of the whole file that comes too late silences nothing, and says so', async (t) => {
  const repository = makeRepository(t);
  const comment = '# antivenom: ignore-file[assert-always-true]\n';
  repository.stage('a.py', `${'x = 1\n'.repeat(10)}${comment}${ASSERT}\n`);
  const findings = await findingsIn(repository);
  assert.deepEqual(briefly(findings), ['unused-suppression a.py:11', 'assert-always-true a.py:12']);
  assert.match(findings[0]?.message ?? '', /below line 10/);
  assert.equal(findings[0]?.fix, null);
});

test('the offered glob works in the current configuration', async (t) => {
  const repository = makeRepository(t);
  const path = 'app/[slug]/.python-version';
  repository.stage(path, '3.6\n');
  repository.stage('app/antivenom.toml', 'fail-on = "error"\n');
  const [finding] = await findingsIn(repository);
  const offered = finding?.silence?.text;
  repository.stage('app/antivenom.toml', `fail-on = "error"\n${offered}\n`);
  assert.deepEqual(await findingsIn(repository), []);
});

test('if a # after a value is part of it, it cannot silence anything', async (t) => {
  const comment = '# antivenom: ignore[debug-in-config]';
  for (const [path, before, line] of [
    ['Dockerfile', 'FROM python:3.14\n', 'ENV FLASK_DEBUG 1'],
    ['web.service', '[Service]\n', 'Environment=FLASK_DEBUG=1'],
    ['.env', '', 'FLASK_DEBUG=1'],
  ] as const) {
    const only = ['--select', 'debug-in-config,unused-suppression'];
    const place = `debug-in-config ${path}:${before === '' ? 1 : 2}`;
    assert.deepEqual(await found(t, path, `${before}${line}\n`, ...only), [place]);
    assert.deepEqual(await found(t, path, `${before}${comment}\n${line}\n`, ...only), []);
    const behind = await found(t, path, `${before}${line} ${comment}\n`, ...only);
    assert.ok(behind.every((finding) => finding === place));
    assert.equal(behind.length, 1, path);
  }
  const inString = `{"env": {"FLASK_DEBUG": "1", "why": "${comment}"}}\n`;
  assert.deepEqual(await found(t, '.vscode/launch.json', inString, '--select', 'unused-suppression'), []);
});
