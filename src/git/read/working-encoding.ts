import type { Repository } from '../repository.ts';
import { runGitSync } from '../run.ts';
import { hasUtf16Mark } from './content.ts';

/**
 * Converts a UTF-16 file with a byte order mark to the UTF-8 that git stores for it under
 * `working-tree-encoding=UTF-16` (gitattributes(5)); null if it is not such a file, or would not convert back
 * unchanged.
 */
export function fromUtf16(bytes: Buffer): Buffer | null {
  if (!hasUtf16Mark(bytes) || bytes.length % 2 !== 0) return null;
  const body = Buffer.from(bytes.subarray(2));
  if (bytes[0] === 0xfe) body.swap16();
  const utf8 = Buffer.from(body.toString('utf16le'));
  return toUtf16(utf8, bytes).equals(bytes) ? utf8 : null;
}

/** UTF-8 as UTF-16 in the byte order of `like`, which begins with a byte order mark. */
export function toUtf16(utf8: Buffer, like: Buffer): Buffer {
  const body = Buffer.from(utf8.toString(), 'utf16le');
  if (like[0] === 0xfe) body.swap16();
  return Buffer.concat([like.subarray(0, 2), body]);
}

/** The paths that have a working-tree-encoding. */
export function reencodedNames(repository: Repository, names: readonly Buffer[]): readonly boolean[] {
  const input = Buffer.concat(names.flatMap((name) => [name, Buffer.from([0])]));
  const place = { ...repository, cwd: repository.root };
  const { stdout } = runGitSync(place, ['check-attr', '-z', '--stdin', 'working-tree-encoding'], input);
  // NAME NUL working-tree-encoding NUL VALUE NUL
  const fields = stdout.toString('latin1').split('\0');
  return names.map((_, i) => !/^(|unspecified|unset)$/.test(fields[3 * i + 2] ?? ''));
}
