import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { antivenom } from './git/program.ts';
import { makeRepository, type TestRepository } from './git/repository.ts';

/** Enough to be judged share by share, by several threads. No rule has a reason to parse it. */
const BULK = Object.fromEntries(
  Array.from({ length: 16 }, (_, i) => [`bulk/part${i}.py`, `# Nothing of interest in line ${i}.\n`.repeat(8_000)]),
);

const FORMATS = ['json', 'text', 'concise', 'sarif', 'github', 'gitlab'];

/** A tree with something of everything that a share may come across. */
function makeTree(t: TestContext): TestRepository {
  const repository = makeRepository(t);
  repository.commitAll({
    ...BULK,
    'app/a.py': 'import os\nfrom lib.safe import run_it\nos.system(input())\nrun_it(input())\n',
    'app/broken.py': 'def (:\n    eval(input())\n',
    'app/quiet.py': 'eval(input())  # antivenom: ignore[dynamic-code] a test\n',
    'app/zeros.py': Buffer.from('x = 1\0\neval(input())\n'),
    'excluded/b.py': 'import os\nrun_too = os.system\neval(input())\n',
    'app/borrows.py': 'from excluded.b import run_too\nrun_too(input())\n',
    'lax/antivenom.toml': 'ignore = ["execution"]\n',
    'lax/c.py': 'eval(input())\nassert (1, "x")\n',
    // A mark before the text, and a name that two files lend each other.
    'lib/safe.py': '\ufeffimport os\nrun_it = os.system\n',
    'mysite/settings.py': 'from .base import *\nDEBUG = True\n',
    'mysite/base.py': 'SECRET_KEY = "django-insecure-0123456789"\n',
    'picture.png': Buffer.from([0, 1, 2]),
    'pointer.py': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
    'requirements.txt': 'django==1.0\n',
    'zz.py': 'eval(input())\n',
    'antivenom.toml': 'exclude = ["excluded"]\nbaseline = "known.json"\n',
  });
  const known = antivenom(repository, [
    'baseline',
    '--output',
    'known.json',
    '--no-cache',
    '--select',
    'security-assert',
  ]);
  assert.equal(known.status, 3, known.stderr);
  symlinkSync('zz.py', join(repository.root, 'tests_link.py'));
  symlinkSync('../app/a.py', join(repository.root, 'mysite/linked_settings.py'));
  repository.git('add', '.');
  // Staged, and not what the commit has; in the work tree is something else again.
  repository.stage('app/changed.py', 'exec(input())\n');
  repository.stage('zz.py', 'x = 1\neval(input())\n');
  repository.write('lib/safe.py', 'run_it = print\n');
  repository.write('excluded/b.py', 'run_too = print\n');
  return repository;
}

interface Told {
  readonly said: string;
  /** How many shares came from other threads. */
  readonly handedBack: number;
}

/**
 * Runs the bundle as on a machine with so many processors.
 * @param inThread what to do at the start of each other thread; `answers` counts what it handed back so far
 */
function run(repository: TestRepository, processors: number, args: readonly string[], inThread = ''): Told {
  const folder = dirname(repository.root);
  const preload = join(folder, 'preload.cjs');
  const log = join(folder, 'answers.log');
  rmSync(log, { force: true });
  writeFileSync(
    preload,
    `require('node:os').availableParallelism = () => ${processors};
    const { isMainThread, parentPort } = require('node:worker_threads');
    if (isMainThread) {
      // The first turn is another thread's, however late it starts.
      const { add } = Atomics;
      Atomics.add = (turns, ...rest) => {
        for (let i = 0; i < 2_000 && Atomics.load(turns, 0) === 0; i += 1) Atomics.wait(turns, 0, 0, ${processors === 1 ? 0 : 10});
        return add(turns, ...rest);
      };
    } else {
      const answer = parentPort.postMessage.bind(parentPort);
      let answers = 0;
      parentPort.postMessage = (message) => {
        ${inThread}
        answers += 1;
        require('node:fs').appendFileSync(${JSON.stringify(log)}, '.');
        answer(message);
      };
    }`,
  );
  const env = { NODE_OPTIONS: `--require ${JSON.stringify(preload)}` };
  const { status, stdout, stderr } = antivenom(repository, ['--all-files', '--no-cache', ...args], { env });
  const said = `${status} ${stdout.replace(/("milliseconds": ?)\d+/, '$10')} ${stderr}`;
  return { said, handedBack: existsSync(log) ? readFileSync(log).length : 0 };
}

test('several threads say what one says, in every format', (t) => {
  const repository = makeTree(t);
  for (const format of FORMATS) {
    const alone = run(repository, 1, ['--format', format]);
    assert.equal(alone.handedBack, 0);
    assert.match(alone.said, /^3 [\s\S]*dynamic-code/);
    const together = run(repository, 8, ['--format', format]);
    assert.equal(together.said, alone.said);
    assert.ok(together.handedBack > 0, format);
  }
});

test('with options that choose what is judged, and how', (t) => {
  const repository = makeTree(t);
  for (const args of [
    ['--shard', '1/2', '--select', 'dynamic-code'],
    ['--no-config', '--fail-on', 'never'],
    ['--config', 'lax/antivenom.toml'],
    ['--statistics', '--show-info', '--whole-files'],
  ]) {
    const json = [...args, '--format', 'json'];
    assert.equal(run(repository, 8, json).said, run(repository, 1, json).said, args.join(' '));
  }
});

test('a share is judged as it is among all files', (t) => {
  const repository = makeTree(t);
  // Few files are judged at once.
  const small = ['--format', 'json', '--select', 'execution'];
  const large = run(repository, 8, small).said;
  repository.git('rm', '-q', '-r', '--cached', 'bulk');
  const { said, handedBack } = run(repository, 8, small);
  assert.equal(handedBack, 0);
  const findings = (text: string): unknown =>
    (JSON.parse(text.slice(2, text.lastIndexOf('}') + 1)) as { findings: unknown }).findings;
  assert.deepEqual(findings(large), findings(said));
});

test('what a thread leaves behind when it ends is judged by the main thread', (t) => {
  const repository = makeTree(t);
  const json = ['--format', 'json'];
  const alone = run(repository, 1, json).said;
  for (const inThread of [
    'process.exit(1);',
    'throw new Error("out of order");',
    'if (answers > 0) process.exit(0);',
  ]) {
    assert.equal(run(repository, 8, json, inThread).said, alone, inThread);
  }
});
