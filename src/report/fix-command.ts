import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { invocation, quoted } from '../cli/invocation.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { beforeComment } from '../formats/line-comment.ts';
import type { Report } from './report.ts';

/** More names than these make no command that anybody reads. */
const MOST_NAMES = 10;

/** The command that fixes what can be fixed; null where nothing can be rewritten: a commit, standard input. */
export function fixCommand(report: Report, root: string, unsafe: boolean, options: Options, io: Io): string | null {
  if (options.fromRef !== null || options.stdinFilename !== null) return null;
  const command = `${invocation(io)} --fix${unsafe ? ' --unsafe-fixes' : ''}${options.newOnly === false ? ' --whole-files' : ''}`;
  if (options.allFiles) return `${command} --all-files`;
  if (isAtCommit(io)) return unsafe ? command : (fixingHook(root, io) ?? command);
  if (options.operands.length === 0) return command;
  const paths = new Set(report.findings.filter(({ fix, fixed }) => fix !== null && !fixed).map(({ path }) => path));
  // Findings name paths from the root; what the user types counts from where they are.
  const fromHere = (path: string): string => relative(io.cwd, join(root, path)) || path;
  const names = paths.size > MOST_NAMES ? ['FILE...'] : [...paths].map(fromHere).map(quoted);
  return `${command} ${names.join(' ')}`;
}

/** True where a commit was stopped: afterwards what is staged is there still, however the files were handed over. */
function isAtCommit({ env }: Io): boolean {
  if (env.PRE_COMMIT !== undefined) return env.PRE_COMMIT_FROM_REF === undefined;
  return env.LEFTHOOK !== undefined || env.GIT_INDEX_FILE !== undefined;
}

/** Where pre-commit or prek have the hook that repairs, the command that runs it. */
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
      // There is none of that name.
    }
  }
  return null;
}
