// Becomes dist/main.cjs: loads main.code.js beside it, with V8's compiled code of an earlier run where there is some.
// Compiling is a fifth of a run. Node 22 has module.enableCompileCache for that, Node 20 has not.
// Not in CI: a cache that was restored there would be trusted input.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const CODE_HASH = __CODE_HASH__;
const MONTH = 30 * 24 * 60 * 60 * 1000;

const file = path.join(__dirname, 'main.code.js');
const cacheFile = cachePath();
const cachedData = cacheFile === null ? undefined : readOrUndefined(cacheFile);
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
if (cacheFile !== null && isFresh && judges) process.once('exit', () => writeCache(cacheFile));

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
    // V8 takes the code under the flags that it was written under alone; see expectShortRun in src/io.ts.
    require('node:v8').setFlagsFromString('--opt');
    const draft = `${name}.${process.pid}`;
    fs.writeFileSync(draft, script.createCachedData(), { mode: 0o600 });
    fs.renameSync(draft, name);
  } catch {}
}
