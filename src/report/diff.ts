import { isUtf8 } from 'node:buffer';
import { structuredPatch } from 'diff';
import type { Judged } from '../engine/checker.ts';
import { masked, secretsByLine } from '../engine/secret-text.ts';
import type { Span } from '../engine/span.ts';
import { visible } from './visible.ts';

export interface RenderedDiff {
  readonly text: string;
  /** A changed line contains a secret, which is masked, so what is shown is not a patch. */
  readonly isMasked: boolean;
  /** A change has no context after it, so `git apply` needs --unidiff-zero. */
  readonly lacksContext: boolean;
}

/**
 * A unified diff of what --fix would do, in a form that `git apply` accepts. It does not show secrets: for readers, the
 * lines around a change are masked; in a patch they are left out.
 * @param name the path's bytes
 * @param isRead for people: control and invisible characters are written out
 */
export function renderDiff(before: Judged, after: Judged, name: Buffer, isRead: boolean): RenderedDiff {
  const old = textOf(before);
  const { hunks } = structuredPatch('a', 'b', old, textOf(after), undefined, undefined, { context: 3 });
  const oldSecrets = secretsOf(before, old);
  const newSecrets = secretsOf(after, textOf(after));
  const known = [...new Set([before, after].flatMap(knownSecrets))];
  let isMasked = false;
  let lacksContext = false;
  const shown: string[] = [];
  const lastLine = old.split('\n').length - (old.endsWith('\n') ? 1 : 0);
  for (const { oldStart, newStart, lines } of hunks) {
    const rows = numbered(lines, oldStart, newStart).map((row): Row => {
      const beside = (row.sign === '+' ? newSecrets[row.newLine - 1] : oldSecrets[row.oldLine - 1]) ?? [];
      const secrets = row.sign === '\\' ? [] : [...beside, ...known.flatMap((text) => placesOf(row.text, text))];
      return { ...row, isSecret: secrets.length > 0, text: masked(row.text, secrets) };
    });
    for (const part of isRead ? [rows] : withoutSecretContext(rows)) {
      isMasked ||= part.some(({ isSecret }) => isSecret);
      const last = part.at(-1) as Row;
      lacksContext ||= last.sign !== ' ' && last.oldLine < lastLine;
      shown.push(header(part), ...part.map(({ sign, text }) => sign + (isRead ? visibleButTabs(text) : text)));
    }
  }
  const names = `--- ${quoteName('a/', name)}\n+++ ${quoteName('b/', name)}\n`;
  return { text: `${names}${shown.join('\n')}\n`, isMasked, lacksContext };
}

interface Row {
  /** A blank, `-`, `+`, or `\` for a missing line break at the end. */
  readonly sign: string;
  readonly text: string;
  /** The line in the old text, or the one before. */
  readonly oldLine: number;
  readonly newLine: number;
  readonly isSecret: boolean;
}

function numbered(lines: readonly string[], oldStart: number, newStart: number): Row[] {
  let oldLine = oldStart - 1;
  let newLine = newStart - 1;
  return lines.map((line) => {
    const sign = line.charAt(0);
    if (sign === ' ' || sign === '-') oldLine += 1;
    if (sign === ' ' || sign === '+') newLine += 1;
    return { sign, text: line.slice(1), oldLine, newLine, isSecret: false };
  });
}

/** The pieces of a hunk between lines that contain a secret, if they contain a change. */
function withoutSecretContext(rows: readonly Row[]): readonly (readonly Row[])[] {
  const parts: Row[][] = [[]];
  for (const row of rows) {
    if (row.sign === ' ' && row.isSecret) parts.push([]);
    else parts.at(-1)?.push(row);
  }
  return parts.filter((part) => part.some(({ sign }) => sign === '-' || sign === '+'));
}

function header(rows: readonly Row[]): string {
  const [first] = rows as readonly [Row, ...Row[]];
  const old = rows.filter(({ sign }) => sign === ' ' || sign === '-').length;
  const now = rows.filter(({ sign }) => sign === ' ' || sign === '+').length;
  // If a side has no lines, its number is that of the line before:
  // https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
  const oldStart = first.oldLine + (first.sign === '+' && old > 0 ? 1 : 0);
  const newStart = first.newLine + (first.sign === '-' && now > 0 ? 1 : 0);
  return `@@ -${oldStart},${old} +${newStart},${now} @@`;
}

/** What rules found to be secret. */
function knownSecrets({ doc, result }: Judged): string[] {
  return result.secrets.map(({ start, end }) => doc.text.slice(start, end)).filter((text) => text.length > 3);
}

function placesOf(line: string, text: string): Span[] {
  const places: Span[] = [];
  for (let at = line.indexOf(text); at !== -1; at = line.indexOf(text, at + text.length)) {
    places.push({ start: at, end: at + text.length });
  }
  return places;
}

/** A line keeps its carriage return, as in the patch. */
function secretsOf({ doc }: Judged, text: string): readonly (readonly Span[])[] {
  return secretsByLine(text.split('\n'), doc.kind);
}

/** With its byte order mark and line endings. Without them, the patch would not apply. */
function textOf({ file, doc }: Judged): string {
  return isUtf8(file.bytes) ? file.bytes.toString() : doc.text;
}

/** A name as git writes it in a patch: quoted as in C if it contains line breaks or is not ASCII. */
function quoteName(prefix: string, name: Buffer): string {
  const bytes = name.toString('latin1');
  if (/^[ !#-[\]-~]*$/.test(bytes)) return prefix + bytes + (bytes.includes(' ') ? '\t' : '');
  const quoted = bytes.replace(/["\\]/g, '\\$&').replace(/[^ -~]/g, (char) => {
    return `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return `"${prefix}${quoted}"`;
}

function visibleButTabs(line: string): string {
  return line.replace(/\r$/, '').split('\t').map(visible).join('\t');
}
