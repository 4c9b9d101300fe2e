import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeRepository, type TestRepository } from '../git/repository.ts';
import { briefly, findingsIn, type JsonFinding, runMain } from '../run-main.ts';

const BAD = 'result = eval(input())\n';
const CONFIG = 'antivenom.toml';

/** A repository with one commit. The change is what is staged on top of it. */
function repositoryWith(t: TestContext, files: Readonly<Record<string, string>> = {}): TestRepository {
  const repository = makeRepository(t);
  repository.commitAll({ 'README.md': 'x\n', ...files });
  return repository;
}

const linesOf = (stderr: string): string[] =>
  stderr.split('\n').filter((line) => line.includes('this change silences'));

async function stagedLines(repository: TestRepository, argv: readonly string[] = []): Promise<string[]> {
  return linesOf((await runMain(repository, argv)).stderr);
}

interface Row {
  readonly before?: Readonly<Record<string, string>>;
  readonly change: Readonly<Record<string, string | null>>;
  /** What is reported, without the prefix of all lines; empty for silence. */
  readonly said: readonly string[];
  /** The findings that a range reports, as `rule path:line`. */
  readonly inRange?: readonly string[];
  /** False if what the range reports is old, and blocks because of the previous configuration. */
  readonly isNew?: false;
}

const RUN = { 'app/run.py': BAD };
const FOUND = ['dynamic-code app/run.py:1'];
const own = (count: string, where: string): string => `${count} by its own configuration (${where})`;

const ROWS: Readonly<Record<string, Row>> = {
  exclude: {
    change: { ...RUN, [CONFIG]: 'exclude = ["app/**"]\n' },
    said: [own('1 finding', `${CONFIG}: exclude`)],
    inRange: FOUND,
  },
  ignore: {
    change: { ...RUN, 'app/b.py': 'x = eval(y)\nassert (x, "m")\n', [CONFIG]: 'ignore = ["execution"]\n' },
    said: [own('2 findings', `${CONFIG}: ignore`)],
    inRange: ['dynamic-code app/b.py:1', 'assert-always-true app/b.py:2', 'dynamic-code app/run.py:1'],
  },
  'a nearer configuration': {
    before: { [CONFIG]: 'fail-on = "warning"\n' },
    change: { 'app/pyproject.toml': '[tool.antivenom]\nselect = ["asserts"]\n', ...RUN },
    said: [own('1 finding', 'app/pyproject.toml: select')],
    inRange: FOUND,
  },
  'per-file-ignores': {
    change: { ...RUN, [CONFIG]: '[per-file-ignores]\n"app/*" = ["dynamic-code"]\n' },
    said: [own('1 finding', `${CONFIG}: per-file-ignores`)],
    inRange: FOUND,
  },
  severity: {
    change: { ...RUN, [CONFIG]: 'severity = { dynamic-code = "info" }\n' },
    said: [own('1 finding', `${CONFIG}: severity`)],
    inRange: FOUND,
  },
  'fail-on': {
    before: { [CONFIG]: '# nothing yet\n' },
    change: { ...RUN, [CONFIG]: 'fail-on = "never"\n' },
    said: [own('1 finding', `${CONFIG}: fail-on`)],
    inRange: FOUND,
  },
  contexts: {
    change: { 'shop/settings.py': 'DEBUG = True\n', [CONFIG]: 'contexts = { test = ["shop/**"] }\n' },
    said: [own('1 finding', `${CONFIG}: contexts`)],
    inRange: ['debug-setting shop/settings.py:1'],
  },
  'a configuration that is removed': {
    before: { [CONFIG]: 'new-only = false\n', 'app/run.py': BAD },
    change: { [CONFIG]: null, 'app/run.py': `${BAD}x = 1\n` },
    said: [own('1 finding', `${CONFIG}: new-only`)],
    isNew: false,
    inRange: FOUND,
  },
  'ignore-file': {
    change: { 'app/run.py': `# antivenom: ignore-file[dynamic-code]\n${BAD}` },
    said: ['1 finding by ignore-file without a reason in app/run.py'],
    inRange: ['dynamic-code app/run.py:2'],
  },
  'ignore-file with a reason works and is named': {
    change: { 'app/run.py': `# antivenom: ignore-file[dynamic-code] a calculator\n${BAD}${BAD}` },
    said: ['2 findings by ignore-file in app/run.py'],
  },
  'comments without a reason': {
    change: { 'app/run.py': `x = eval(input())  # nosec\nz = eval(y)  # antivenom: ignore[dynamic-code]\n` },
    said: ['2 findings by comments without a reason in app/run.py (lines 1, 2)'],
    inRange: ['dynamic-code app/run.py:1', 'dynamic-code app/run.py:2'],
  },
  'one with a reason after a single finding': {
    change: {
      'app/run.py':
        'x = eval(y)  # nosec B307 y is our own\nz = eval(y)  # antivenom: ignore[dynamic-code] y is ours\n',
    },
    said: [],
  },
  'one that existed before': {
    before: { 'app/run.py': 'z = eval(y)  # antivenom: ignore[dynamic-code]\n' },
    change: { 'app/run.py': 'if z:\n    z = eval(y)  # antivenom: ignore[dynamic-code]\n' },
    said: [],
  },
  'a configuration that existed before': {
    before: { [CONFIG]: 'exclude = ["app/**"]\n' },
    change: { ...RUN, 'b.py': BAD },
    said: [],
    inRange: ['dynamic-code b.py:1'],
  },
  'one that silences nothing': {
    change: { ...RUN, [CONFIG]: 'exclude = ["other/**"]\nignore = ["asserts"]\n' },
    said: [],
    inRange: FOUND,
  },
  'one that has the same effect in other words': {
    before: { [CONFIG]: 'exclude = ["app/**"]\n' },
    change: { ...RUN, [CONFIG]: 'exclude = ["app/*.py"]  # the same\n' },
    said: [],
  },
  'a stricter one': {
    before: { [CONFIG]: 'ignore = ["asserts"]\n' },
    change: { 'app/b.py': 'assert (x, "m")\n', [CONFIG]: 'exclude = []\n' },
    said: [],
    inRange: ['assert-always-true app/b.py:1'],
  },
};

for (const [name, { before = {}, change, said, inRange = [], isNew = true }] of Object.entries(ROWS)) {
  test(`what a change silences for itself: ${name}`, async (t) => {
    const repository = repositoryWith(t, before);
    const written = Object.entries(change).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const]));
    repository.stageAll(Object.fromEntries(written));
    for (const [path, text] of Object.entries(change)) if (text === null) repository.git('rm', '-q', path);
    const expected = said.map((words) => `antivenom: this change silences ${words}`);
    assert.deepEqual(await stagedLines(repository), expected, 'staged');
    const present = Object.entries(change).flatMap(([path, text]) => (text === null || path === CONFIG ? [] : [path]));
    if (!Object.values(change).includes(null)) {
      assert.deepEqual(await stagedLines(repository, present), expected, 'FILE');
    }
    repository.git('commit', '-qnm', 'change');
    const range = ['--from-ref', 'HEAD~1', '--to-ref', 'HEAD'];
    const blocking = (found: readonly JsonFinding[]): string[] => {
      for (const finding of found) assert.equal(finding.new, isNew);
      return briefly(found).sort();
    };
    const rangeRun = await runMain(repository, [...range, '--format', 'json']);
    assert.deepEqual(blocking(JSON.parse(rangeRun.stdout).findings), [...inRange].sort(), 'range');
    assert.equal(rangeRun.status, inRange.length > 0 ? 1 : 0);
    assert.equal(linesOf(rangeRun.stderr).length, said.length);
    const env = { PRE_COMMIT: '1', PRE_COMMIT_FROM_REF: 'HEAD~1', PRE_COMMIT_TO_REF: 'HEAD' };
    assert.deepEqual(blocking(await findingsIn(repository, present, { env })), [...inRange].sort(), 'pre-commit');
  });
}

test('--config-from: only the base, or the change as it is', async (t) => {
  const repository = repositoryWith(t, { [CONFIG]: 'ignore = ["asserts"]\n' });
  repository.stage('app/run.py', `${BAD}assert (x, "m")\n`);
  repository.commit(CONFIG, 'exclude = ["app/**"]\n');
  const range = ['--from-ref', 'HEAD~1', '--to-ref', 'HEAD'];
  assert.deepEqual(briefly(await findingsIn(repository, [...range, '--config-from', 'base'])), FOUND);
  assert.deepEqual(briefly(await findingsIn(repository, [...range, '--config-from', 'change'])), []);
  assert.deepEqual(briefly(await findingsIn(repository, [...range, '--no-config'])), [
    ...FOUND,
    'assert-always-true app/run.py:2',
  ]);
  const env = { PRE_COMMIT: '1', PRE_COMMIT_FROM_REF: 'HEAD~1', PRE_COMMIT_TO_REF: 'HEAD' };
  const files = ['app/run.py', CONFIG];
  assert.deepEqual(briefly(await findingsIn(repository, ['--config-from=base', ...files], { env })), FOUND);
  assert.deepEqual(briefly(await findingsIn(repository, ['--config-from=change', ...files], { env })), []);
  for (const argv of [
    ['--config-from', 'base', '--no-config'],
    ['--config-from=base', '--all-files'],
    ['--config-from=x'],
  ]) {
    assert.equal((await runMain(repository, argv)).status, 2, argv.join(' '));
  }
});

test('a baseline that the change adds', async (t) => {
  const repository = repositoryWith(t);
  repository.stage('app/run.py', BAD);
  assert.equal((await runMain(repository, ['baseline'])).status, 0);
  repository.git('add', '.');
  repository.stage(CONFIG, 'baseline = "antivenom-baseline.json"\n');
  const words = `this change silences 1 finding ${'by its own configuration'} (antivenom-baseline.json: baseline)`;
  assert.deepEqual(await stagedLines(repository), [`antivenom: ${words}`]);
  repository.git('commit', '-qnm', 'change');
  const range = ['--from-ref', 'HEAD~1', '--to-ref', 'HEAD'];
  assert.deepEqual(briefly(await findingsIn(repository, range)), FOUND);
});

test('every format mentions it', async (t) => {
  const repository = repositoryWith(t);
  repository.stage('app/run.py', BAD);
  repository.stage(CONFIG, '# all of it\nexclude = ["**"]\n');
  const words = `this change silences 1 finding by its own configuration (${CONFIG}: exclude)`;
  const stdout: Record<string, string> = {};
  for (const format of ['text', 'concise', 'json', 'sarif', 'github', 'gitlab']) {
    const run = await runMain(repository, ['--format', format, '--quiet']);
    assert.equal(run.status, 0);
    assert.deepEqual(linesOf(run.stderr), [`antivenom: ${words}`], format);
    stdout[format] = run.stdout;
  }
  assert.equal(stdout.github, `::notice file=${CONFIG},line=2,title=antivenom::${words}\n`);
  assert.deepEqual(JSON.parse(stdout.json as string).loosenings, [
    { path: CONFIG, line: 2, by: 'exclude', findings: 1, obeyed: true, message: words },
  ]);
  const [{ toolExecutionNotifications }] = JSON.parse(stdout.sarif as string).runs[0].invocations;
  assert.equal(toolExecutionNotifications[0].message.text, words);
});

test('the first commit, a file that is unchanged, and every file', async (t) => {
  const repository = makeRepository(t);
  repository.stage('app/run.py', BAD);
  repository.stage(CONFIG, 'exclude = ["**"]\n');
  assert.equal((await stagedLines(repository)).length, 1);
  repository.stage(CONFIG, '');
  repository.commit('b.py', 'x = eval(y)  # nosec\n');
  assert.deepEqual(await stagedLines(repository, ['b.py']), []);
  assert.deepEqual(await stagedLines(repository, ['--all-files']), []);
  rmSync(join(repository.root, 'b.py'));
});
