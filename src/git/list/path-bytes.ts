import { isUtf8 } from 'node:buffer';

/**
 * A path as git stores it, as a string for people and JSON: UTF-8 unchanged, every other byte as `\xff`, and a
 * backslash that would look like such an escape as `\x5c`. Two different paths never look the same.
 */
export function displayPath(bytes: Uint8Array): string {
  if (isUtf8(bytes)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
    return text.includes('\\x') ? text.replace(ESCAPE_LIKE, '\\x5c') : text;
  }
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0 || (bytes[at] === 0x5c && looksLikeEscape(bytes, at))) {
      text += `\\x${bytes[at]!.toString(16).padStart(2, '0')}`;
      at++;
    } else {
      text += Buffer.from(bytes.subarray(at, at + length)).toString();
      at += length;
    }
  }
  return text;
}

const ESCAPE_LIKE = /\\(?=x(?:5c|[89a-f][0-9a-f]))/g;

function looksLikeEscape(bytes: Uint8Array, at: number): boolean {
  return /^\\x(?:5c|[89a-f][0-9a-f])/.test(Buffer.from(bytes.subarray(at, at + 4)).toString('latin1'));
}

/** The length of the valid UTF-8 sequence at `at` in bytes; 0 if there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const slice = bytes.subarray(at, at + length);
  return slice.length === length && isUtf8(slice) ? length : 0;
}

/** Splits `-z` output at its NULs. A NUL also ends the last item. */
export function splitAtNul(bytes: Buffer): Buffer[] {
  const items: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0, start); end !== -1; end = bytes.indexOf(0, start)) {
    items.push(bytes.subarray(start, end));
    start = end + 1;
  }
  if (start < bytes.length) items.push(bytes.subarray(start));
  return items;
}

/** A path as a key for maps: one character per byte. */
export const key = (name: Uint8Array): string =>
  Buffer.from(name.buffer, name.byteOffset, name.byteLength).toString('latin1');
