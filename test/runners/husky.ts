import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { TestRepository } from '../git/repository.ts';
import { commandFolder, run, runnerFolder, said, userRepository } from './runner.ts';

/** A repository whose hook is husky's. Null if husky is missing; the test is then skipped. */
export function setUp(t: TestContext, hook: string): TestRepository | null {
  const folder = runnerFolder(t, 'husky');
  if (folder === null) return null;
  const repository = userRepository(t, join(folder, 'node_modules/.bin'));
  repository.env.PATH = `${commandFolder(repository)}:${repository.env.PATH}`;
  const installed = run(repository, 'husky', []);
  assert.equal(installed.status, 0, said(installed));
  repository.stage('.husky/pre-commit', hook);
  return repository;
}
