import { isUtf8 } from 'node:buffer';
import { createTwoFilesPatch } from 'diff';
import type { Judged } from '../engine/checker.ts';
import { visible } from './visible.ts';

/**
 * A unified diff of what --fix would do, in a form that `git apply` accepts.
 * @param name the path's bytes
 * @param escapes for a terminal: control and invisible characters are written out, and the patch is only for reading
 */
export function renderDiff(before: Judged, after: Judged, name: Buffer, escapes: boolean): string {
  const patch = createTwoFilesPatch('a', 'b', textOf(before), textOf(after), undefined, undefined, { context: 3 });
  const hunks = patch.slice(patch.indexOf('@@'));
  const header = `--- ${quoteName('a/', name)}\n+++ ${quoteName('b/', name)}\n`;
  return header + (escapes ? hunks.split('\n').map(visibleButTabs).join('\n') : hunks);
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
