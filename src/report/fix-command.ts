import { join, relative } from 'node:path';
import { invocation } from '../cli/invocation.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import type { Report } from './report.ts';

/** The command that fixes what can be fixed; null where nothing can be rewritten: a commit, standard input. */
export function fixCommand(report: Report, root: string, unsafe: boolean, options: Options, io: Io): string | null {
  if (options.fromRef !== null || options.stdinFilename !== null) return null;
  const command = `${invocation(io)} --fix${unsafe ? ' --unsafe-fixes' : ''}`;
  if (options.allFiles) return `${command} --all-files`;
  if (options.operands.length === 0) return command;
  const paths = new Set(
    report.findings.filter(({ fix, fixed }) => fix !== null && !fixed).map((finding) => finding.path),
  );
  // Findings name paths from the root; what the user types counts from where they are.
  const fromHere = (path: string): string => relative(io.cwd, join(root, path)) || path;
  return paths.size > 3 ? `${command} FILE...` : `${command} ${[...paths].map(fromHere).map(quoted).join(' ')}`;
}

function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
