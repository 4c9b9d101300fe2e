/**
 * Follows the recipes in docs/runners.md literally, as a user with only Node, npm and git on PATH would. Only the
 * packages come from this machine instead of the registry.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cleanEnvironment, makeFolder, type Outcome, repositoryAt, type TestRepository } from '../git/repository.ts';
import { readRecipe } from './recipe.ts';
import { BAD, commit, FIXED, projectClone, runnerFolder, said } from './runner.ts';

let tarball: string | null = null;

/** What `npm install antivenom` would download. */
function packedProject(): string {
  if (tarball === null) {
    const clone = projectClone();
    const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', dirname(clone)];
    const name = execFileSync('npm', args, { cwd: clone, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    tarball = join(dirname(clone), name.trim().split('\n').at(-1) as string);
  }
  return tarball;
}

/** A user with a project. */
function newUser(t: TestContext): TestRepository {
  const folder = makeFolder(t);
  const root = join(folder, 'repo');
  mkdirSync(root);
  const env = {
    ...cleanEnvironment(folder),
    PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    npm_config_cache: join(folder, 'npm'),
    npm_config_update_notifier: 'false',
    npm_config_offline: 'true',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
  };
  const repository = repositoryAt(root, env);
  repository.git('init', '--quiet', '--initial-branch=main');
  repository.write('package.json', '{ "private": true }\n');
  repository.write('.gitignore', 'node_modules\n');
  return repository;
}

/** In the user's own shell, which does not have a hook's PATH. */
function type(repository: TestRepository, command: string): Outcome {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: repository.root,
    env: repository.env,
    encoding: 'utf8',
  });
  return { status: status ?? -1, stdout, stderr };
}

function follow(t: TestContext, repository: TestRepository, name: string): boolean {
  const { commands, files } = readRecipe(name);
  const packages = new Map<string, string>([['antivenom', packedProject()]]);
  for (const runner of ['husky', 'lefthook', 'lint-staged']) {
    if (!commands.some((command) => command.includes(runner))) continue;
    const folder = runnerFolder(t, runner === 'lint-staged' ? 'lint-staged-16' : runner);
    if (folder === null) return false;
    packages.set(runner, join(folder, 'node_modules', runner));
  }
  const write = (): void => {
    for (const { path, text, merged } of files) {
      if (!merged) repository.write(path, text);
      else repository.write(path, JSON.stringify({ ...JSON.parse(repository.read(path)), ...JSON.parse(text) }));
      if (path.startsWith('.husky/')) chmodSync(join(repository.root, path), 0o755);
    }
  };
  const [first = '', ...rest] = commands;
  for (const command of [first, ...rest]) {
    if (command.startsWith('npm run')) write();
    const local = command.replace(/^npm install.*/, (line) =>
      line
        .split(' ')
        .map((word) => packages.get(word) ?? word)
        .join(' '),
    );
    const outcome = type(repository, local);
    assert.ok(outcome.status === 0 || command.startsWith('npm run'), `${local}\n${said(outcome)}`);
  }
  write();
  repository.git('add', '-A');
  const added = repository.tryGit(['commit', '--no-verify', '-m', 'Set up']);
  assert.equal(added.status, 0, said(added));
  return true;
}

/** What the report says to type works for the user: the fix, and the page. */
function followAdvice(repository: TestRepository, blocked: Outcome): void {
  const told = (label: string): string =>
    new RegExp(`^ *${label}: +(.*?)(?:  .*)?$`, 'm').exec(said(blocked))?.[1] ?? '';
  const understand = type(repository, told('understand'));
  assert.equal(understand.status, 0, `${told('understand')}\n${said(understand)}`);
  assert.match(understand.stdout, /assert-always-true/);
  const repair = type(repository, told('repair'));
  assert.equal(repair.status, 0, `${told('repair')}\n${said(repair)}`);
  const undo = /to get the old text back: (.*)/.exec(said(repair))?.[1] ?? 'false';
  assert.equal(type(repository, undo).status, 0, undo);
  assert.equal(type(repository, told('repair')).status, 0);
  repository.git('add', '-A');
  const passed = repository.tryGit(['commit', '-m', 'Repaired']);
  assert.equal(passed.status, 0, said(passed));
  assert.equal(repository.git('show', 'HEAD:app/a.py'), FIXED);
}

for (const name of ['plain-dev', 'husky-dev']) {
  test(`the recipe ${name} blocks, and its advice works`, (t) => {
    const repository = newUser(t);
    if (!follow(t, repository, name)) return;
    const blocked = commit(repository, 'app/a.py', BAD);
    assert.equal(blocked.status, 1, said(blocked));
    assert.match(said(blocked), /repair: {7}npx --no-install antivenom --fix\n/);
    followAdvice(repository, blocked);
  });
}

for (const name of ['lefthook-dev', 'husky-lint-staged']) {
  test(`the recipe ${name} repairs on the way into the commit`, (t) => {
    const repository = newUser(t);
    if (!follow(t, repository, name)) return;
    const repaired = commit(repository, 'app/a.py', BAD);
    assert.equal(repaired.status, 0, said(repaired));
    assert.equal(repository.git('show', 'HEAD:app/a.py'), FIXED);
    const blocked = commit(repository, 'app/b.py', 'eval(input())\n');
    assert.notEqual(blocked.status, 0, said(blocked));
    assert.match(said(blocked), /understand: {3}npx --no-install antivenom explain dynamic-code\n/);
  });
}

test('the recipe npm-scripts checks every tracked file', (t) => {
  const repository = newUser(t);
  if (!follow(t, repository, 'npm-scripts')) return;
  repository.stage('app/a.py', BAD);
  const outcome = type(repository, 'npm run antivenom');
  assert.equal(outcome.status, 1, said(outcome));
  assert.match(said(outcome), /assert-always-true/);
});

test('from a clone of antivenom the hook can be installed without installing a package', (t) => {
  const repository = newUser(t);
  const clone = projectClone();
  const installed = type(repository, `node '${clone}/dist/cli.cjs' install`);
  assert.equal(installed.status, 0, said(installed));
  assert.ok(existsSync(join(repository.root, '.git/hooks/pre-commit')));
  const blocked = commit(repository, 'app/a.py', BAD);
  assert.equal(blocked.status, 1, said(blocked));
  followAdvice(repository, blocked);
});

test('under pre-commit the report names a command that the user can type', (t) => {
  const folder = runnerFolder(t, 'pre-commit-newest');
  if (folder === null) return;
  const repository = newUser(t);
  const bin = [join(folder, 'bin'), join(folder, 'venv/bin')].find((path) => existsSync(join(path, 'pre-commit')));
  assert.ok(bin, folder);
  const clone = projectClone();
  const rev = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: clone, encoding: 'utf8' }).trim();
  const config = (id: string): string => `repos:\n  - repo: ${clone}\n    rev: ${rev}\n    hooks:\n      - id: ${id}\n`;
  repository.env.PATH = `${bin}:${repository.env.PATH}`;
  repository.env.PRE_COMMIT_HOME = join(dirname(repository.root), 'pre-commit');
  repository.commit('.pre-commit-config.yaml', config('antivenom'));
  const installed = type(repository, 'pre-commit install');
  assert.equal(installed.status, 0, said(installed));
  const blocked = commit(repository, 'app/a.py', BAD);
  assert.notEqual(blocked.status, 0, said(blocked));
  followAdvice(repository, blocked);
  // With the fixing hook configured, this is what one runs.
  repository.stage(
    '.pre-commit-config.yaml',
    config('antivenom').trimEnd().concat('\n      - id: antivenom-fix\n        stages: [manual]\n'),
  );
  repository.commit('.gitignore', 'node_modules\n# x\n');
  const again = commit(repository, 'app/c.py', BAD);
  assert.match(said(again), /repair: {7}pre-commit run antivenom-fix/);
});
