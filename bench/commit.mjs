// Time and peak memory of the check of one commit with ten changed Python modules (about 150 kB), and of one with a
// single line, against an empty Node script, by turns in one run: the medians, and the quickest of each. The code cache
// is one of the bench's own and warm, as it is from the second commit on; `first` is a commit without it.
// Usage: npm run bench [-- FOLDER-OF-MODULES]; on a busy machine: chrt -f 50 node bench/commit.mjs
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = 21;
/** Until every run has what it needs in the code cache. */
const WARM_UP = 3;
const MODULES = 10;
const SIZE = 15_000;

const bundle = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'cli.cjs');
const source = process.argv[2] ?? standardLibrary();
const folder = mkdtempSync(join(tmpdir(), 'antivenom-bench-'));
const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' };
// It costs Node 20 about 37 ms at the start and has nothing to do with what is measured.
delete env.NODE_EXTRA_CA_CERTS;
// In CI the code cache is not used.
for (const name of ['CI', 'GITHUB_ACTIONS', 'PRE_COMMIT', 'GIT_DIR', 'GIT_INDEX_FILE']) delete env[name];
env.XDG_CACHE_HOME = join(folder, '.cache');

/** The ten modules whose sizes are nearest to the wanted one. */
function chooseModules() {
  const sized = readdirSync(source)
    .filter((name) => name.endsWith('.py'))
    .map((name) => ({ name, size: statSync(join(source, name)).size }));
  sized.sort((a, b) => Math.abs(a.size - SIZE) - Math.abs(b.size - SIZE) || (a.name < b.name ? -1 : 1));
  return sized.slice(0, MODULES);
}

function standardLibrary() {
  const { stdout } = spawnSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))']);
  const path = stdout?.toString().trim();
  if (!path) throw new Error('name a folder with Python modules: python3 was not found');
  return path;
}

/** Milliseconds of a whole process. */
function time({ args, cwd }) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (status > 1) throw new Error(stderr.toString());
  return milliseconds;
}

/** Peak memory in MB; in runs of its own, for the probe takes time. */
function memory({ args, cwd }) {
  const out = join(folder, '.memory');
  spawnSync(process.execPath, ['--require', join(folder, '.probe.cjs'), ...args], {
    cwd,
    env: { ...env, ANTIVENOM_BENCH_OUT: out },
  });
  return Number(readFileSync(out, 'utf8')) / 1024;
}

function repository(name, files) {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  for (const [path, bytes] of files) writeFileSync(join(cwd, path), bytes);
  spawnSync('git', ['init', '--quiet', '.'], { cwd, env });
  spawnSync('git', ['add', '.'], { cwd, env });
  return cwd;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

try {
  const modules = chooseModules();
  const bytes = modules.reduce((sum, { size }) => sum + size, 0);
  writeFileSync(join(folder, '.empty.cjs'), '');
  writeFileSync(
    join(folder, '.probe.cjs'),
    'process.on("exit",()=>require("fs").writeFileSync(process.env.ANTIVENOM_BENCH_OUT,String(process.resourceUsage().maxRSS)))',
  );
  const ten = repository(
    'ten',
    modules.map(({ name }) => [name, readFileSync(join(source, name))]),
  );
  const runs = [
    { name: 'empty', args: [join(folder, '.empty.cjs')], cwd: ten },
    { name: 'one line', args: [bundle, '--quiet'], cwd: repository('one', [['a.py', 'x = 1\n']]) },
    { name: 'modules', args: [bundle, '--quiet'], cwd: ten },
    { name: 'first', args: [bundle, '--quiet', '--no-cache'], cwd: ten },
  ].map((run) => ({ ...run, times: [] }));
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    // Now forwards, now backwards: nobody always runs behind the same neighbour.
    for (const run of round % 2 === 0 ? runs : runs.toReversed()) {
      const milliseconds = time(run);
      if (round >= 0) run.times.push(milliseconds);
    }
  }
  console.log(`${MODULES} modules, ${(bytes / 1000).toFixed(0)} kB, from ${source}; Node ${process.versions.node}`);
  const base = { time: median(runs[0].times), memory: median([0, 1, 2].map(() => memory(runs[0]))) };
  for (const run of runs) {
    const own = { time: median(run.times), memory: median([0, 1, 2].map(() => memory(run))) };
    const least = Math.min(...run.times).toFixed(1);
    console.log(
      `${run.name.padEnd(9)} ${own.time.toFixed(1).padStart(6)} ms (least ${least}), ${(own.time / base.time).toFixed(2)} times; ` +
        `${own.memory.toFixed(1)} MB, ${(own.memory / base.memory).toFixed(2)} times`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
