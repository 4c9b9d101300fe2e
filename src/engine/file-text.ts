import { type DecodedText, decodeBytes, isAscii } from '../python/syntax/index.ts';
import type { FileText } from './document.ts';
import { sameEdit } from './fix.ts';
import { kindOf } from './kind.ts';
import { memo } from './memo.ts';
import type { Edit } from './span.ts';

/** A file's text, with a way to map its offsets back to bytes. */
export interface DecodedFile extends FileText {
  /**
   * The bytes with the edits applied and everything else unchanged: nothing is encoded again, so line endings, BOM and
   * encoding stay. Null if the edits cannot be written in the file's encoding byte by byte.
   */
  splice(edits: readonly Edit[]): Buffer | null;
}

export function decodeFile(bytes: Buffer, path: string): DecodedFile {
  const kind = kindOf(path, bytes.toString('latin1', 0, 120));
  return fileOf(bytes, kind === 'python' ? memo(bytes, decodePython) : decodeBytes(bytes, kind));
}

/** Other files ask for a module before it is judged, and after. */
const decodePython = (bytes: Buffer): DecodedText => decodeBytes(bytes, 'python');

/** A file whose bytes have already been decoded. */
export function fileOf(bytes: Buffer, decoded: DecodedText): DecodedFile {
  return {
    text: decoded.text,
    problems: decoded.problems,
    splice(edits) {
      const isInAscii = edits.every((edit) => isAscii(edit.text));
      const encoding = isInAscii ? spliceEncoding(decoded.encoding) : textEncoding(decoded);
      if (encoding === null) return null;
      return spliceBytes(bytes, edits, decoded.byteOffset, encoding);
    },
  };
}

/** The encoding for other characters; null if the file has bytes that are invalid in its encoding. */
function textEncoding({ encoding, problems }: DecodedText): 'utf8' | 'utf16le' | null {
  if (problems.length > 0) return null;
  return /^utf-?8$/i.test(encoding) ? 'utf8' : /^utf-?16-?le$/i.test(encoding) ? 'utf16le' : null;
}

/** ASCII is the same in nearly every encoding. In UTF-16 it takes two bytes, and a few encodings map it differently. */
function spliceEncoding(name: string): 'latin1' | 'utf16le' | null {
  if (/^utf-?16-?le$/i.test(name)) return 'utf16le';
  return /utf-?(?:7|16|32)|^cp(?:037|273|424|500|875|1026|1140)$|hz|iso-?2022/i.test(name) ? null : 'latin1';
}

function spliceBytes(
  bytes: Buffer,
  edits: readonly Edit[],
  toByte: (offset: number) => number,
  encoding: BufferEncoding,
): Buffer {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: Buffer[] = [];
  let from = 0;
  for (const [index, edit] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before !== undefined && sameEdit(before, edit)) continue;
    parts.push(bytes.subarray(from, toByte(edit.start)), Buffer.from(edit.text, encoding));
    from = toByte(edit.end);
  }
  parts.push(bytes.subarray(from));
  return Buffer.concat(parts);
}
