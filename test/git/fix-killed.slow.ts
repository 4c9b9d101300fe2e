import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { undoFixes } from '../../src/git/fix/undo.ts';
import { BAD, fixAllStaged, GOOD } from './fixing.ts';
import { makeRepository, type TestRepository } from './repository.ts';

const program = new URL('./fix-staged.js', import.meta.url).pathname;
const FILES = ['a.py', 'b.py', 'c.py'];

/** Three staged files, b.py only in part. */
function prepare(repository: TestRepository): { indexed: string; working: string }[] {
  repository.commit('z.py', 'x\n');
  return FILES.map((name) => {
    const indexed = `# ${name}\n${BAD}\n`;
    repository.stage(name, indexed);
    const working = name === 'b.py' ? `# unstaged\n${indexed}` : indexed;
    repository.write(name, working);
    return { indexed, working };
  });
}

const fixed = (text: string): string => text.replaceAll(BAD, GOOD);

test('killed before any step: each entry and file is old or new, and undo and the next run work', async (t) => {
  let died = 0;
  for (let step = 0; ; step++) {
    const repository = makeRepository(t);
    const contents = prepare(repository);
    const note = join(dirname(repository.root), 'report');
    const { signal, status } = spawnSync(process.execPath, [program, note, String(step)], {
      cwd: repository.root,
      env: repository.env,
    });
    const indexed = FILES.map((name) => repository.git('show', `:${name}`));
    const working = FILES.map((name) => repository.read(name));
    const news = contents.map(({ indexed }) => fixed(indexed));
    // All entries at once.
    assert.ok(
      [contents.map((content) => content.indexed), news].some((state) => state.join() === indexed.join()),
      `step ${step}: ${indexed.join()}`,
    );
    contents.forEach((content, i) => {
      assert.ok([content.working, fixed(content.working)].includes(working[i]!), `step ${step}: ${working[i]}`);
    });
    assert.deepEqual(readdirSync(repository.root).sort(), ['.git', ...FILES, 'z.py'], `step ${step}`);
    assert.ok(!readdirSync(join(repository.root, '.git')).includes('index.lock'));
    if (signal === null) {
      assert.equal(status, 0);
      assert.deepEqual(indexed, news);
      assert.ok(died >= 12, `only ${died} steps`);
      return;
    }
    assert.equal(signal, 'SIGKILL');
    died++;
    if (step % 2 === 0) {
      const { left } = await undoFixes(repository.open());
      assert.deepEqual(left, []);
      assert.deepEqual(
        FILES.map((name) => repository.git('show', `:${name}`)),
        contents.map(({ indexed }) => indexed),
      );
      assert.deepEqual(
        FILES.map((name) => repository.read(name)),
        contents.map(({ working }) => working),
      );
    }
    await fixAllStaged(repository.open());
    assert.deepEqual(
      FILES.map((name) => repository.git('show', `:${name}`)),
      news,
    );
  }
});

test('killed inside git commit: there is no commit, and the repository is not locked', (t) => {
  for (const step of [4, 8, 9, 10, 11]) {
    for (const which of [['-a'], FILES]) {
      const repository = makeRepository(t);
      prepare(repository);
      const head = repository.git('rev-parse', 'HEAD');
      repository.hook('pre-commit', `'${process.execPath}' '${program}' report ${step}`);
      assert.equal(repository.tryGit(['commit', '-m', 'x', ...which]).status, 1);
      assert.equal(repository.git('rev-parse', 'HEAD'), head);
      assert.deepEqual(
        FILES.map((name) => repository.git('show', `:${name}`)),
        FILES.map((name) => `# ${name}\n${BAD}\n`),
      );
      repository.hook('pre-commit', 'true');
      assert.equal(repository.tryGit(['commit', '-a', '-m', 'x']).status, 0);
    }
  }
});

test('a full disk: nothing changes', (t) => {
  const repository = makeRepository(t);
  const contents = prepare(repository);
  const large = `${BAD}\n${'# filler\n'.repeat(4000)}`;
  repository.stage('a.py', large);
  // A limit on file sizes simulates a full disk: writes fail half-way, with EFBIG instead of ENOSPC.
  const { status } = spawnSync(
    'sh',
    ['-c', `trap '' XFSZ; ulimit -f 8; exec '${process.execPath}' '${program}' report`],
    {
      cwd: repository.root,
      env: repository.env,
    },
  );
  assert.notEqual(status, null);
  assert.equal(repository.git('show', ':a.py'), large);
  assert.equal(repository.read('a.py'), large);
  assert.ok([contents[1]!.working, fixed(contents[1]!.working)].includes(repository.read('b.py')));
  assert.deepEqual(
    readdirSync(join(repository.root, '.git/antivenom')).filter((name) => name.startsWith('new-')),
    [],
  );
});
