import { existsSync } from 'node:fs';
import { delimiter, join, relative, sep } from 'node:path';
import { pythonCommand, temporaryHome } from './installation.ts';

/** Everything of the process that a run may touch; only cli.ts makes one from the real thing. */
export interface Io {
  /** Arguments without node and the script. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The absolute paths of node and of the script, for a hook that calls them. */
  readonly node: string;
  readonly script: string;
  readonly parentPid: number;
  readonly stdoutIsTerminal: boolean;
  readStdin(): Promise<Buffer>;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Milliseconds since the process began. */
  elapsed(): number;
  /** Has the engine leave hot functions unoptimized: a short run gains nothing and waits at its end for what was begun. */
  expectShortRun(): Promise<void>;
  now(): Date;
}

/** Exit statuses, as README.md has them. */
export const EXIT = { clean: 0, blocked: 1, usage: 2, failed: 3 } as const;

/** How the user can call antivenom: by name where it is on PATH, else by the way it was started. */
export function invocation(io: Io): string {
  const name = io.env.PATH?.split(delimiter).some(
    (folder) =>
      folder !== '' && temporaryHome(join(folder, 'antivenom')) === null && existsSync(join(folder, 'antivenom')),
  );
  if (name === true) return 'antivenom';
  if (io.script.includes(`${sep}node_modules${sep}`)) return 'npx antivenom';
  const command = pythonCommand(io.script);
  return command === null ? `node ${shown(io, io.script)}` : shown(io, command);
}

/** A path as it can be typed in the current folder. */
function shown(io: Io, path: string): string {
  const way = relative(io.cwd, path);
  const short = way.startsWith('..') ? path : way;
  return /^[\w@%+=:,./-]+$/.test(short) ? short : JSON.stringify(short);
}
