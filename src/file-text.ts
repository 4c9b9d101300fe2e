import { isUtf8 } from 'node:buffer';
import type { FileText } from './document.ts';
import { kindOf } from './kind.ts';
import type { Edit } from './rule.ts';

/** A file's text, and the way back from its offsets to its bytes. */
export interface DecodedFile extends FileText {
  /**
   * The bytes with the edits made and everything else as it was: nothing is encoded anew, so line ends, a BOM and
   * the encoding stay. The edits' texts must be ASCII. Null where offsets cannot be told in bytes.
   */
  splice(edits: readonly Edit[]): Buffer | null;
}

/** Decodes a file: Python by its own rules (PEP 263), others as UTF-8, UTF-16 by its mark, and else byte by byte. */
export function decodeFile(bytes: Buffer, path: string): DecodedFile {
  return kindOf(path, bytes.toString('latin1', 0, 120)) === 'python' ? decodePythonFile(bytes) : decodeText(bytes);
}

function decodePythonFile(bytes: Buffer): DecodedFile {
  return decodeText(bytes);
}

/** PowerShell's `>` writes UTF-16, and pip reads it in requirements files. */
function decodeText(bytes: Buffer): DecodedFile {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) return decodeUtf16(bytes);
  const start = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8', start);
    const toByte = byteOffsets(text, start);
    return { text, problem: null, splice: (edits) => spliceBytes(bytes, edits, toByte, 'latin1') };
  }
  const text = bytes.toString('latin1', start);
  return {
    text,
    problem: 'its bytes are not UTF-8',
    splice: (edits) => spliceBytes(bytes, edits, (offset) => start + offset, 'latin1'),
  };
}

function decodeUtf16(bytes: Buffer): DecodedFile {
  const bigEndian = bytes[0] === 0xfe;
  const body = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
  if (bigEndian) body.swap16();
  return {
    text: body.toString('utf16le'),
    problem: bytes.length % 2 === 0 ? null : 'it ends in half a UTF-16 character',
    splice: (edits) => (bigEndian ? null : spliceBytes(bytes, edits, (offset) => 2 + offset * 2, 'utf16le')),
  };
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

/** Offsets of UTF-16 code units to offsets of UTF-8 bytes. */
function byteOffsets(text: string, start: number): (offset: number) => number {
  return (offset) => start + Buffer.byteLength(text.slice(0, offset), 'utf8');
}

export function spliceBytes(
  bytes: Buffer,
  edits: readonly Edit[],
  toByte: (offset: number) => number,
  encoding: 'latin1' | 'utf16le',
): Buffer | null {
  if (edits.some((edit) => /[^\0-\x7f]/.test(edit.text))) return null;
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: Buffer[] = [];
  let from = 0;
  for (const edit of sorted) {
    parts.push(bytes.subarray(from, toByte(edit.start)), Buffer.from(edit.text, encoding));
    from = toByte(edit.end);
  }
  parts.push(bytes.subarray(from));
  return Buffer.concat(parts);
}
