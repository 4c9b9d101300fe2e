import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECTS, RECORDED } from './folders.mjs';

/** The day to judge by, so that a comparison finds the same next year. */
const DAY = '2026-11-23';

/**
 * @typedef {{ rule: string, severity: string, path: string, line: number, column: number, message: string,
 *   fix: string }} Found
 * @typedef {{ findings: Found[], summary: Record<string, number>, status: number, notes: string }} Recorded
 */

/**
 * What a bundle finds in a project: run once per bundle, then read from the record.
 * @returns {Recorded}
 */
export function findingsOf(cli, project) {
  const record = join(RECORDED, fingerprint(cli), `${project}.json`);
  if (existsSync(record)) return JSON.parse(readFileSync(record, 'utf8'));
  const recorded = run(cli, project);
  mkdirSync(dirname(record), { recursive: true });
  const whole = `${record}.${randomUUID()}`;
  writeFileSync(whole, JSON.stringify(recorded));
  renameSync(whole, record);
  return recorded;
}

function run(cli, project) {
  const tables = /^rule-tables-(.*)$/.exec(project);
  const args = ['--format', 'json', '--no-cache', '--no-config', '--as-of', tables?.[1] ?? DAY];
  // The tables are staged on top of their previous content.
  if (tables === null) args.push('--all-files');
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [cli, ...args], {
    cwd: join(PROJECTS, project),
    env: environment(),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (error !== undefined || !/^\{/.test(stdout)) {
    throw new Error(`${cli} in ${project}: ${error?.message ?? `exit ${status}\n${stderr}`}`);
  }
  const { findings, summary } = JSON.parse(stdout);
  const { milliseconds, ...counts } = summary;
  return {
    findings: findings.map(({ rule, severity, path, line, column, message, fix }) => ({
      rule,
      severity,
      path,
      line,
      column,
      message,
      fix: fix?.safety ?? 'none',
    })),
    summary: counts,
    status,
    notes: stderr,
  };
}

/** Nothing that would change what is judged: no variables of runners, CI or git. */
function environment() {
  const other = /^(?:GIT_|PRE_COMMIT|GITHUB_|CI$|LEFTHOOK|ANTIVENOM)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !other.test(name)));
}

const fingerprints = new Map();

/** Identifies a bundle by the bytes of its folder. */
function fingerprint(cli) {
  const folder = dirname(cli);
  if (!fingerprints.has(folder)) {
    const hash = createHash('sha256');
    for (const file of readdirSync(folder).sort()) {
      if (/\.[cm]?js$/.test(file))
        hash
          .update(file)
          .update('\0')
          .update(readFileSync(join(folder, file)));
    }
    fingerprints.set(folder, hash.digest('hex').slice(0, 16));
  }
  return fingerprints.get(folder);
}
