import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { installHook, uninstallHook } from '../../src/git/hook/install.ts';
import { hookScript, type Program } from '../../src/git/hook/script.ts';
import { inspectSetup } from '../../src/git/hook/setup.ts';
import { stableNode } from '../../src/git/hook/stable-node.ts';
import { makeRepository, repositoryAt, type TestRepository } from './repository.ts';

/** Replaces the bundle with a program that blocks commits that stage the word `bad`. */
function makeProgram(repository: TestRepository, folder = "it's here"): Program {
  const bundle = join(dirname(repository.root), folder, 'cli.cjs');
  mkdirSync(dirname(bundle), { recursive: true });
  writeFileSync(
    bundle,
    `const { execSync } = require('child_process');
     console.error('judged');
     process.exit(execSync('git diff --cached').toString().includes('bad') ? 1 : 0);`,
  );
  return { node: process.execPath, bundle, command: null };
}

const commitOf = (repository: TestRepository, content: string, env: Record<string, string> = {}) => {
  repository.stage('a.py', content);
  return repository.tryGit(['commit', '-m', 'x'], { env });
};

const open = (t: TestContext): { repository: TestRepository; program: Program } => {
  const repository = makeRepository(t);
  return { repository, program: makeProgram(repository) };
};

test('a hook that blocks and passes, even with the short PATH of a GUI client', async (t) => {
  const { repository, program } = open(t);
  assert.deepEqual(await installHook(repository.open(), program), [
    'the pre-commit hook .git/hooks/pre-commit was written',
  ]);
  assert.equal(commitOf(repository, 'bad\n', { PATH: '/usr/bin:/bin' }).status, 1);
  assert.equal(commitOf(repository, 'good\n', { PATH: '/usr/bin:/bin' }).status, 0);
  assert.doesNotMatch(readFileSync(join(repository.root, '.git/hooks/pre-commit'), 'utf8'), /\r/);
});

test('from a subfolder, and twice', async (t) => {
  const { repository, program } = open(t);
  repository.write('sub/b.py', '');
  await installHook(repository.open(join(repository.root, 'sub')), program);
  assert.deepEqual(await installHook(repository.open(), program), [
    'the pre-commit hook .git/hooks/pre-commit is in place already',
  ]);
  assert.equal(commitOf(repository, 'bad\n').status, 1);
});

test('an existing hook runs first, blocks, and is restored', async (t) => {
  const { repository, program } = open(t);
  repository.hook('pre-commit', 'echo first >&2; test ! -e stop');
  const old = repository.read('.git/hooks/pre-commit');
  const lines = await installHook(repository.open(), program);
  assert.match(lines.join('\n'), /kept as \.git\/hooks\/before-antivenom\/pre-commit/);
  await installHook(repository.open(), program);
  assert.match(commitOf(repository, 'good\n').stderr, /first\njudged/);
  repository.write('stop', '');
  const stopped = commitOf(repository, 'good again\n');
  assert.equal(stopped.status, 1);
  assert.doesNotMatch(stopped.stderr, /judged/);
  assert.match((await uninstallHook(repository.open())).join('\n'), /put back/);
  assert.equal(repository.read('.git/hooks/pre-commit'), old);
  assert.equal(existsSync(join(repository.root, '.git/hooks/before-antivenom')), false);
});

test('a hook that is a symbolic link, and one that is not executable', async (t) => {
  const { repository, program } = open(t);
  repository.write('scripts/hook', '#!/bin/sh\necho linked >&2\n');
  chmodSync(join(repository.root, 'scripts/hook'), 0o755);
  symlinkSync('../../scripts/hook', join(repository.root, '.git/hooks/pre-commit'));
  await installHook(repository.open(), program);
  assert.match(commitOf(repository, 'good\n').stderr, /linked\njudged/);
  await uninstallHook(repository.open());
  assert.ok(lstatSync(join(repository.root, '.git/hooks/pre-commit')).isSymbolicLink());
  chmodSync(join(repository.root, 'scripts/hook'), 0o644);
  await installHook(repository.open(), program);
  const { status, stderr } = commitOf(repository, 'good again\n');
  assert.equal(status, 0);
  assert.doesNotMatch(stderr, /linked/);
});

test("uninstall without a hook, with somebody else's, with an edited one", async (t) => {
  const { repository, program } = open(t);
  assert.match((await uninstallHook(repository.open())).join(), /no hook of antivenom/);
  repository.hook('pre-commit', 'true');
  assert.match((await uninstallHook(repository.open())).join(), /no hook of antivenom/);
  assert.ok(existsSync(join(repository.root, '.git/hooks/pre-commit')));
  await installHook(repository.open(), program);
  const hook = join(repository.root, '.git/hooks/pre-commit');
  writeFileSync(hook, readFileSync(hook, 'utf8').replace('node=', 'echo mine\nnode='));
  assert.match((await uninstallHook(repository.open())).join(), /edited/);
  assert.match(readFileSync(`${hook}.edited`, 'utf8'), /echo mine/);
});

test("the repository's core.hooksPath", async (t) => {
  const { repository, program } = open(t);
  repository.git('config', 'core.hooksPath', '.githooks');
  repository.write('sub/b.py', '');
  const lines = await installHook(repository.open(join(repository.root, 'sub')), program);
  assert.match(lines.join('\n'), /lies in the work tree and holds this machine's paths/);
  assert.ok(existsSync(join(repository.root, '.githooks/pre-commit')));
  assert.equal(commitOf(repository, 'bad\n').status, 1);
});

test("the user's core.hooksPath: the hook only acts where it was installed", async (t) => {
  const { repository, program } = open(t);
  const shared = join(dirname(repository.root), 'hooks');
  const config = join(dirname(repository.root), '.gitconfig');
  writeFileSync(config, `[core]\n\thooksPath = ${shared}\n`);
  const env = { ...repository.env, GIT_CONFIG_GLOBAL: config };
  const here = repositoryAt(repository.root, env);
  mkdirSync(join(dirname(repository.root), 'other'));
  const other = repositoryAt(join(dirname(repository.root), 'other'), env);
  other.git('init', '-q');
  mkdirSync(shared);
  writeFileSync(join(shared, 'pre-commit'), '#!/bin/sh\necho global >&2\n', { mode: 0o755 });
  assert.match((await installHook(here.open(), program)).join('\n'), /only where antivenom install was run/);
  const blocked = commitOf(here, 'bad\n');
  assert.equal(blocked.status, 1);
  assert.match(blocked.stderr, /global\njudged/);
  const free = commitOf(other, 'bad\n');
  assert.equal(free.status, 0);
  assert.match(free.stderr, /^global\n(?!judged)/);
  assert.equal((await inspectSetup(other.open())).guard.state, 'open');
  assert.equal((await inspectSetup(here.open())).guard.state, 'guarded');
  await uninstallHook(here.open());
  assert.equal(commitOf(here, 'bad\n').status, 0);
});

test("husky: lines in the team's file, this machine's paths in the git directory", async (t) => {
  const { repository, program } = open(t);
  const husky = async () => {
    const { default: install } = await import('husky');
    const cwd = process.cwd();
    process.chdir(repository.root);
    try {
      assert.equal(install('.husky'), '');
    } finally {
      process.chdir(cwd);
    }
  };
  await husky();
  repository.write('.husky/pre-commit', 'echo team >&2\n');
  await installHook(repository.open(), program);
  await husky();
  assert.doesNotMatch(repository.read('.husky/pre-commit'), /cli\.cjs/);
  const blocked = commitOf(repository, 'bad\n');
  assert.equal(blocked.status, 1);
  assert.match(blocked.stderr, /team\njudged/);
  assert.equal((await inspectSetup(repository.open())).guard.state, 'guarded');
  const once = repository.read('.husky/pre-commit');
  await installHook(repository.open(), program);
  assert.equal(repository.read('.husky/pre-commit'), once);
  await uninstallHook(repository.open());
  assert.equal(repository.read('.husky/pre-commit'), 'echo team >&2\n');
  assert.equal(commitOf(repository, 'bad\n').status, 0);
});

test('linked work trees share the hook', async (t) => {
  const { repository, program } = open(t);
  repository.commit('b.py', '');
  repository.git('worktree', 'add', '-q', '../linked');
  const linked = repositoryAt(join(dirname(repository.root), 'linked'), repository.env);
  await installHook(linked.open(), program);
  assert.equal(commitOf(repository, 'bad\n').status, 1);
  assert.equal(commitOf(linked, 'bad\n').status, 1);
});

test('the bundle is gone: antivenom on PATH, or else one line that says what to do', async (t) => {
  const { repository, program } = open(t);
  await installHook(repository.open(), program);
  renameSync(program.bundle, `${program.bundle}.away`);
  assert.deepEqual((await inspectSetup(repository.open())).hook.gone, [program.bundle]);
  const short = { PATH: '/usr/bin:/bin' };
  const stopped = commitOf(repository, 'good\n', short);
  assert.equal(stopped.status, 1);
  assert.match(stopped.stderr, /^antivenom: .*antivenom install.*--no-verify\n$/);
  assert.equal(repository.tryGit(['commit', '--no-verify', '-m', 'x'], { env: short }).status, 0);
  const bin = join(dirname(repository.root), 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'antivenom'), '#!/bin/sh\necho from PATH >&2\n', { mode: 0o755 });
  const passed = commitOf(repository, 'better\n', { PATH: `${bin}:/usr/bin:/bin` });
  assert.equal(passed.status, 0);
  assert.match(passed.stderr, /from PATH/);
});

test('the Python installation has moved: the command that pip wrote; if that is gone too: PATH', async (t) => {
  const { repository, program } = open(t);
  const command = join(dirname(repository.root), "pip's bin", 'antivenom');
  mkdirSync(dirname(command));
  writeFileSync(command, '#!/bin/sh\necho from pip >&2\n', { mode: 0o755 });
  await installHook(repository.open(), { ...program, command });
  assert.match(commitOf(repository, 'good\n').stderr, /^judged\n/);
  renameSync(program.bundle, `${program.bundle}.away`);
  assert.deepEqual((await inspectSetup(repository.open())).hook.gone, []);
  const short = { PATH: '/usr/bin:/bin' };
  assert.match(commitOf(repository, 'better\n', short).stderr, /^from pip\n/);
  // The command of an environment whose Python is gone.
  writeFileSync(command, '#!/nowhere/python\n', { mode: 0o755 });
  const stopped = commitOf(repository, 'best\n', short);
  assert.equal(stopped.status, 1);
  assert.match(stopped.stderr, /^antivenom: .*antivenom install.*\n$/);
  assert.deepEqual(await uninstallHook(repository.open()), ['the pre-commit hook .git/hooks/pre-commit was removed']);
});

test('a folder that is not writable is reported in one line', async (t) => {
  const { repository, program } = open(t);
  writeFileSync(join(repository.root, 'file'), '');
  repository.git('config', 'core.hooksPath', 'file/hooks');
  await assert.rejects(installHook(repository.open(), program), { name: 'UserError', message: /cannot be written/ });
});

for (const value of ['/dev/null', '', 'a-file']) {
  test(`hooks that are switched off by core.hooksPath='${value}': said, nothing is written`, async (t) => {
    const { repository, program } = open(t);
    repository.write('a-file', 'mine\n');
    repository.git('config', 'core.hooksPath', value);
    for (const act of [() => installHook(repository.open(), program), () => uninstallHook(repository.open())]) {
      await assert.rejects(act(), { name: 'UserError', message: /^hooks are switched off here: core\.hooksPath is / });
    }
    const setup = await inspectSetup(repository.open());
    assert.deepEqual([setup.guard.state, setup.hook.switchedOff !== null], ['open', true]);
    assert.equal(repository.read('a-file'), 'mine\n');
    assert.equal(commitOf(repository, 'bad\n').status, 0);
  });
}

for (const [name, set] of Object.entries({
  'relative, in the global configuration': (repository, config) => {
    writeFileSync(config, '[core]\n\thooksPath = .githooks\n');
    return join(repository.root, '.githooks');
  },
  'absolute, in the global configuration': (repository, config) => {
    writeFileSync(config, `[core]\n\thooksPath = ${repository.root}/tools/hooks\n`);
    return join(repository.root, 'tools/hooks');
  },
  'through a link': (repository) => {
    repository.write('tools/hooks/README', '');
    symlinkSync(join(repository.root, 'tools/hooks'), join(dirname(repository.root), 'link'));
    repository.git('config', 'core.hooksPath', '../link');
    return join(repository.root, 'tools/hooks');
  },
  'for the command alone': (repository) => {
    repository.env.GIT_CONFIG_PARAMETERS = "'core.hooksPath=.githooks'";
    return join(repository.root, '.githooks');
  },
  "git's own folder being a link": (repository) => {
    repository.write('tools/hooks/README', '');
    rmSync(join(repository.root, '.git/hooks'), { recursive: true, force: true });
    symlinkSync('../tools/hooks', join(repository.root, '.git/hooks'));
    return join(repository.root, 'tools/hooks');
  },
} satisfies Record<string, (repository: TestRepository, config: string) => string>)) {
  test(`a hooks folder in the work tree, ${name}: it is said, and uninstall takes the hook out`, async (t) => {
    const { repository, program } = open(t);
    const config = join(dirname(repository.root), '.gitconfig');
    writeFileSync(config, '');
    repository.env.GIT_CONFIG_GLOBAL = config;
    const folder = set(repository, config);
    const lines = await installHook(repository.open(), program);
    assert.match(lines.join('\n'), /lies in the work tree and holds this machine's paths/);
    assert.doesNotMatch(lines.join('\n'), /all your repositories/);
    assert.ok(existsSync(join(folder, 'pre-commit')));
    assert.equal(commitOf(repository, 'bad\n').status, 1);
    await uninstallHook(repository.open());
    assert.equal(existsSync(join(folder, 'pre-commit')), false);
    assert.equal(commitOf(repository, 'bad\n').status, 0);
  });
}

test('node by a name on PATH that survives an upgrade', (t) => {
  const { repository } = open(t);
  const bin = join(dirname(repository.root), 'bin');
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, 'node'));
  assert.equal(stableNode(process.execPath, `/nowhere:${bin}`), join(bin, 'node'));
  assert.equal(stableNode(process.execPath, '/nowhere'), process.execPath);
});

test("Windows paths in the form that git's sh accepts", () => {
  const program = { node: 'C:\\Program Files\\nodejs\\node.exe', bundle: '\\\\server\\share\\cli.cjs', command: null };
  const script = hookScript(program, false);
  assert.match(script, /node='C:\/Program Files\/nodejs\/node\.exe'\nbundle='\/\/server\/share\/cli\.cjs'\n/);
  assert.ok(!script.includes('\r'));
});
