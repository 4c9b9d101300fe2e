import type { Io } from './cli/io.ts';
import { configPaths, isConfigName, mayHoldConfig } from './config/candidates.ts';
import { environmentMarks } from './declared/environment-roots.ts';
import { type BorrowedNames, borrowedNames, NOTHING_BORROWED } from './engine/borrowed-names.ts';
import { createGatekeeper, type Gatekeeper, type SeenDocument } from './engine/gate.ts';
import { type Kind, kindOf } from './engine/kind.ts';
import type { LookedAt } from './engine/looked-at.ts';
import { isOfInterest } from './engine/of-interest.ts';
import { roleOf } from './engine/role.ts';
import { listStaged } from './git/list/changes.ts';
import type { Entry, Listing } from './git/list/entry.ts';
import { isFile } from './git/list/raw-diff.ts';
import { contentOf, isAsset } from './git/read/content.ts';
import { openNeighbours } from './git/read/neighbours.ts';
import { type Objects, openObjects } from './git/read/objects.ts';
import { openRepository, type Repository } from './git/repository.ts';
import { type DecodedText, decodeBytes } from './python/syntax/index.ts';
import { openRegistry } from './rules/registry.ts';

/** What is staged, with what was read of it and found in it. */
export interface QuickLook {
  readonly repository: Repository;
  readonly listing: Listing;
  readonly objects: Objects;
  /** The files that contain text, by path. */
  readonly files: ReadonlyMap<string, LookedAt>;
  /** False if no rule has a reason to read any of the files, so nothing more need be loaded. */
  readonly isWorthChecking: boolean;
}

/**
 * Reads what is staged and searches it for the rules' words. Most commits touch nothing that a rule is about; for them
 * this look is the whole run, and its code all that is loaded. Null if something else is asked for.
 * @throws UserError if the repository cannot be opened, and other errors that the full run reports in its own words
 */
export async function lookAtStaged(io: Pick<Io, 'argv' | 'cwd' | 'env'>): Promise<QuickLook | null> {
  if (!isPlainCheck(io) && !(await asksForStaged(io))) return null;
  const repository = openRepository(io.cwd, io.env);
  const listing = listStaged(repository);
  const objects = openObjects(repository);
  const paths = listing.entries.map(({ path }) => path);
  const alongside = [...configPaths(paths), ...environmentMarks(paths)];
  const read = listing.entries.filter(({ path }) => !isAsset(path));
  // One process asks git about all of them; without git only a few are looked up.
  const names = repository.direct?.index() ? [] : alongside.map(nameInIndex);
  objects.load([...read.flatMap(({ oid }) => oid ?? []), ...names]);
  const { gates, pathGates } = await openRegistry();
  const gatekeeper = createGatekeeper(gates);
  const files = searchFiles(read, objects, gatekeeper);
  const isWorthChecking =
    listing.problems.length > 0 ||
    (listing.links ?? []).length > 0 ||
    listing.entries.some(({ path }) => (files.has(path) ? files.get(path)?.rules.length !== 0 : isOfInterest(path))) ||
    pathGates.some(({ pattern }) => paths.some((path) => new RegExp(pattern).test(path))) ||
    alongside.some((path) => makesDifference(path, repository, objects)) ||
    // Look at anything else only if the files' own words give no reason.
    haveBorrowedWords(files, repository, gatekeeper);
  return { repository, listing, objects, files, isWorthChecking };
}

async function asksForStaged({ argv }: Pick<Io, 'argv'>): Promise<boolean> {
  const { asksForStaged: asks, readArguments } = await import('./cli/argv.ts');
  return asks(readArguments(argv));
}

function searchFiles(
  entries: readonly Entry[],
  objects: Objects,
  gatekeeper: Gatekeeper,
): ReadonlyMap<string, LookedAt> {
  const found: { readonly doc: SeenDocument; readonly bytes: Buffer; readonly decoded: DecodedText }[] = [];
  for (const { path, oid } of entries) {
    const { bytes } = contentOf(path, objects.get(oid as string));
    if (bytes === null) continue;
    const kind = kindOf(path, bytes.toString('latin1', 0, 120));
    const decoded = decodeBytes(bytes, kind);
    found.push({ doc: seen(path, kind, decoded, NOTHING_BORROWED), bytes, decoded });
  }
  gatekeeper.expect(found.map(({ doc }) => doc));
  const files = new Map<string, LookedAt>();
  for (const { doc, bytes, decoded } of found) {
    files.set(doc.path, { bytes, kind: doc.kind, decoded, rules: gatekeeper.rulesFor(doc) });
  }
  return files;
}

const seen = (
  path: string,
  kind: Kind,
  { text, problems: encodingProblems }: DecodedText,
  borrowed: BorrowedNames,
): SeenDocument => ({ path, kind, role: roleOf(path, kind, text), text, encodingProblems, borrowed });

/** Whether a file uses names from other files that lead to words of rules. */
function haveBorrowedWords(
  files: ReadonlyMap<string, LookedAt>,
  { root }: Repository,
  gatekeeper: Gatekeeper,
): boolean {
  const neighbours = openNeighbours(root, (path) => files.get(path)?.bytes ?? null);
  return [...files].some(([path, { kind, decoded }]) => {
    const borrowed = kind === 'python' ? borrowedNames(path, decoded.text, neighbours) : NOTHING_BORROWED;
    return borrowed.size > 0 && gatekeeper.rulesFor(seen(path, kind, decoded, borrowed)).length > 0;
  });
}

const nameInIndex = (path: string): string => `:0:${Buffer.from(path).toString('latin1')}`;

/**
 * Whether a file that may be next to what is staged makes a difference: a configuration, or a mark of an environment.
 */
function makesDifference(path: string, { direct }: Repository, objects: Objects): boolean {
  const entry = direct?.staged(Buffer.from(path)) ?? null;
  const isAbsent = direct?.index() ? entry === null : objects.get(nameInIndex(path)).status !== 'ok';
  if (isAbsent) return false;
  if (!isConfigName(path) || (entry !== null && !isFile(entry.mode))) return true;
  const known = entry === null ? null : (direct?.blob(entry.oid) ?? direct?.unchangedFile(entry) ?? null);
  const bytes = known ?? contentOf(path, objects.get(nameInIndex(path))).bytes;
  // A symbolic link's content is its target, one line without a line ending; and in UTF-16 no word would be found.
  if (!bytes?.includes(10) || bytes.includes(0)) return true;
  return mayHoldConfig(path, bytes.toString('latin1'));
}

/** True if only the status is asked for. Everything else is for the full run. */
export const isPlainCheck = ({ argv, env }: Pick<Io, 'argv' | 'env'>): boolean =>
  argv.every((argument) => PLAIN.has(argument)) && !env.GITHUB_ACTIONS;

const QUIET: readonly string[] = ['--quiet', '-q'];
const PLAIN: ReadonlySet<string> = new Set(['--fix', ...QUIET]);

export const isQuiet = ({ argv }: Pick<Io, 'argv'>): boolean => argv.some((argument) => QUIET.includes(argument));
