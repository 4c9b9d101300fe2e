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
  const taken: Edit[] = [];
  for (const fix of fixes) {
    const free = fix.edits.every((edit) =>
      taken.every((other) => sameEdit(edit, other) || edit.end <= other.start || other.end <= edit.start),
    );
    if (!free) continue;
    chosen.push(fix);
    taken.push(...fix.edits);
  }
  return chosen;
}

/** The fix with its line endings converted to those of the text's first line. */
export function withLineEnds(fix: Fix, text: string): Fix {
  if (fix.edits.every((edit) => !edit.text.includes('\n'))) return fix;
  const end = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  return { ...fix, edits: fix.edits.map((edit) => ({ ...edit, text: edit.text.replace(/\r?\n/g, end) })) };
}

export function sameEdit(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}
