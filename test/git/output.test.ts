import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { program, XDG_CACHE_HOME } from './program.ts';
import { makeRepository, type TestRepository } from './repository.ts';

const WINDOWS = process.platform === 'win32';
const FILES = 20;
/** Bytes that a pipe holds on Linux, the most of all systems. */
const PIPE = 65_536;

/** A repository whose report is several times what a pipe holds. */
function manyFindings(t: TestContext): TestRepository {
  const repository = makeRepository(t);
  for (let file = 0; file < FILES; file += 1) repository.stage(`a${file}.py`, 'eval(input())\n'.repeat(50));
  return repository;
}

const start = (repository: TestRepository, stdout: number) =>
  spawn(process.execPath, [program, '--format', 'json'], {
    cwd: repository.root,
    env: { ...repository.env, XDG_CACHE_HOME },
    stdio: ['ignore', stdout, 'ignore'],
  });

/** What a pipe has now; null at its end. */
function readSome(pipe: number): Buffer | null {
  const bytes = Buffer.alloc(8192);
  try {
    const size = readSync(pipe, bytes);
    return size === 0 ? null : bytes.subarray(0, size);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return Buffer.alloc(0);
    throw error;
  }
}

test('a report arrives whole in a pipe that is full and does not wait', { skip: WINDOWS }, async (t) => {
  const repository = manyFindings(t);
  const path = join(repository.root, 'pipe');
  assert.equal(spawnSync('mkfifo', [path]).status, 0);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  start(repository, writer);
  closeSync(writer);
  const parts: Buffer[] = [];
  for (let part = readSome(reader); part !== null; part = readSome(reader)) {
    parts.push(part);
    await wait(1);
  }
  closeSync(reader);
  const report = Buffer.concat(parts).toString();
  assert.ok(report.length > 3 * PIPE, `${report.length} characters`);
  assert.equal((JSON.parse(report) as { findings: unknown[] }).findings.length, FILES * 50);
});

test('the exit status is the same if nobody reads the report', { skip: WINDOWS }, async (t) => {
  const repository = manyFindings(t);
  const path = join(repository.root, 'pipe');
  assert.equal(spawnSync('mkfifo', [path]).status, 0);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY);
  closeSync(reader);
  const child = start(repository, writer);
  closeSync(writer);
  const [status] = (await once(child, 'close')) as [number];
  assert.equal(status, 1);
});
