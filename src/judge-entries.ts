import type { Checker, Judged, SourceFile } from './engine/checker.ts';
import type { Dependencies } from './engine/dependencies.ts';
import { kindOf } from './engine/kind.ts';
import type { RuleFailure } from './engine/lint.ts';
import type { Entry, FileProblem, SkippedFile } from './git/list/entry.ts';
import type { Content } from './git/read/content.ts';
import type { LinkedFile } from './git/read/linked-files.ts';

/** What came of some of the files. */
export interface JudgedEntries {
  readonly judged: readonly Judged[];
  readonly failures: readonly RuleFailure[];
  /** What could not be read. */
  readonly unread: readonly FileProblem[];
  /** What was not judged to its end. */
  readonly unfinished: readonly FileProblem[];
  readonly skipped: readonly SkippedFile[];
  readonly dependencies: Dependencies;
}

/** The files to judge: entries of the listing, and what is behind symbolic links. */
export interface ChosenFiles {
  readonly entries: readonly Entry[];
  readonly linked: readonly LinkedFile[];
}

/** @param read reads a file of the snapshot */
export async function judgeEntries(
  checker: Checker,
  { entries, linked }: ChosenFiles,
  contentOf: (entry: Entry) => Content,
  read: (path: string) => Buffer | null,
): Promise<JudgedEntries> {
  const files: SourceFile[] = [];
  const unread: FileProblem[] = [];
  const skipped: SkippedFile[] = [];
  for (const entry of entries) {
    const { path } = entry;
    const content = contentOf(entry);
    // A Python file with NUL bytes looks binary, but it is a finding: Python refuses it.
    const isPython = content.problem?.kind === 'binary' && kindOf(path) === 'python';
    const bytes = content.bytes ?? (isPython ? read(path) : null);
    if (bytes !== null) files.push({ path, bytes });
    else if (content.problem !== null) (checker.wants(path) ? unread : skipped).push(content.problem);
  }
  for (const { path, bytes } of linked) files.push({ path, bytes });
  const links = new Set(linked.map(({ path }) => path));
  const judged = (await checker.check(files)).map((one) => (links.has(one.file.path) ? withoutFixes(one) : one));
  return {
    judged,
    failures: judged.flatMap(({ result }) => result.failures),
    unread,
    unfinished: judged.flatMap(problemsOf),
    skipped,
    dependencies: checker.dependencies,
  };
}

/** What was left out of a file that was judged otherwise. */
const problemsOf = ({ file: { path }, result }: Judged): readonly FileProblem[] =>
  result.leftOut.map((reason) => ({ path, kind: 'unfinished', reason }));

/** What a link leads to is repaired where it stands. */
function withoutFixes(judged: Judged): Judged {
  const placed = judged.result.placed.map((one) => ({ ...one, finding: { ...one.finding, fix: null } }));
  return { ...judged, result: { ...judged.result, placed } };
}
