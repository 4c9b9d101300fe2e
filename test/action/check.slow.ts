import assert from 'node:assert/strict';
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeRepository, type Outcome, repositoryAt, type TestRepository } from '../git/repository.ts';
import { BAD, GOOD, projectClone, run, said } from '../runners/runner.ts';

interface Checked extends Outcome {
  readonly outputs: Readonly<Record<string, string>>;
  /** What the step wrote to the job's summary. */
  readonly summary: string;
}

interface Event {
  readonly name: string;
  readonly payload?: object;
  readonly ref?: string;
}

/** Runs the action's script as the step in action.yml does. */
function check(repository: TestRepository, event: Event, inputs: Record<string, string> = {}): Checked {
  const folder = dirname(repository.root);
  const output = join(folder, 'output');
  const summary = join(folder, 'summary.md');
  for (const file of [output, summary]) writeFileSync(file, '');
  writeFileSync(join(folder, 'event.json'), JSON.stringify(event.payload ?? {}));
  const env = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: repository.root,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_REF: event.ref ?? '',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: folder,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`ANTIVENOM_${name}`, value])),
  };
  const script = join(projectClone(), 'action', 'check.mjs');
  // The step runs outside the repository.
  const outcome = run(repository, process.execPath, [script], { env, cwd: folder });
  const lines = readFileSync(output, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const outputs = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
  return { ...outcome, outputs, summary: readFileSync(summary, 'utf8') };
}

interface PullRequest {
  readonly repository: TestRepository;
  readonly event: Event;
  readonly head: string;
}

/** A pull request that adds `added` to app/new.py, with GitHub's merge commit checked out. */
function pullRequest(t: TestContext, added: string): PullRequest {
  const repository = makeRepository(t);
  const base = repository.commit('app/old.py', BAD);
  repository.git('checkout', '--quiet', '-b', 'topic');
  const head = repository.commit('app/new.py', added);
  repository.git('checkout', '--quiet', 'main');
  // Somebody else's commit after the event.
  repository.commit('app/other.py', BAD);
  repository.git('checkout', '--quiet', '--detach');
  repository.git('merge', '--quiet', '--no-ff', '--no-verify', '-m', 'Merge', 'topic');
  const payload = { pull_request: { base: { sha: base }, head: { sha: head } } };
  return { repository, event: { name: 'pull_request', payload, ref: 'refs/pull/1/merge' }, head };
}

test('a pull request: annotates only what it adds, sets outputs, exits with 1', (t) => {
  const { repository, event } = pullRequest(t, BAD);
  const checked = check(repository, event);
  assert.equal(checked.status, 1, said(checked));
  assert.match(checked.stdout, /^::error file=app\/new\.py,line=2,/m);
  assert.doesNotMatch(checked.stdout, /file=app\/(?:old|other)\.py/);
  assert.match(checked.summary, /1 error[\s\S]*\| assert-always-true \|.*app\/new/);
  assert.equal(checked.outputs['exit-status'], '1');
  assert.match(checked.outputs.checked ?? '', /^[0-9a-f]{40}\.\.HEAD$/);
  assert.equal(checked.outputs['sarif-file'], undefined);
});

test('a pull request without findings, and one whose head is checked out', (t) => {
  const { repository, event } = pullRequest(t, GOOD);
  assert.equal(check(repository, event).status, 0);
  const bad = pullRequest(t, BAD);
  bad.repository.git('checkout', '--quiet', bad.head);
  const checked = check(bad.repository, bad.event);
  assert.equal(checked.status, 1, said(checked));
  assert.match(checked.stdout, /file=app\/new\.py/);
});

test('pull_request_target, which checks out the base: refused, with advice', (t) => {
  const { repository, event } = pullRequest(t, BAD);
  repository.git('checkout', '--quiet', 'main');
  const checked = check(repository, { ...event, name: 'pull_request_target' });
  assert.equal(checked.status, 2);
  assert.match(checked.stdout, /^::error title=antivenom::the pull request is not what is checked out .*nothing was/);
  assert.equal(checked.outputs['exit-status'], '2');
});

test('a clone that is too shallow: refused, with advice; depth 2 is enough for a merge', (t) => {
  const { repository, event } = pullRequest(t, BAD);
  repository.git('branch', 'merged', 'HEAD');
  const clone = (depth: string): TestRepository => {
    const target = join(dirname(repository.root), `depth${depth}`);
    repository.git('clone', '--quiet', `--depth=${depth}`, '--branch=merged', `file://${repository.root}`, target);
    return repositoryAt(target, repository.env);
  };
  const refused = check(clone('1'), event);
  assert.equal(refused.status, 2, said(refused));
  assert.match(refused.stdout, /is not in the clone: give actions\/checkout `fetch-depth: 0`; nothing was checked/);
  const checked = check(clone('2'), event);
  assert.equal(checked.status, 1, said(checked));
  assert.doesNotMatch(checked.stdout, /file=app\/(?:old|other)\.py/);
});

test('pushes: before to after, a new branch, a rewritten one, a deleted one, a tag', (t) => {
  const repository = makeRepository(t);
  const before = repository.commit('app/old.py', BAD);
  repository.commit('app/new.py', GOOD);
  repository.git('update-ref', 'refs/remotes/origin/main', before);
  const none = '0'.repeat(40);
  const push = (payload: object, ref = 'refs/heads/topic'): Checked =>
    check(repository, { name: 'push', ref, payload: { repository: { default_branch: 'main' }, ...payload } });
  for (const [payload, ref, status, checked] of [
    [{ before }, 'refs/heads/topic', 0, `${before}..HEAD`],
    [{ before: none }, 'refs/heads/topic', 0, 'origin/main..HEAD'],
    [{ before: 'f'.repeat(40), forced: true }, 'refs/heads/topic', 0, 'origin/main..HEAD'],
    [{ before: none }, 'refs/heads/main', 1, 'all'],
    [{ before: none }, 'refs/tags/v1', 1, 'all'],
    [{ before, deleted: true }, 'refs/heads/topic', 0, undefined],
  ] as const) {
    const outcome = push(payload, ref);
    assert.equal(outcome.status, status, `${JSON.stringify(payload)} ${ref}: ${said(outcome)}`);
    assert.equal(outcome.outputs.checked, checked);
  }
});

test('a merge group, a schedule, and what the inputs request', (t) => {
  const repository = makeRepository(t);
  const first = repository.commit('app/old.py', BAD);
  const second = repository.commit('app/new.py', GOOD);
  const group = { name: 'merge_group', payload: { merge_group: { base_sha: first, head_sha: second } } };
  assert.equal(check(repository, group).outputs.checked, `${first}..HEAD`);
  assert.equal(check(repository, { name: 'schedule' }).outputs.checked, 'all');
  assert.equal(check(repository, group, { CHECK: 'all' }).outputs.checked, 'all');
  assert.equal(check(repository, { name: 'schedule' }, { FROM_REF: 'HEAD~1' }).outputs.checked, 'HEAD~1..HEAD');
  for (const inputs of [{ CHECK: 'range' }, { CHECK: 'everything' }, { TO_REF: 'HEAD' }]) {
    assert.equal(check(repository, group, inputs).status, 2, JSON.stringify(inputs));
  }
  assert.equal(check(repository, { name: 'schedule' }, { FAIL_ON: 'never' }).status, 0);
  const ignored = check(repository, { name: 'schedule' }, { ARGS: '  --ignore=assert-always-true\n\n--no-cache' });
  assert.equal(ignored.status, 0, said(ignored));
});

test('advisories that cannot be fetched: a warning, and the check continues; from the cache: nothing is fetched', (t) => {
  const { repository, event } = pullRequest(t, BAD);
  const inputs = { ADVISORIES: 'http://127.0.0.1:1/all.zip' };
  const failed = check(repository, event, inputs);
  assert.equal(failed.status, 1, said(failed));
  assert.match(failed.stdout, /^::warning title=antivenom::the advisories could not be updated/m);
  assert.match(failed.stderr, /nothing was updated/);
  assert.match(failed.stdout, /^::error file=app\/new\.py/m);
  const cached = check(repository, event, { ...inputs, CACHED: 'true' });
  assert.doesNotMatch(said(cached), /update/);
});

test('SARIF on request, with a category for each shard; none if nothing was checked', (t) => {
  const repository = makeRepository(t);
  for (const name of ['a', 'b', 'c', 'd']) repository.commit(`app/${name}.py`, BAD);
  const schedule = { name: 'schedule' };
  const resultsOf = (file: string | undefined): string[] =>
    JSON.parse(readFileSync(file ?? '', 'utf8')).runs[0].results.map(
      (result: { locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }) =>
        result.locations[0].physicalLocation.artifactLocation.uri,
    );
  const whole = check(repository, schedule, { SARIF: 'true' });
  assert.equal(whole.status, 1);
  assert.equal(whole.outputs.category, 'antivenom');
  assert.equal(whole.summary.match(/^### /gm)?.length, 1, 'the second report adds no second summary');
  const all = resultsOf(whole.outputs['sarif-file']);
  assert.equal(all.length, 4);
  const parts = ['1/2', '2/2'].map((shard, index) => {
    const part = check(repository, schedule, { SARIF: 'true', SHARD: shard, CATEGORY: 'python' });
    assert.equal(part.outputs.category, `python-${index + 1}`);
    return resultsOf(part.outputs['sarif-file']);
  });
  assert.deepEqual(parts.flat().sort(), all);
  const refused = check(repository, schedule, { SARIF: 'true', ARGS: '--no-such-option' });
  assert.equal(refused.status, 2);
  assert.equal(refused.outputs['sarif-file'], undefined);
});

test('a checkout that belongs to another user, as in a container', (t) => {
  if (process.getuid?.() !== 0) return t.skip('only root can give files away');
  const { repository, event } = pullRequest(t, BAD);
  const give = (path: string): void => {
    chownSync(path, 12345, 12345);
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) give(join(path, entry.name));
    }
  };
  give(repository.root);
  chmodSync(repository.root, 0o755);
  assert.match(repository.tryGit(['status']).stderr, /dubious ownership/);
  const checked = check(repository, event);
  assert.equal(checked.status, 1, said(checked));
  assert.match(checked.stdout, /file=app\/new\.py/);
});

test('action.yml passes every input to the script, under the name that it reads', () => {
  const read = (path: string): string => readFileSync(join(projectClone(), path), 'utf8');
  const action = read('action.yml');
  const inputs = [...(/^inputs:\n([\s\S]*?)\n\w/m.exec(action)?.[1] ?? '').matchAll(/^ {2}([\w-]+):$/gm)].map(
    ([, name]) => name!,
  );
  const script = read('action/check.mjs');
  const variable = (name: string): string => name.toUpperCase().replaceAll('-', '_');
  for (const name of inputs) {
    assert.ok(action.includes(`\${{ inputs.${name} }}`) || action.includes(`inputs.${name} ==`), name);
    if (name === 'cache') continue;
    assert.ok(action.includes(`ANTIVENOM_${variable(name)}: \${{ inputs.${name} }}`), name);
    assert.ok(script.includes(`input('${variable(name)}')`), name);
  }
  assert.ok(existsSync(join(projectClone(), 'action', 'check.mjs')));
});
