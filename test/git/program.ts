import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Outcome, TestRepository } from './repository.ts';

/** The bundle of these sources, which `npm run compile` writes. The test runs from build/test/git. */
export const program = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

/** Code that V8 compiled in one run saves the next a third of its time, as it does for users. */
export const XDG_CACHE_HOME = fileURLToPath(new URL('../../cache', import.meta.url));

export interface Where {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
}

export function antivenom(repository: TestRepository, args: readonly string[] = [], where: Where = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: where.cwd ?? repository.root,
    env: { ...repository.env, XDG_CACHE_HOME, ...where.env },
    encoding: 'utf8',
  });
  return { status: status ?? -1, stdout, stderr };
}

export function startAntivenom(repository: TestRepository, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    cwd: repository.root,
    env: { ...repository.env, XDG_CACHE_HOME },
    stdio: 'ignore',
  });
}

/** Blocked, with a safe fix. */
export const TUPLE = "def check(total):\n    assert (total == 1, 'one')\n";
export const REPAIRED = "def check(total):\n    assert total == 1, 'one'\n";
