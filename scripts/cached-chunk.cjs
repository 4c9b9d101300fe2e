// Becomes dist/main.cjs: loads main.code.js beside it, with V8's compiled code of an earlier run where there is some.
// Compiling is a third of a run. Node 22 has module.enableCompileCache for that, Node 20 has not.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const { cacheFolder, readCodeCache, writeCodeCache } = require('../src/loader/code-cache.ts');

/** Bytes of newly compiled code for which the cache is written again. */
const GROWTH = 64 * 1024;
/** The cache ends with the size of the code that was compiled when it was written, as a double. */
const TRAILER = 8;

const file = path.join(__dirname, 'main.code.js');
const label = `antivenom ${__CODE_HASH__} ${process.version} ${process.arch}`;
const folder = process.argv.includes('--no-cache') ? null : cacheFolder(process.env);
const cacheFile = folder && path.join(folder, `${__CODE_HASH__}-${process.version}-${process.arch}.code`);
const cached = cacheFile === null ? null : readCodeCache(cacheFile, label);
const cachedData = cached?.subarray(0, -TRAILER);
const script = new vm.Script(
  `(function (exports, require, module, __filename, __dirname) {${fs.readFileSync(file, 'latin1')}\n})`,
  { filename: file, cachedData },
);
script.runInThisContext().call(exports, exports, require, module, file, __dirname);
const isFresh = cachedData === undefined || script.cachedDataRejected === true;
// A run that judges files has compiled what the next one needs; `antivenom --help` has not.
if (cacheFile !== null) {
  process.once('exit', () => module.exports.hasJudged && (isFresh || hasGrown()) && writeCache());
}

/**
 * The first run may have judged next to nothing: what later ones compile is added, which spares the next a third of its time.
 * To ask takes a millisecond, so one run in four does.
 */
function hasGrown() {
  return Date.now() % 4 === 0 && compiledSize() > cached.readDoubleLE(cached.length - TRAILER) + GROWTH;
}

/** In bytes. */
function compiledSize() {
  return require('node:v8').getHeapCodeStatistics().bytecode_and_metadata_size;
}

function writeCache() {
  // V8 takes the code under the flags that it was written under alone; see expectShortRun in src/cli.ts.
  if (!process.versions.v8.startsWith('12.')) require('node:v8').setFlagsFromString('--opt');
  const trailer = Buffer.alloc(TRAILER);
  trailer.writeDoubleLE(compiledSize());
  writeCodeCache(cacheFile, label, Buffer.concat([script.createCachedData(), trailer]));
}
