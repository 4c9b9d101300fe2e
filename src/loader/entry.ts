/**
 * Becomes dist/cli.cjs: loads the chunks beside it, with V8's compiled code of earlier runs where there is some.
 * Compiling is a third of a run. Node 22 has module.enableCompileCache for that, Node 20 has not.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { cacheFolder, readCodeCache, writeCodeCache } from './code-cache.ts';
import { KEEP_CODE } from './keep-code.ts';

/** Set by scripts/bundle.mjs: a digest of all chunks, the file that each is in, and the one to begin with. */
declare const CODE_HASH: string;
declare const FILE_OF_CHUNK: Readonly<Record<string, string>>;
declare const FIRST_CHUNK: string;

type Chunk = (require: NodeJS.Require, load: (name: string) => unknown, folder: string) => unknown;

interface LoadedFile {
  readonly script: Script;
  readonly chunks: Readonly<Record<string, Chunk>>;
  readonly label: string;
  /** Where its compiled code is kept; null where it is not. */
  readonly cacheFile: string | null;
  readonly isCached: boolean;
}

/** Too small and too much run at once for compiled code to pay. */
const NEVER_CACHED = 'cli';
/** Bytes of newly compiled code for which the cache is written again. */
const GROWTH = 64 * 1024;
/** The cache ends with the size of all code that was compiled when it was written, as a double. */
const TRAILER = 8;

// A file of that name costs a run without its help, no more.
const folder = process.argv.includes('--no-cache') ? null : cacheFolder(process.env);
const files = new Map<string, LoadedFile>();
const exported = new Map<string, unknown>();
/** The size of compiled code that the caches in use were written at. */
let known = 0;

function load(name: string): unknown {
  if (!exported.has(name)) {
    const file = FILE_OF_CHUNK[name] as string;
    const { chunks } = files.get(file) ?? open(file);
    exported.set(name, (chunks[name] as Chunk)(require, load, __dirname));
  }
  return exported.get(name);
}

function open(name: string): LoadedFile {
  const path = join(__dirname, `${name}.js`);
  const label = `antivenom ${name} ${CODE_HASH} ${process.version} ${process.arch}`;
  const isKept = folder !== null && name !== NEVER_CACHED;
  const cacheFile = isKept ? join(folder, `${CODE_HASH}-${process.version}-${process.arch}-${name}.code`) : null;
  const cached = cacheFile === null ? null : readCodeCache(cacheFile, label);
  const cachedData = cached === null ? undefined : cached.subarray(0, -TRAILER);
  const script = new Script(readFileSync(path, 'latin1'), { filename: path, cachedData });
  // Code that is loaded after a flag was set is refused, and would be refused again after another write.
  const isCached = cached !== null;
  if (isCached) known = Math.max(known, cached.readDoubleLE(cached.length - TRAILER));
  const file: LoadedFile = { script, chunks: script.runInThisContext(), label, cacheFile, isCached };
  files.set(name, file);
  return file;
}

// A run that judges files has compiled what the next one needs; `antivenom --help` has not.
process.once('exit', () => {
  if (folder === null || !isWorthKeeping) return;
  const isMissing = [...files.values()].some(({ cacheFile, isCached }) => cacheFile !== null && !isCached);
  if (isMissing || hasGrown()) keepCode();
});

/**
 * The first run may have judged next to nothing: what later ones compile is added, which spares the next a third of
 * its time. To ask takes a millisecond, so one run in four does.
 */
function hasGrown(): boolean {
  return Date.now() % 4 === 0 && compiledSize() > known + GROWTH;
}

/** In bytes. */
function compiledSize(): number {
  return loadV8().getHeapCodeStatistics().bytecode_and_metadata_size;
}

/** A run that keeps nothing is spared the millisecond that loading it takes. */
function loadV8(): typeof import('node:v8') {
  return require('node:v8');
}

function keepCode(): void {
  // V8 takes the code only under the flags that it was written under; see expectShortRun in src/cli.ts.
  if (!process.versions.v8.startsWith('12.')) loadV8().setFlagsFromString('--opt');
  const trailer = Buffer.alloc(TRAILER);
  trailer.writeDoubleLE(compiledSize());
  for (const { cacheFile, label, script } of files.values()) {
    if (cacheFile !== null) writeCodeCache(cacheFile, label, Buffer.concat([script.createCachedData(), trailer]));
  }
}

let isWorthKeeping = false;
(globalThis as { [KEEP_CODE]?: () => void })[KEEP_CODE] = () => {
  isWorthKeeping = true;
};
load(FIRST_CHUNK);
