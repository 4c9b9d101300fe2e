import type { Io } from './cli/io.ts';
import type { Options } from './cli/options.ts';
import { applyBaseline } from './engine/baseline.ts';
import type { Judged } from './engine/checker.ts';
import type { Finding } from './engine/finding.ts';
import { type FixedFile, fixFile, refix } from './engine/fix-file.ts';
import type { FileFix } from './git/fix/file-fix.ts';
import { handsOverFiles } from './git/list/handed-files.ts';
import { type CheckRun, type FixOutcome, NOTHING_FIXED } from './report/run.ts';

/** With --fix: fixes what can be fixed. With --diff: prints what that would change. */
export async function fixFindings(run: CheckRun, options: Options, io: Io): Promise<FixOutcome> {
  const planned = planFixes(run, options);
  if (planned.length === 0) return NOTHING_FIXED;
  if (!options.diff) return writeFixes(run, planned, options, io);
  const { renderDiff } = await import('./report/diff.ts');
  const isRead = io.stdoutIsTerminal || handsOverFiles(io.env) || !['', '0', 'false'].includes(io.env.CI ?? '');
  const notes: string[] = [];
  for (const { judged, fixed } of planned) {
    const { text, isMasked, lacksContext } = renderDiff(judged, fixed.judged, nameOf(run, judged), isRead);
    io.stdout(text);
    if (isMasked && !isRead)
      notes.push(`${judged.file.path}: a changed line holds a secret, so that the diff is no patch`);
    else if (lacksContext && !isRead) {
      notes.push(`${judged.file.path}: lines with secrets are left out; git apply takes the patch with --unidiff-zero`);
    }
  }
  return { ...NOTHING_FIXED, notes };
}

interface PlannedFile {
  readonly judged: Judged;
  readonly fixed: FixedFile;
}

function planFixes(run: CheckRun, options: Options): PlannedFile[] {
  const isToFix = findingsToFix(run, options);
  return run.judged.flatMap((judged) => {
    // What is read by a symbolic link is repaired under its own path.
    if (!run.entries.has(judged.file.path)) return [];
    const fixed = fixFile(run.checker, judged, options.unsafeFixes, ({ finding }, now) => isToFix(finding, now));
    return fixed === null ? [] : [{ judged, fixed }];
  });
}

/** Only what a check attributes to this change is fixed: nothing older, and nothing in the baseline. */
function findingsToFix(run: CheckRun, options: Options): (finding: Finding, current: Judged) => boolean {
  const known = new Map<Judged, ReadonlySet<Finding>>();
  const knownIn = (judged: Judged): ReadonlySet<Finding> => {
    let found = known.get(judged);
    if (found === undefined) {
      const findings = judged.result.placed.map(({ finding }) => finding);
      found = new Set(run.baseline === null ? [] : applyBaseline(findings, run.baseline).known);
      known.set(judged, found);
    }
    return found;
  };
  return (finding, current) => {
    const newOnly = options.newOnly ?? run.configs.configFor(finding.path).newOnly;
    return (finding.new || !newOnly) && !knownIn(current).has(finding);
  };
}

/** The path's own bytes. */
const nameOf = (run: CheckRun, { file }: Judged): Buffer => run.entries.get(file.path)?.name ?? Buffer.from(file.path);

async function writeFixes(
  run: CheckRun,
  planned: readonly PlannedFile[],
  options: Options,
  io: Io,
): Promise<FixOutcome> {
  const fixes = planned.flatMap(({ judged, fixed }): FileFix[] => {
    const entry = run.entries.get(judged.file.path);
    if (entry === undefined) return [];
    const again = (bytes: Buffer): Buffer | null =>
      refix(run.checker, fixed, judged.file.path, bytes, options.unsafeFixes);
    return [{ entry, before: fixed.before, after: fixed.after, refix: again }];
  });
  const { fixStaged, fixWorkingFiles } = await import('./git/actions.ts');
  // A runner that has set unstaged changes aside looks at the working files, and stages them or lets the user do so.
  const runner = io.env.PRE_COMMIT !== undefined;
  const write = options.operands.length > 0 || runner ? fixWorkingFiles : fixStaged;
  const { written, failed } = await write(run.repository, fixes, runner ? { group: `runner-${io.parentPid}` } : {});
  const paths = new Set(written.map(({ entry }) => entry.path));
  const done = planned.filter(({ judged }) => paths.has(judged.file.path));
  return {
    judged: new Map(done.map(({ judged, fixed }) => [judged.file.path, fixed.judged])),
    fixed: done.flatMap(({ fixed }) => fixed.fixed.map(({ finding }) => ({ ...finding, fixed: true, blocks: false }))),
    failed,
    notes: written.flatMap(({ entry, note }) => (note === null ? [] : [`${entry.path}: ${note}`])),
  };
}
