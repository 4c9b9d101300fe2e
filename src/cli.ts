import { fstatSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isatty, WriteStream } from 'node:tty';
import { EXIT } from './cli/exit.ts';
import type { Io } from './cli/io.ts';
import { processorTime } from './cli/processor-time.ts';
import { LOADER, type Loader } from './loader/loader.ts';
import { isPlainCheck, isQuiet, lookAtStaged } from './quick-look.ts';
import { printNothingFound } from './report/nothing-found.ts';

/** Defined in the bundle, which has its data beside it. */
declare const BUNDLE_FOLDER: string | undefined;
const dataFolder = typeof BUNDLE_FOLDER === 'undefined' ? join(import.meta.dirname, '..', '..', 'data') : BUNDLE_FOLDER;

/** Outputs that are written to through Node's streams, once they had to be: what follows must not overtake. */
const streamed = new Set<number>();

/**
 * Writes to standard output or standard error. Node's streams for them take longer to load than a small report takes
 * to make, so a write goes to the descriptor itself where that is the same: not on Windows, whose consoles take other
 * text, and not when a pipe's reader is slow.
 */
function write(descriptor: 1 | 2, text: string): void {
  let rest: Uint8Array = Buffer.from(text);
  try {
    const isDirect = process.platform !== 'win32' && !streamed.has(descriptor);
    while (isDirect && rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    // The reader may stop early (`antivenom | head`); the exit status still tells the result.
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
  }
  if (rest.length === 0) return;
  const stream = descriptor === 1 ? process.stdout : process.stderr;
  if (!streamed.has(descriptor)) stream.on('error', () => {});
  streamed.add(descriptor);
  stream.write(rest);
}

/** pre-commit and prek run hooks in a terminal without a size, lint-staged in none at all. */
function ownTerminalColumns(): number | undefined {
  try {
    const terminal = new WriteStream(openSync('/dev/tty', 'r+'));
    const { columns } = terminal;
    terminal.destroy();
    return columns || undefined;
  } catch {
    return undefined;
  }
}

/** As in node:os, which takes a while to load. */
const devNull = process.platform === 'win32' ? '\\\\.\\nul' : '/dev/null';

/** Node's own check loads as much as starting git does, so first rule out what cannot be a terminal. */
function isTerminal(): boolean {
  try {
    const { rdev } = fstatSync(1);
    return rdev !== 0 && rdev !== statSync(devNull, { throwIfNoEntry: false })?.rdev && isatty(1);
  } catch {
    return isatty(1);
  }
}

/** Not there if the sources are run without the bundle. */
const loader = (globalThis as { [LOADER]?: Loader })[LOADER];

function realIo(): Io {
  return {
    argv: process.argv.slice(2),
    cwd: process.cwd(),
    env: process.env,
    node: process.execPath,
    script: process.argv[1] ?? '',
    builtInAdvisories: join(dataFolder, 'advisories.idx'),
    programId: loader?.programId ?? null,
    bundle: loader?.file ?? null,
    parentPid: process.ppid,
    get stdoutIsTerminal() {
      return isTerminal();
    },
    columns: () => process.stdout.columns || ownTerminalColumns(),
    readStdin: async () => readFileSync(0),
    stdout: (text) => write(1, text),
    stderr: (text) => write(2, text),
    // Node loads its performance hooks at the first use of `performance`, which takes milliseconds.
    elapsed: () => process.uptime() * 1000,
    processorTime,
    nodeStarted: () => performance.nodeTiming.bootstrapComplete,
    expectShortRun: () => loader?.expectShortRun(),
    expectLongRun: () => loader?.expectLongRun(),
    now: () => new Date(),
    keepCode: () => loader?.keepCode(),
  };
}

async function run(): Promise<number> {
  const io = realIo();
  // The full run reports its failure.
  const look = await lookAtStaged(io).catch(() => null);
  if (look?.isWorthChecking === false && isPlainCheck(io)) {
    if (!isQuiet(io)) printNothingFound(look.files.size, 'auto', io);
    io.keepCode();
    return EXIT.clean;
  }
  const { main } = await import('./main.ts');
  return main(io, { look });
}

/** What prevents the program from starting must not look like findings (1), let alone like a pass. */
function couldNotStart(error: unknown): number {
  const { code, syscall, message, stack } = error as NodeJS.ErrnoException;
  const isGone = code === 'ENOENT' && (syscall === 'uv_cwd' || syscall === 'cwd');
  const words = isGone ? 'the current folder is gone' : `it cannot start: ${message}`;
  write(2, `antivenom: ${words.split('\n', 1)[0]}; nothing was checked\n${isGone ? '' : `${stack}\n`}`);
  return 2;
}

// By now all output is written. Otherwise Node would free V8's memory page by page, which takes 3 to 6 ms.
process.once('exit', () => process.exit());

// Not process.exit: output to a pipe may still be pending.
run()
  .catch(couldNotStart)
  .then((status) => {
    process.exitCode = status;
  });
