import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { counterpartsOf } from './counterparts.mjs';
import { BANDIT_DECISIONS } from './decisions.mjs';
import { BANDIT, BANDIT_SOURCE } from './folders.mjs';
import { judge } from './judge.mjs';

/**
 * Bandit's examples, read as an application's modules. Claimed is what bandit itself reports in them and a rule of
 * ours answers for; an alarm is what only ours reports, in a rule that bandit has a counterpart of.
 */
export function scoreBandit(cli) {
  const examples = join(BANDIT_SOURCE, 'examples');
  const names = readdirSync(examples).filter((name) => name.endsWith('.py') && name !== '__init__.py');
  // Under neutral names: flask_debug.py would be a development file.
  const paths = new Map(names.map((name, index) => [`shop/module${index}.py`, name]));
  const files = Object.fromEntries([...paths].map(([path, name]) => [path, readFileSync(join(examples, name))]));
  const found = judge(cli, files)
    .map((one) => ({ ...one, path: paths.get(one.path) }))
    .filter(({ path, line }) => !isDecided(path, line));
  const expected = reportsOf(examples);

  const claims = expected
    .filter(({ code, path, line }) => counterpartsOf(code) !== undefined && !isDecided(path, line))
    .map((report) => ({
      name: `${report.path}:${report.line} ${report.code} ${report.source}`,
      caught: found.some((one) => counterpartsOf(report.code).includes(one.rule) && meets(one, report)),
    }));
  const answered = new Set(expected.flatMap(({ code }) => counterpartsOf(code) ?? []));
  const alarms = found
    .filter((one) => answered.has(one.rule) && one.severity !== 'info')
    .filter((one) => !expected.some((report) => meets(one, report)))
    .map((one) => `${one.path}:${one.line} ${one.severity} ${one.rule} ${one.message}`);
  return { name: 'bandit’s examples', claims, innocent: null, alarms };
}

function isDecided(path, line) {
  return BANDIT_DECISIONS[`${path}:${line}`] !== undefined;
}

function reportsOf(folder) {
  const args = ['--recursive', folder, '--format', 'json', '--quiet', '--exit-zero'];
  const { stdout, stderr } = spawnSync(BANDIT, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!stdout.startsWith('{')) throw new Error(`bandit: ${stderr}`);
  return JSON.parse(stdout).results.map(({ filename, line_number, line_range, test_id, code }) => ({
    path: filename.slice(folder.length + 1),
    code: test_id,
    line: line_number,
    last: Math.max(line_number, ...line_range),
    source: sourceLine(code, line_number),
  }));
}

/** Bandit numbers the lines that it quotes. */
function sourceLine(quoted, line) {
  const prefix = `${line} `;
  return (quoted.split('\n').find((text) => text.startsWith(prefix)) ?? '').slice(prefix.length).trim();
}

function meets(one, report) {
  return one.path === report.path && one.line <= report.last && one.endLine >= report.line;
}
