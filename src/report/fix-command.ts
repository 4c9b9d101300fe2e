import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { quoted } from '../cli/invocation.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { beforeComment } from '../formats/line-comment.ts';
import type { Report } from './report.ts';

/** Nobody reads a command with more names than this. */
const MAX_NAMES = 10;

/** The command that fixes what can be fixed; null if nothing can be rewritten: a commit, standard input. */
export function fixCommand(
  report: Report,
  root: string,
  unsafe: boolean,
  options: Options,
  io: Io,
  invocation: () => string,
): string | null {
  if (options.fromRef !== null || options.stdinFilename !== null) return null;
  const command = `${invocation()} --fix${unsafe ? ' --unsafe-fixes' : ''}${options.newOnly === false ? ' --whole-files' : ''}`;
  if (options.allFiles) return `${command} --all-files`;
  if (isAtCommit(io)) return unsafe ? command : (fixingHook(root, io) ?? command);
  if (options.operands.length === 0) return command;
  const paths = new Set(report.findings.filter(({ fix, fixed }) => fix !== null && !fixed).map(({ path }) => path));
  // Paths in findings are relative to the root, but what the user types is relative to their folder.
  const fromHere = (path: string): string => relative(io.cwd, join(root, path)) || path;
  const names = paths.size > MAX_NAMES ? ['FILE...'] : [...paths].map(fromHere).map(quoted);
  return `${command} ${names.join(' ')}`;
}

/** True if a commit was stopped: its content is still staged afterwards, however the files were passed on. */
export function isAtCommit({ env }: Pick<Io, 'env'>): boolean {
  if (env.PRE_COMMIT !== undefined) return env.PRE_COMMIT_FROM_REF === undefined;
  return env.LEFTHOOK !== undefined || env.GIT_INDEX_FILE !== undefined;
}

/** If pre-commit or prek has the hook that fixes, the command that runs it. */
const FIX_HOOK = /\bid\s*[:=]\s*["']?(antivenom(?:-python)?-fix)\b/;

function fixingHook(root: string, { env, script }: Io): string | null {
  if (env.PRE_COMMIT === undefined) return null;
  const runner = /[\\/]prek[\\/]/.test(script) ? 'prek' : 'pre-commit';
  for (const name of ['.pre-commit-config.yaml', '.pre-commit-config.yml', 'prek.toml']) {
    try {
      const lines = readFileSync(join(root, name), 'utf8').split('\n');
      const id = lines.map((line) => FIX_HOOK.exec(beforeComment(line))?.[1]).find((found) => found !== undefined);
      if (id !== undefined) return `${runner} run ${id}`;
    } catch {
      // There is no such file.
    }
  }
  return null;
}
