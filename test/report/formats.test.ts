import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '../../src/rules/index.ts';
import { makeRepository, type TestRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';

/** A fixable error below an existing line, in a file whose name needs escaping. */
function changedRepository(t: Parameters<typeof makeRepository>[0]): TestRepository {
  const repository = makeRepository(t);
  repository.commit('my app/ü.py', 'assert (a, "old")\n');
  repository.stage('my app/ü.py', 'assert (a, "old")\n"😀"; assert (b, "new")\n');
  return repository;
}

test('JSON has exactly the fields of the contract', async (t) => {
  const { stdout, status } = await runMain(changedRepository(t), ['--format', 'json']);
  assert.equal(status, 1);
  const report = JSON.parse(stdout);
  assert.deepEqual(Object.keys(report), ['version', 'findings', 'summary']);
  const [old, fresh] = report.findings;
  assert.equal(old.new, false);
  assert.deepEqual(fresh, {
    rule: 'assert-always-true',
    severity: 'error',
    path: 'my app/ü.py',
    line: 2,
    column: 13,
    endLine: 2,
    endColumn: 23,
    message: fresh.message,
    help: fresh.help,
    url: fresh.url,
    fix: { title: fresh.fix.title, safety: 'safe', edits: fresh.fix.edits },
    fixed: false,
    new: true,
    silence: { where: 'end', line: 2, text: '# antivenom: ignore[assert-always-true] reason' },
  });
  assert.deepEqual(Object.keys(fresh.fix.edits[0]), ['line', 'column', 'endLine', 'endColumn', 'text']);
  assert.match(fresh.url, /^https:.*#assert-always-true$/);
  assert.deepEqual(report.summary, {
    files: 1,
    errors: 2,
    warnings: 0,
    infos: 0,
    fixed: 0,
    suppressed: 0,
    milliseconds: 0,
  });
});

test('SARIF has results with places, fixes and their state compared to the base', async (t) => {
  const { stdout } = await runMain(changedRepository(t), ['--format', 'sarif']);
  const log = JSON.parse(stdout);
  assert.equal(log.version, '2.1.0');
  const [run] = log.runs;
  assert.equal(run.columnKind, 'unicodeCodePoints');
  assert.equal(run.tool.driver.rules.length, rules.length);
  assert.deepEqual(
    run.results.map((result: { baselineState: string }) => result.baselineState),
    ['unchanged', 'new'],
  );
  const result = run.results[1];
  assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
  const { artifactLocation, region } = result.locations[0].physicalLocation;
  assert.equal(artifactLocation.uri, 'my%20app/%C3%BC.py');
  assert.deepEqual(
    { ...region, snippet: undefined },
    { startLine: 2, startColumn: 13, endLine: 2, endColumn: 23, snippet: undefined },
  );
  for (const { deletedRegion, insertedContent } of result.fixes[0].artifactChanges[0].replacements) {
    assert.ok(deletedRegion.startColumn >= 13 && deletedRegion.endColumn <= 23);
    assert.equal(typeof insertedContent.text, 'string');
  }
});

test('info is in JSON, SARIF and annotations by default', async (t) => {
  const repository = makeRepository(t);
  repository.stage('pyproject.toml', '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.8"\n');
  assert.equal((await runMain(repository)).stdout, '');
  assert.equal(JSON.parse((await runMain(repository, ['--format', 'json'])).stdout).findings[0].severity, 'info');
  assert.equal(JSON.parse((await runMain(repository, ['--format', 'sarif'])).stdout).runs[0].results[0].level, 'note');
  assert.match((await runMain(repository, ['--format', 'github'])).stdout, /^::notice file=pyproject\.toml,line=4/);
  assert.match((await runMain(repository, ['--show', 'info'])).stdout, /info/);
  assert.equal((await runMain(repository, ['--fail-on', 'info'])).status, 1);
});

test('no report contains a secret', async (t) => {
  const repository = makeRepository(t);
  const secret = 'hunter2-Zq81';
  repository.stage('.pypirc', `[distutils]\nindex-servers = pypi\n\n[pypi]\nusername = me\npassword = ${secret}\n`);
  repository.stage('deploy/requirements.txt', `--extra-index-url http://me:${secret}@pypi.example.com/simple\na==1\n`);
  for (const format of ['text', 'json', 'sarif', 'github']) {
    const { stdout, stderr, status } = await runMain(repository, ['--format', format]);
    assert.equal(status, 1, stderr);
    assert.match(stdout, /committed-credentials/);
    assert.ok(!stdout.includes(secret), `${format} shows the secret`);
  }
  await runMain(repository, ['baseline', '--baseline', 'b.json']);
  assert.ok(!repository.read('b.json').includes(secret));
});

test('SARIF contains what code scanning shows: help, tags, severity, what was silenced and what was not checked', async (t) => {
  const repository = makeRepository(t);
  const line = 'assert (x, "m")';
  repository.stage('a.py', `${line}\n${line}  # antivenom: ignore[assert-always-true] why\n${line}\n`);
  repository.stage('lfs.py', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
  const { stdout, status } = await runMain(repository, ['--format', 'sarif', '--ignore', 'debug']);
  assert.equal(status, 3);
  const [run] = JSON.parse(stdout).runs;
  const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id);
  assert.ok(!ids.includes('debug-setting') && ids.includes('dynamic-code'));
  const rule = run.tool.driver.rules.find(({ id }: { id: string }) => id === 'dynamic-code');
  assert.deepEqual(rule.properties, {
    tags: ['security', 'external/cwe/cwe-94', 'external/cwe/cwe-95'],
    precision: 'medium',
    'security-severity': '9.8',
  });
  assert.match(rule.help.markdown, /^## dynamic-code\n/);
  assert.doesNotMatch(rule.help.text, /^```|^#/m);
  assert.deepEqual(
    run.results.map(({ suppressions }: { suppressions: { kind: string }[] }) => suppressions.map(({ kind }) => kind)),
    [[], [], ['inSource']],
  );
  const prints = run.results.map(
    (result: { partialFingerprints: object }) => Object.values(result.partialFingerprints)[0],
  );
  assert.equal(new Set(prints).size, 3);
  const [invocation] = run.invocations;
  assert.deepEqual([invocation.executionSuccessful, invocation.exitCode], [false, 3]);
  assert.match(invocation.toolExecutionNotifications[0].message.text, /^lfs\.py was not checked: /);
  // Lines that move keep their fingerprints.
  repository.stage('a.py', `import os\n\n${line}\n${line}\n`);
  const moved = JSON.parse((await runMain(repository, ['--format', 'sarif'])).stdout).runs[0].results;
  assert.deepEqual(
    moved.map((result: { partialFingerprints: object }) => Object.values(result.partialFingerprints)[0]),
    prints.slice(0, 2),
  );
});

test('GitLab gets a Code Quality report with stable fingerprints', async (t) => {
  const repository = changedRepository(t);
  const { stdout } = await runMain(repository, ['--format', 'gitlab']);
  const issues = JSON.parse(stdout);
  assert.deepEqual(
    issues.map(({ check_name, severity, location }: Record<string, unknown>) => ({ check_name, severity, location })),
    [1, 2].map((line) => ({
      check_name: 'assert-always-true',
      severity: 'critical',
      location: { path: 'my app/ü.py', lines: { begin: line, end: line } },
    })),
  );
  for (const { description, fingerprint } of issues) {
    assert.match(description, /^This assert tests a tuple.*\.$/);
    assert.match(fingerprint, /^[0-9a-f]{32}$/);
  }
  assert.notEqual(issues[0].fingerprint, issues[1].fingerprint);
});

/** No package has a schema of it; the fields are those of https://docs.gitlab.com/ci/testing/code_quality/ (2026-11). */
test('every issue for GitLab has the fields that its documentation asks for, and no others', async (t) => {
  const repository = makeRepository(t);
  repository.stage('.venv/pyvenv.cfg', 'home = /usr/bin\n');
  repository.stage('a b/ü.py', 'eval(input())\nassert (1, "x")\nassert (1, "x")\n');
  repository.stage('Dockerfile', 'FROM python:3.6\nENV FLASK_DEBUG=1\n');
  const { stdout } = await runMain(repository, ['--format', 'gitlab']);
  const issues = JSON.parse(stdout) as Readonly<Record<string, unknown>>[];
  assert.ok(issues.length >= 6, stdout);
  for (const issue of issues) {
    const { description, check_name, fingerprint, severity, location, ...rest } = issue;
    assert.deepEqual(rest, {});
    for (const text of [description, check_name, fingerprint]) assert.match(text as string, /\S/);
    assert.ok(['info', 'minor', 'major', 'critical', 'blocker'].includes(severity as string));
    const { path, lines, ...others } = location as { path: string; lines: { begin: number; end: number } };
    assert.deepEqual(others, {});
    assert.equal(repository.git('ls-files', '-z', '--', path).split('\0')[0], path, 'a file, from the root');
    assert.deepEqual([typeof lines.begin, typeof lines.end], ['number', 'number']);
    assert.ok(lines.begin >= 1 && lines.end >= lines.begin);
  }
  assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, issues.length);
});
