/**
 * Compares what ruff and bandit find with what antivenom finds in the same projects, by family of rules.
 *
 *   npm run --silent compile
 *   node build/bench/peers/compare.js --projects FOLDER --results FOLDER [--ruff PATH] [--bandit PATH] [--list FAMILY]
 *
 * FOLDER holds one folder per project (an unpacked source archive each). The peers' JSON is kept in the results
 * folder and used again, since bandit takes minutes for a large project. `--list` prints every finding of a family that only
 * one side has, to be read by eye. Suppression comments count for no side.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { contextOf } from '../../src/engine/context.ts';
import { problemsOf } from '../../src/engine/dispatch.ts';
import type { FileText } from '../../src/engine/document.ts';
import { decodeFile } from '../../src/engine/file-text.ts';
import { createGatekeeper } from '../../src/engine/gate.ts';
import { gatesOf } from '../../src/engine/gates-of.ts';
import { createProject } from '../../src/engine/project.ts';
import type { Rule } from '../../src/engine/rule.ts';
import * as formats from '../../src/formats/parsers.ts';
import { rules } from '../../src/rules/index.ts';

interface Family {
  readonly name: string;
  /** Our rule ids. */
  readonly ours: readonly string[];
  readonly ruff: readonly string[];
  readonly bandit: readonly string[];
}

const FAMILIES: readonly Family[] = [
  {
    name: 'asserts',
    ours: ['security-assert', 'input-assert', 'assert-side-effect', 'assert-always-true'],
    ruff: ['S101'],
    bandit: ['B101'],
  },
  {
    name: 'dynamic code',
    ours: ['dynamic-code', 'in-process-sandbox'],
    ruff: ['S102', 'S307'],
    bandit: ['B102', 'B307'],
  },
  {
    name: 'deserialization',
    ours: ['unsafe-deserialization'],
    ruff: ['S301', 'S302'],
    bandit: ['B301', 'B302', 'B614'],
  },
  { name: 'yaml', ours: ['unsafe-yaml-load'], ruff: ['S506'], bandit: ['B506'] },
  {
    name: 'shell',
    ours: ['shell-command'],
    ruff: ['S601', 'S602', 'S604', 'S605', 'S609'],
    bandit: ['B601', 'B602', 'B604', 'B605', 'B609'],
  },
  { name: 'templates', ours: ['untrusted-template'], ruff: ['S701', 'S702'], bandit: ['B701', 'B702'] },
  { name: 'archives', ours: ['unsafe-archive-extract'], ruff: ['S202'], bandit: ['B202'] },
  // What only imports or names things cannot point at a mistake: we have no counterpart by design.
  {
    name: 'imports and argument lists',
    ours: [],
    ruff: [
      'S401',
      'S402',
      'S403',
      'S404',
      'S405',
      'S406',
      'S407',
      'S408',
      'S409',
      'S411',
      'S412',
      'S413',
      'S603',
      'S606',
      'S607',
    ],
    bandit: [
      'B401',
      'B402',
      'B403',
      'B404',
      'B405',
      'B406',
      'B407',
      'B408',
      'B409',
      'B411',
      'B412',
      'B413',
      'B603',
      'B606',
      'B607',
    ],
  },
];

interface Found {
  readonly code: string;
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly severity: string;
}

const { values: options } = parseArgs({
  options: {
    projects: { type: 'string' },
    results: { type: 'string' },
    ruff: { type: 'string', default: 'ruff' },
    bandit: { type: 'string', default: 'bandit' },
    only: { type: 'string', multiple: true },
    list: { type: 'string' },
    tests: { type: 'boolean', default: false },
  },
});
const root = options.projects;
const results = options.results;
if (root === undefined || results === undefined) {
  process.stderr.write('usage: compare --projects FOLDER --results FOLDER\n');
  process.exit(2);
}

const projects = (options.only ?? readdirSync(root)).filter((name) => !name.startsWith('.')).sort();
const counts = new Map(
  FAMILIES.map(({ name }) => [name, { both: 0, ruffOnly: 0, banditOnly: 0, peers: 0, ours: 0, oursOnly: 0 }]),
);

for (const project of projects) {
  const folder = join(root, project);
  const inScope = (found: Found): boolean => options.tests || contextOf(`${project}/${found.path}`) !== 'test';
  const ruff = ruffFindings(folder, project).filter(inScope);
  const bandit = banditFindings(folder, project).filter(inScope);
  const ours = ourFindings(folder).filter(inScope);
  for (const family of FAMILIES) {
    const mine = ours.filter(({ code }) => family.ours.includes(code));
    const theirs = [
      ...ruff.filter(({ code }) => family.ruff.includes(code)),
      ...bandit.filter(({ code }) => family.bandit.includes(code)),
    ];
    const places = new Map<string, Found[]>();
    for (const found of theirs) {
      const key = `${found.path}:${found.line}`;
      places.set(key, [...(places.get(key) ?? []), found]);
    }
    const count = counts.get(family.name) as NonNullable<ReturnType<typeof counts.get>>;
    const matched = new Set<Found>();
    for (const at of places.values()) {
      count.peers += 1;
      const same = mine.filter((one) => at.some((other) => overlaps(one, other)));
      for (const one of same) matched.add(one);
      if (same.length > 0) count.both += 1;
      else {
        if (at.some(({ code }) => code.startsWith('B'))) count.banditOnly += 1;
        if (at.some(({ code }) => code.startsWith('S'))) count.ruffOnly += 1;
        if (options.list === family.name) print('theirs', project, at[0] as Found);
      }
    }
    count.ours += mine.length;
    for (const one of mine) {
      if (matched.has(one)) continue;
      count.oursOnly += 1;
      if (options.list === family.name) print('ours', project, one);
    }
    if (options.list === `both ${family.name}`) for (const one of matched) print('both', project, one);
  }
}

if (options.list === undefined) {
  const lines = [
    '| family | places the peers report | ours reports | both | theirs only (ruff, bandit) | ours only |',
    '|---|---:|---:|---:|---:|---:|',
  ];
  for (const [name, c] of counts) {
    const theirs = c.peers - c.both;
    lines.push(
      `| ${name} | ${c.peers} | ${c.ours} | ${c.both} | ${theirs} (${c.ruffOnly}, ${c.banditOnly}) | ${c.oursOnly} |`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

function overlaps(a: Found, b: Found): boolean {
  return a.path === b.path && a.line <= b.endLine && b.line <= a.endLine;
}

function print(side: string, project: string, found: Found): void {
  const line = readFileSync(join(root as string, project, found.path), 'utf8').split('\n')[found.line - 1] ?? '';
  process.stdout.write(
    `${side}\t${found.code}\t${found.severity}\t${project}/${found.path}:${found.line}\t${line.trim().slice(0, 140)}\n`,
  );
}

function kept(name: string, make: () => string): string {
  const path = join(results as string, name);
  if (!existsSync(path)) writeFileSync(path, make());
  return readFileSync(path, 'utf8');
}

/** Both peers exit with 1 if they find something. */
function output(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 29, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    const { stdout, status } = error as { stdout?: string; status?: number };
    if (status === 1 && typeof stdout === 'string') return stdout;
    throw error;
  }
}

function ruffFindings(folder: string, project: string): Found[] {
  const flags = ['check', '--isolated', '--no-cache', '--ignore-noqa', '--preview', '--select', 'S,T10'];
  const text = kept(`${project}.ruff.json`, () => output(options.ruff, [...flags, '--output-format', 'json', folder]));
  const list = JSON.parse(text) as {
    code: string | null;
    filename: string;
    location: { row: number };
    end_location: { row: number };
  }[];
  return list.map((one) => ({
    code: one.code ?? '',
    path: relativePath(one.filename, project),
    line: one.location.row,
    endLine: one.end_location.row,
    severity: '',
  }));
}

function banditFindings(folder: string, project: string): Found[] {
  const text = kept(`${project}.bandit.json`, () =>
    output(options.bandit, ['-q', '-r', folder, '-f', 'json', '--ignore-nosec']),
  );
  const { results: list } = JSON.parse(text) as {
    results: { test_id: string; filename: string; line_number: number; line_range: number[]; issue_severity: string }[];
  };
  return list.map((one) => ({
    code: one.test_id,
    path: relativePath(one.filename, project),
    line: one.line_number,
    endLine: Math.max(one.line_number, ...one.line_range),
    severity: one.issue_severity.toLowerCase(),
  }));
}

function relativePath(path: string, project: string): string {
  const at = path.indexOf(`/${project}/`);
  return at < 0 ? path : path.slice(at + project.length + 2);
}

function ourFindings(folder: string): Found[] {
  const judging = new Set(FAMILIES.flatMap(({ ours }) => ours));
  const chosen = rules.filter((rule): rule is Rule => 'check' in rule && judging.has(rule.id));
  const paths = (readdirSync(folder, { recursive: true, encoding: 'utf8' }) as string[]).filter((path) =>
    path.endsWith('.py'),
  );
  const project = createProject({
    readText: (path) => readText(join(folder, path)),
    bases: () => [],
    exists: (path) => existsSync(join(folder, path)),
    mayHaveFolder: (path) => existsSync(join(folder, path)),
    paths: () => paths,
    date: '2026-11-23',
    settings: { allowedIndexes: [], allowedPackages: [] },
    contexts: [],
    formats: () => formats,
    packages: () => {
      throw new Error('no rule of these families asks for packages');
    },
  });
  const found: Found[] = [];
  const gatekeeper = createGatekeeper(gatesOf(chosen));
  for (const path of paths) {
    const doc = project.document(relative('.', path));
    if (doc === null) continue;
    const open = new Set(gatekeeper.rulesFor(doc));
    for (const rule of chosen) {
      if (!open.has(rule.id)) continue;
      for (const { span, severity } of problemsOf(rule, doc)) {
        found.push({
          code: rule.id,
          path,
          line: doc.lines.positionAt(span.start).line,
          endLine: doc.lines.positionAt(span.end).line,
          severity: severity ?? rule.severity,
        });
      }
    }
  }
  return found;
}

function readText(path: string): FileText | null {
  try {
    return decodeFile(readFileSync(path), path);
  } catch {
    return null;
  }
}
