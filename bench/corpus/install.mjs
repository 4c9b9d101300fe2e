// Fetches the corpus: CPython's standard library, pinned applications from PyPI, and the rule tables of a tree.
//   node bench/corpus/install.mjs [--tables TREE] [NAME...]
// ANTIVENOM_CORPUS names the folder (default .cache/corpus). What is there already stays. Nothing of the packages
// is run: pip unpacks each source distribution in an environment that has no build backend and stops there.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CORPUS, emptyFolder, PROJECTS, ROOT } from './folders.mjs';
import { PACKAGES } from './projects.mjs';
import { commitAll, publish } from './repository.mjs';
import { installTables } from './rule-tables.mjs';

const { values, positionals } = parseArgs({ options: { tables: { type: 'string' } }, allowPositionals: true });
const isWanted = (name) => positionals.length === 0 || positionals.includes(name);
const isMissing = (name) => isWanted(name) && !existsSync(join(PROJECTS, name));

/** What no rule reads, and what makes most of a web application's size. */
const ASSETS =
  /\.(?:png|jpe?g|gif|ico|svg|webp|bmp|tiff?|woff2?|ttf|eot|otf|m?js|css|scss|less|map|tsx?|vue|po|mo|mp[34]|wav|webm|pdf|zip|gz|bz2|xz|whl|jar|so|dll|exe|sqlite3?|db|geojson|csv|rst|md|html?|ipynb|parquet|npy|pkl)$/i;

mkdirSync(PROJECTS, { recursive: true });
const scratch = join(CORPUS, `scratch-${process.pid}`);
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

if (isMissing('cpython')) installLibrary();
for (const { name, version } of PACKAGES) {
  if (!isMissing(name)) continue;
  const problem = installPackage(name, version);
  console.log(`${name} ${version}: ${problem ?? 'ready'}`);
}
if (isWanted('rule-tables')) await installTables(resolve(values.tables ?? ROOT), emptyFolder(scratch));

function installLibrary() {
  const script = 'import sysconfig; print(sysconfig.get_path("stdlib"))';
  const library = run('python3', ['-c', script]).stdout.trim();
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

/** The reason why the package is not there, or null. */
function installPackage(name, version) {
  const python = fetcher();
  const target = emptyFolder(scratch);
  const options = ['--no-deps', '--no-build-isolation', '--no-clean', '--no-cache-dir', '--ignore-requires-python'];
  const args = ['-m', 'pip', 'download', '--quiet', ...options, '--no-binary', ':all:', '--dest', join(target, 'out')];
  const { stderr } = spawnSync(python, [...args, `${name}==${version}`], {
    env: { ...process.env, TMPDIR: target },
    encoding: 'utf8',
    timeout: 300_000,
  });
  const unpacked = readdirSync(target)
    .filter((entry) => entry.startsWith('pip-download-'))
    .flatMap((entry) => readdirSync(join(target, entry)).map((folder) => join(target, entry, folder)));
  const [folder] = unpacked;
  if (folder === undefined) return `not fetched: ${stderr.trim().split('\n').at(-1)}`;
  rmSync(join(folder, 'pip-egg-info'), { recursive: true, force: true });
  dropAssets(folder);
  commitAll(folder);
  publish(folder, name);
  return null;
}

/** The Python of an environment in which pip can build nothing: no backend, and no way to start one. */
function fetcher() {
  const folder = join(CORPUS, 'fetcher');
  const python = join(folder, 'bin', 'python');
  if (existsSync(join(folder, 'ready'))) return python;
  run('python3', ['-m', 'venv', folder]);
  run(python, ['-m', 'pip', 'uninstall', '--quiet', '--yes', 'setuptools']);
  const script = 'import pip._vendor.pyproject_hooks as hooks; print(hooks.__path__[0])';
  const hooks = run(python, ['-c', script]).stdout.trim();
  // In-tree backends would run without this.
  writeFileSync(join(hooks, '_in_process', '_in_process.py'), 'raise SystemExit("nothing is built here")\n');
  writeFileSync(join(folder, 'ready'), '');
  return python;
}

function dropAssets(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.name === '.git' || entry.name === 'node_modules') rmSync(path, { recursive: true, force: true });
    else if (entry.isFile() && ASSETS.test(entry.name)) rmSync(path, { force: true });
  }
}

function run(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${result.error?.message ?? result.stderr}`);
  return result;
}
