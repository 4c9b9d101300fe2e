// Becomes dist/main.cjs: loads main.code.js beside it, with V8's compiled code of an earlier run where there is some.
// Compiling is a third of a run. Node 22 has module.enableCompileCache for that, Node 20 has not.
// Not in CI: a cache that was restored there would be trusted input.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const CODE_HASH = __CODE_HASH__;
const MONTH = 30 * 24 * 60 * 60 * 1000;
/** Bytes of newly compiled code for which the cache is written again. */
const GROWTH = 64 * 1024;
/** The cache ends with the size of the code that was compiled when it was written, as a double. */
const TRAILER = 8;

const file = path.join(__dirname, 'main.code.js');
const cacheFile = cachePath();
const cached = cacheFile === null ? undefined : readOrUndefined(cacheFile);
const cachedData = cached?.subarray(0, -TRAILER);
const script = new vm.Script(
  `(function (exports, require, module, __filename, __dirname) {${fs.readFileSync(file, 'latin1')}\n})`,
  {
    filename: file,
    cachedData,
  },
);
script.runInThisContext().call(exports, exports, require, module, file, __dirname);
const isFresh = cachedData === undefined || script.cachedDataRejected === true;
// A run that judges files has compiled what the next one needs; `antivenom --help` has not.
const judges = process.argv.slice(2).every((argument) => !/^(?:-h|-V|--help|--version|[a-z]+)$/.test(argument));
if (cacheFile !== null && judges) process.once('exit', () => (isFresh || hasGrown()) && writeCache(cacheFile));

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

function cachePath() {
  const { env } = process;
  if (process.argv.includes('--no-cache') || env.CI) return null;
  const base = env.XDG_CACHE_HOME || (env.HOME && path.join(env.HOME, '.cache')) || env.LOCALAPPDATA;
  if (!base || !path.isAbsolute(base)) return null;
  return path.join(base, 'antivenom', `${CODE_HASH}-${process.version}-${process.arch}.code`);
}

function readOrUndefined(name) {
  try {
    return fs.readFileSync(name);
  } catch {
    return undefined;
  }
}

// Whatever goes wrong here costs the next run some milliseconds, nothing else.
function writeCache(name) {
  try {
    const folder = path.dirname(name);
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const entry of fs.readdirSync(folder)) {
      const old = path.join(folder, entry);
      if (entry.endsWith('.code') && Date.now() - fs.statSync(old).mtimeMs > MONTH) fs.rmSync(old, { force: true });
    }
    // V8 takes the code under the flags that it was written under alone; see expectShortRun in src/cli.ts.
    if (!process.versions.v8.startsWith('12.')) require('node:v8').setFlagsFromString('--opt');
    const draft = `${name}.${process.pid}`;
    const trailer = Buffer.alloc(TRAILER);
    trailer.writeDoubleLE(compiledSize());
    fs.writeFileSync(draft, Buffer.concat([script.createCachedData(), trailer]), { mode: 0o600 });
    fs.renameSync(draft, name);
  } catch {}
}
