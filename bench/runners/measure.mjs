// What each way of running the hook costs: installing it with cold caches, and each commit afterwards.
//   npm run bundle && node scripts/install-runners.mjs && node bench/runners/measure.mjs [commits]
// Prints two Markdown tables. Each figure of the second is a median of single commits of one small Python file,
// the ways taken in turn, so that a busy machine slows them all alike.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const runners = resolve(process.env.ANTIVENOM_RUNNERS || join(project, '.cache', 'runners'));
const commits = Number(process.argv[2] ?? 15);
const scratch = mkdtempSync(join(tmpdir(), 'antivenom-bench-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

const kept = Object.entries(process.env).filter(([name]) => !/^(GIT_|PRE_COMMIT|CI$|NODE_EXTRA_CA_CERTS$)/.test(name));
const baseEnv = {
  ...Object.fromEntries(kept),
  HOME: scratch,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

/** The registry may only be reachable with the certificates that the environment names. Commits run without them. */
const networkEnv = { NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS };

function run(command, args, cwd, env) {
  const { status, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error ?? stderr}`);
}

function projectClone() {
  const target = join(scratch, 'antivenom');
  run('git', ['clone', '--quiet', '--no-local', project, target], scratch, baseEnv);
  if (!existsSync(join(target, 'dist', 'cli.cjs'))) {
    cpSync(join(project, 'dist'), join(target, 'dist'), { recursive: true });
    run('git', ['add', '--force', 'dist'], target, baseEnv);
    run('git', ['commit', '--quiet', '--no-verify', '-m', 'Build'], target, baseEnv);
  }
  return target;
}

const clone = projectClone();
const rev = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: clone, encoding: 'utf8' }).trim();
const bundle = join(clone, 'dist', 'cli.cjs');

/** The size of all files in a folder, in bytes. */
function sizeOf(folder) {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function newRepository(name, env) {
  const root = join(scratch, name, 'repo');
  mkdirSync(root, { recursive: true });
  run('git', ['init', '--quiet'], root, env);
  return root;
}

const rows = [];
const ways = [];

function addWay(name, env, setUp) {
  const root = newRepository(name, env);
  setUp(root, env);
  ways.push({ name, root, env, times: [] });
}

const noHook = join(scratch, 'bin');
mkdirSync(noHook);
writeFileSync(join(noHook, 'antivenom'), `#!/bin/sh\nexec '${process.execPath}' '${bundle}' "$@"\n`, { mode: 0o755 });
const withCommand = (bin) => ({ ...baseEnv, PATH: [bin, noHook, baseEnv.PATH].join(delimiter) });

addWay('no hook', baseEnv, () => {});
addWay('antivenom install', baseEnv, (root, env) => run(process.execPath, [bundle, 'install'], root, env));

for (const name of ['pre-commit-3.0', 'pre-commit-4.6.0', 'pre-commit-newest', 'prek']) {
  const home = join(scratch, name, 'home');
  const cache = join(scratch, name, 'npm');
  const program = join(runners, name, 'bin', name === 'prek' ? 'prek' : 'pre-commit');
  const env = { ...baseEnv, PRE_COMMIT_HOME: home, PREK_HOME: home, npm_config_cache: cache };
  addWay(name, env, (root) => {
    writeFileSync(
      join(root, '.pre-commit-config.yaml'),
      `repos:\n  - repo: file://${clone}\n    rev: ${rev}\n    hooks:\n      - id: antivenom\n`,
    );
    run('git', ['add', '.'], root, env);
    run(program, ['install'], root, env);
    const start = performance.now();
    run(program, ['install-hooks'], root, { ...env, ...networkEnv });
    const seconds = (performance.now() - start) / 1000;
    rows.push([name, seconds, sizeOf(join(cache, '_cacache', 'content-v2')), sizeOf(home)]);
  });
}

addWay('lefthook', withCommand(join(runners, 'lefthook/node_modules/.bin')), (root, env) => {
  writeFileSync(join(root, 'lefthook.yml'), 'pre-commit:\n  jobs:\n    - name: antivenom\n      run: antivenom\n');
  run('lefthook', ['install'], root, env);
});
addWay('husky', withCommand(join(runners, 'husky/node_modules/.bin')), (root, env) => {
  run('husky', [], root, env);
  writeFileSync(join(root, '.husky/pre-commit'), 'antivenom\n');
});
addWay('husky and lint-staged-16', withCommand(join(runners, 'husky/node_modules/.bin')), (root, env) => {
  run('husky', [], root, env);
  const script = join(runners, 'lint-staged-16/node_modules/lint-staged/bin/lint-staged.js');
  writeFileSync(join(root, 'package.json'), '{ "lint-staged": { "*": "antivenom" } }\n');
  writeFileSync(join(root, '.husky/pre-commit'), `'${process.execPath}' '${script}' --quiet\n`);
});

for (let i = -1; i < commits; i++) {
  for (const { root, env, times } of ways) {
    writeFileSync(join(root, 'app.py'), `def number():\n    return ${i}\n`);
    run('git', ['add', 'app.py'], root, env);
    const start = performance.now();
    run('git', ['commit', '--quiet', '-m', 'x'], root, env);
    // The first of each is for warming up.
    if (i >= 0) times.push(performance.now() - start);
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const out = (line) => process.stdout.write(`${line}\n`);
out(
  `Node ${process.version}, ${execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()}, ${commits} commits each\n`,
);
out('| installed by | seconds | MB downloaded by npm | MB on disk |\n|---|---:|---:|---:|');
for (const [name, seconds, downloaded, onDisk] of rows) {
  out(`| ${name} | ${seconds.toFixed(1)} | ${megabytes(downloaded)} | ${megabytes(onDisk)} |`);
}
out('\n| commit by way of | ms | more than no hook |\n|---|---:|---:|');
const base = median(ways[0].times);
for (const { name, times } of ways) {
  out(`| ${name} | ${median(times).toFixed(0)} | ${(median(times) - base).toFixed(0)} |`);
}
