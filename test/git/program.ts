import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Outcome, TestRepository } from './repository.ts';

/** The program as it is started, from the compiled sources. */
export const program = fileURLToPath(new URL('../../src/cli.js', import.meta.url));

export interface Where {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
}

export function antivenom(repository: TestRepository, args: readonly string[] = [], where: Where = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: where.cwd ?? repository.root,
    env: { ...repository.env, ...where.env },
    encoding: 'utf8',
  });
  return { status: status ?? -1, stdout, stderr };
}

export function startAntivenom(repository: TestRepository, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], { cwd: repository.root, env: repository.env, stdio: 'ignore' });
}

/** Blocked, and repaired by a safe fix. */
export const TUPLE = "def check(total):\n    assert (total == 1, 'one')\n";
export const REPAIRED = "def check(total):\n    assert total == 1, 'one'\n";
