import { blobId } from '../blob-id.ts';
import { hasUtf16Mark } from '../read/content.ts';
import { fromUtf16 } from '../read/working-encoding.ts';

/**
 * What git add stores for two versions of a working file, considering autocrlf and working-tree-encoding but not
 * filters.
 */
const FORMS: readonly ((bytes: Buffer) => Buffer | null)[] = [
  (bytes) => bytes,
  withoutCr,
  (bytes) => fromUtf16(bytes),
  (bytes) => withoutCr(fromUtf16(bytes) ?? NONE),
];

/**
 * The content that replaces a staged fix: what git add would have stored for the old working file, in the form in which
 * it stored the new one. Null if the blob does not belong to the new one.
 */
export function contentBefore(staged: string, old: Buffer, fixed: Buffer): Buffer | null {
  for (const form of FORMS) {
    const kept = form(fixed);
    if (kept !== null && blobId(kept, staged) === staged) return form(old);
  }
  return null;
}

/** True if the blob is what git add stores for these bytes. */
export const isStagedForm = (staged: string, bytes: Buffer): boolean => contentBefore(staged, bytes, bytes) !== null;

const NONE = Buffer.alloc(0);

function withoutCr(bytes: Buffer): Buffer | null {
  if (bytes.length === 0 || hasUtf16Mark(bytes)) return null;
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
