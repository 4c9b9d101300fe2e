import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { GitError, UserError } from '../cli/errors.ts';
import type { Environment } from './environment.ts';
import { findGit } from './program.ts';

/** Where to start git and with what environment. */
export interface GitPlace {
  readonly cwd: string;
  /** Already prepared by {@link gitEnvironment}. */
  readonly env: Environment;
}

export interface GitResult {
  /** The exit status; 128 + n if a signal ended it. */
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * The caller's environment, including GIT_INDEX_FILE and the like, made safe for reading: git does not take optional
 * locks, prompt, fetch a blob that a partial clone left out (git knows GIT_NO_LAZY_FETCH since 2.45; forbidding every
 * protocol does it for older versions), translate output that we match, reinterpret pathspecs, or show us a replacement
 * (git-replace(1)) for what is committed.
 */
export function gitEnvironment(env: Environment): Environment {
  const result: Record<string, string | undefined> = {
    ...env,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
  for (const name of ['LANGUAGE', ...PATHSPEC_VARIABLES]) delete result[name];
  return result;
}

const PATHSPEC_VARIABLES = [
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
];

/**
 * A repository's configuration can name programs that git starts by itself, and the judged folder may come from a
 * stranger. (Pagers, external diffs, filters, aliases and signatures play no part in the commands that we use.)
 */
export const NO_MONITOR = 'core.fsmonitor=false';
const SAFE = [
  '-c',
  NO_MONITOR,
  '-c',
  'core.hooksPath=/dev/null',
  // Git 2.54 also runs hooks that the configuration names. Writing the index would start this one.
  '-c',
  'hook.post-index-change.enabled=false',
] as const;

/** @throws UserError if there is no git */
export function startGit(place: GitPlace, args: readonly string[], stdio: StdioOptions): ChildProcess {
  const { cwd, env } = place;
  return spawn(findGit(env), [...SAFE, ...args], { cwd, env, stdio, windowsHide: true });
}

/**
 * Runs git and returns bytes and the exit status. simple-git decodes output (which loses names that are not UTF-8),
 * takes a failure without output for success, and waits 50 ms for a command without output, so we read this way
 * instead. Rejects only if git cannot be started.
 */
export async function runGit(place: GitPlace, args: readonly string[], input?: Uint8Array): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = startGit(place, args, [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe']);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout!.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr!.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error) => reject(startError(place, error)));
    child.on('close', (status, signal) => {
      resolve({
        status: status ?? (signal === null ? 255 : 128),
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString(),
      });
    });
    if (input !== undefined) {
      // Git may end before it has read everything. Its exit status counts, not the broken pipe.
      child.stdin!.on('error', () => {});
      child.stdin!.end(input);
    }
  });
}

/**
 * {@link runGit} synchronously, which is also faster for one process after another.
 * @param maxBuffer if there are more bytes of output, cut them off and stop git
 */
export function runGitSync(
  place: GitPlace,
  args: readonly string[],
  input?: Uint8Array,
  maxBuffer = Number.POSITIVE_INFINITY,
): GitResult {
  const before = performance.now();
  const child = spawnSync(findGit(place.env), [...SAFE, ...args], {
    cwd: place.cwd,
    env: place.env,
    maxBuffer,
    windowsHide: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  });
  // EPIPE: git ended before it had read all input. The status says why.
  spent += performance.now() - before;
  const isCut = (child.error as NodeJS.ErrnoException | undefined)?.code === 'ENOBUFS';
  if (child.error !== undefined && child.status === null && !isCut) throw startError(place, child.error);
  return {
    status: child.status ?? 128,
    stdout: child.stdout ?? Buffer.alloc(0),
    stderr: (child.stderr ?? Buffer.alloc(0)).toString(),
  };
}

/** For --verbose. */
let spent = 0;

/** How long we have waited for git's synchronous processes. */
export const gitMilliseconds = (): number => spent;

export function startError(place: GitPlace, error: Error): Error {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' && !existsSync(place.cwd)) {
    return new UserError(`the folder ${place.cwd} does not exist`);
  }
  if (code === 'ENOENT' || code === 'EACCES') {
    return new UserError('git was not found', 'install git, or put the folder it is in on PATH');
  }
  return new GitError('git could not be started', error.message);
}

export function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
