/**
 * Becomes dist/main.cjs: loads main.code.js beside it, with V8's compiled code of an earlier run where there is some.
 * Compiling is a third of a run. Node 22 has module.enableCompileCache for that, Node 20 has not.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { isGiven, readArguments } from '../cli/argv.ts';
import { cacheFolder, readCodeCache, writeCodeCache } from './code-cache.ts';

/** Set by scripts/bundle.mjs. */
declare const __CODE_HASH__: string;

/** Bytes of newly compiled code for which the cache is written again. */
const GROWTH = 64 * 1024;
/** The cache ends with the size of the code that was compiled when it was written, as a double. */
const TRAILER = 8;

const file = join(__dirname, 'main.code.js');
const label = `antivenom ${__CODE_HASH__} ${process.version} ${process.arch}`;
const folder = isGiven(readArguments(process.argv.slice(2)), 'no-cache') ? null : cacheFolder(process.env);
const cacheFile = folder === null ? null : join(folder, `${__CODE_HASH__}-${process.version}-${process.arch}.code`);
const cached = cacheFile === null ? null : readCodeCache(cacheFile, label);
const cachedData = cached?.subarray(0, -TRAILER);
const script = new Script(
  `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`,
  { filename: file, cachedData },
);
script.runInThisContext().call(exports, exports, require, module, file, __dirname);
// A run that judges files has compiled what the next one needs; `antivenom --help` has not.
process.once('exit', () => {
  const { hasJudged } = module.exports as typeof import('../main.ts');
  const isFresh = cached === null || script.cachedDataRejected === true;
  if (cacheFile !== null && hasJudged && (isFresh || hasGrown(cached))) keepCode(cacheFile);
});

/**
 * The first run may have judged next to nothing: what later ones compile is added, which spares the next a third of
 * its time. To ask takes a millisecond, so one run in four does.
 */
function hasGrown(known: Buffer): boolean {
  return Date.now() % 4 === 0 && compiledSize() > known.readDoubleLE(known.length - TRAILER) + GROWTH;
}

/** In bytes. */
function compiledSize(): number {
  return loadV8().getHeapCodeStatistics().bytecode_and_metadata_size;
}

/** A run that keeps nothing is spared the millisecond that loading it takes. */
function loadV8(): typeof import('node:v8') {
  return require('node:v8');
}

function keepCode(name: string): void {
  // V8 takes the code only under the flags that it was written under; see expectShortRun in src/cli.ts.
  if (!process.versions.v8.startsWith('12.')) loadV8().setFlagsFromString('--opt');
  const trailer = Buffer.alloc(TRAILER);
  trailer.writeDoubleLE(compiledSize());
  writeCodeCache(name, label, Buffer.concat([script.createCachedData(), trailer]));
}
