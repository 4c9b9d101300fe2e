import type { FactsState } from '../advisories/package-facts.ts';
import { painter } from '../cli/colors.ts';
import { invocation } from '../cli/invocation.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { useColor } from '../cli/use-color.ts';
import { count } from './count.ts';
import { describeProblem } from './file-problem.ts';
import { isAtCommit } from './fix-command.ts';
import { printNothingFound } from './nothing-found.ts';
import type { Report } from './report.ts';
import type { CheckRun, FixOutcome } from './run.ts';
import { visible } from './visible.ts';

/** Writes everything but findings to standard error: what was not checked, what was fixed, how long it took. */
export function printNotes(report: Report, run: CheckRun, outcome: FixOutcome, options: Options, io: Io): void {
  const say = (text: string): void => io.stderr(`antivenom: ${visible(text)}\n`);
  for (const problem of run.problems) say(describeProblem(problem));
  for (const { rule, path, error } of run.failures) {
    const words = error instanceof Error ? error.message : String(error);
    say(`the rule ${rule} failed on ${path}, please report it: ${words}`);
    if (options.verbose && error instanceof Error) io.stderr(`${error.stack}\n`);
  }
  for (const { path, reason } of outcome.failed) say(`${path} was not fixed: ${reason}`);
  for (const { message } of run.loosenings.slice(0, MAX_LOOSENINGS)) say(message);
  if (run.loosenings.length > MAX_LOOSENINGS) {
    say(`this change silences findings in ${run.loosenings.length - MAX_LOOSENINGS} more ways; --format json has all`);
  }
  if (options.quiet) return;
  for (const words of run.remarks) say(words);
  if (options.diff) noteDiff(report, options, say);
  noteFixes(outcome, io, say);
  if (options.fix) noteOlder(report, say);
  notePackageFacts(report, run.packageFacts, options, io);
  if (options.verbose) {
    for (const { path, reason } of run.skipped) say(`skipped ${path}: ${reason}`);
    run.laps.lap('print');
    for (const [step, milliseconds] of run.laps.timings()) say(`${step}: ${milliseconds.toFixed(1)} ms`);
    say(`${count(report.summary.files, 'file')} checked, ${count(report.summary.suppressed, 'finding')} suppressed`);
  }
  if (options.verbose && report.stale > 0) {
    say(
      `${count(report.stale, 'finding')} in the baseline ${report.stale === 1 ? 'no longer exists' : 'no longer exist'}: antivenom baseline writes it again`,
    );
  }
  const { errors, warnings, files } = report.summary;
  if (errors + warnings === 0 && options.format === null) printNothingFound(files, options.color, io);
}

const MAX_LOOSENINGS = 20;

/** Rules that use the index of advisories to judge packages. */
const PACKAGE_RULES: ReadonlySet<string> = new Set(['vulnerable-package', 'malicious-package', 'lookalike-package']);

/** Says once, if packages were judged and a person is reading, how old the data is and how to get all of it. */
function notePackageFacts(report: Report, facts: FactsState | null, options: Options, io: Io): void {
  if (facts === null) return;
  const paint = painter(useColor(options.color, io.env, io.stdoutIsTerminal));
  const say = (text: string): void => io.stderr(`${paint.dim(`antivenom: ${visible(text)}`)}\n`);
  if (facts.problem !== null) say(`${facts.problem}; packages were checked with the built-in advisories`);
  const isFound = report.findings.some(({ rule }) => PACKAGE_RULES.has(rule));
  // At a commit only if there are findings that it is about. Otherwise it would follow every change to a manifest.
  const isAsked = io.stdoutIsTerminal && !isAtCommit(io);
  if (!(isFound || isAsked) || !(facts.isBuiltIn || facts.isOld)) return;
  const what = facts.isBuiltIn ? 'the built-in advisories' : 'your advisories';
  say(`${what} are ${facts.age} days old; to get today's: ${invocation(io)} advisories update`);
}

function noteDiff(report: Report, options: Options, say: (text: string) => void): void {
  const blocking = report.findings.filter(({ blocks }) => blocks);
  if (report.blocking === 0) return;
  const fixable = blocking.filter(({ fix }) => fix !== null);
  const made = fixable.filter(({ fix }) => options.unsafeFixes || fix?.safety === 'safe').length;
  const more = fixable.length > made ? ` (${fixable.length} with --unsafe-fixes)` : '';
  say(`--diff changed nothing: ${count(report.blocking, 'finding')} would block, --fix would repair ${made}${more}`);
}

function noteFixes(outcome: FixOutcome, io: Io, say: (text: string) => void): void {
  for (const { path, start, rule, fix } of outcome.fixed) {
    say(`fixed ${path}:${start.line}:${start.column} ${rule}: ${fix?.title ?? ''}`);
  }
  for (const words of outcome.notes) say(words);
  if (outcome.judged.size === 0) return;
  say(`${count(outcome.fixed.length, 'finding')} fixed; to get the old text back: ${invocation(io)} undo`);
}

function noteOlder(report: Report, say: (text: string) => void): void {
  const older = report.findings.filter((finding) => !finding.new && !finding.fixed && !finding.blocks && finding.fix);
  if (older.length === 0) return;
  say(`${count(older.length, 'older finding')} left alone; --fix --whole-files repairs those too`);
}
