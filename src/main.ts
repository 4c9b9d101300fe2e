import { join, relative } from 'node:path';
import { type CheckRun, findingsOf, runCheck } from './check.ts';
import type { UserError } from './cli/errors.ts';
import { parseHandedArguments } from './cli/handed-files.ts';
import { EXIT, type Io, invocation } from './cli/io.ts';
import { type Format, helpText, type Options } from './cli/options.ts';
import { type OutputFile, openOutput } from './cli/output-file.ts';
import { VERSION } from './cli/product.ts';
import { runCommand } from './commands/run-command.ts';
import { checkRuleOptions, ruleIds } from './config/selection.ts';
import type { Judged } from './engine/checker.ts';
import { compareFindings, type Finding } from './engine/finding.ts';
import { type FixedFile, fixFile, refix } from './engine/fix-file.ts';
import type { StartedListing } from './git/early-listing.ts';
import type { FileFix } from './git/fix/write.ts';
import type { FileProblem } from './git/list/entry.ts';
import { renderGithub } from './report/github.ts';
import { renderJson } from './report/json.ts';
import { type Report, summarize } from './report/report.ts';
import { renderSarif } from './report/sarif.ts';
import { count, painter, renderText, useColor } from './report/text.ts';
import { visible } from './report/visible.ts';
import { rules } from './rules/index.ts';

/** True once files were judged: then the code that the next run needs has been compiled, and the loader keeps it. */
export let hasJudged = false;

/** The whole run: arguments in, exit status out. Never throws. */
export async function main(io: Io, started: StartedListing | null = null): Promise<number> {
  try {
    const options = parseHandedArguments(io);
    if (options.help) return print(io, helpText());
    if (options.version) return print(io, `antivenom ${VERSION}\n`);
    checkRuleOptions(options, ruleIds(rules));
    return options.command === null
      ? await checkAndReport(options, io, started)
      : await runCommand(options.command, options, io, rules);
  } catch (error) {
    return fail(error, io);
  }
}

function print(io: Io, text: string): number {
  io.stdout(text);
  return EXIT.clean;
}

function fail(error: unknown, io: Io): number {
  // By name: a chunk of the bundle has a class of its own.
  if (error instanceof Error && error.name === 'UserError') {
    const given = (error as UserError).hint;
    const hint = given === '' ? '' : ` (${given})`;
    io.stderr(`antivenom: ${visible(`${error.message}${hint}`.replaceAll('\n', ' '))}; nothing was checked\n`);
    return EXIT.usage;
  }
  if (error instanceof Error && error.name === 'OutputError') {
    io.stderr(`antivenom: ${visible(error.message)}\n`);
  } else if (error instanceof Error && error.name === 'GitError') {
    io.stderr(`antivenom: ${visible(error.message)}; not everything was checked\n`);
  } else {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.stderr(`antivenom: this is a bug, please report it; not everything was checked\n${stack}\n`);
  }
  return EXIT.failed;
}

async function checkAndReport(options: Options, io: Io, started: StartedListing | null): Promise<number> {
  const output = options.output === null ? null : openOutput(io.cwd, options.output);
  const run = await runCheck(options, io, rules, started);
  hasJudged = true;
  const { findings, suppressed } = findingsOf(run, options, io);
  const fixes = options.fix || options.diff ? planFixes(run, options) : [];
  if (options.diff) {
    const { renderDiff } = await import('./report/diff.ts');
    const escapes = io.stdoutIsTerminal;
    io.stdout(
      fixes.map(({ judged, fixed }) => renderDiff(judged, fixed.judged, nameOf(run, judged), escapes)).join(''),
    );
  }
  const outcome = options.fix && !options.diff ? await makeFixes(run, fixes, options, io) : NOT_FIXED;
  const left = outcome.judged.size === 0 ? findings : afterFixes(run, outcome, options, io);
  const all = [...left, ...outcome.fixed].sort(compareFindings);
  const milliseconds = Math.round(io.elapsed());
  const report = { findings: all, summary: summarize(all, { files: run.judged.length, suppressed, milliseconds }) };
  if (!options.diff || output !== null) publish(report, run, options, io, output);
  note(run, outcome, report, options, io);
  if (run.problems.length > 0 || run.failures.length > 0 || outcome.failed.length > 0) return EXIT.failed;
  const changed = io.env.PRE_COMMIT !== undefined && outcome.judged.size > 0;
  return changed || left.some((finding) => finding.blocks) ? EXIT.blocked : EXIT.clean;
}

// ── Fixing ───────────────────────────────────────────────────────────────────────────────────────

/** The path's own bytes. */
const nameOf = (run: CheckRun, { file }: Judged): Buffer => run.entries.get(file.path)?.name ?? Buffer.from(file.path);

interface PlannedFile {
  readonly judged: Judged;
  readonly fixed: FixedFile;
}

interface FixOutcome {
  /** Files that were rewritten, as they are now. */
  readonly judged: ReadonlyMap<string, Judged>;
  readonly fixed: readonly Finding[];
  readonly failed: readonly FileProblem[];
  readonly notes: readonly string[];
}

const NOT_FIXED: FixOutcome = { judged: new Map(), fixed: [], failed: [], notes: [] };

function planFixes(run: CheckRun, options: Options): PlannedFile[] {
  return run.judged.flatMap((judged) => {
    const fixed = fixFile(run.checker, judged, options.unsafeFixes);
    return fixed === null ? [] : [{ judged, fixed }];
  });
}

async function makeFixes(
  run: CheckRun,
  planned: readonly PlannedFile[],
  options: Options,
  io: Io,
): Promise<FixOutcome> {
  if (planned.length === 0) return NOT_FIXED;
  const fixes = planned.flatMap(({ judged, fixed }): FileFix[] => {
    const entry = run.entries.get(judged.file.path);
    if (entry === undefined) return [];
    const again = (bytes: Buffer): Buffer | null =>
      refix(run.checker, fixed, judged.file.path, bytes, options.unsafeFixes);
    return [{ entry, before: fixed.before, after: fixed.after, refix: again }];
  });
  const { fixStaged, fixWorkingFiles } = await import('./git/actions.ts');
  // A runner that has set unstaged changes aside looks at the working files, and stages them or has the user do so.
  const runner = io.env.PRE_COMMIT !== undefined;
  const write = options.operands.length > 0 || runner ? fixWorkingFiles : fixStaged;
  const { written, failed } = await write(run.repository, fixes, runner ? { group: `runner-${io.parentPid}` } : {});
  const paths = new Set(written.map(({ entry }) => entry.path));
  const done = planned.filter(({ judged }) => paths.has(judged.file.path));
  return {
    judged: new Map(done.map(({ judged, fixed }) => [judged.file.path, fixed.judged])),
    fixed: done.flatMap(({ fixed }) => fixed.fixed.map(({ finding }) => ({ ...finding, fixed: true, blocks: false }))),
    failed,
    notes: written.flatMap(({ entry, note: words }) => (words === null ? [] : [`${entry.path}: ${words}`])),
  };
}

function afterFixes(run: CheckRun, outcome: FixOutcome, options: Options, io: Io): readonly Finding[] {
  const judged = run.judged.map((before) => outcome.judged.get(before.file.path) ?? before);
  return findingsOf({ ...run, judged }, options, io).findings;
}

// ── Reporting ────────────────────────────────────────────────────────────────────────────────────

function publish(report: Report, run: CheckRun, options: Options, io: Io, output: OutputFile | null): void {
  const inActions = io.env.GITHUB_ACTIONS !== undefined && io.env.GITHUB_ACTIONS !== '';
  const text = render(report, options.format ?? (inActions ? 'github' : 'text'), run, options, io);
  if (output === null) io.stdout(text);
  else output.write(text);
}

function render(report: Report, format: Format, run: CheckRun, options: Options, io: Io): string {
  switch (format) {
    case 'json':
      return renderJson(report);
    case 'sarif':
      return renderSarif(report, rules);
    case 'github':
      return renderGithub(report);
    case 'text':
      return renderText(report, {
        // FORCE_COLOR is about what people look at; a file is coloured only when asked for by name.
        color:
          options.output === null ? useColor(options.color, io.env, io.stdoutIsTerminal) : options.color === 'always',
        showInfo: options.showInfo,
        isFolded: ({ path, new: isNew }) => !isNew && (options.newOnly || run.configs.configFor(path).newOnly),
        fixCommand: () => fixCommand(report, run.repository.root, options, io),
        blocked: isCommit(options, io) ? 'the commit' : null,
      });
  }
}

function isCommit(options: Options, io: Io): boolean {
  if (io.env.PRE_COMMIT !== undefined) return io.env.PRE_COMMIT_FROM_REF === undefined;
  return (
    !options.allFiles && options.fromRef === null && options.stdinFilename === null && options.operands.length === 0
  );
}

/** Null where nothing can be rewritten: a commit, standard input. */
function fixCommand(report: Report, root: string, options: Options, io: Io): string | null {
  if (options.fromRef !== null || options.stdinFilename !== null) return null;
  const command = `${invocation(io)} --fix`;
  if (options.allFiles) return `${command} --all-files`;
  if (options.operands.length === 0) return command;
  const paths = new Set(report.findings.filter((finding) => finding.fix !== null).map((finding) => finding.path));
  // Findings name paths from the root; what the user types counts from where they stand.
  const fromHere = (path: string): string => relative(io.cwd, join(root, path)) || path;
  return paths.size > 3 ? `${command} FILE...` : `${command} ${[...paths].map(fromHere).map(quoted).join(' ')}`;
}

function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** What is no finding goes to standard error. */
function note(run: CheckRun, outcome: FixOutcome, report: Report, options: Options, io: Io): void {
  const say = (text: string): void => io.stderr(`antivenom: ${visible(text)}\n`);
  for (const { path, reason } of run.problems) say(`${path} was not checked: ${reason}`);
  for (const { rule, path, error } of run.failures) {
    const words = error instanceof Error ? error.message : String(error);
    say(`the rule ${rule} failed on ${path}, please report it: ${words}`);
    if (options.verbose && error instanceof Error) io.stderr(`${error.stack}\n`);
  }
  for (const { path, reason } of outcome.failed) say(`${path} was not fixed: ${reason}`);
  if (options.quiet) return;
  const blocking = report.findings.filter((finding) => finding.blocks).length;
  if (options.diff && blocking > 0) {
    const fixable = report.findings.filter(({ blocks, fix }) => blocks && fix !== null);
    const made = fixable.filter(({ fix }) => options.unsafeFixes || fix?.safety === 'safe').length;
    const more = fixable.length > made ? ` (${fixable.length} with --unsafe-fixes)` : '';
    say(`--diff changed nothing: ${count(blocking, 'finding')} would block, --fix mends ${made}${more}`);
  }
  for (const finding of outcome.fixed) {
    say(`fixed ${finding.path}:${finding.start.line} ${finding.rule}: ${finding.fix?.title ?? ''}`);
  }
  for (const words of outcome.notes) say(words);
  if (outcome.judged.size > 0) {
    say(`${count(outcome.fixed.length, 'finding')} fixed; ${invocation(io)} undo puts the old text back`);
  }
  if (options.verbose) {
    for (const { path, reason } of run.skipped) say(`skipped ${path}: ${reason}`);
    for (const [step, milliseconds] of run.timings) say(`${step}: ${milliseconds.toFixed(1)} ms`);
    say(`${count(report.summary.files, 'file')} checked, ${count(report.summary.suppressed, 'finding')} suppressed`);
  }
  const { errors, warnings, files, milliseconds } = report.summary;
  if (io.stdoutIsTerminal && errors + warnings === 0 && options.format === null && files > 0) {
    const color = useColor(options.color, io.env, true);
    io.stderr(`${painter(color)('dim', `antivenom: ${count(files, 'file')} in ${milliseconds} ms`)}\n`);
  }
}
