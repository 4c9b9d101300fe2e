import { isFile, type RawChange } from '../list/raw-diff.ts';
import type { CachedTree, GitIndex } from './git-index.ts';
import { endOfFolder } from './index-listing.ts';

const NO_OID = '0'.repeat(40);
const NO_MODE = '000000';
const SLASH = Buffer.from('/');

/** Reads a tree object by its id; null if it cannot. */
export type ReadTree = (oid: string) => Buffer | null;

interface TreeItem {
  readonly mode: string;
  readonly oid: string;
  readonly name: Buffer;
}

/**
 * The result of `git diff --cached --raw --no-renames`: the index compared with HEAD's tree. The index's own cached
 * tree shows which folders are unchanged, so only those of HEAD's trees are read that lead to something staged.
 * @param head the id of HEAD's tree; null before the first commit
 * @returns null if a tree cannot be read, or is not of a kind that git writes today
 */
export function stagedChanges(index: GitIndex, head: string | null, readTree: ReadTree): readonly RawChange[] | null {
  const changes: RawChange[] = [];
  try {
    compareFolder(0, index.count, Buffer.alloc(0), head, index.trees);
  } catch (error) {
    if (error instanceof UnreadableTree) return null;
    throw error;
  }
  return changes.sort((a, b) => Buffer.compare(a.name, b.name));

  function compareFolder(
    from: number,
    to: number,
    prefix: Buffer,
    tree: string | null,
    cached: CachedTree | undefined,
  ): void {
    if (tree !== null && cached?.oid === tree) return;
    const items = new Map(tree === null ? [] : readItems(tree).map((item) => [item.name.toString('latin1'), item]));
    for (let at = from; at < to; ) {
      const name = index.nameOf(at);
      const slash = name.indexOf(47, prefix.length);
      const part = name.toString('latin1', prefix.length, slash === -1 ? name.length : slash);
      const item = items.get(part);
      if (slash === -1) {
        compareFile(at, prefix, item);
        at += 1;
      } else {
        const folder = name.subarray(0, slash + 1);
        const end = index.lowerBound(endOfFolder(name.subarray(0, slash)));
        if (item !== undefined && !isFolder(item)) changes.push(deleted(prefix, item));
        const below = item !== undefined && isFolder(item) ? item.oid : null;
        compareFolder(at, end, folder, below, cached?.folders().get(part));
        at = end;
      }
      // A name is a file, and only in the index of an unfinished merge also a folder.
      items.delete(part);
    }
    for (const item of items.values()) deleteAll(prefix, item);
  }

  function compareFile(at: number, prefix: Buffer, item: TreeItem | undefined): void {
    const { name, mode, oid } = index.entry(at);
    if (item === undefined || isFolder(item)) {
      changes.push({ oldMode: NO_MODE, newMode: mode, oldOid: NO_OID, newOid: oid, status: 'A', name, oldName: name });
      if (item !== undefined) deleteAll(prefix, item);
    } else if (item.oid !== oid || item.mode !== mode) {
      const status = typeOf(item.mode) === typeOf(mode) ? 'M' : 'T';
      changes.push({ oldMode: item.mode, newMode: mode, oldOid: item.oid, newOid: oid, status, name, oldName: name });
    }
  }

  function deleteAll(prefix: Buffer, item: TreeItem): void {
    if (!isFolder(item)) {
      changes.push(deleted(prefix, item));
      return;
    }
    const folder = Buffer.concat([prefix, item.name, SLASH]);
    for (const below of readItems(item.oid)) deleteAll(folder, below);
  }

  function readItems(oid: string): TreeItem[] {
    const bytes = readTree(oid);
    const items = bytes === null ? null : parseTreeObject(bytes);
    if (items === null) throw new UnreadableTree(oid);
    return items;
  }
}

class UnreadableTree extends Error {}

function deleted(prefix: Buffer, { mode, oid, name: part }: TreeItem): RawChange {
  const name = Buffer.concat([prefix, part]);
  return { oldMode: mode, newMode: NO_MODE, oldOid: oid, newOid: NO_OID, status: 'D', name, oldName: name };
}

const isFolder = ({ mode }: TreeItem): boolean => mode === '40000';

const typeOf = (mode: string): string => (isFile(mode) ? 'file' : mode);

const MODES = /^(?:100644|100755|120000|160000|40000)$/;

/** Reads `MODE SP NAME NUL OID`, with the object id in bytes; null if a mode is not used today. */
function parseTreeObject(bytes: Buffer): TreeItem[] | null {
  const items: TreeItem[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const nul = bytes.indexOf(0, space);
    const mode = bytes.toString('latin1', at, space);
    if (space === -1 || nul === -1 || !MODES.test(mode)) return null;
    at = nul + 21;
    items.push({ mode, name: bytes.subarray(space + 1, nul), oid: bytes.toString('hex', nul + 1, at) });
  }
  return items;
}
