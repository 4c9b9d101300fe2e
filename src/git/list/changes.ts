import { entriesIn } from '../direct/index-listing.ts';
import { explainFailure, mergeHeads, type Repository } from '../repository.ts';
import { runGit, runGitSync } from '../run.ts';
import type {
  Base,
  Before,
  Entry,
  FileProblem,
  LateBases,
  Link,
  Listing,
  SkippedFile,
  SnapshotSource,
} from './entry.ts';
import { exactMoves, type Moves, mayHoldMoves, similarMoves } from './moves.ts';
import { displayPath, key, splitAtNul } from './path-bytes.ts';
import { isFile, isZeroOid, parseRawDiff, RAW_DIFF, type RawChange } from './raw-diff.ts';

/**
 * What is staged: the index that git passed to the hook, compared with HEAD, or with nothing before the first commit.
 * During a merge only what differs from every parent: the rest was judged on its own branch.
 * Takes one process, or none if git's files can be read directly, plus one for each further parent.
 */
export function listStaged(repository: Repository): Listing {
  const own = compare(repository, STAGED);
  const parents = [own, ...mergeHeads(repository).map((parent) => compare(repository, ['--cached', parent]))];
  const listing = toListing(own.changes, { kind: 'index' }, (change) => {
    const found = parents.map((parent) => parent.byName.get(key(change.name)));
    // If a parent has the same content, the change does not belong to this commit.
    return found.includes(undefined) ? null : parents.flatMap((parent) => baseIn(parent, change.name));
  });
  return {
    ...listing,
    lateBases: (entry) => parents.flatMap((parent) => lateBaseIn(parent, entry)),
    mayHaveMoved: () => parents.some(({ changes, moves }) => mayHoldMoves(changes, moves)),
    before: beforeIn(parents),
    linkBase: 'HEAD',
  };
}

/** What differs between two commits (object ids, see resolveCommit); null: nothing was there, every file is new. */
export async function listRange(repository: Repository, from: string | null, to: string): Promise<Listing> {
  const args = from === null ? [await emptyTree(repository), to] : [from, to];
  const diff = compare(repository, args);
  const source = { kind: 'commit', oid: to } as const;
  const listing = toListing(diff.changes, source, ({ name }) => baseIn(diff, name));
  const late: LateBases = (entry) => lateBaseIn(diff, entry);
  if (from === null) return { ...listing, lateBases: late };
  return { ...listing, lateBases: late, before: beforeIn([diff]), linkBase: from };
}

/** Every file in the index, with HEAD's blob as the base if it differs. */
export async function listTracked(repository: Repository): Promise<Listing> {
  const files = await lsFiles(repository);
  const staged = listStaged(repository);
  const basesOf = new Map(staged.entries.map((entry) => [key(entry.name), entry.bases]));
  const entries: Entry[] = [];
  const problems: FileProblem[] = [];
  const skipped: SkippedFile[] = [];
  const links: Link[] = [];
  for (const { mode, oid, stage, name, path } of files) {
    if (stage !== '0') {
      if (problems.at(-1)?.path !== path) problems.push(unmerged(path));
    } else if (!isFile(mode)) {
      skipped.push({ path, reason: notAFile(mode) });
      if (isLink(mode)) links.push({ path, basePath: null });
    } else {
      entries.push({
        path,
        name,
        mode,
        oid,
        bases: basesOf.size === 0 ? NO_BASES : (basesOf.get(key(name)) ?? NO_BASES),
      });
    }
  }
  const late = staged.lateBases;
  const isStaged = ({ name }: Entry): boolean => basesOf.size > 0 && basesOf.has(key(name));
  const lateBases: LateBases = (entry) => (isStaged(entry) ? (late?.(entry) ?? NO_BASES) : NO_BASES);
  return { entries, problems, skipped, links, source: { kind: 'index' }, lateBases };
}

const NO_BASES: readonly Base[] = [];

/** A line of `ls-files -s`. */
export interface IndexFile {
  readonly mode: string;
  readonly oid: string;
  /** `0`, or 1 to 3 if the path is in conflict. */
  readonly stage: string;
  readonly name: Buffer;
  /** The name for people, see displayPath. */
  readonly path: string;
}

/** The content of the index, or of the part that a pathspec names. */
export async function lsFiles(repository: Repository, pathspecs: readonly string[] = []): Promise<IndexFile[]> {
  const direct = pathspecs.length === 0 ? (repository.direct?.index() ?? null) : null;
  if (direct !== null) return entriesIn(direct, null);
  // Outside the root, git only lists the current folder unless told otherwise.
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
    const name = line.subarray(tab + 1);
    return { mode, oid, stage, name, path: displayPath(name) };
  });
}

/** One side to compare with: HEAD, another parent, the older commit of a range. */
export interface Comparison {
  readonly changes: readonly RawChange[];
  readonly byName: ReadonlyMap<string, RawChange>;
  readonly moves: Moves;
  /** Moves that are found by comparing content. Computed once, on the first call. */
  similar(): Moves;
}

/** For {@link compare}: the index against HEAD. */
export const STAGED: readonly string[] = ['--cached'];

/** @param args for git diff: {@link STAGED}, `--cached` with a commit, or two commits */
export function compare(repository: Repository, args: readonly string[]): Comparison {
  const direct = args === STAGED ? repository.direct?.stagedChanges() : null;
  if (direct) return comparisonOf(repository, args, direct);
  const result = runGitSync(repository, ['diff', ...RAW_DIFF, '--no-renames', ...args, '--']);
  if (result.status !== 0) throw explainFailure(repository, 'git could not list the changes', result.stderr);
  return comparisonOf(repository, args, parseRawDiff(result.stdout));
}

function comparisonOf(repository: Repository, args: readonly string[], changes: readonly RawChange[]): Comparison {
  const moves = exactMoves(changes);
  let similar: Moves | null = null;
  return {
    changes,
    byName: new Map(changes.map((change) => [key(change.name), change])),
    moves,
    similar() {
      similar ??= mayHoldMoves(changes, moves) ? similarMoves(repository, args) : new Map();
      return similar;
    },
  };
}

/** What was there before, or where it was moved from. */
function baseIn({ byName, moves }: Comparison, name: Buffer): Base[] {
  const moved = moves.get(key(name));
  if (moved !== undefined) return [moved];
  const change = byName.get(key(name));
  if (change === undefined || isZeroOid(change.oldOid) || !isFile(change.oldMode)) return [];
  return [{ object: change.oldOid, path: displayPath(name) }];
}

/** If a parent has the current content, it is not from this change. */
function beforeIn(parents: readonly Comparison[]): Before {
  return (path) => {
    const changes = parents.map(({ byName }) => byName.get(key(Buffer.from(path))));
    const [first] = changes;
    if (first === undefined || changes.includes(undefined)) return undefined;
    return isZeroOid(first.oldOid) || !isFile(first.oldMode) ? null : first.oldOid;
  };
}

export function lateBaseIn(comparison: Comparison, { name }: Pick<Entry, 'name'>): Base[] {
  const found = baseIn(comparison, name);
  return found.length > 0 ? found : [comparison.similar().get(key(name)) ?? []].flat();
}

/** `basesOf`: the blobs before the change, or null if the change does not belong to this commit. */
function toListing(
  changes: readonly RawChange[],
  source: SnapshotSource,
  basesOf: (change: RawChange) => readonly Base[] | null,
): Listing {
  const entries: Entry[] = [];
  const problems: FileProblem[] = [];
  const skipped: SkippedFile[] = [];
  const links: Link[] = [];
  for (const change of changes) {
    const path = displayPath(change.name);
    if (change.status === 'D') continue;
    if (change.status === 'U') {
      problems.push(unmerged(path));
    } else if (!isFile(change.newMode)) {
      skipped.push({ path, reason: notAFile(change.newMode) });
      if (isLink(change.newMode) && basesOf(change) !== null)
        links.push({ path, basePath: linkBefore(changes, change) });
    } else if (change.oldOid === change.newOid && isFile(change.oldMode)) {
      skipped.push({ path, reason: 'only its mode changed' });
    } else {
      const bases = basesOf(change);
      if (bases === null) skipped.push({ path, reason: 'came with the merge as it is' });
      else entries.push({ path, name: change.name, mode: change.newMode, oid: change.newOid, bases });
    }
  }
  return { entries, problems, skipped, links, source };
}

/** Its own path, if something was there; else that of a link with the same target, which has moved. */
function linkBefore(changes: readonly RawChange[], { oldOid, newOid, name }: RawChange): string | null {
  if (!isZeroOid(oldOid)) return displayPath(name);
  const moved = changes.find((other) => other.status === 'D' && isLink(other.oldMode) && other.oldOid === newOid);
  return moved === undefined ? null : displayPath(moved.name);
}

const isLink = (mode: string): boolean => mode === '120000';

export const notAFile = (mode: string): string => (isLink(mode) ? 'a symbolic link' : 'a submodule');

function unmerged(path: string): FileProblem {
  return { path, kind: 'unmerged', reason: 'it has a conflict; resolve it and git add it' };
}

/** The empty tree's id in the repository's hash. Git knows it even if it is not stored. */
async function emptyTree(repository: Repository): Promise<string> {
  const result = await runGit(repository, ['hash-object', '-t', 'tree', '--stdin'], Buffer.alloc(0));
  if (result.status !== 0) throw explainFailure(repository, 'git could not name the empty tree', result.stderr);
  return result.stdout.toString().trim();
}
