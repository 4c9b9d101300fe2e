import { memo } from './memo.ts';
import { partitionPoint } from './partition-point.ts';
import type { Fix } from './rule.ts';
import type { Edit } from './span.ts';

/** The text with the edits applied. They must not overlap. Equal edits count once. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let from = 0;
  let previous: Edit | null = null;
  for (const edit of sorted) {
    if (previous !== null && sameEdit(previous, edit)) continue;
    if (edit.start < from || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`edit ${edit.start}-${edit.end} overlaps another or lies outside the text`);
    }
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
    previous = edit;
  }
  return result + text.slice(from);
}

/** The fixes that can be applied together. If a fix overlaps an earlier one, it waits for the next round. */
export function compatibleFixes(fixes: readonly Fix[]): Fix[] {
  const chosen: Fix[] = [];
  /** In the order of their starts. None overlaps another, so their ends are in order too. */
  const taken: Edit[] = [];
  const known = new Set<string>();
  for (const fix of fixes) {
    const edits = fix.edits.filter((edit) => !known.has(keyOf(edit)));
    const isFree = edits.every((edit) => (taken[placeIn(taken, edit)]?.start ?? edit.end) >= edit.end);
    if (!isFree) continue;
    chosen.push(fix);
    for (const edit of edits) {
      known.add(keyOf(edit));
      taken.splice(placeIn(taken, edit), 0, edit);
    }
  }
  return chosen;
}

const keyOf = ({ start, end, text }: Edit): string => `${start} ${end} ${text}`;

/** The index of the first of these that ends behind the start of an edit. */
const placeIn = (sorted: readonly Edit[], { start }: Edit): number =>
  partitionPoint(sorted.length, (index) => sorted[index]!.end <= start);

const lineEndOf = ({ text }: { readonly text: string }): string => /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';

/** The fix with its line endings converted to those of the text's first line. */
export function withLineEnds(fix: Fix, file: { readonly text: string }): Fix {
  if (fix.edits.every((edit) => !edit.text.includes('\n'))) return fix;
  const end = memo(file, lineEndOf);
  return { ...fix, edits: fix.edits.map((edit) => ({ ...edit, text: edit.text.replace(/\r?\n/g, end) })) };
}

export function sameEdit(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}
