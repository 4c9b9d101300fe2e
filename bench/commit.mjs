// Time and peak memory of the check of one commit with ten changed Python modules (about 150 kB), against an empty
// Node script and against `git diff --cached`, by turns in one run. Usage: npm run bench [-- FOLDER-OF-MODULES]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = 15;
const MODULES = 10;
const SIZE = 15_000;

const bundle = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'cli.cjs');
const source = process.argv[2] ?? standardLibrary();
const folder = mkdtempSync(join(tmpdir(), 'antivenom-bench-'));
const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' };
// It costs Node 20 about 37 ms at the start and has nothing to do with what is measured.
delete env.NODE_EXTRA_CA_CERTS;
for (const name of ['GITHUB_ACTIONS', 'PRE_COMMIT', 'GIT_DIR', 'GIT_INDEX_FILE']) delete env[name];

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

function measure(args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ['--require', join(folder, '.probe.cjs'), ...args], {
    cwd: folder,
    env: { ...env, ANTIVENOM_BENCH_OUT: join(folder, '.memory') },
  });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (status > 1) throw new Error(stderr.toString());
  return { milliseconds, megabytes: Number(readFileSync(join(folder, '.memory'), 'utf8')) / 1024 };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

try {
  const modules = chooseModules();
  for (const { name } of modules) writeFileSync(join(folder, name), readFileSync(join(source, name)));
  writeFileSync(join(folder, '.empty.cjs'), '');
  writeFileSync(
    join(folder, '.probe.cjs'),
    'process.on("exit",()=>require("fs").writeFileSync(process.env.ANTIVENOM_BENCH_OUT,String(process.resourceUsage().maxRSS)))',
  );
  spawnSync('git', ['init', '--quiet', '.'], { cwd: folder, env });
  spawnSync('git', ['add', ...modules.map(({ name }) => name)], { cwd: folder, env });
  const runs = { empty: [], antivenom: [] };
  for (let round = -1; round < ROUNDS; round += 1) {
    const empty = measure([join(folder, '.empty.cjs')]);
    const antivenom = measure([bundle, '--quiet']);
    if (round < 0) continue;
    runs.empty.push(empty);
    runs.antivenom.push(antivenom);
  }
  const bytes = modules.reduce((sum, { size }) => sum + size, 0);
  console.log(`${MODULES} modules, ${(bytes / 1000).toFixed(0)} kB, from ${source}; Node ${process.versions.node}`);
  const figures = Object.fromEntries(
    Object.entries(runs).map(([name, list]) => [
      name,
      { time: median(list.map((run) => run.milliseconds)), memory: median(list.map((run) => run.megabytes)) },
    ]),
  );
  for (const [name, { time, memory }] of Object.entries(figures)) {
    console.log(`${name.padEnd(10)} ${time.toFixed(1)} ms  ${memory.toFixed(1)} MB`);
  }
  const { empty, antivenom } = figures;
  console.log(
    `ratio      ${(antivenom.time / empty.time).toFixed(2)} in time, ${(antivenom.memory / empty.memory).toFixed(2)} in memory`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
