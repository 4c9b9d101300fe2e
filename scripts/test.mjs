// Compiles, then runs tests: every one of the default run, or those that the arguments name, by a rule's id, the name of
// a file or a part of a path. `--slow` runs the tests of *.slow.ts instead; other options go to node as they are.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const build = join(root, 'build', 'test');

/** A process of its own takes longer to load the sources than most files take to run: these share a few. */
const GROUPS = 3;
/** Files of tests that wait for programs which they start: they run side by side. */
const STARTS_PROGRAMS = /^(?:git|runners)\/|^main\.|\.slow\.ts$/;

const given = process.argv.slice(2);
const slow = given.includes('--slow');
const options = given.filter((argument) => argument.startsWith('-') && argument !== '--slow');
const names = given.filter((argument) => !argument.startsWith('-'));

// From the sources: build/ may still hold files that have since moved.
const sources = readdirSync(join(root, 'test'), { recursive: true }).map((path) => path.replaceAll('\\', '/'));
const inSuite = sources.filter((path) => path.endsWith(slow ? '.slow.ts' : '.test.ts')).sort();

const files = names.length === 0 ? inSuite : [...new Set(names.flatMap((name) => matching(name, inSuite)))];
const unmatched = names.filter((name) => matching(name, inSuite).length === 0);
for (const name of unmatched) complain(name);
if (unmatched.length > 0) process.exit(1);

run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['run', '--silent', 'compile']);
run(process.execPath, [
  // Tests make much garbage and keep little: with a larger young generation a tenth of the time is spared.
  '--max-semi-space-size=32',
  '--test',
  `--test-concurrency=${availableParallelism() + 1}`,
  `--test-reporter=${new URL('./test-report.mjs', import.meta.url)}`,
  '--test-reporter-destination=stdout',
  // The lines of the .ts files in what failed; it takes time, which a whole run would notice.
  ...(names.length > 0 ? ['--enable-source-maps'] : []),
  ...options,
  ...processesFor(files),
]);

/** The files of that very name; where there is none, those with the name in their path. */
function matching(name, paths) {
  const wanted = name
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)?(?:build\/)?(?:test\/)?/, '')
    .replace(/(?:\.(?:test|slow))?\.[jt]s$/, '');
  const called = (path) => path.replace(/\.(?:test|slow)\.ts$/, '');
  const exact = paths.filter((path) => `/${called(path)}`.endsWith(`/${wanted}`));
  return exact.length > 0 ? exact : paths.filter((path) => called(path).includes(wanted));
}

function complain(name) {
  const other = sources.filter((path) => path.endsWith(slow ? '.test.ts' : '.slow.ts'));
  const there = matching(name, other).length > 0;
  const hint = there
    ? `: npm ${slow ? 'test' : 'run test:slow'} -- ${name} runs the ones that the other suite has`
    : '';
  console.error(`no file of ${slow ? 'slow ' : ''}tests below test/ matches ${name}${hint}`);
}

/** What node is to run, each in a process: a file of tests, or one that imports a group of them. */
function processesFor(paths) {
  const folder = join(build, 'groups');
  rmSync(folder, { recursive: true, force: true });
  const compiled = (path) => path.replace(/\.ts$/, '.js');
  const apart = paths.filter((path) => STARTS_PROGRAMS.test(path));
  const together = paths.filter((path) => !STARTS_PROGRAMS.test(path));
  if (together.length <= 2 * GROUPS) return paths.map((path) => join(build, compiled(path)));
  mkdirSync(folder, { recursive: true });
  const groups = Array.from({ length: GROUPS }, (_, group) => {
    const members = together.filter((_, index) => index % GROUPS === group);
    const file = join(folder, `${group + 1}.js`);
    writeFileSync(file, members.map((path) => `import '../${compiled(path)}';\n`).join(''));
    return file;
  });
  return [...groups, ...apart.map((path) => join(build, compiled(path)))];
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: command.endsWith('.cmd') });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
