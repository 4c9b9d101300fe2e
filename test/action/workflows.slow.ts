import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { makeFolder } from '../git/repository.ts';
import { projectClone, run, runnerFolder, said, userRepository } from '../runners/runner.ts';

/** The workflows in docs/ci.md by name, as a reader copies them. */
function documented(): ReadonlyMap<string, string> {
  const page = readFileSync(join(projectClone(), 'docs', 'ci.md'), 'utf8');
  const blocks = page.matchAll(/<!-- workflow: ([\w-]+) -->\n```yaml\n([\s\S]*?)```/g);
  return new Map([...blocks].map(([, name, text]) => [name!, text!]));
}

/** A project with all workflows: our own and the documented ones. */
function project(t: TestContext): string {
  const folder = makeFolder(t);
  const workflows = join(folder, '.github', 'workflows');
  mkdirSync(workflows, { recursive: true });
  const own = join(projectClone(), '.github', 'workflows');
  for (const name of readdirSync(own)) writeFileSync(join(workflows, name), readFileSync(join(own, name)));
  for (const [name, text] of documented()) writeFileSync(join(workflows, `documented-${name}.yml`), text);
  writeFileSync(join(folder, 'action.yml'), readFileSync(join(projectClone(), 'action.yml')));
  const dependabot = readFileSync(join(projectClone(), '.github', 'dependabot.yml'));
  writeFileSync(join(folder, '.github', 'dependabot.yml'), dependabot);
  return folder;
}

test('the documentation shows workflows', () => {
  assert.deepEqual([...documented().keys()], ['change', 'tree']);
});

test('actionlint finds nothing in our workflows or in the documented ones', (t) => {
  const folder = runnerFolder(t, 'actionlint');
  if (folder === null) return;
  const cwd = project(t);
  const names = readdirSync(join(cwd, '.github', 'workflows')).map((name) => join('.github', 'workflows', name));
  assert.ok(names.length >= 4, names.join());
  const linted = run(userRepository(t), join(folder, 'bin', 'actionlint'), ['-no-color', ...names], { cwd });
  assert.equal(linted.status, 0, said(linted));
});

test('zizmor, at its strictest, finds nothing in them, in the action, or in the Dependabot configuration', (t) => {
  const folder = runnerFolder(t, 'zizmor');
  if (folder === null) return;
  const cwd = project(t);
  const args = ['--offline', '--no-progress', '--persona=pedantic', '--strict-collection', cwd];
  const audited = run(userRepository(t), join(folder, 'bin', 'zizmor'), args, { cwd });
  assert.equal(audited.status, 0, said(audited));
  assert.match(said(audited), /No findings to report/);
  assert.match(said(audited), /completed [^\n]*action\.yml/);
});
