// Fails if a commit has become much more expensive, or the package much larger: npm run check:cost, after npm run
// bundle.
// It compares the CPU time of small commits with an empty script's, by turns in one run, so a slow or busy machine does
// not matter. The limits are a third above what a quiet machine shows; npm run bench gives the figures.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAX_PACKED = 3_000_000;
/** What is loaded if there is nothing to find. */
const CORE = ['cli.cjs', 'cli.js'];
const MAX_CORE = 100_000;
const ROUNDS = 9;
/** Until the code that it needs is in the cache. */
const WARM_UP = 4;

/** @type {readonly { name: string, text: string, status: number, most: number }[]} */
const COMMITS = [
  { name: 'one line', text: 'x = 1\n', status: 0, most: 2 },
  { name: 'one line with a finding', text: 'eval(input())\n', status: 1, most: 3.3 },
];

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'antivenom-cost-'));
const PROBE =
  'process.on("exit",()=>{const{user,system}=process.cpuUsage();require("fs").writeFileSync(process.env.COST_OUT,String(user+system))})';

function run(command, args, { status: expected = 0, ...options } = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28, ...options });
  if (status !== expected) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** In microseconds. */
function processorTime(script, options) {
  const out = join(folder, 'cpu');
  const env = { ...options.env, COST_OUT: out };
  // What an earlier run found would do for this one.
  rmSync(join(options.cwd, '.git', 'antivenom', 'kept'), { recursive: true, force: true });
  run(process.execPath, ['--require', join(folder, 'probe.cjs'), script], { ...options, env });
  return Number(readFileSync(out, 'utf8'));
}

/** A repository in which a file with the text is staged. */
function stage(text, name, env) {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'a.py'), text);
  run('git', ['init', '--quiet', '.'], { cwd, env });
  run('git', ['add', '.'], { cwd, env });
  return cwd;
}

/** What each commit takes by what an empty script takes: the least of several rounds, as other processes only add. */
function ratios(env) {
  const empty = join(folder, 'empty.cjs');
  const command = join(root, 'dist', 'cli.cjs');
  const rows = COMMITS.map(({ text, status }, index) => ({
    cwd: stage(text, `repository-${index}`, env),
    status,
    env,
  }));
  for (const row of rows) for (let i = 0; i < WARM_UP; i += 1) processorTime(command, row);
  const least = [empty, ...rows].map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round += 1) {
    least[0] = Math.min(least[0], processorTime(empty, { cwd: folder, env }));
    for (const [index, row] of rows.entries()) {
      least[index + 1] = Math.min(least[index + 1], processorTime(command, row));
    }
  }
  return least.slice(1).map((time) => time / least[0]);
}

try {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', XDG_CACHE_HOME: join(folder, 'cache') };
  for (const name of ['NODE_EXTRA_CA_CERTS', 'GIT_DIR', 'GIT_INDEX_FILE', 'CI', 'GITHUB_ACTIONS', 'PRE_COMMIT'])
    delete env[name];
  writeFileSync(join(folder, 'empty.cjs'), '');
  writeFileSync(join(folder, 'probe.cjs'), PROBE);
  const measured = ratios(env);
  const [packed] = JSON.parse(run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root }));
  const core = CORE.reduce((sum, name) => sum + statSync(join(root, 'dist', name)).size, 0);
  const rows = [
    ...COMMITS.map(({ name, most }, index) => [
      `CPU time of ${name}, by that of an empty script`,
      measured[index],
      most,
    ]),
    ['bytes of the packed npm package', packed.size, MAX_PACKED],
    [`bytes of ${CORE.join(' and ')}`, core, MAX_CORE],
  ];
  for (const [name, figure, most] of rows) {
    const isOver = figure > most;
    console.log(`${isOver ? 'TOO MUCH' : 'ok'}: ${name}: ${Number(figure.toFixed(2))} (at most ${most})`);
    if (isOver) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
