// Fetches the corpus: CPython's standard library, pinned applications from PyPI, and the rule tables of a tree.
//   node bench/corpus/install.mjs [--tables TREE] [NAME...]
// ANTIVENOM_CORPUS names the folder (default .cache/corpus). What is there already stays, but for the tables when
// --tables names a tree. Nothing of the packages is run: pip unpacks each source distribution in an environment that
// has no build backend, and stops there.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fetchSource, run } from './fetch.mjs';
import { CORPUS, emptyFolder, PROJECTS, ROOT, readyProjects } from './folders.mjs';
import { PACKAGES } from './projects.mjs';
import { commitAll, publish } from './repository.mjs';
import { installTables } from './rule-tables.mjs';

const { values, positionals } = parseArgs({ options: { tables: { type: 'string' } }, allowPositionals: true });
const isWanted = (name) => positionals.length === 0 || positionals.includes(name);
const isMissing = (name) => isWanted(name) && !existsSync(join(PROJECTS, name));

/** What no rule reads, and what makes up most of a web application's size. */
const ASSETS =
  /\.(?:png|jpe?g|gif|ico|svg|webp|bmp|tiff?|woff2?|ttf|eot|otf|m?js|css|scss|less|map|tsx?|vue|po|mo|mp[34]|wav|webm|pdf|zip|gz|bz2|xz|whl|jar|so|dll|exe|sqlite3?|db|geojson|csv|rst|md|html?|ipynb|parquet|npy|pkl)$/i;

mkdirSync(PROJECTS, { recursive: true });
const scratch = join(CORPUS, `scratch-${process.pid}`);
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

if (isMissing('cpython')) installLibrary();
for (const { name, version, without = [] } of PACKAGES) {
  if (!isMissing(name)) continue;
  const problem = installPackage(name, version, without);
  console.log(`${name} ${version}: ${problem ?? 'ready'}`);
}
const hasTables = readyProjects().some((name) => name.startsWith('rule-tables-'));
if (values.tables !== undefined || (positionals.length === 0 && !hasTables)) {
  await installTables(resolve(values.tables ?? ROOT), emptyFolder(scratch));
}

function installLibrary() {
  const script = 'import sysconfig; print(sysconfig.get_path("stdlib"))';
  const library = run('python3', ['-c', script]).trim();
  const folder = join(emptyFolder(scratch), 'cpython');
  cpSync(library, folder, {
    recursive: true,
    filter: (path) => !/^(?:site-packages|__pycache__|config-.*)$/.test(basename(path)),
  });
  dropAssets(folder);
  commitAll(folder);
  publish(folder, 'cpython');
  console.log('cpython: ready');
}

/** Why the package is missing, or null. */
function installPackage(name, version, without) {
  const { folder, problem } = fetchSource(name, version, emptyFolder(scratch));
  if (folder === null) return problem;
  for (const path of without) rmSync(join(folder, path), { recursive: true, force: true });
  dropAssets(folder);
  commitAll(folder);
  publish(folder, name);
  return null;
}

function dropAssets(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.name === '.git' || entry.name === 'node_modules') rmSync(path, { recursive: true, force: true });
    else if (entry.isFile() && ASSETS.test(entry.name)) rmSync(path, { force: true });
  }
}
