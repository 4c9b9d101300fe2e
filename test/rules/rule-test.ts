/**
 * Runs one rule over a table of files. A case is text (judged as the rule's `examplePath`), or an object with the
 * path, the change's base, siblings and the date. For every case that reports, the runner also checks that fixes
 * give a text that reads as well as before and that a second fix changes nothing, and that Windows line ends and a
 * BOM move no position.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPackageFacts, type PackageFacts } from '../../src/advisories/package-facts.ts';
import { problemsOf } from '../../src/engine/dispatch.ts';
import { createProject, type Document, type Project } from '../../src/engine/document.ts';
import { decodeFile } from '../../src/engine/file-text.ts';
import { applyEdits, compatibleFixes, withLineEnds } from '../../src/engine/fix.ts';
import type { Fix, PathRule, Problem, Rule } from '../../src/engine/rule.ts';
import type { Severity } from '../../src/engine/severity.ts';
import * as formats from '../../src/formats/parsers.ts';

export interface FileCase {
  readonly code: string;
  /** Relative to the root; default: the rule's `examplePath`. */
  readonly path?: string;
  /** Siblings in the same snapshot: path to text. */
  readonly files?: Readonly<Record<string, string>>;
  /** The same path before the change; without it every line counts as changed. */
  readonly base?: string;
  /** YYYY-MM-DD; default 2026-11-23. */
  readonly date?: string;
  readonly allowedIndexes?: readonly string[];
  readonly allowedPackages?: readonly string[];
  /** What is known of packages; default: what is built in. */
  readonly facts?: PackageFacts;
  /** For findings that hang on the bytes of line ends themselves. */
  readonly skipCrlf?: boolean;
}

export interface ReportCase extends FileCase {
  /** `line:column-line:column` per problem in source order, or `line:column` to leave the end open. */
  readonly at: readonly string[];
  /** One for all, or one per problem. */
  readonly severity?: Severity | readonly Severity[];
  /** The text after all fixes, safe and unsafe; null: none is offered. */
  readonly fixed?: string | null;
  /** The grade of every fix offered. */
  readonly safety?: 'safe' | 'unsafe';
  /** A part of the message (of the first problem), or a pattern. */
  readonly message?: string | RegExp;
  readonly help?: string | RegExp;
}

export interface RuleTable {
  readonly allows: Readonly<Record<string, string | FileCase>>;
  readonly reports: Readonly<Record<string, ReportCase>>;
}

const DATE = '2026-11-23';
const BUILT_IN = join(import.meta.dirname, '..', '..', '..', 'data', 'advisories.idx');

/** Documents of a virtual snapshot, for tests of what stands between text and rules. */
export function projectOf(files: Readonly<Record<string, string>>, options: Partial<FileCase> = {}): Project {
  const texts = new Map(Object.entries(files));
  return createProject({
    readText: (path) => {
      const text = texts.get(path);
      return text === undefined ? null : { text, problems: [] };
    },
    bases: (path) => (options.base !== undefined && path === options.path ? [{ path, text: options.base }] : []),
    exists: (path) => texts.has(path) || [...texts.keys()].some((other) => other.startsWith(`${path}/`)),
    paths: () => [...texts.keys()],
    date: options.date ?? DATE,
    settings: { allowedIndexes: options.allowedIndexes ?? [], allowedPackages: options.allowedPackages ?? [] },
    contexts: [],
    formats: () => formats,
    packages: () => options.facts ?? openPackageFacts({}, BUILT_IN, options.date ?? DATE),
  });
}

/** One document, by default a Python module `app.py`. */
export function documentOf(code: string, path = 'app.py'): Document {
  return projectOf({ [path]: code }).document(path) as Document;
}

export function ruleTest(rule: Rule, table: RuleTable): void {
  const whole = (file: FileCase): FileCase & { path: string } => ({
    path: rule.examplePath ?? 'app.py',
    ...(rule.exampleDate === undefined ? {} : { date: rule.exampleDate }),
    ...(rule.exampleFiles === undefined ? {} : { files: rule.exampleFiles }),
    ...file,
  });

  test(`${rule.id}: its bad example is reported, its good one is not`, () => {
    assert.notDeepEqual(
      run(rule, whole({ code: rule.bad, ...(rule.badBase === undefined ? {} : { base: rule.badBase }) })).problems,
      [],
      'bad is silent',
    );
    assert.deepEqual(places(run(rule, whole({ code: rule.good }))), [], 'good is reported');
    assert.notEqual(Object.keys(table.allows).length, 0, 'a rule needs cases that it allows');
    assert.notEqual(Object.keys(table.reports).length, 0, 'a rule needs cases that it reports');
  });

  for (const [name, value] of Object.entries(table.allows)) {
    const file = whole(typeof value === 'string' ? { code: value } : value);
    test(`${rule.id} allows ${name}`, () => {
      for (const variant of variants(file)) assert.deepEqual(places(run(rule, variant)), []);
    });
  }

  for (const [name, value] of Object.entries(table.reports)) {
    const file = { ...value, ...whole(value) };
    test(`${rule.id} reports ${name}`, () => {
      for (const variant of variants(file)) {
        const found = run(rule, variant);
        assert.deepEqual(matchOpenEnds(places(found), value.at), value.at);
        for (const problem of found.problems) checkProblem(rule, problem, found.document.text.length);
      }
      const { problems } = run(rule, file);
      checkWords(rule, problems, value);
      checkFixes(rule, file, value);
    });
  }
}

/** A rule about paths: lists of paths it allows, and the paths it names for lists it reports. */
export function pathRuleTest(
  rule: PathRule,
  table: {
    readonly allows: Readonly<Record<string, readonly string[]>>;
    readonly reports: Readonly<
      Record<
        string,
        { readonly paths: readonly string[]; readonly at: readonly string[]; readonly severity?: Severity }
      >
    >;
  },
): void {
  const found = (paths: readonly string[]) => {
    const project = projectOf(Object.fromEntries(paths.map((path) => [path, ''])));
    return [...rule.checkPaths(paths, project)];
  };
  test(`${rule.id}: its bad paths are reported, its good ones are not`, () => {
    assert.notDeepEqual(found(rule.badPaths), []);
    assert.deepEqual(found(rule.goodPaths), []);
  });
  for (const [name, paths] of Object.entries(table.allows)) {
    test(`${rule.id} allows ${name}`, () => assert.deepEqual(found(paths), []));
  }
  for (const [name, { paths, at, severity }] of Object.entries(table.reports)) {
    test(`${rule.id} reports ${name}`, () => {
      const problems = found(paths);
      assert.deepEqual(
        problems.map((problem) => problem.path),
        at,
      );
      for (const problem of problems) {
        assert.equal(problem.severity ?? rule.severity, severity ?? rule.severity);
        assert.notEqual(problem.help, '');
      }
    });
  }
}

interface Run {
  readonly document: Document;
  readonly problems: readonly Problem[];
}

function run(rule: Rule, file: FileCase & { readonly path: string }): Run {
  // A BOM is no part of a document's text: whoever decodes takes it off.
  const document = projectOf({ ...file.files, [file.path]: file.code }, file).document(file.path) as Document;
  assert.ok(rule.kinds.includes(document.kind), `${file.path} is ${document.kind}, which the rule does not read`);
  const lower = file.code.toLowerCase();
  const triggers = rule.triggersOf?.[document.kind] ?? rule.triggers;
  const triggered = triggers.length === 0 || triggers.some((word) => lower.includes(word.toLowerCase()));
  const problems = (triggered ? [...problemsOf(rule, document)] : []).map((problem) =>
    problem.fix == null ? problem : { ...problem, fix: withLineEnds(problem.fix, file.code) },
  );
  problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { document, problems };
}

function places({ document, problems }: Run): string[] {
  return problems.map(({ span }) => {
    const start = document.lines.positionAt(span.start);
    const end = document.lines.positionAt(span.end);
    return `${start.line}:${start.column}-${end.line}:${end.column}`;
  });
}

function matchOpenEnds(found: readonly string[], expected: readonly string[]): string[] {
  return found.map((place, index) => (expected[index]?.includes('-') === false ? place.replace(/-.*/, '') : place));
}

function variants<T extends FileCase>(file: T): T[] {
  if (file.skipCrlf === true || file.code.includes('\r')) return [file];
  const base = file.base === undefined ? {} : { base: withCrlf(file.base) };
  return [file, { ...file, code: withCrlf(file.code), ...base }];
}

function withCrlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

function checkProblem(rule: Rule, { span, fix, message, help }: Problem, length: number): void {
  assert.ok(span.start >= 0 && span.start <= span.end && span.end <= length, 'the span lies in the text');
  assert.doesNotMatch(message, /\.$/, 'a message has no full stop');
  assert.notEqual(message, '');
  assert.notEqual(help, '', 'a problem says what to write instead');
  if (fix === undefined || fix === null) return;
  assert.notEqual(rule.fix, null, 'the rule says that it fixes nothing, and offers a fix');
  assert.notDeepEqual(fix.edits, [], 'a fix has edits');
}

function checkWords(rule: Rule, problems: readonly Problem[], expected: ReportCase): void {
  const severities = problems.map((problem) => problem.severity ?? rule.severity);
  const wanted = expected.severity ?? rule.severity;
  assert.deepEqual(severities, typeof wanted === 'string' ? severities.map(() => wanted) : wanted);
  const first = problems[0];
  if (expected.message !== undefined) assertHolds(first?.message ?? '', expected.message);
  if (expected.help !== undefined) assertHolds(first?.help ?? '', expected.help);
}

function assertHolds(text: string, part: string | RegExp): void {
  if (typeof part === 'string') assert.ok(text.includes(part), `${JSON.stringify(text)} lacks ${JSON.stringify(part)}`);
  else assert.match(text, part);
}

function checkFixes(rule: Rule, file: FileCase & { readonly path: string }, expected: ReportCase): void {
  const before = run(rule, file);
  const fixes = before.problems.flatMap((problem) => problem.fix ?? []);
  if (expected.fixed === null) assert.deepEqual(fixes, [], 'no fix is expected');
  if (expected.safety !== undefined) for (const fix of fixes) assert.equal(fix.safety, expected.safety);
  if (fixes.length === 0) {
    if (typeof expected.fixed === 'string') assert.fail('a fix is expected, none is offered');
    return;
  }
  checkBytes(file, fixes);
  const fixed = fixAll(rule, file);
  for (const variant of variants(file).slice(1)) {
    assert.equal(fixAll(rule, variant), withCrlf(fixed), 'Windows line ends are kept');
  }
  if (typeof expected.fixed === 'string') assert.equal(fixed, expected.fixed);
  const after = run(rule, { ...file, code: fixed });
  if (after.document.kind === 'python') {
    const count = before.document.python.problems.length;
    assert.ok(after.document.python.problems.length <= count, `the fixed text does not parse:\n${fixed}`);
  }
}

/** Behind a BOM the same edits fall on the same places, and the BOM is kept. */
function checkBytes(file: FileCase & { readonly path: string }, fixes: readonly Fix[]): void {
  const edits = compatibleFixes(fixes).flatMap((fix) => fix.edits);
  if (edits.some((edit) => /[^\0-\x7f]/.test(edit.text))) return;
  const decoded = decodeFile(Buffer.from(`\ufeff${file.code}`), file.path);
  assert.equal(decoded.text, file.code, 'a BOM is no part of the text');
  assert.equal(decoded.splice(edits)?.toString(), `\ufeff${applyEdits(file.code, edits)}`, 'a BOM is kept');
}

/** As --fix does it: rounds of fixes that do not overlap, until nothing is left to fix. */
function fixAll(rule: Rule, file: FileCase & { readonly path: string }): string {
  let code = file.code;
  for (let round = 0; round < 10; round += 1) {
    const fixes = run(rule, { ...file, code }).problems.flatMap((problem) => problem.fix ?? []);
    if (fixes.length === 0) return code;
    code = applyEdits(
      code,
      compatibleFixes(fixes).flatMap((fix) => fix.edits),
    );
  }
  return assert.fail(`fixes never end:\n${code}`);
}
