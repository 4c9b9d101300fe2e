import type { Judged } from '../engine/checker.ts';
import { findingsOf, judgedAs } from '../engine/file-findings.ts';
import type { Entry, SkippedFile } from '../git/list/entry.ts';
import type { ChosenFiles, JudgedEntries } from '../judge-entries.ts';
import type { KeptFile } from './kept-tree.ts';

/** What is left to judge. */
export const withoutKept = (chosen: ChosenFiles, keptOf: (entry: Entry) => KeptFile | null): ChosenFiles => ({
  ...chosen,
  entries: chosen.entries.filter((entry) => keptOf(entry) === null),
});

/**
 * What an earlier run found and what was judged now, in the order of the entries, with what is behind links at the end.
 * @param keptOf null for an entry that was judged now
 */
export function joinKept(
  entries: readonly Entry[],
  keptOf: (entry: Entry) => KeptFile | null,
  fresh: JudgedEntries,
): JudgedEntries {
  const left = new Map(fresh.judged.map((one) => [one.file.path, one]));
  const leftOut = new Map(fresh.skipped.map((one) => [one.path, one]));
  const judged: Judged[] = [];
  const skipped: SkippedFile[] = [];
  for (const entry of entries) {
    const { path } = entry;
    const kept = keptOf(entry);
    if (typeof kept === 'string') skipped.push({ path, reason: kept });
    else if (kept !== null) judged.push(judgedAs({ path, ...(kept === 0 ? NO_FINDINGS : kept) }));
    else {
      const now = left.get(path);
      if (now !== undefined) judged.push(now);
      const reason = leftOut.get(path);
      if (reason !== undefined) skipped.push(reason);
      left.delete(path);
    }
  }
  return { ...fresh, judged: [...judged, ...left.values()], skipped };
}

const NO_FINDINGS = { placed: [], silenced: [] };

/** What a next run may take from this one, by path. A file that was not judged to its end is judged again. */
export function filesToKeep({ judged, failures, unfinished, skipped }: JudgedEntries): ReadonlyMap<string, KeptFile> {
  const files = new Map<string, KeptFile>(skipped.map(({ path, reason }) => [path, reason]));
  const broken = new Set([...failures, ...unfinished].map(({ path }) => path));
  for (const one of judged) {
    const { path, placed, silenced } = findingsOf(one);
    if (!broken.has(path)) files.set(path, placed.length + silenced.length === 0 ? 0 : { placed, silenced });
  }
  return files;
}
