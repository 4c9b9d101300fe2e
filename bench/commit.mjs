// What the check of a commit costs: many commits, other tools on the same files, and repositories of growing size, by
// turns in one run, as ratios to an empty Node script. The code cache is one of the bench's own and warm, as it is from
// the second commit on; the first run has its own row. Prints a table and draws the plot that --plot names.
// Usage: npm run bench [-- [--rounds N] [--plot FILE.svg] [--json FILE] [--no-peers] [--no-growth] [--no-trees] [FOLDER]]
// On a busy machine: chrt -f 50 node bench/commit.mjs
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installPeers, installTree } from './cost/peers.mjs';
import { drawPlot } from './cost/plot.mjs';
import { chooseModules, commitTree, makeRepository, standardLibrary } from './cost/repositories.mjs';
import { measure, median, PROBE, peakMemory, timeWithGit } from './cost/timing.mjs';

/** Until every run has what it needs in the code cache. */
const WARM_UP = 3;
const SIZE = 15_000;
const LARGE_SIZE = 49_000;
const GROWTH = [100, 20_000, 300_000];
const PEERS = ['ruff', 'bandit', 'pre-commit-hooks', 'semgrep'];
/** For whole trees: the others take files one by one, or need minutes. */
const TREE_PEERS = ['ruff', 'bandit'];
const DJANGO = 'Django==5.2.19';
const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '21' },
    plot: { type: 'string' },
    json: { type: 'string' },
    peers: { type: 'boolean', default: true },
    growth: { type: 'boolean', default: true },
    trees: { type: 'boolean', default: true },
  },
  allowPositionals: true,
  allowNegative: true,
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a number of rounds, 1 or more');

const bundle = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'cli.cjs');
const source = positionals[0] ?? standardLibrary();
const folder = mkdtempSync(join(tmpdir(), 'antivenom-bench-'));
const env = environment();

function environment() {
  const author = { GIT_AUTHOR_NAME: 'bench', GIT_AUTHOR_EMAIL: 'bench@localhost' };
  const committer = { GIT_COMMITTER_NAME: 'bench', GIT_COMMITTER_EMAIL: 'bench@localhost' };
  const result = { ...process.env, ...author, ...committer, GIT_CONFIG_GLOBAL: '/dev/null' };
  // It costs Node 20 about 37 ms at the start and has nothing to do with what we measure.
  delete result.NODE_EXTRA_CA_CERTS;
  // In CI the code cache is not used.
  for (const name of ['CI', 'GITHUB_ACTIONS', 'PRE_COMMIT', 'GIT_DIR', 'GIT_INDEX_FILE']) delete result[name];
  result.XDG_CACHE_HOME = join(folder, '.cache');
  return result;
}

/** One row for each check, `base` first: what the others are compared with. */
function makeRows() {
  const node = process.execPath;
  const three = chooseModules(source, 3, SIZE);
  const ten = chooseModules(source, 10, SIZE);
  const large = chooseModules(source, 10, LARGE_SIZE);
  const kilobytes = (files) => `${Math.round(files.reduce((sum, [, bytes]) => sum + bytes.length, 0) / 1000)} kB`;
  const repository = (name, files, tracked) => makeRepository(join(folder, name), env, files, tracked);
  const again = (name, cwd, args = []) => ({
    name,
    program: node,
    args: [bundle, '--quiet', ...args],
    cwd,
    isOurs: true,
  });
  /** Judges everything: what an earlier run found is removed. */
  const ours = (name, cwd, args = []) => ({
    ...again(name, cwd, args),
    before: () => rmSync(join(cwd, '.git', 'antivenom', 'kept'), { recursive: true, force: true }),
  });
  const tenFolder = repository('ten', ten);
  const tenAgain = repository('ten-again', ten);
  const rows = [
    { name: 'an empty Node script', program: node, args: [join(folder, '.empty.cjs')], cwd: tenFolder, isOurs: false },
    ours('nothing that matters', repository('none', [['README.md', '# Notes\n']])),
    ours('one line', repository('line', [['a.py', 'x = 1\n']])),
    ours('one line with a finding', repository('finding', [['a.py', 'print(eval(input()))\n']])),
    ours(`three modules, ${kilobytes(three)}`, repository('three', three)),
    ours(`ten modules, ${kilobytes(ten)}`, tenFolder),
    ours(`ten large modules, ${kilobytes(large)}`, repository('large', large)),
    ours('ten modules, first run', tenFolder, ['--no-cache']),
    again('ten modules, the commit tried again', tenAgain),
  ];
  if (values.growth) {
    const inFolder = ten.map(([name, bytes]) => [`app/${name}`, bytes]);
    for (const tracked of GROWTH) {
      const cwd = repository(`of-${tracked}`, inFolder, tracked);
      const among = `among ${tracked.toLocaleString('en')} files`;
      rows.push({ ...ours(`ten modules ${among}`, cwd), tracked });
    }
  }
  const names = ten.map(([name]) => name);
  const { ready, failures } = installPeers(folder, values.peers ? PEERS : []);
  for (const { name, program, args } of ready) {
    rows.push({
      name: `ten modules, ${name}`,
      program,
      args: [...args, ...names],
      cwd: tenFolder,
      isOurs: false,
      worst: 1,
    });
  }
  if (values.trees) rows.push(...treeRows(ours, again, ready, failures));
  return { rows, failures };
}

/**
 * Every file of Django and of the standard library: first with nothing stored by an earlier run, then with nothing
 * changed.
 */
function treeRows(ours, again, peers, failures) {
  const django = installTree(DJANGO, 'django');
  if (django.failure !== null) failures.set(DJANGO, django.failure);
  const trees = [
    ['standard library', standardLibrary()],
    ...(django.failure === null ? [['Django', django.path]] : []),
  ];
  return trees.flatMap(([name, path]) => {
    const cwd = join(folder, `tree-${name.replaceAll(' ', '-')}`);
    const { files } = commitTree(cwd, env, path);
    const all = `${name}, ${files.toLocaleString('en')} files`;
    return [
      ours(all, cwd, ['--all-files']),
      again(`${all}, nothing changed`, cwd, ['--all-files']),
      ...peers
        .filter((peer) => TREE_PEERS.includes(peer.package))
        .map(({ name: peer, program, args, tree }) => ({
          name: `${all}, ${peer}`,
          program,
          args: [...args, ...tree],
          cwd,
          isOurs: false,
          worst: 1,
        })),
    ];
  });
}

function printTable(rows, base) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`${''.padEnd(width)}  median ms  least ms  ratio   MB  ratio`);
  for (const { name, times, failure, memory } of rows) {
    if (failure !== null) continue;
    const own = median(times);
    const cells = [
      own.toFixed(1).padStart(9),
      Math.min(...times)
        .toFixed(1)
        .padStart(8),
      (own / base.time).toFixed(2),
    ];
    const megabytes =
      memory === null ? '' : `  ${memory.toFixed(0).padStart(3)}  ${(memory / base.memory).toFixed(2).padStart(5)}`;
    console.log(`${name.padEnd(width)}  ${cells[0]}  ${cells[1]}  ${cells[2].padStart(5)}${megabytes}`);
  }
}

/** How the same commit grows with the repository, with git's processes and without them. */
function printGrowth(rows) {
  const sized = rows
    .filter(({ tracked, failure }) => tracked !== undefined && failure === null)
    .map((row) => {
      const runs = row.times.map(() => timeWithGit(row, env, join(folder, '.git-times')));
      const git = median(runs.map((run) => run.git));
      return { ...row, git, own: median(runs.map((run) => run.whole - run.git)), processes: runs[0].processes };
    });
  for (const { name, times, git, own, processes } of sized) {
    const ratios = [median(times) / median(sized[0].times), own / sized[0].own].map((ratio) => `${ratio.toFixed(2)} ×`);
    console.log(
      `${name}: ${ratios[0]} the smallest; git ${git.toFixed(1)} ms in ${processes} processes, ` +
        `the rest ${own.toFixed(1)} ms (${ratios[1]})`,
    );
  }
}

try {
  writeFileSync(join(folder, '.empty.cjs'), '');
  const probe = join(folder, '.probe.cjs');
  writeFileSync(probe, PROBE);
  const { rows, failures } = makeRows();
  measure(rows, env, rounds, WARM_UP);
  for (const row of rows) {
    const runs = row.program === process.execPath && row.failure === null ? [0, 1, 2] : [];
    row.memory =
      runs.length === 0 ? null : median(runs.map(() => peakMemory(row, env, probe, join(folder, '.memory'))));
  }
  if (rows[0].failure !== null) throw new Error(rows[0].failure);
  const base = { time: median(rows[0].times), memory: rows[0].memory };
  const gitVersion = spawnSync('git', ['--version'], { encoding: 'utf8' }).stdout.trim();
  console.log(`Node ${process.versions.node}, ${gitVersion}, ${rounds} rounds, modules of ${source}`);
  printTable(rows, base);
  printGrowth(rows);
  const measured = rows.flatMap(({ name, times, failure, memory, isOurs }) =>
    failure === null ? [{ name, milliseconds: median(times), ratio: median(times) / base.time, memory, isOurs }] : [],
  );
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`);
  if (values.plot !== undefined) {
    writeFileSync(values.plot, drawPlot(measured, 'The check of one commit, as a multiple of an empty Node script'));
  }
  for (const [name, why] of failures) console.error(`SKIPPED: ${name} could not be installed: ${why}`);
  const failed = rows.filter(({ failure }) => failure !== null);
  for (const { name, failure } of failed) console.error(`FAILED: ${name}: ${failure}`);
  if (failed.some(({ isOurs }) => isOurs)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
