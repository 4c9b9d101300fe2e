import type { Checker, Judged } from './checker.ts';
import type { Document } from './document.ts';
import type { Finding } from './finding.ts';
import { groupBy } from './group-by.ts';
import type { Silence } from './silence.ts';
import type { Edit } from './span.ts';

/** A file with suppressions written into it. */
export interface SilencedFile {
  readonly before: Buffer;
  readonly after: Buffer;
  /** What is silent now, each with the comment that was written. */
  readonly silenced: readonly { readonly finding: Finding; readonly comment: string }[];
  /** The file judged again. */
  readonly judged: Judged;
}

/**
 * Writes for the findings what their {@link Silence} says. A comment that does not silence its finding, or that
 * brings another, is not written. Null where none could be.
 * @param reason stands behind the brackets; empty: none
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
  // One comment that does harm keeps no other out: those that are good by themselves are written together.
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
  return isAsWanted(judged, now, silenced.length) ? { before: judged.file.bytes, after, silenced, judged: now } : null;
}

/** Silent are those findings and no other, and none has come. */
function isAsWanted(before: Judged, after: Judged, silenced: number): boolean {
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
  // One that is there already takes the rules in.
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
