import { explainFailure, mergeHeads, type Repository } from '../repository.ts';
import { runGit } from '../run.ts';
import type { Entry, FileProblem, Listing, SkippedFile, SnapshotSource } from './entry.ts';
import { displayPath, splitAtNul } from './path-bytes.ts';
import { isZeroOid, parseRawDiff, RAW_DIFF, type RawChange } from './raw-diff.ts';

/**
 * What is staged: the index that git handed to the hook against HEAD, or against nothing before the first commit.
 * While a merge is being finished only what differs from every parent: the rest was judged on its own branch.
 * One process, plus one for each further parent. Nothing needs to be awaited before it is started.
 */
export async function listStaged(repository: Repository): Promise<Listing> {
  const [own, ...merged] = await Promise.all([
    rawDiff(repository, ['--cached']),
    ...mergeHeads(repository).map((parent) => rawDiff(repository, ['--cached', parent])),
  ]);
  const basesOfMerged = merged.map((changes) => new Map(changes.map((change) => [key(change.name), change])));
  return toListing(own!, { kind: 'index' }, (change) => {
    const changes = [change];
    for (const parent of basesOfMerged) {
      const other = parent.get(key(change.name));
      if (other === undefined) return null;
      changes.push(other);
    }
    return changes.filter(({ oldOid, oldMode }) => !isZeroOid(oldOid) && isFile(oldMode)).map(({ oldOid }) => oldOid);
  });
}

/** Files that differ between two commits (object ids, see resolveCommit); null: nothing, every file is new. */
export async function listRange(repository: Repository, from: string | null, to: string): Promise<Listing> {
  const args = from === null ? [await emptyTree(repository), to] : [from, to];
  const changes = await rawDiff(repository, args);
  return toListing(changes, { kind: 'commit', oid: to }, ({ oldOid, oldMode }) =>
    isZeroOid(oldOid) || !isFile(oldMode) ? [] : [oldOid],
  );
}

/** Every file in the index, with HEAD's blob as the base where it differs. */
export async function listTracked(repository: Repository): Promise<Listing> {
  const [files, staged] = await Promise.all([lsFiles(repository), listStaged(repository)]);
  const basesOf = new Map(staged.entries.map((entry) => [key(entry.name), entry.bases]));
  const entries: Entry[] = [];
  const problems: FileProblem[] = [];
  const skipped: SkippedFile[] = [];
  for (const { mode, oid, stage, name } of files) {
    const path = displayPath(name);
    if (stage !== '0') {
      if (problems.at(-1)?.path !== path) problems.push(unmerged(path));
    } else if (!isFile(mode)) {
      skipped.push({ path, reason: notAFile(mode) });
    } else {
      entries.push({ path, name, mode, oid, bases: basesOf.get(key(name)) ?? [] });
    }
  }
  return { entries, problems, skipped, source: { kind: 'index' } };
}

export interface IndexFile {
  readonly mode: string;
  readonly oid: string;
  /** `0`, or 1 to 3 while the path is in conflict. */
  readonly stage: string;
  readonly name: Buffer;
}

/** What is in the index, or the part of it that a pathspec names. */
export async function lsFiles(repository: Repository, pathspecs: readonly string[] = []): Promise<IndexFile[]> {
  // Outside the root git lists the current folder only, unless told otherwise.
  const specs = pathspecs.length === 0 ? [':/'] : pathspecs;
  const result = await runGit(repository, ['ls-files', '-s', '-z', '--full-name', '--', ...specs]);
  if (result.status !== 0) throw explainFailure(repository, 'git could not list the index', result.stderr);
  return parseLsFiles(result.stdout);
}

/** Reads `ls-files -s -z`: `100644 OID 0 TAB path NUL`. */
export function parseLsFiles(output: Buffer): IndexFile[] {
  return splitAtNul(output).map((line) => {
    const tab = line.indexOf(9);
    const [mode = '', oid = '', stage = ''] = line.toString('latin1', 0, tab).split(' ');
    return { mode, oid, stage, name: line.subarray(tab + 1) };
  });
}

/** A key for maps: one character a byte. */
export const key = (name: Uint8Array): string =>
  Buffer.from(name.buffer, name.byteOffset, name.byteLength).toString('latin1');

/** Regular files, executable or not; neither symbolic links (120000) nor submodules (160000). */
export const isFile = (mode: string): boolean => mode.startsWith('100');

async function rawDiff(repository: Repository, args: readonly string[]): Promise<RawChange[]> {
  const result = await runGit(repository, ['diff', ...RAW_DIFF, ...args, '--']);
  if (result.status !== 0) throw explainFailure(repository, 'git could not list the changes', result.stderr);
  return parseRawDiff(result.stdout);
}

/** `basesOf`: the blobs before the change, or null where the change is not this commit's. */
function toListing(
  changes: readonly RawChange[],
  source: SnapshotSource,
  basesOf: (change: RawChange) => readonly string[] | null,
): Listing {
  const entries: Entry[] = [];
  const problems: FileProblem[] = [];
  const skipped: SkippedFile[] = [];
  for (const change of changes) {
    const path = displayPath(change.name);
    if (change.status === 'U') {
      problems.push(unmerged(path));
    } else if (!isFile(change.newMode)) {
      skipped.push({ path, reason: notAFile(change.newMode) });
    } else if (change.oldOid === change.newOid && isFile(change.oldMode)) {
      skipped.push({ path, reason: 'only its mode changed' });
    } else {
      const bases = basesOf(change);
      if (bases === null) skipped.push({ path, reason: 'came with the merge as it is' });
      else entries.push({ path, name: change.name, mode: change.newMode, oid: change.newOid, bases });
    }
  }
  return { entries, problems, skipped, source };
}

export const notAFile = (mode: string): string => (mode === '120000' ? 'a symbolic link' : 'a submodule');

function unmerged(path: string): FileProblem {
  return { path, kind: 'unmerged', reason: 'it is in conflict; resolve it and git add it' };
}

/** The empty tree's id in the repository's hash; git knows it without it being stored. */
async function emptyTree(repository: Repository): Promise<string> {
  const result = await runGit(repository, ['hash-object', '-t', 'tree', '--stdin'], Buffer.alloc(0));
  if (result.status !== 0) throw explainFailure(repository, 'git could not name the empty tree', result.stderr);
  return result.stdout.toString().trim();
}
