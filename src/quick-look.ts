import type { Io } from './cli/io.ts';
import { configPaths, mayHoldConfig } from './config/candidates.ts';
import { environmentMarks } from './declared/environment-roots.ts';
import { borrowedNames, NOTHING_BORROWED } from './engine/borrowed-names.ts';
import { createGatekeeper } from './engine/gate.ts';
import { kindOf } from './engine/kind.ts';
import { roleOf } from './engine/role.ts';
import type { StartedListing } from './git/early-listing.ts';
import type { Entry, Listing } from './git/list/entry.ts';
import type { Content } from './git/read/content.ts';
import { openSnapshot } from './git/read/snapshot.ts';
import { decodeBytes } from './python/syntax/index.ts';
import { openRegistry } from './rules/registry.ts';

/** What is staged, read. */
export interface ReadListing {
  readonly listing: Listing;
  readonly snapshot: ReturnType<typeof openSnapshot>;
  readonly contents: readonly Content[];
}

export interface QuickLook {
  readonly read: ReadListing;
  /** False: no rule has a reason to read any of the files, so that nothing more need be loaded. */
  readonly isWorthChecking: boolean;
}

/**
 * Reads what is staged and looks for the words of rules. Most commits of a repository touch nothing that a rule is
 * about; for them this look is the whole run, and its code all that is loaded.
 */
export async function lookAtStaged({ repository, listing: listed }: StartedListing): Promise<QuickLook> {
  const listing = await listed;
  const snapshot = openSnapshot(repository, listing.source, listing);
  const paths = listing.entries.map(({ path }) => path);
  const alongside = configPaths(paths);
  const marks = environmentMarks(paths);
  const contents = await snapshot.contents(listing.entries, [...alongside, ...marks]);
  const read = { listing, snapshot, contents };
  const isPlain =
    listing.problems.length === 0 &&
    contents.every(({ problem }) => problem === null) &&
    !alongside.some((path) => {
      const bytes = snapshot.read(path);
      return bytes !== null && mayHoldConfig(path, bytes.toString('latin1'));
    }) &&
    // One file more in an environment that is there already tells nothing by itself.
    marks.every((path) => snapshot.read(path) === null);
  return { read, isWorthChecking: !isPlain || (await hasWordsOfRules(read)) };
}

async function hasWordsOfRules({ listing, contents, snapshot }: ReadListing): Promise<boolean> {
  const { gates, pathGates } = await openRegistry();
  const suspect = pathGates.map(({ pattern }) => new RegExp(pattern));
  if (listing.entries.some(({ path }) => suspect.some((pattern) => pattern.test(path)))) return true;
  const gatekeeper = createGatekeeper(gates);
  const isWanted = ({ path }: Entry, index: number, withNeighbours: boolean): boolean => {
    const bytes = contents[index]?.bytes;
    if (bytes === null || bytes === undefined) return true;
    const kind = kindOf(path, bytes.toString('latin1', 0, 120));
    const { text, problems } = decodeBytes(bytes, kind);
    const role = roleOf(path, kind, text);
    if (withNeighbours && kind !== 'python') return false;
    const borrowed = withNeighbours ? borrowedNames(path, text, snapshot.neighbours) : NOTHING_BORROWED;
    if (withNeighbours && borrowed.size === 0) return false;
    return gatekeeper.rulesFor({ path, kind, role, text, encodingProblems: problems, borrowed }).length > 0;
  };
  // Only where the files' own words give no reason is anything else looked at.
  return (
    listing.entries.some((entry, index) => isWanted(entry, index, false)) ||
    listing.entries.some((entry, index) => isWanted(entry, index, true))
  );
}

/** True where nothing but the status is asked for: everything else is the full run's to answer. */
export const isPlainCheck = ({ argv, env }: Pick<Io, 'argv' | 'env'>): boolean =>
  argv.every((argument) => argument === '--fix') && !env.GITHUB_ACTIONS;
