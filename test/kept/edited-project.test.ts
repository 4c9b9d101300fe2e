import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeRepository } from '../git/repository.ts';
import { runMain } from '../run-main.ts';
import { editProject } from './edited-project.ts';

const ALL = ['--all-files', '--format', 'json', '--show', 'info'];

for (const seed of [1, 2, 3]) {
  test(`what is judged again is what has to be, after each of many edits (${seed})`, async (t) => {
    const repository = makeRepository(t);
    const project = editProject(repository, seed);
    const done: string[] = [];
    for (let step = 0; step < 30; step += 1) {
      const whole = await runMain(repository, ALL);
      // The second run finds what the first one kept.
      for (const run of ['first', 'second']) {
        const kept = await runMain(repository, ALL, { programId: 'test' });
        assert.ok(kept.status <= 1, kept.stderr);
        assert.deepEqual(kept, whole, [...done, `${run} run`].join('\n'));
      }
      done.push(project.next());
    }
  });
}

const STAGED = ['--format', 'json', '--show', 'info'];

for (const seed of [4, 5, 6]) {
  test(`what is staged is judged as if nothing were kept, after each of many edits (${seed})`, async (t) => {
    const repository = makeRepository(t);
    const project = editProject(repository, seed);
    const done: string[] = [];
    for (let step = 0; step < 30; step += 1) {
      // The second run finds what the first one kept.
      for (const run of ['first', 'second']) {
        const kept = await runMain(repository, STAGED, { programId: 'test' });
        assert.ok(kept.status <= 1, kept.stderr);
        assert.deepEqual(kept, await runMain(repository, STAGED), [...done, `${run} run`].join('\n'));
      }
      done.push(step % 4 === 3 ? project.editUnstaged() : project.next());
    }
  });
}
