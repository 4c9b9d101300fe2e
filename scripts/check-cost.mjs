// Fails if a commit has become much more expensive, or the package much larger: npm run check:cost, after npm run
// bundle.
// It compares the CPU time of committing one harmless line with an empty script's in the same run, so a slow or busy
// machine does not matter. The limit is generous; npm run bench gives the figures.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAX_CPU = 4;
const MAX_PACKED = 3_000_000;
/** What is loaded if there is nothing to find. */
const CORE = ['cli.cjs', 'cli.js'];
const MAX_CORE = 100_000;
const ROUNDS = 7;

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'antivenom-cost-'));
const PROBE =
  'process.on("exit",()=>{const{user,system}=process.cpuUsage();require("fs").writeFileSync(process.env.COST_OUT,String(user+system))})';

function run(command, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28, ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** The minimum of several rounds in microseconds: time added by other processes is not our cost. */
function minimumCpu(script, cwd, env) {
  const out = join(folder, 'cpu');
  const times = Array.from({ length: ROUNDS }, () => {
    run(process.execPath, ['--require', join(folder, 'probe.cjs'), script], { cwd, env: { ...env, COST_OUT: out } });
    return Number(readFileSync(out, 'utf8'));
  });
  return Math.min(...times);
}

try {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', XDG_CACHE_HOME: join(folder, 'cache') };
  for (const name of ['NODE_EXTRA_CA_CERTS', 'GIT_DIR', 'GIT_INDEX_FILE', 'CI', 'PRE_COMMIT']) delete env[name];
  const repository = join(folder, 'repository');
  mkdirSync(repository);
  writeFileSync(join(repository, 'a.py'), 'x = 1\n');
  writeFileSync(join(folder, 'empty.cjs'), '');
  writeFileSync(join(folder, 'probe.cjs'), PROBE);
  run('git', ['init', '--quiet', '.'], { cwd: repository, env });
  run('git', ['add', '.'], { cwd: repository, env });
  const empty = minimumCpu(join(folder, 'empty.cjs'), repository, env);
  const commit = minimumCpu(join(root, 'dist', 'cli.cjs'), repository, env);
  const [packed] = JSON.parse(run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root }));
  const core = CORE.reduce((sum, name) => sum + statSync(join(root, 'dist', name)).size, 0);
  const rows = [
    ['CPU time of a commit of one line, by that of an empty script', commit / empty, MAX_CPU],
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
