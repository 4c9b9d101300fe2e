// Runs tests with another git and another Node, and counts the tests that pass in each area.
//   ANTIVENOM_TEST_GIT   a git, or the folder it is in (default: the one on PATH)
//   ANTIVENOM_TEST_NODE  a node, or the folder it is in (default: this one)
//   node scripts/test-under.mjs [NAME...]    as for npm test; default: git runners
// It runs what is already compiled: run `npm run compile` first.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const build = join(root, 'build', 'test');
const names = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['git/', 'runners/'];
const files = readdirSync(build, { recursive: true })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.test.js') && names.some((name) => path.includes(name)))
  // A test that has moved leaves its compiled file behind.
  .filter((path) => existsSync(join(root, 'test', path.replace(/\.js$/, '.ts'))))
  .sort();

const node = program(process.env.ANTIVENOM_TEST_NODE, 'node') ?? process.execPath;
const git = program(process.env.ANTIVENOM_TEST_GIT, 'git');
const folder = mkdtempSync(join(tmpdir(), 'antivenom-under-'));
// Tests find git, and hooks find node, only on PATH.
symlinkSync(node, join(folder, 'node'));
const path = [folder, git === null ? [] : dirname(git), process.env.PATH].flat().join(delimiter);
const env = { ...process.env, PATH: path };

console.log(`${said(git ?? 'git')}, Node ${said(node)}`);
const { status } = spawnSync(
  node,
  [
    '--test',
    `--test-concurrency=${availableParallelism()}`,
    `--test-reporter=${new URL('./count-report.mjs', import.meta.url)}`,
    '--test-reporter-destination=stdout',
    ...files.map((file) => join(build, file)),
  ],
  { cwd: root, env, stdio: 'inherit' },
);
rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;

/** The program that a variable names, either directly or by its folder. */
function program(given, name) {
  if (!given) return null;
  const file = resolve(given);
  return statSync(file).isDirectory() ? join(file, name) : file;
}

function said(command) {
  return spawnSync(command, ['--version'], { env, encoding: 'utf8' }).stdout.trim();
}
