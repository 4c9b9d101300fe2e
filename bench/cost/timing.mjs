import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** Milliseconds of a whole process. */
function time({ program, args, cwd, worst = 1 }, env) {
  const start = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(program, args, { cwd, env, maxBuffer: 2 ** 30 });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (error !== undefined || status === null || status > worst) throw new Error(error?.message ?? stderr.toString());
  return milliseconds;
}

/**
 * Milliseconds of one run, and of its git processes according to git itself (GIT_TRACE2_EVENT).
 * @param out a file for git's output
 */
export function timeWithGit(row, env, out) {
  rmSync(out, { force: true });
  row.before?.();
  const whole = time(row, { ...env, GIT_TRACE2_EVENT: out });
  // A run that reads git's files by itself starts no git.
  const events = existsSync(out) ? readFileSync(out, 'utf8').trim().split('\n') : [];
  const ends = events.map((line) => JSON.parse(line)).filter(({ event }) => event === 'atexit');
  return { whole, git: ends.reduce((sum, { t_abs: seconds }) => sum + seconds * 1000, 0), processes: ends.length };
}

/**
 * Runs all rows in turn, and gives each its `times`. A row that fails is left out from then on, with its `failure`.
 * @param warmUp rounds that do not count
 */
export function measure(rows, env, rounds, warmUp) {
  for (const row of rows) Object.assign(row, { times: [], failure: null, isSlow: false });
  for (let round = -warmUp; round < rounds; round += 1) {
    // Alternates the direction, so that no row always runs after the same neighbour.
    for (const row of round % 2 === 0 ? rows : rows.toReversed()) {
      if (row.failure !== null) continue;
      // What takes seconds is steady enough after a few rounds.
      if (row.times.length >= 3 && median(row.times) > 1000) continue;
      try {
        if (round < 0 && row.isSlow) continue;
        row.before?.();
        const milliseconds = time(row, env);
        row.isSlow = milliseconds > 1000;
        if (round >= 0) row.times.push(milliseconds);
      } catch (error) {
        row.failure = error.message.trim().split('\n').at(-1);
      }
    }
  }
}

/** Peak memory of a Node script in MB, in a separate run, because the probe takes time. */
export function peakMemory({ program, args, cwd, before }, env, probe, out) {
  before?.();
  spawnSync(program, ['--require', probe, ...args], { cwd, env: { ...env, ANTIVENOM_BENCH_OUT: out } });
  return Number(readFileSync(out, 'utf8')) / 1024;
}

/** For {@link peakMemory}, in kB. On Linux, what getrusage(2) gives counts the bench itself, which the process was forked from. */
export const PROBE = `process.on("exit",()=>{
  const fs=require("fs");
  let own;
  try{own=/^VmHWM:\\s*(\\d+) kB$/m.exec(fs.readFileSync("/proc/self/status","latin1"))?.[1]}catch{}
  fs.writeFileSync(process.env.ANTIVENOM_BENCH_OUT,String(own??process.resourceUsage().maxRSS))
})`;
