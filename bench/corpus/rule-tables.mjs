// Writes every rule's examples and every case of the rule tests' tables as files of one git repository, a folder per
// case. What stood there before the change is committed, the rest is staged: the rules that judge a change see one.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { build } from 'esbuild';
import { commitAll, publish, stageAll } from './repository.mjs';

/** Cases with the same day are judged together. */
const DEFAULT_DAY = '2026-11-23';

/**
 * @param tree a tree of this project with its node_modules
 * @param scratch an empty folder beside the projects
 */
export async function installTables(tree, scratch) {
  const tables = await readTables(tree, scratch);
  const all = tables.flatMap(casesOf);
  for (const day of new Set(all.map(dayOf))) {
    const cases = all.filter((entry) => dayOf(entry) === day);
    const name = `rule-tables-${day}`;
    const folder = join(scratch, name);
    mkdirSync(folder);
    writeCases(folder, cases, 'base');
    commitAll(folder);
    writeCases(folder, cases, 'files');
    stageAll(folder);
    publish(folder, name);
    console.log(`${name}: ${cases.length} cases`);
  }
}

function dayOf({ date }) {
  return date ?? DEFAULT_DAY;
}

/** Loads the tests with a recorder instead of the function that runs a table. */
async function readTables(tree, scratch) {
  const tests = join(tree, 'test', 'rules');
  const files = readdirSync(tests, { recursive: true }).filter((path) => path.endsWith('.test.ts'));
  const outfile = join(scratch, 'tables.cjs');
  await build({
    stdin: {
      contents: files.map((path) => `require(${JSON.stringify(`./${path.replaceAll(sep, '/')}`)});`).join('\n'),
      resolveDir: tests,
    },
    absWorkingDir: tree,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
    outfile,
    plugins: [recorder],
  });
  globalThis.recordedTables = [];
  createRequire(import.meta.url)(outfile);
  return globalThis.recordedTables;
}

const recorder = {
  name: 'recorder',
  setup(bundler) {
    bundler.onResolve({ filter: /^node:test$/ }, () => ({ path: 'test', namespace: 'nothing' }));
    bundler.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({
      contents:
        'export const [test, it, suite, describe, before, after, beforeEach, afterEach] = Array(8).fill(() => {});',
    }));
    bundler.onResolve({ filter: /\/rule-test\.ts$/ }, ({ path, resolveDir, pluginData }) =>
      pluginData === 'real' ? null : { path: resolve(resolveDir, path), namespace: 'recorder' },
    );
    bundler.onLoad({ filter: /.*/, namespace: 'recorder' }, ({ path }) => ({
      contents: `
        export * from ${JSON.stringify(`./${path.split(sep).at(-1)}`)};
        export const ruleTest = (rule, table) => { globalThis.recordedTables.push({ rule, table }); };
        export const pathRuleTest = ruleTest;`,
      resolveDir: dirname(path),
      pluginData: 'real',
    }));
  },
};

function casesOf({ rule, table }) {
  if (rule.badPaths !== undefined) return pathCasesOf(rule, table);
  const whole = (entry) => ({
    path: rule.examplePath ?? 'app.py',
    date: rule.exampleDate,
    files: rule.exampleFiles,
    ...(typeof entry === 'string' ? { code: entry } : entry),
  });
  const entries = [
    { code: rule.bad, ...(rule.badBase === undefined ? {} : { base: rule.badBase }) },
    { code: rule.good },
    ...Object.values(table.allows),
    ...Object.values(table.reports),
  ].map(whole);
  return entries.map(({ path, code, base, files, date }) => ({
    rule: rule.id,
    date,
    base: base === undefined ? {} : { [path]: base, ...files },
    files: { ...files, [path]: code },
  }));
}

function pathCasesOf(rule, table) {
  const lists = [
    rule.badPaths,
    rule.goodPaths,
    ...Object.values(table.allows),
    ...Object.values(table.reports).map(({ paths }) => paths),
  ];
  return lists.map((paths) => ({
    rule: rule.id,
    base: {},
    files: Object.fromEntries(paths.map((path) => [path, ''])),
  }));
}

/** The names of the folders must not contain words that say what a file is for. */
function writeCases(folder, cases, part) {
  const counts = new Map();
  for (const entry of cases) {
    const count = (counts.get(entry.rule) ?? 0) + 1;
    counts.set(entry.rule, count);
    for (const [path, text] of Object.entries(entry[part])) {
      const file = join(folder, `${neutral(entry.rule)}${count}`, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

function neutral(rule) {
  return rule.replaceAll('-', '');
}
