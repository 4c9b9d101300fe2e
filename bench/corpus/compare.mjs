// Compares what two bundles find in the corpus (see install.mjs):
//   node bench/corpus/compare.mjs [--quick] [--full] [--kind KIND,...] [--rule RULE,...] OLD NEW [PROJECT...]
// OLD and NEW are paths of a cli.cjs. Findings are kept per bundle, so a bundle runs only once in a project.
// Prints the differences by rule and kind (the first few of each, and no new words; all with --full), then a count
// per rule. Exits
// with 1 when a finding is lost, or when a bundle says that it did not check something.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { differencesOf } from './differences.mjs';
import { findingsOf } from './findings.mjs';
import { CORPUS, PROJECTS, readyProjects } from './folders.mjs';
import { PACKAGES } from './projects.mjs';

const SHOWN = 8;
/** Gravest first. */
const KINDS = ['lost', 'other-rule', 'severity', 'moved', 'fix', 'column', 'message', 'gained'];

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    kind: { type: 'string' },
    rule: { type: 'string' },
  },
  allowPositionals: true,
});
const [oldCli, newCli, ...names] = positionals.map((operand, index) => (index < 2 ? resolve(operand) : operand));
if (newCli === undefined || !existsSync(oldCli) || !existsSync(newCli)) {
  console.error('usage: node bench/corpus/compare.mjs [--quick] [--full] OLD_CLI NEW_CLI [PROJECT...]');
  process.exit(2);
}
/** New words for the same finding are counted; they are printed when asked for. */
const kinds = values.kind?.split(',') ?? KINDS.filter((kind) => values.full || kind !== 'message');
const rules = values.rule?.split(',');

const projects = chosenProjects();
if (projects.length === 0) {
  console.error(`nothing to compare in ${CORPUS}: node bench/corpus/install.mjs fetches it`);
  process.exit(2);
}
const differences = [];
let total = 0;
let failures = 0;
for (const project of projects) {
  const started = performance.now();
  const before = findingsOf(oldCli, project);
  const after = findingsOf(newCli, project);
  total += before.findings.length;
  const found = differencesOf(before, after);
  differences.push(...found.map((difference) => ({ ...difference, project })));
  if (after.status > 1) {
    failures += 1;
    console.log(`${project}: exit ${after.status} (before: ${before.status})\n${after.notes}`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.error(`${project}: ${before.findings.length} findings before, ${after.findings.length} now (${seconds} s)`);
}
printDifferences();
printCounts();
const lost = differences.filter(({ kind }) => kind === 'lost').length;
process.exitCode = lost > 0 || failures > 0 ? 1 : 0;

function chosenProjects() {
  const ready = readyProjects();
  if (names.length > 0) {
    const unknown = names.find((name) => !existsSync(join(PROJECTS, name)));
    if (unknown !== undefined) throw new Error(`no project ${unknown} in ${PROJECTS}`);
    return names;
  }
  if (!values.quick) return ready;
  const quick = new Set(PACKAGES.filter(({ quick }) => quick).map(({ name }) => name));
  return ready.filter((name) => quick.has(name) || name.startsWith('rule-tables-'));
}

function printDifferences() {
  for (const kind of KINDS) {
    if (!kinds.includes(kind)) continue;
    for (const rule of rulesOf(differences)) {
      if (rules !== undefined && !rules.includes(rule)) continue;
      const list = differences.filter((difference) => difference.kind === kind && difference.rule === rule);
      if (list.length === 0) continue;
      list.sort((a, b) => compareText(placeOf(a), placeOf(b)));
      console.log(`\n${kind} ${rule}: ${list.length}`);
      const shown = values.full ? list : list.slice(0, SHOWN);
      for (const difference of shown) printDifference(difference);
      if (shown.length < list.length) console.log(`  … and ${list.length - shown.length} more (--full)`);
    }
  }
}

function printDifference({ project, kind, before, after }) {
  const one = ({ path, line, column, severity, rule, message }) =>
    `${project}/${path}:${line}:${column} ${severity} ${rule} ${message}`;
  if (before === undefined || after === undefined) console.log(`  ${one(before ?? after)}`);
  else if (kind === 'fix') console.log(`  ${one(before)}\n    the fix was ${before.fix}, is ${after.fix}`);
  else
    console.log(
      `  ${one(before)}\n    now :${after.line}:${after.column} ${after.severity} ${after.rule} ${after.message}`,
    );
}

function printCounts() {
  console.log(`\n${projects.length} projects, ${total} findings before`);
  const rows = rulesOf(differences).map((rule) => [
    rule,
    ...KINDS.map((kind) => differences.filter((one) => one.rule === rule && one.kind === kind).length || ''),
  ]);
  if (rows.length === 0) {
    console.log('no difference');
    return;
  }
  rows.unshift(['rule', ...KINDS]);
  rows.push(['', ...KINDS.map((kind) => differences.filter((one) => one.kind === kind).length)]);
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : String(cell).padStart(widths[column])))
        .join('  '),
    );
  }
}

function rulesOf(list) {
  return [...new Set(list.map(({ rule }) => rule))].sort();
}

function placeOf({ project, before, after }) {
  const { path, line } = before ?? after;
  return `${project}/${path}:${String(line).padStart(6, '0')}`;
}

function compareText(a, b) {
  return a < b ? -1 : Number(a > b);
}
