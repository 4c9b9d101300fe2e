import { isUtf8 } from 'node:buffer';
import { lstatSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { geteuid } from 'node:process';
import type { Environment } from '../environment.ts';
import type { RawChange } from '../list/raw-diff.ts';
import { makeBlobChecksum } from './blob-checksum.ts';
import { type GitIndex, type IndexEntry, type IndexStat, parseIndex } from './git-index.ts';
import { headTree } from './head-tree.ts';
import { isLooseBlob, readLooseObject } from './loose-object.ts';
import { stagedChanges } from './staged-changes.ts';

/**
 * Git's own files, read without git: starting git takes five milliseconds, a sixth of Node's own start. Only the plain
 * case is supported, and every answer may be that git must be asked.
 */
export interface DirectStore {
  /** What is staged; null: ask git. */
  stagedChanges(): readonly RawChange[] | null;
  /** A file's content by its object id; null: ask git. */
  blob(oid: string): Buffer | null;
  /** The index; null: ask git. */
  index(): GitIndex | null;
  /** The file of the index. There may be none. */
  readonly indexPath: string;
  /** The index's entry for a name; undefined if there is none, null: ask git. */
  staged(name: Buffer): IndexEntry | undefined | null;
  /** The content of an entry's working file, if git would consider it unchanged since it was staged. */
  unchangedFile(entry: IndexEntry): Buffer | null;
}

/** Reading an index larger than this here takes longer than starting git. In bytes. */
const MAX_INDEX_SIZE = 4_000_000;
/** With these in the environment, objects are elsewhere. */
const OBJECT_VARIABLES = ['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES'];
/** Git's own tests, and ours, use it to make git refuse a folder. */
const OTHER_OWNER = 'GIT_TEST_ASSUME_DIFFERENT_OWNER';

export interface StorePlace {
  readonly root: string;
  readonly gitDir: string;
  readonly cwd: string;
  readonly env: Environment;
}

/**
 * @param config the text of the repository's configuration
 * @returns null if git must be asked about everything: another format, objects elsewhere, or a folder that belongs to
 * another user, which git may refuse (safe.directory in git-config(1))
 */
export function openDirectStore(place: StorePlace, config: string): DirectStore | null {
  if ([...OBJECT_VARIABLES, OTHER_OWNER].some((name) => place.env[name] !== undefined)) return null;
  if (/extensions|repositoryformatversion\s*=\s*"?[^0\s]/i.test(config)) return null;
  const indexPath = indexFileOf(place);
  if (indexPath === null || !isOwn(place.root) || !isOwn(place.gitDir)) return null;
  let known: { readonly index: GitIndex | null; readonly writtenAt: number } | null = null;
  let changes: { readonly rows: readonly RawChange[] | null } | null = null;
  const blobs = new Map<string, Buffer | null>();
  const checksum = makeBlobChecksum();
  /** Where the index records what was staged. */
  const stagedAs = new Map<string, Buffer>();

  const readIndex = (): GitIndex | null => {
    if (known === null) {
      const found = statSync(indexPath, { throwIfNoEntry: false });
      // If there is no index, there may be none yet, or another reason that git knows.
      const bytes = found === undefined || found.size > MAX_INDEX_SIZE ? null : readFileSync(indexPath);
      known = { index: bytes === null ? null : parseIndex(bytes), writtenAt: found?.mtimeMs ?? 0 };
    }
    return known.index;
  };
  /** What is staged is usually still on disk. */
  const asOnDisk = (oid: string): Buffer | null => {
    const name = stagedAs.get(oid);
    const entry = name === undefined ? null : store.staged(name);
    const bytes = entry ? unchangedFile(entry) : null;
    return bytes !== null && isLooseBlob(place.gitDir, oid, bytes, checksum) ? bytes : null;
  };
  const unchangedFile = ({ name, stat }: IndexEntry): Buffer | null => {
    if (!isUtf8(name)) return null;
    const path = join(place.root, name.toString());
    const now = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    return now?.isFile() && isSame(stat, now) ? readFileSync(path) : null;
  };
  const store: DirectStore = {
    index: readIndex,
    indexPath,
    stagedChanges() {
      const index = readIndex();
      if (index === null) return null;
      if (changes === null) {
        const head = headTree(place.gitDir);
        const rows =
          head === null
            ? null
            : stagedChanges(index, head === 'none' ? null : head, (oid) => readLooseObject(place.gitDir, oid, 'tree'));
        for (const { newOid, name } of rows ?? []) stagedAs.set(newOid, name);
        changes = { rows };
      }
      return changes.rows;
    },
    blob(oid) {
      let bytes = blobs.get(oid);
      if (bytes === undefined) {
        bytes = asOnDisk(oid) ?? readLooseObject(place.gitDir, oid, 'blob');
        blobs.set(oid, bytes);
      }
      return bytes;
    },
    staged(name) {
      const index = readIndex();
      return index === null ? null : index.find(name);
    },
    unchangedFile(entry) {
      // A file written at the same moment as the index may have changed unnoticed (git's "racy" entries).
      const isOld = entry.stat.mtimeSeconds * 1000 + 1000 < (known?.writtenAt ?? 0);
      return isOld ? unchangedFile(entry) : null;
    },
  };
  return store;
}

function isSame(
  stat: IndexStat,
  now: { readonly mtimeNs: bigint; readonly ino: bigint; readonly size: bigint },
): boolean {
  return (
    now.mtimeNs === BigInt(stat.mtimeSeconds) * 1_000_000_000n + BigInt(stat.mtimeNanoseconds) &&
    BigInt.asUintN(32, now.ino) === BigInt(stat.inode) &&
    now.size === BigInt(stat.size)
  );
}

/** The index that git would read; null if that depends on where git would be started. */
function indexFileOf({ env, gitDir, root, cwd }: StorePlace): string | null {
  const named = env.GIT_INDEX_FILE;
  if (named === undefined) return join(gitDir, 'index');
  if (isAbsolute(named)) return named;
  return cwd === root && named !== '' ? join(root, named) : null;
}

function isOwn(folder: string): boolean {
  return geteuid !== undefined && lstatSync(folder).uid === geteuid();
}
