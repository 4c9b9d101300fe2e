/**
 * Becomes dist/cli.cjs: loads the chunks beside it, with the code that V8 compiled in earlier runs if there is any.
 * Compiling takes a third of a run. Node 22 has module.enableCompileCache for this, Node 20 does not.
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { cacheFolder, type KeptData, readKeptFile, writeKeptFiles } from '../cli/kept-file.ts';
import { IN_THREAD, LOADER, type Loader } from './loader.ts';

/** Defined by scripts/bundle.mjs: a digest of all chunks, and the first one to load with its file. */
declare const CODE_HASH: string;
declare const FIRST_CHUNK: string;
declare const FIRST_FILE: string;
/** The one for other threads. */
declare const THREAD_CHUNK: string;
declare const THREAD_FILE: string;

type Load = (name: string, file: string) => unknown;
type Chunk = (
  require: NodeJS.Require,
  load: Load,
  list: (...exported: unknown[]) => unknown,
  folder: string,
) => unknown;

interface LoadedFile {
  readonly script: Script;
  readonly chunks: Readonly<Record<string, Chunk>>;
  readonly label: string;
  /** Where its compiled code is stored; null if it is not. */
  readonly cacheFile: string | null;
  readonly isCached: boolean;
}

/** How many bytes of newly compiled code justify writing the cache again. */
const GROWTH = 64 * 1024;
/** The cache ends with the size of all code that was compiled when it was written, as a double. */
const TRAILER = 8;

// If it is only the name of a file, that run is slower, nothing else.
const keepsNothing = process.argv.includes('--no-cache');
const folder = keepsNothing ? null : cacheFolder(process.env);
/** Where files are read to: the source until it is a string, compiled code until V8 has made functions of it. */
const room = Buffer.allocUnsafeSlow(2 * 1024 * 1024);
const files = new Map<string, LoadedFile>();
const exported = new Map<string, unknown>();
/** The sum of the sizes stored in the caches in use. */
let known = 0;

const list = (...given: unknown[]): unknown => given;

function load(name: string, file: string): unknown {
  if (!exported.has(name)) {
    const { chunks } = files.get(file) ?? open(file);
    exported.set(name, (chunks[name] as Chunk)(require, load, list, __dirname));
  }
  return exported.get(name);
}

function open(name: string): LoadedFile {
  const path = join(__dirname, `${name}.js`);
  const label = `antivenom ${name} ${CODE_HASH} ${process.version} ${process.arch}`;
  const source = readSource(path);
  const cacheFile =
    folder === null ? null : join(folder, `${CODE_HASH}-${process.version}-${process.arch}-${name}.code`);
  const cached = cacheFile === null ? null : readKeptFile(cacheFile, label, room);
  const cachedData = cached === null ? undefined : cached.subarray(0, -TRAILER);
  useFlags(null);
  const script = new Script(source, { filename: path, cachedData });
  useFlags(flags);
  // V8 rejects code that is loaded after a flag was set, and would do so again after another write.
  const isCached = cached !== null;
  if (isCached) known = Math.max(known, cached.readDoubleLE(cached.length - TRAILER));
  const file: LoadedFile = { script, chunks: script.runInThisContext(), label, cacheFile, isCached };
  files.set(name, file);
  return file;
}

/** Memory that was used before costs less than what `readFileSync` would ask for. */
function readSource(path: string): string {
  const handle = openSync(path, 'r');
  try {
    const size = readSync(handle, room, 0, room.length, 0);
    return size < room.length ? room.toString('latin1', 0, size) : readFileSync(path, 'latin1');
  } finally {
    closeSync(handle);
  }
}

// A run that judges files has compiled what the next one needs, unlike `antivenom --help`.
process.once('exit', () => {
  if (folder === null || !isWorthKeeping) return;
  const isMissing = [...files.values()].some(({ cacheFile, isCached }) => cacheFile !== null && !isCached);
  if (isMissing || hasGrown()) keepCode(folder);
});

/**
 * The first run may have judged next to nothing, so code that later runs compile is added, which saves the next one a
 * third of its time. Checking takes two milliseconds, so only one run in eight does.
 */
function hasGrown(): boolean {
  return Date.now() % 8 === 0 && compiledSize() > known + GROWTH;
}

/** In bytes. */
function compiledSize(): number {
  return loadV8().getHeapCodeStatistics().bytecode_and_metadata_size;
}

/** Loading it takes two milliseconds, which a run that stores nothing saves. */
function loadV8(): typeof import('node:v8') {
  return require('node:v8');
}

/** Flags of V8 for the rest of a run, and what sets them back to their defaults. */
interface Flags {
  readonly set: string;
  readonly reset: string;
}

const SHORT_RUN: Flags = {
  set: '--no-opt --no-wasm-dynamic-tiering --no-wasm-tier-up',
  reset: '--opt --wasm-dynamic-tiering --wasm-tier-up',
};
/**
 * By default V8 11.3 (Node 20) optimises nearly everything that judging a tree runs, and most of that never pays: with a
 * sixteenth of the chances, other threads take half as long, and this one no longer. In later ones the difference is
 * small, and the flag that they have instead cannot be set back.
 */
const [less, asMuch] = process.versions.v8.startsWith('11.3.')
  ? [' --interrupt-budget=1081344', ' --interrupt-budget=67584']
  : ['', ''];
const LONG_RUN: Flags = { set: `--heap-growing-percent=40${less}`, reset: `--heap-growing-percent=0${asMuch}` };
/** In a long run: flags are the whole process's. */
const isThread = IN_THREAD in globalThis;
/** Those of this run, and those that are set at the moment. */
let flags: Flags | null = isThread ? LONG_RUN : null;
let inUse = flags;
/** Tells flags apart. Null as long as none was set. */
let tagByDefault: number | null = null;

/**
 * V8 only accepts code under the flags that it was written with, so they have their defaults where code is read or
 * written. V8 12 (Node 22 and 23) rejects all code for good once a flag was set, even after it is reset.
 */
function useFlags(wanted: Flags | null): void {
  if (wanted === inUse || process.versions.v8.startsWith('12.')) return;
  const v8 = loadV8();
  tagByDefault ??= v8.cachedDataVersionTag();
  v8.setFlagsFromString(wanted?.set ?? (inUse as Flags).reset);
  inUse = wanted;
}

function keepCode(folder: string): void {
  useFlags(null);
  // V8 would not accept the code, as the default of a flag is another one here.
  if (tagByDefault !== null && loadV8().cachedDataVersionTag() !== tagByDefault) return;
  const trailer = Buffer.alloc(TRAILER);
  trailer.writeDoubleLE(compiledSize());
  writeKeptFiles(folder, compiledFiles(trailer));
}

function* compiledFiles(trailer: Buffer): Iterable<KeptData> {
  for (const { cacheFile, label, script } of files.values()) {
    if (cacheFile !== null) yield { file: cacheFile, label, parts: [script.createCachedData(), trailer] };
  }
}

let isWorthKeeping = false;
const loader: Loader = {
  file: __filename,
  programId: keepsNothing ? null : CODE_HASH,
  keepCode() {
    isWorthKeeping = true;
  },
  expectShortRun() {
    flags = SHORT_RUN;
    useFlags(flags);
  },
  expectLongRun() {
    flags = LONG_RUN;
    useFlags(flags);
  },
};
(globalThis as { [LOADER]?: Loader })[LOADER] = loader;
if (isThread) load(THREAD_CHUNK, THREAD_FILE);
else load(FIRST_CHUNK, FIRST_FILE);
