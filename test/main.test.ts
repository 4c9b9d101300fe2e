import assert from 'node:assert/strict';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder, makeRepository } from './git/repository.ts';
import { briefly, findingsIn, runMain } from './run-main.ts';

const BAD = 'assert (x, "message")\n';
const GOOD = 'assert x, "message"\n';

test('the index is judged, never the working file', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', BAD);
  repository.write('a.py', GOOD);
  repository.stage('b.py', GOOD);
  repository.write('b.py', BAD);
  assert.deepEqual(briefly(await findingsIn(repository)), ['assert-always-true a.py:1']);
  assert.deepEqual(briefly(await findingsIn(repository, ['b.py', 'a.py'])), ['assert-always-true b.py:1']);
});

test('every tracked file, a range, and standard input', async (t) => {
  const repository = makeRepository(t);
  const first = repository.commit('a.py', BAD).trim() || repository.git('rev-parse', 'HEAD').trim();
  repository.commit('b.py', BAD);
  repository.write('untracked.py', BAD);
  assert.deepEqual(briefly(await findingsIn(repository, ['--all-files'])), [
    'assert-always-true a.py:1',
    'assert-always-true b.py:1',
  ]);
  const from = repository.git('rev-parse', 'HEAD~1').trim() || first;
  assert.deepEqual(briefly(await findingsIn(repository, ['--from-ref', from, '--to-ref', 'HEAD'])), [
    'assert-always-true b.py:1',
  ]);
  assert.deepEqual(briefly(await findingsIn(repository, ['--stdin-filename', 'new/c.py'], { stdin: BAD })), [
    'assert-always-true new/c.py:1',
  ]);
  assert.deepEqual(await findingsIn(repository, ['--stdin-filename', 'a.py'], { stdin: GOOD }), []);
});

test('no output if there is nothing to say', async (t) => {
  const repository = makeRepository(t);
  assert.deepEqual(await runMain(repository), { status: 0, stdout: '', stderr: '' });
  repository.stage('a.py', GOOD);
  assert.deepEqual(await runMain(repository), { status: 0, stdout: '', stderr: '' });
});

test('usage errors end with 2 and one line, and nothing was checked', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', BAD);
  const outside = makeFolder(t);
  const runs = [
    await runMain(repository, ['--fxi']),
    await runMain(repository, ['--select', 'assert-alway-true']),
    await runMain(repository, ['--ignore', 'nonsense']),
    await runMain(repository, ['explain', 'assert-alway-true']),
    await runMain(repository, ['--from-ref', 'nowhere', '--to-ref', 'HEAD']),
    await runMain(repository, ['--config', 'missing.toml']),
    await runMain(repository, ['--baseline', 'missing.json']),
    await runMain(repository, ['no-such-file.py']),
    await runMain(repository, ['help']),
    await runMain(repository, ['advisories', 'renew']),
    await runMain({ root: outside, env: { ...repository.env, GIT_CEILING_DIRECTORIES: outside } }),
  ];
  for (const { status, stdout, stderr } of runs) {
    assert.equal(status, 2, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, /^antivenom: [^\n]*nothing was checked\n$/);
  }
  assert.match(runs[1]?.stderr ?? '', /did you mean assert-always-true\?/);
  assert.match(runs[3]?.stderr ?? '', /did you mean assert-always-true\?/);
});

test('a configuration that cannot be read ends with 2 and says why', async (t) => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['selct = ["assert-always-true"]', /antivenom.toml: unknown key selct \(did you mean select\?\)/],
    ['select = "assert-always-true"', /select must be a list of strings/],
    [
      'ignore = ["assert-alway-true"]',
      /unknown rule assert-alway-true in antivenom\.toml: ignore \(did you mean assert-always-true\?\)/,
    ],
    ['severity = { "assert-always-true" = "warn" }', /must be one of error, warning, info/],
    ['severity = ["a"]', /severity must be a table/],
    ['contexts = { prod = ["a"] }', /must be one of test, development/],
    ['new-only = "yes"', /new-only must be true or false/],
    ['fail-on = "all"', /fail-on must be one of/],
    ['select = []', /select is empty, so no rule would run/],
    ['ignore = ["S605"]', /unknown rule S605 in antivenom\.toml: ignore \(did you mean shell-command\?\)/],
    ['ignore = ["assert"]', /did you mean asserts\?/],
    ['exclude = ["[abc"]', /exclude: "\[abc" cannot be right: its \[ is never closed/],
    ['exclude = ["a//b"]', /exclude: "a\/\/b" cannot be right: no path contains/],
    ['exclude = [""]', /exclude: "" cannot be right: it is empty/],
    [
      'per-file-ignores = { "../x" = ["dynamic-code"] }',
      /per-file-ignores: "\.\.\/x" cannot be right: it leaves the folder/,
    ],
    ['contexts = { test = ["{a,b"] }', /contexts\.test: "\{a,b" cannot be right: its \{ is never closed/],
    ['allowed-indexes = ["not an address"]', /allowed-indexes: "not an address" is not an address/],
    ['allowed-packages = ["a b"]', /allowed-packages: "a b" is not the name of a package/],
    ['baseline = "../known.json"', /baseline must be the path of a file in the folder of the configuration/],
    ['baseline = "known.json"', /antivenom\.toml: there is no baseline known\.json/],
    ['select = [', /antivenom.toml:\d+ cannot be read/],
  ];
  for (const [text, says] of wrong) {
    const repository = makeRepository(t);
    repository.stage('antivenom.toml', `${text}\n`);
    repository.stage('a.py', BAD);
    const { status, stderr } = await runMain(repository);
    assert.equal(status, 2);
    assert.match(stderr, says);
    assert.match(stderr, /^antivenom: [^\n]*nothing was checked\n$/);
    assert.equal((await runMain(repository, ['--no-config'])).status, 1);
  }
});

test('the configuration is read from what is staged; the nearest one wins entirely', async (t) => {
  const repository = makeRepository(t);
  repository.stage(
    'pyproject.toml',
    '[tool.antivenom]\nexclude = ["old/**"]\n[tool.antivenom.severity]\n"assert-always-true" = "warning"\n',
  );
  repository.write('pyproject.toml', '[tool.antivenom]\nexclude = ["**"]\n');
  repository.stage('a.py', BAD);
  repository.stage('old/a.py', BAD);
  repository.stage('sub/antivenom.toml', 'per-file-ignores = { "gen_*.py" = ["assert-always-true"] }\n');
  repository.stage('sub/pyproject.toml', '[tool.antivenom]\nexclude = ["**"]\n');
  repository.stage('sub/deep/a.py', BAD);
  repository.stage('sub/deep/gen_a.py', BAD);
  const findings = await findingsIn(repository);
  assert.deepEqual(
    findings.map(({ path, severity }) => `${path} ${severity}`),
    ['a.py warning', 'sub/deep/a.py error'],
  );
  // When working files are judged, the exclude in the working file counts, for files given by name too.
  assert.deepEqual(await findingsIn(repository, ['a.py']), []);
  assert.deepEqual(briefly(await findingsIn(repository, ['--no-config', 'old/a.py'])), [
    'assert-always-true old/a.py:1',
  ]);
});

test('contexts in the configuration reach the rules', async (t) => {
  const repository = makeRepository(t);
  repository.stage('deploy/.env', 'DEBUG=1\n');
  assert.equal((await findingsIn(repository)).length, 1);
  repository.stage('antivenom.toml', 'contexts = { development = ["deploy/**"] }\n');
  assert.deepEqual(await findingsIn(repository), []);
});

test('--fail-on decides what blocks', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', 'import imp\n');
  const status = async (...argv: string[]): Promise<number> => (await runMain(repository, argv)).status;
  assert.equal(await status(), 0);
  assert.equal(await status('--fail-on', 'warning'), 1);
  repository.stage('a.py', BAD);
  assert.equal(await status(), 1);
  assert.equal(await status('--fail-on', 'never'), 0);
  repository.stage('antivenom.toml', 'fail-on = "never"\n');
  assert.equal(await status(), 0);
  assert.equal(await status('--fail-on', 'error'), 1);
});

test('only what the change adds blocks, unless whole files are requested', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', `${BAD}x = 1\n`);
  repository.stage('a.py', `${BAD}x = 2\n`);
  const older = await runMain(repository);
  assert.equal(older.status, 0);
  assert.match(
    older.stdout,
    /^older assert-always-true {2}a\.py:1:8 {2}.*\n\nnothing that this change adds blocks; 1 older finding: /,
  );
  assert.equal((await runMain(repository, ['--quiet'])).stdout, '');
  assert.equal((await runMain(repository, ['--whole-files'])).status, 1);
  repository.stage('a.py', `${BAD}x = 2\nassert (y, "other")\n`);
  assert.equal((await runMain(repository)).status, 1);
  assert.deepEqual(
    (await findingsIn(repository)).map((finding) => [finding.line, finding.new]),
    [
      [1, false],
      [3, true],
    ],
  );
  repository.stage('a.py', `${BAD}x = 2\n`);
  repository.stage('antivenom.toml', 'new-only = false\n');
  assert.equal((await runMain(repository)).status, 1);
  assert.equal((await runMain(repository, ['--new-only'])).status, 0);
});

test('an unchanged file is judged whole', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', BAD);
  assert.equal((await runMain(repository, ['--all-files'])).status, 1);
  assert.equal((await runMain(repository, ['a.py'])).status, 1);
  repository.write('a.py', `${BAD}x = 1\n`);
  assert.equal((await runMain(repository, ['a.py'])).status, 0);
});

test('--fix and --diff only touch what the change added', async (t) => {
  const repository = makeRepository(t);
  repository.commit('a.py', `${BAD}v = 1\n`);
  repository.stage('a.py', `${BAD}v = 1\nassert (y, "new")\n`);
  const { stdout } = await runMain(repository, ['--diff']);
  assert.match(stdout, /\n-assert \(y, "new"\)\n\+assert y, "new"\n$/);
  assert.doesNotMatch(stdout, /^[-+]assert.*message/m);
  const fixed = await runMain(repository, ['--fix']);
  assert.equal(fixed.status, 0);
  assert.match(fixed.stderr, /1 older finding left alone; --fix --whole-files repairs those too\n/);
  assert.equal(repository.git('show', ':a.py'), `${BAD}v = 1\nassert y, "new"\n`);
  assert.equal((await runMain(repository, ['--fix', '--whole-files'])).status, 0);
  assert.equal(repository.git('show', ':a.py'), `${GOOD}v = 1\nassert y, "new"\n`);
});

test('--fix leaves alone what the baseline contains', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', BAD);
  await runMain(repository, ['baseline', '--baseline', 'known.json']);
  repository.stage('a.py', `${BAD}${BAD}`);
  assert.equal((await runMain(repository, ['--fix', '--baseline', 'known.json'])).status, 0);
  assert.equal(repository.git('show', ':a.py'), `${BAD}${GOOD}`);
});

test('a change to one of its files blocks, even in an environment that was committed earlier', async (t) => {
  const repository = makeRepository(t);
  repository.commit('venv/pyvenv.cfg', 'home = /usr/bin\n');
  repository.stage('venv/pyvenv.cfg', 'home = /usr/local/bin\n');
  const [finding] = await findingsIn(repository);
  assert.deepEqual([finding?.rule, finding?.new], ['committed-virtualenv', true]);
  assert.equal((await runMain(repository)).status, 1);
  repository.git('mv', 'venv', 'env');
  assert.equal((await runMain(repository, ['--all-files', '--whole-files'])).status, 1);
});

test('a baseline tolerates what it contains, wherever it moves, once each', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', BAD);
  const written = await runMain(repository, ['baseline', '--baseline', 'known.json']);
  assert.equal(written.status, 0, written.stderr);
  assert.doesNotMatch(repository.read('known.json'), /message/);
  repository.stage('a.py', `x = 1\n${BAD}`);
  assert.equal((await runMain(repository, ['--baseline', 'known.json'])).status, 0);
  repository.stage('a.py', `${BAD}${BAD}`);
  assert.deepEqual(briefly(await findingsIn(repository, ['--baseline', 'known.json'])), ['assert-always-true a.py:2']);
});

test('a baseline in the configuration is read from what is judged, and applies to its own files', async (t) => {
  const repository = makeRepository(t);
  repository.stage('sub/a.py', BAD);
  repository.stage('b.py', BAD);
  await runMain(repository, ['baseline', '--baseline', 'sub/known.json']);
  repository.stage('sub/antivenom.toml', 'baseline = "known.json"\n');
  const missing = await runMain(repository);
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /sub\/antivenom\.toml: there is no baseline sub\/known\.json/);
  repository.git('add', 'sub/known.json');
  assert.deepEqual(briefly(await findingsIn(repository)), ['assert-always-true b.py:1']);
  repository.stage('sub/a.py', GOOD);
  const { stderr } = await runMain(repository, ['--verbose']);
  assert.match(stderr, /1 finding in the baseline no longer exists: antivenom baseline writes it again\n/);
  // When written again, it goes where the configuration says.
  repository.stage('antivenom.toml', 'baseline = "all.json"\n');
  repository.write('all.json', '');
  const written = await runMain(repository, ['baseline']);
  assert.equal(written.status, 0, written.stderr);
  assert.match(written.stdout, /^rewrote all\.json: 1 finding; antivenom\.toml uses it\n$/);
});

test('families include their rules, on the command line and in the configuration', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}eval(input())\n`);
  assert.deepEqual(briefly(await findingsIn(repository, ['--select', 'asserts'])), ['assert-always-true a.py:1']);
  assert.deepEqual(briefly(await findingsIn(repository, ['--ignore', 'asserts'])), ['dynamic-code a.py:2']);
  repository.stage('antivenom.toml', 'ignore = ["execution"]\nper-file-ignores = { "a.py" = ["asserts"] }\n');
  assert.deepEqual(await findingsIn(repository), []);
});

test('the parts of a shard add up to the whole', async (t) => {
  const repository = makeRepository(t);
  for (const name of ['a', 'b', 'c', 'd', 'e']) repository.stage(`${name}.py`, BAD);
  const parts = await Promise.all(['1/2', '2/2'].map((part) => findingsIn(repository, ['--shard', part])));
  assert.deepEqual(
    parts.map((part) => part.length),
    [3, 2],
  );
  assert.equal(new Set(parts.flat().map(({ path }) => path)).size, 5);
});

test('--diff changes nothing and exits like a check', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `# first\n${BAD}`);
  const { status, stdout } = await runMain(repository, ['--diff']);
  assert.equal(status, 1);
  assert.match(
    stdout,
    /^--- a\/a\.py\n\+\+\+ b\/a\.py\n@@ -1,2 \+1,2 @@\n # first\n-assert \(x, "message"\)\n\+assert x, "message"\n/,
  );
  assert.equal(repository.git('show', ':a.py'), `# first\n${BAD}`);
});

test('--diff is a patch that git applies, with any line endings, marks and names', async (t) => {
  const repository = makeRepository(t);
  const files: Readonly<Record<string, string>> = {
    'crlf.py': `x = 1\r\n${BAD.trimEnd()}\r\n`,
    'mark.py': `\ufeff${BAD}`,
    'feed.py': `x = 1\n\f\n${BAD}`,
    'end.py': BAD.trimEnd(),
    'a b.py': BAD,
    'quo"te\\é\n.py': BAD,
  };
  for (const [path, text] of Object.entries(files)) repository.stage(path, text);
  const { stdout } = await runMain(repository, ['--diff']);
  const applied = repository.tryGit(['apply', '-'], { input: stdout });
  assert.deepEqual([applied.status, applied.stderr], [0, '']);
  for (const [path, text] of Object.entries(files)) {
    const fixed = readFileSync(join(repository.root, path), 'utf8');
    assert.equal(fixed, text.replace(BAD.trimEnd(), GOOD.trimEnd()));
  }
});

test('--fix rewrites what is staged and the working file separately', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', `${BAD}x = 1\n`);
  repository.write('a.py', `# not staged\n${BAD}x = 2\n`);
  const { status, stderr } = await runMain(repository, ['--fix']);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /fixed a\.py:1:8 assert-always-true: Test the condition/);
  assert.equal(repository.git('show', ':a.py'), `${GOOD}x = 1\n`);
  assert.equal(repository.read('a.py'), `# not staged\n${GOOD}x = 2\n`);
  const findings = JSON.parse((await runMain(repository, ['--format', 'json'])).stdout).findings;
  assert.deepEqual(findings, []);
  const undone = await runMain(repository, ['undo']);
  assert.equal(undone.stdout, 'put back a.py: what is staged and the working file\n1 file put back\n');
  assert.equal(repository.git('show', ':a.py'), `${BAD}x = 1\n`);
  assert.equal(repository.read('a.py'), `# not staged\n${BAD}x = 2\n`);
});

test('--fix on files leaves the index alone; under pre-commit it exits with 1', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', BAD);
  const report = JSON.parse((await runMain(repository, ['--fix', '--format', 'json', 'a.py'])).stdout);
  assert.deepEqual(report.summary, {
    files: 1,
    errors: 0,
    warnings: 0,
    infos: 0,
    fixed: 1,
    suppressed: 0,
    milliseconds: 0,
  });
  assert.equal(report.findings[0].fixed, true);
  assert.equal(repository.read('a.py'), GOOD);
  assert.equal(repository.git('show', ':a.py'), BAD);
  repository.write('a.py', BAD);
  assert.equal((await runMain(repository, ['--fix', 'a.py'], { env: { PRE_COMMIT: '1' } })).status, 1);
  assert.equal((await runMain(repository, ['--fix', 'a.py'], { env: { PRE_COMMIT: '1' } })).status, 0);
});

test('line endings, a byte order mark and the encoding survive a fix', async (t) => {
  const repository = makeRepository(t);
  const latin = Buffer.from('# -*- coding: latin-1 -*-\r\nname = "é"; assert (x, "m")\r\n', 'latin1');
  const marked = Buffer.from('\ufeffassert (x, "é")\r\ny = 1\r\n');
  const wide = Buffer.from('\ufeffDEBUG=1\n', 'utf16le');
  repository.git('config', 'core.autocrlf', 'false');
  repository.stage('latin.py', latin);
  repository.stage('marked.py', marked);
  repository.stage('.env', wide);
  assert.deepEqual(
    (await findingsIn(repository)).map(({ path, line, column }) => `${path}:${line}:${column}`),
    ['.env:1:7', 'latin.py:2:20', 'marked.py:1:8'],
  );
  assert.equal((await runMain(repository, ['--fix'])).status, 0);
  const blob = (path: string): Buffer => Buffer.from(repository.tryGit(['cat-file', 'blob', `:${path}`]).stdout);
  assert.equal(blob('marked.py').toString(), '\ufeffassert x, "é"\r\ny = 1\r\n');
  const { readFileSync } = await import('node:fs');
  assert.deepEqual(
    readFileSync(join(repository.root, 'latin.py')),
    Buffer.from('# -*- coding: latin-1 -*-\r\nname = "é"; assert x, "m"\r\n', 'latin1'),
  );
  assert.deepEqual(readFileSync(join(repository.root, '.env')), Buffer.from('\ufeffDEBUG=0\n', 'utf16le'));
});

test('if a fix moves non-ASCII characters, they keep their encoding', async (t) => {
  const repository = makeRepository(t);
  const code = 'def f(user):\n    assert user.is_staff, "доступ"\n';
  repository.stage('utf8.py', code);
  const latin = Buffer.from(`# -*- coding: latin-1 -*-\n${code.replace('доступ', 'é')}assert (f, "m")\n`, 'latin1');
  repository.stage('latin.py', latin);
  await runMain(repository, ['--fix', '--unsafe-fixes']);
  const fixed = 'def f(user):\n    if not user.is_staff:\n        raise PermissionError("доступ")\n';
  assert.equal(repository.git('show', ':utf8.py'), fixed);
  // What the file's encoding cannot represent is left alone, and does not prevent other fixes.
  const { readFileSync } = await import('node:fs');
  assert.deepEqual(
    readFileSync(join(repository.root, 'latin.py')),
    Buffer.from(latin.toString('latin1').replace('(f, "m")', 'f, "m"'), 'latin1'),
  );
});

test('under a runner a file named install is a file', async (t) => {
  const repository = makeRepository(t);
  repository.stage('install', '#!/usr/bin/env python3\nassert (x, "m")\n');
  const run = await runMain(repository, ['install'], { env: { PRE_COMMIT: '1' } });
  assert.equal(run.status, 1);
  assert.match(run.stdout, /assert-always-true/);
  assert.ok(!existsSync(join(repository.root, '.git/hooks/pre-commit')));
});

test('what cannot be judged is named, and the exit status is 3 if a rule would have read it', async (t) => {
  const repository = makeRepository(t);
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n';
  repository.stage('picture.bin', Buffer.from([0, 1, 2]));
  assert.equal((await runMain(repository)).status, 0);
  assert.match((await runMain(repository, ['--verbose'])).stderr, /skipped picture\.bin: it is binary/);
  repository.stage('model.py', pointer);
  const lfs = await runMain(repository);
  assert.equal(lfs.status, 3);
  assert.match(lfs.stderr, /^antivenom: model\.py was not checked: .*LFS/);
  // No active rule reads Python.
  assert.equal((await runMain(repository, ['--select', 'unpinned-requirement'])).status, 0);
});

test('a Python file with a NUL byte is a finding', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', Buffer.from('x = 1\ny = "\0"\n'));
  assert.deepEqual(briefly(await findingsIn(repository)), ['unparsable-file a.py:2']);
});

test('symbolic links are not files', async (t) => {
  const repository = makeRepository(t);
  repository.commit('bad.py', BAD);
  symlinkSync('bad.py', join(repository.root, 'link.py'));
  repository.git('add', 'link.py');
  assert.deepEqual(await findingsIn(repository), []);
});

test('the report goes to a file with --output', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', BAD);
  const run = await runMain(repository, ['--format', 'json', '--output', 'report.json']);
  assert.deepEqual([run.status, run.stdout], [1, '']);
  assert.equal(JSON.parse(repository.read('report.json')).findings.length, 1);
  const env = { FORCE_COLOR: '1' };
  assert.ok((await runMain(repository, [], { env })).stdout.includes('\u001b['));
  await runMain(repository, ['--output', 'report.txt'], { env });
  assert.ok(!repository.read('report.txt').includes('\u001b'));
  await runMain(repository, ['--output', 'report.txt', '--color', 'always']);
  assert.ok(repository.read('report.txt').includes('\u001b['));
});

test('an --output that cannot be written is reported before anything is checked or fixed', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a.py', BAD);
  for (const [name, says] of [
    ['nowhere/report.json', /nowhere\/report\.json cannot be written \(there is no such folder\)/],
    ['.', /--output \. is a folder/],
  ] as const) {
    const run = await runMain(repository, ['--fix', '--output', name]);
    assert.equal(run.status, 2);
    assert.match(run.stderr, says);
    assert.match(run.stderr, /nothing was checked\n$/);
  }
  assert.equal(repository.read('a.py'), BAD);
});

test("a command's output goes to a file with --output", async (t) => {
  const repository = makeRepository(t);
  const run = await runMain(repository, ['rules', '--format', 'json', '--output', 'rules.json']);
  assert.deepEqual([run.status, run.stdout], [0, '']);
  assert.ok(JSON.parse(repository.read('rules.json')).length > 10);
});

test("the command that fixes names files relative to the user's folder", async (t) => {
  const repository = makeRepository(t);
  repository.stage('app/a.py', BAD);
  const cwd = join(repository.root, 'app');
  const { stdout } = await runMain(repository, ['a.py'], { cwd });
  const command = /repair: .* --fix (.*)$/m.exec(stdout)?.[1];
  assert.equal(command, 'a.py');
  assert.equal((await runMain(repository, ['--fix', 'a.py'], { cwd })).status, 0);
  assert.equal(repository.read('app/a.py'), GOOD);
});

test('annotates on GitHub if GitHub runs it, followed by the report and a summary', async (t) => {
  const repository = makeRepository(t);
  repository.stage('a,b%.py', BAD);
  repository.stage('env/pyvenv.cfg', 'home = /usr/bin\n');
  const summary = join(repository.root, '..', 'summary.md');
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
  const { stdout } = await runMain(repository, [], { env });
  assert.match(
    stdout,
    /^::error file=a%2Cb%25\.py,line=1,endLine=1,col=8,endColumn=22,title=antivenom%3A assert-always-true::a,b%25\.py:1:8 This [^\n]+\.\n/,
  );
  // A folder is not in a diff, so its finding is at one of its files.
  assert.match(stdout, /\n::error file=env\/pyvenv\.cfg,line=1,[^\n]*::env:1:1 [^\n]*\n\nerror assert-always-true/);
  assert.match(stdout, /\n2 errors block the commit\n/);
  const written = readFileSync(summary, 'utf8');
  assert.match(written, /^### antivenom\n\n2 errors, 0 warnings, 0 infos in 1 file\.\n\n\| \| rule \|/);
  assert.match(written, /\| \*\*error\*\* \| assert-always-true \| <code>a,b%\.py:1:8<\/code> \|/);
  await runMain(repository, [], { env });
  assert.equal(readFileSync(summary, 'utf8'), written + written);
  assert.match((await runMain(repository, ['--format', 'text'], { env })).stdout, /^error assert-always-true/);
});

test('rules, explain, config, version and help answer', async (t) => {
  const repository = makeRepository(t);
  const rules = JSON.parse((await runMain(repository, ['rules', '--format', 'json'])).stdout) as { id: string }[];
  assert.ok(rules.some(({ id }) => id === 'unparsable-file'));
  for (const { id } of rules) {
    const page = await runMain(repository, ['explain', id]);
    assert.equal(page.status, 0);
    assert.ok(page.stdout.startsWith(`## ${id}\n`));
    // On a terminal it is plain text.
    const text = (await runMain(repository, ['explain', id, '--color', 'always'])).stdout;
    assert.ok(text.startsWith(`\u001b[1m${id}\u001b[22m\n`));
    assert.doesNotMatch(text, /^```|^#|\]\(/m);
  }
  const foreign = await runMain(repository, ['explain', 's201']);
  assert.match(foreign.stdout, /^## debug-argument\n[\s\S]*\n## debug-attribute\n/);
  assert.equal(foreign.stderr, 'antivenom: s201 is debug-argument, debug-attribute here\n');
  repository.write('antivenom.toml', 'ignore = ["unparsable-file"]\n');
  const config = JSON.parse((await runMain(repository, ['config', '--format', 'json'])).stdout);
  assert.equal(config.source, 'antivenom.toml');
  assert.ok(!config.rules.includes('unparsable-file'));
  assert.match(
    (await runMain(repository, ['config'])).stdout,
    /^from: antivenom\.toml\nignore = \["unparsable-file"\]\n/,
  );
  assert.match((await runMain(repository, ['--version'])).stdout, /^antivenom \d+\.\d+\.\d+\n$/);
  assert.match((await runMain(repository, ['--help'])).stdout, /--all-files/);
});

test('install guards commits, doctor sees it, uninstall removes it', async (t) => {
  const repository = makeRepository(t);
  assert.equal((await runMain(repository, ['doctor'])).status, 1);
  const installed = await runMain(repository, ['install']);
  assert.equal(installed.status, 0, installed.stderr);
  assert.match(installed.stdout, /\nnothing found in the files that are tracked today\n$/);
  assert.ok(existsSync(join(repository.root, '.git/hooks/pre-commit')));
  repository.stage('a.py', `${BAD}import imp\n`);
  const again = await runMain(repository, ['install']);
  assert.match(
    again.stdout,
    /your files have 1 error and 1 warning today \(.* --all-files shows them\); only what a commit adds can block it\n$/,
  );
  repository.stage('antivenom.toml', 'nonsense = 1\n');
  assert.match(
    (await runMain(repository, ['install'])).stdout,
    /cannot be checked: antivenom\.toml: unknown key nonsense/,
  );
  repository.git('rm', '-qf', 'antivenom.toml', 'a.py');
  const doctor = await runMain(repository, ['doctor']);
  // This test's bundle does not exist.
  assert.match(doctor.stdout, /bad {2}the hook runs \/opt\/antivenom\/dist\/cli\.cjs, which is gone/);
  assert.equal((await runMain(repository, ['uninstall'])).status, 0);
  assert.ok(!existsSync(join(repository.root, '.git/hooks/pre-commit')));
});

test('names that differ only in bytes are each judged by their own content', async (t) => {
  const repository = makeRepository(t);
  const blob = (text: string): string =>
    repository.tryGit(['hash-object', '-w', '--stdin'], { input: text }).stdout.trim();
  const entries = [
    [`b\\xff.py`, BAD],
    ['b\xff.py', GOOD],
    ['c\\xff\xfe.py', GOOD],
    ['c\xff\xfe.py', BAD],
    ['d\\x5cxff.py', BAD],
    ['d\\xff.py', GOOD],
  ] as const;
  const input = entries.map(([name, text]) => `100644 ${blob(text)} 0\t${name}\0`).join('');
  repository.tryGit(['update-index', '-z', '--index-info'], { input: Buffer.from(input, 'latin1') });
  assert.deepEqual(briefly(await findingsIn(repository)), [
    'assert-always-true b\\x5cxff.py:1',
    'assert-always-true c\\xff\\xfe.py:1',
    'assert-always-true d\\x5cx5cxff.py:1',
  ]);
});
