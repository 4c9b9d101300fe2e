/**
 * Runs one rule over a table of files, through the engine as main runs it. A case is a text (judged as the rule's
 * `examplePath`), or an object with the path, the change's base, siblings and the date.
 *
 * For every case that reports, the runner also checks that a BOM and Windows line endings move no place and survive the
 * fixes, that the fixes are accepted and come to an end, that the comment that the report offers silences the finding,
 * and that the finding is not new if it was there before. For every rule it runs the matrix of contexts and guards; see
 * rule-matrix.ts. In a thorough run (rows.slow.ts) it also checks cases that are allowed with Windows line endings, and
 * those that only spell a name in another way like all others.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixFile } from '../../src/engine/fix-file.ts';
import type { Rule } from '../../src/engine/rule.ts';
import type { Severity } from '../../src/engine/severity.ts';
import type { Placed } from '../../src/engine/stamp.ts';
import { parsesAsPython, snippetsOf } from '../advice/help-snippets.ts';
import { IS_THOROUGH } from '../is-ci.ts';
import type { VirtualRun } from '../virtual-files.ts';
import { readMarks } from './marked-places.ts';
import { testMatrix } from './rule-matrix.ts';
import { type FileCase, placesOf, run, runText, type WholeCase } from './rule-run.ts';
import { silenced } from './silenced.ts';
import { isVaried } from './spelling.ts';

export interface ReportCase extends FileCase {
  /**
   * `line:column-line:column` for each problem in source order, or `line:column` to leave the end open. Without it,
   * `code` marks the places: `DEBUG = «True»`.
   */
  readonly at?: readonly string[];
  /** The effect of a change to the file is unknown, so the finding is new even on an untouched line. */
  readonly alwaysNew?: true;
  /** One for all problems, or one for each. */
  readonly severity?: Severity | readonly Severity[];
  /** The text after all fixes, safe and unsafe; null if no fix is offered. */
  readonly fixed?: string | null;
  /** The safety of every fix offered. */
  readonly safety?: 'safe' | 'unsafe';
  /** A part of the (first problem's) message, or a pattern. */
  readonly message?: string | RegExp;
  readonly help?: string | RegExp;
}

export interface RuleTable {
  readonly allows: Readonly<Record<string, string | FileCase>>;
  /** A plain text marks its places. */
  readonly reports: Readonly<Record<string, string | ReportCase>>;
}

export function ruleTest(rule: Rule, table: RuleTable): void {
  const whole = <T extends FileCase>(file: T): T & WholeCase => ({
    path: rule.examplePath ?? 'app.py',
    ...(rule.exampleDate === undefined ? {} : { date: rule.exampleDate }),
    ...(rule.exampleFiles === undefined ? {} : { files: rule.exampleFiles }),
    ...file,
  });
  const bad = whole({ code: rule.bad, ...(rule.badBase === undefined ? {} : { base: rule.badBase }) });

  test(`${rule.id}: its bad example is reported, its good one is not`, async () => {
    assert.notDeepEqual(placesOf(await run(rule, bad)), [], 'bad is silent');
    assert.deepEqual(placesOf(await run(rule, whole({ code: rule.good }))), [], 'good is reported');
    assert.notEqual(Object.keys(table.allows).length, 0, 'a rule needs cases that it allows');
    assert.notEqual(Object.keys(table.reports).length, 0, 'a rule needs cases that it reports');
  });

  testMatrix(rule, bad);

  for (const [name, value] of Object.entries(table.allows)) {
    const file = whole(typeof value === 'string' ? { code: value } : value);
    const variants = IS_THOROUGH ? [file, ...windowsVariant(file)] : [file];
    test(`${rule.id} allows ${name}`, async () => {
      for (const variant of variants) assert.deepEqual(placesOf(await run(rule, variant)), []);
    });
  }

  for (const [name, value] of Object.entries(table.reports)) {
    const given = typeof value === 'string' ? { code: value } : value;
    const file = whole(given.at === undefined ? { ...given, ...readMarks(given.code) } : { ...given, at: given.at });
    test(`${rule.id} reports ${name}`, () => checkReport(rule, file));
  }
}

async function checkReport(rule: Rule, file: ReportCase & WholeCase & { readonly at: readonly string[] }) {
  const checked = await run(rule, file);
  const { placed } = checked.judged.result;
  assert.deepEqual(matchOpenEnds(placesOf(checked), file.at), file.at);
  checkWords(rule, placed, file);
  if (isJudgedOnce(file) && file.fixed === undefined) return;
  const windows: VirtualRun[] = [];
  for (const variant of windowsVariant(file)) windows.push(await run(rule, variant));
  for (const one of windows) {
    assert.deepEqual(placesOf(one), placesOf(checked), 'a BOM and Windows line ends move no place');
  }
  checkFixes(checked, windows, file);
  if (file.base === undefined) await checkOld(rule, file);
  await checkSilence(rule, placed, file);
}

function matchOpenEnds(found: readonly string[], expected: readonly string[]): string[] {
  return found.map((place, index) => (expected[index]?.includes('-') === false ? place.replace(/-.*/, '') : place));
}

/** The case as an editor on Windows may write it; none if it is about the bytes of line ends. */
function windowsVariant<T extends FileCase>(file: T): T[] {
  if (file.skipCrlf === true || file.code.includes('\r') || isJudgedOnce(file)) return [];
  const base = file.base === undefined ? {} : { base: toWindows(file.base) };
  return [{ ...file, code: toWindows(file.code), ...base }];
}

const isJudgedOnce = ({ code }: FileCase): boolean => !IS_THOROUGH && isVaried(code);

/** Not with a BOM if an encoding is declared: the BOM would contradict it. */
const toWindows = (text: string): string =>
  (/#.*coding[:=]/.test(text) ? '' : '\ufeff') + text.replaceAll('\n', '\r\n');

function checkWords(rule: Rule, placed: readonly Placed[], expected: ReportCase): void {
  for (const { finding, fix } of placed) {
    assert.notEqual(finding.message, '');
    assert.doesNotMatch(finding.message, /\.$/, 'a message has no full stop');
    assert.notEqual(finding.help, '', 'a problem says what to write instead');
    if (finding.path.endsWith('.py')) {
      for (const code of snippetsOf(finding.help)) assert.ok(parsesAsPython(code), `no Python: ${code}`);
    }
    if (fix === null) continue;
    assert.notEqual(rule.fix, null, 'the rule says that it fixes nothing, and offers a fix');
    assert.notDeepEqual(fix.edits, [], 'a fix has edits');
  }
  const severities = placed.map(({ finding }) => finding.severity);
  const wanted = expected.severity ?? rule.severity;
  assert.deepEqual(severities, typeof wanted === 'string' ? severities.map(() => wanted) : wanted);
  const first = placed[0]?.finding;
  if (expected.message !== undefined) assertHolds(first?.message ?? '', expected.message);
  if (expected.help !== undefined) assertHolds(first?.help ?? '', expected.help);
}

function assertHolds(text: string, part: string | RegExp): void {
  if (typeof part === 'string') assert.ok(text.includes(part), `${JSON.stringify(text)} lacks ${JSON.stringify(part)}`);
  else assert.match(text, part);
}

function checkFixes(checked: VirtualRun, windows: readonly VirtualRun[], file: ReportCase & WholeCase): void {
  const fixes = checked.judged.result.placed.flatMap(({ fix }) => fix ?? []);
  if (file.fixed === null) assert.deepEqual(fixes, [], 'no fix is expected');
  if (file.safety !== undefined) for (const fix of fixes) assert.equal(fix.safety, file.safety);
  if (fixes.length === 0) {
    if (typeof file.fixed === 'string') assert.fail('a fix is expected, none is offered');
    return;
  }
  const fixed = fixAll(checked);
  if (typeof file.fixed === 'string') assert.equal(fixed, file.fixed);
  for (const one of windows) assert.equal(fixAll(one), toWindows(fixed), 'a BOM and Windows line ends are kept');
}

/** Like --fix --unsafe-fixes, and every fix must be accepted. */
function fixAll({ checker, judged }: VirtualRun): string {
  const fixed = fixFile(checker, judged, true);
  assert.ok(fixed !== null, 'the engine refuses the fix: after it the text reads worse');
  const left = fixed.judged.result.placed.filter(({ fix }) => fix !== null);
  assert.deepEqual(left, [], 'fixes never end, or the engine refuses one');
  return fixed.after.toString();
}

/** What was there before the change is not new. A rule about changes does not report it at all. */
async function checkOld(rule: Rule, file: WholeCase & Pick<ReportCase, 'alwaysNew'>): Promise<void> {
  const { judged } = await run(rule, { ...file, base: `${file.code}\n` });
  for (const { finding } of judged.result.placed) {
    assert.equal(finding.new, file.alwaysNew === true, 'a finding on a line that the change left alone is not new');
  }
}

async function checkSilence(rule: Rule, placed: readonly Placed[], file: WholeCase): Promise<void> {
  const first = placed.find(({ finding }) => finding.silence !== null)?.finding;
  if (first === undefined || first.silence === null) return;
  const { text, config } = silenced(file.code, rule.id, first.silence);
  const { result } = (await runText(rule, file, text, { config })).judged;
  assert.ok(
    result.placed.length < placed.length,
    `what the report offers does not silence it: ${JSON.stringify(first.silence)}\n${text}`,
  );
}
