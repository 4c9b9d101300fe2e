import type { Checker, Judged } from './checker.ts';
import type { Document } from './document.ts';
import type { Finding } from './finding.ts';
import { groupBy } from './group-by.ts';
import type { Silence } from './silence.ts';
import type { Edit } from './span.ts';

/** A file after suppressions were written into it. */
export interface SilencedFile {
  readonly before: Buffer;
  readonly after: Buffer;
  /** The findings that are now silent, each with its comment. */
  readonly silenced: readonly { readonly finding: Finding; readonly comment: string }[];
  /** The judgement of the new text. */
  readonly judged: Judged;
}

/**
 * Writes what the {@link Silence} of each finding says. A comment is not written if it does not silence its finding, or
 * if it causes another. Null if none could be written.
 * @param reason follows the brackets; may be empty
 */
export function writeSilences(
  checker: Checker,
  judged: Judged,
  findings: readonly Finding[],
  reason: string,
): SilencedFile | null {
  const places = [...groupBy(findings.filter(isInFile), ({ silence }) => `${silence.where} ${silence.line}`).values()];
  const all = tryWriting(checker, judged, places, reason);
  if (all !== null) return all;
  // One harmful comment must not prevent the others: those that are fine on their own are written together.
  const good = places.filter((place) => tryWriting(checker, judged, [place], reason) !== null);
  return good.length === 0 || good.length === places.length ? null : tryWriting(checker, judged, good, reason);
}

type InFile = Finding & { readonly silence: Exclude<Silence, { readonly where: 'config' }> };

const isInFile = (finding: Finding): finding is InFile =>
  finding.silence !== null && finding.silence.where !== 'config';

function tryWriting(
  checker: Checker,
  judged: Judged,
  places: readonly (readonly [InFile, ...InFile[]])[],
  reason: string,
): SilencedFile | null {
  if (places.length === 0) return null;
  const comments = places.map((place) => commentFor(judged.doc, place, reason));
  const after = judged.decoded.splice(comments.map(({ edit }) => edit));
  if (after === null) return null;
  const now = checker.recheck(judged.file.path, after);
  const silenced = places.flatMap((place, index) =>
    place.map((finding) => ({ finding, comment: comments[index]?.comment ?? '' })),
  );
  return isAsExpected(judged, now, silenced.length)
    ? { before: judged.file.bytes, after, silenced, judged: now }
    : null;
}

/** Exactly those findings are silent, and there is no new one. */
function isAsExpected(before: Judged, after: Judged, silenced: number): boolean {
  const readsAsWell =
    before.doc.kind !== 'python' || after.doc.python.problems.length <= before.doc.python.problems.length;
  return readsAsWell && after.result.placed.length === before.result.placed.length - silenced;
}

interface Comment {
  readonly edit: Edit;
  readonly comment: string;
}

function commentFor(doc: Document, place: readonly [InFile, ...InFile[]], reason: string): Comment {
  const [{ silence }] = place;
  const ids = [...new Set(place.map(({ rule }) => rule))];
  const { start, end } = doc.lines.lineSpan(silence.line);
  const text = doc.text.slice(start, end);
  const comment = `# antivenom: ignore[${ids.join(', ')}]${reason === '' ? '' : ` ${reason}`}`;
  if (silence.where === 'above') {
    const lineEnd = /\r\n|\n|\r/.exec(doc.text)?.[0] ?? '\n';
    const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
    return { comment, edit: { start, end: start, text: `${indent}${comment}${lineEnd}` } };
  }
  // An existing comment gets the rules added.
  const own = /#[ \t]*antivenom:[ \t]*ignore[ \t]*\[([^\]\r\n[]+)\]/d.exec(text)?.indices?.[1];
  if (own !== undefined) {
    const at = start + own[1];
    return {
      comment: `${text.slice(own[0], own[1])}, ${ids.join(', ')}`,
      edit: { start: at, end: at, text: `, ${ids.join(', ')}` },
    };
  }
  const kept = text.trimEnd().length;
  return { comment, edit: { start: start + kept, end, text: `  ${comment}` } };
}
