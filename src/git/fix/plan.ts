import { accessSync, constants, lstatSync, type Stats } from 'node:fs';
import { hasUtf16Mark } from '../read/content.ts';
import { fromUtf16, toUtf16 } from '../read/working-encoding.ts';
import { isBehindLink, parentOf, readFile, workingPath } from '../read/working-file.ts';
import type { Repository } from '../repository.ts';
import type { FileFix, WrittenFix } from './file-fix.ts';
import type { FileOwner } from './replace-file.ts';

/** What to do with one working file. */
export interface PlannedFix {
  readonly fix: FileFix;
  readonly outcome: WrittenFix['workingFile'];
  readonly note: string | null;
  /** The file to replace; null if there is none or it stays as it is. */
  readonly target: Buffer | null;
  /** Its current bytes, and the new ones. */
  readonly seen: Buffer;
  readonly fixed: Buffer;
  readonly owner: FileOwner;
}

/** The plan, or why the file cannot be fixed at all. */
export function planFix(repository: Repository, fix: FileFix): PlannedFix | string {
  const target = workingPath(repository, fix.entry.name);
  const nothing = { fix, target: null, seen: EMPTY, fixed: EMPTY, owner: NOBODY };
  const left = (note: string | null): PlannedFix => ({ ...nothing, outcome: 'left', note });
  let found: Stats | undefined;
  let seen: Buffer | null;
  try {
    if (isBehindLink(repository, fix.entry.name))
      return left('the working file is behind a symbolic link and was left');
    found = lstatSync(target, { throwIfNoEntry: false });
    if (found === undefined) return { ...nothing, outcome: 'gone', note: null };
    if (!found.isFile()) return left('the working file is not a regular file any more and was left');
    seen = readFile(target);
  } catch (error) {
    // ENOTDIR: there is a file instead of a folder.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return { ...nothing, outcome: 'gone', note: null };
    return `its working file cannot be read (${code})`;
  }
  if (seen === null) return { ...nothing, outcome: 'gone', note: null };
  if (seen.equals(fix.after)) return left(null);
  const fixed = fixWorkingBytes(fix, seen);
  if (fixed === null) return left('only the staged content was fixed: the working file differs there');
  if (fixed.equals(seen)) return left(null);
  try {
    accessSync(parentOf(target), constants.W_OK);
  } catch {
    return 'its folder cannot be written';
  }
  return { fix, outcome: 'fixed', note: null, target, seen, fixed, owner: found };
}

const EMPTY = Buffer.alloc(0);
const NOBODY: FileOwner = { mode: 0, uid: 0, gid: 0 };

function fixWorkingBytes(fix: FileFix, seen: Buffer): Buffer | null {
  if (seen.equals(fix.before)) return fix.after;
  // What git's autocrlf turns it into.
  if (!fix.before.includes('\r') && seen.equals(withCrlf(fix.before))) return withCrlf(fix.after);
  const decoded = hasUtf16Mark(fix.before) ? null : fromUtf16(seen);
  if (decoded === null) return fix.refix(seen);
  const fixed = fixWorkingBytes(fix, decoded);
  return fixed === null ? null : toUtf16(fixed, seen);
}

/** True if the file on disk is what was judged. */
export function isAsJudged(fix: FileFix, seen: Buffer): boolean {
  return seen.equals(fix.before) || (fromUtf16(seen)?.equals(fix.before) ?? false);
}

const withCrlf = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
