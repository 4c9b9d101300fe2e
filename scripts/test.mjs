// Compiles, then runs the whole default suite or the tests that the arguments name, by a rule's id, the name of a file
// or part of a path. `--slow` runs the tests in *.slow.ts instead. Other options are passed to node.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const build = join(root, 'build', 'test');

/** A process takes longer to load the sources than most files take to run, so files share a few processes. */
const GROUPS = 2;
/**
 * Those that start programs are apart from the others, in smaller groups: they wait for them, and starting a program
 * costs more the more memory the process has that starts it.
 */
const FOLDERS_WITH_PROGRAMS = /^(?:action|environment|git|loosening|runners)\//;
const STARTS_PROGRAMS = /\bmakeRepository\b|\bnode:child_process\b/;
const GROUPS_WITH_PROGRAMS = 6;

const given = process.argv.slice(2);
const slow = given.includes('--slow');
const options = given.filter((argument) => argument.startsWith('-') && argument !== '--slow');
const names = given.filter((argument) => !argument.startsWith('-'));

// From the sources: build/ may still contain files that have moved since.
const sources = readdirSync(join(root, 'test'), { recursive: true }).map((path) => path.replaceAll('\\', '/'));
const inSuite = sources.filter((path) => path.endsWith(slow ? '.slow.ts' : '.test.ts')).sort();

const files = names.length === 0 ? inSuite : [...new Set(names.flatMap((name) => matching(name, inSuite)))];
const unmatched = names.filter((name) => matching(name, inSuite).length === 0);
for (const name of unmatched) complain(name);
if (unmatched.length > 0) process.exit(1);

run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['run', '--silent', 'compile']);
const fast = slow ? null : makeFastFolder();
const args = [
  // Tests make much garbage and keep little: a larger young generation saves a tenth of the time. Most functions run
  // too few times to be worth optimizing, and enough to be compiled.
  '--max-semi-space-size=32',
  '--always-sparkplug',
  '--test',
  `--test-concurrency=${availableParallelism() + 1}`,
  `--test-reporter=${new URL('./test-report.mjs', import.meta.url)}`,
  '--test-reporter-destination=stdout',
  // Line numbers of the .ts files in failures. This takes time that a whole run would notice.
  ...(names.length > 0 ? ['--enable-source-maps'] : []),
  ...options,
  ...processesFor(files),
];
run(process.execPath, args, fast === null ? {} : { TMPDIR: fast });

/** The files with exactly that name, or if there are none, those with the name in their path. */
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

/** What node runs, each in its own process: a test file, or a file that imports a group of them. */
function processesFor(paths) {
  const folder = join(build, 'groups');
  rmSync(folder, { recursive: true, force: true });
  // Slow tests measure time or drive installers: each file by itself.
  if (slow || paths.length <= 2 * GROUPS) return paths.map((path) => join(build, compiled(path)));
  mkdirSync(folder, { recursive: true });
  return [
    ...grouped(folder, 'programs', GROUPS_WITH_PROGRAMS, startsPrograms),
    ...grouped(folder, 'functions', GROUPS, (path) => !startsPrograms(path)),
  ];

  function startsPrograms(path) {
    return FOLDERS_WITH_PROGRAMS.test(path) || STARTS_PROGRAMS.test(readFileSync(join(root, 'test', path), 'utf8'));
  }

  function grouped(folder, name, count, isMember) {
    const members = paths.filter(isMember);
    return Array.from({ length: Math.min(count, members.length) }, (_, group) => {
      const file = join(folder, `${name}-${group + 1}.js`);
      const own = members.filter((_, index) => index % count === group);
      writeFileSync(file, own.map((path) => `import '../${compiled(path)}';\n`).join(''));
      return file;
    });
  }
}

function compiled(path) {
  return path.replace(/\.ts$/, '.js');
}

/** Thousands of small files and repositories are made: in memory, if there is a file system with room for them. */
function makeFastFolder() {
  if (process.env.TMPDIR !== undefined || process.platform !== 'linux') return null;
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize < 2 ** 30) return null;
    const folder = mkdtempSync('/dev/shm/antivenom-tests-');
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    // Hooks are started there, and some systems forbid it.
    const script = join(folder, 'script');
    writeFileSync(script, '#!/bin/sh\n', { mode: 0o755 });
    return spawnSync(script).status === 0 ? folder : null;
  } catch {
    return null;
  }
}

function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
    shell: command.endsWith('.cmd'),
  });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
