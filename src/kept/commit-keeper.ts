import { createHash } from 'node:crypto';
import type { Io } from '../cli/io.ts';
import type { Dependencies } from '../engine/dependencies.ts';
import type { Entry, Listing } from '../git/list/entry.ts';
import { mergeHeads } from '../git/repository.ts';
import type { JudgedEntries } from '../judge-entries.ts';
import { filesToKeep, joinKept, withoutKept } from './join-kept.ts';
import type { Keeper } from './keeper.ts';
import { openKeptLines } from './kept-lines.ts';
import type { KeptFile, Links } from './kept-tree.ts';
import { configsKey, runKey } from './run-key.ts';
import { staleFiles } from './stale.ts';
import { isStillTrue, listenTo, type PlainTold, plainTold } from './told.ts';
import type { RunToKeep } from './tree-keeper.ts';

/**
 * What a check of staged files came to, for the case that the commit is tried again. Everything is named by its number
 * in `sources`.
 */
interface KeptCommit {
  /** The judged files, and what they were found to depend on; see {@link Source}. */
  readonly sources: readonly string[];
  /** By source, what identified its content. */
  readonly contents: readonly string[];
  /** Null for what was not judged, or has to be judged again in any case. */
  readonly files: readonly (KeptFile | null)[];
  readonly siblings: Links;
  readonly texts: Links;
  readonly told: PlainTold;
}

/** A path, after a sign that says where it was read. */
type Source = string;
/** What is staged, as it is judged: compared with what it was before. */
const STAGED = '+';
const INDEX = '=';
const WORK_TREE = '~';

/**
 * For a check of what is staged. Null if timings are asked for too, git alone can read the index, several commits are
 * merged, or nothing may be stored.
 */
export function openCommitKeeper(
  { repository, listing, snapshot, files, options, date }: RunToKeep,
  io: Io,
): Keeper | null {
  const { direct } = repository;
  const { programId } = io;
  if (programId === null || !direct?.index() || options.verbose || mergeHeads(repository).length > 0) return null;
  const { entries } = listing;
  const lines = openKeptLines(repository, 'commits.json');
  const staged = new Map(entries.map((entry) => [entry.path, entry]));
  const { snapshot: heard, told } = listenTo(files);

  /** Identifies the content of a source; null if that cannot be told for sure. */
  const contentOf = (source: Source): string | null => {
    const path = source.slice(1);
    const entry = staged.get(path);
    if (source.startsWith(STAGED)) return entry === undefined ? null : stateOf(entry, listing);
    if (source.startsWith(WORK_TREE)) return digestOf(files.neighbours.text(path));
    const target = snapshot.targetOf(path);
    if (target === null) return NOTHING;
    return direct.staged(Buffer.from(target))?.oid ?? null;
  };
  const sourceOf = (path: string, where: string): Source => `${staged.has(path) ? STAGED : where}${path}`;

  let key = '';
  let before: KeptCommit = NO_COMMIT;
  let numbers = new Map<Source, number>();
  let stale: ReadonlySet<number> = new Set();
  let fresh: JudgedEntries | null = null;

  const keptOf = ({ path }: Entry): KeptFile | null => {
    const number = numbers.get(STAGED + path);
    return number === undefined || stale.has(number) ? null : (before.files[number] ?? null);
  };

  return {
    snapshot: heard,
    judging: (judge) => async (chosen, checker, configs) => {
      const used = new Set(entries.map(({ path }) => configs.configFor(path)));
      key = runKey(repository, options, date, programId, io) + configsKey(used);
      const found = lines.recall(key) as KeptCommit | null;
      before = found !== null && isStillTrue(found.told, files) ? found : NO_COMMIT;
      numbers = new Map(before.sources.map((source, number) => [source, number]));
      stale = staleFiles(
        before,
        before.sources.map((source, number) => contentOf(source) !== before.contents[number]),
      );
      fresh = await judge(withoutKept(chosen, keptOf), checker, configs);
      return joinKept(chosen.entries, keptOf, fresh);
    },
    packageFacts: (now) => now,
    keep() {
      if (fresh === null || told.all) return;
      const kept = filesToKeep(fresh);
      const { siblings, texts, packages } = fresh.dependencies;
      const sources: Source[] = [];
      const numberOf = numbering(sources);
      for (const { path } of entries) numberOf(STAGED + path);
      const results = entries.map((entry): KeptFile | null => {
        const result = packages.has(entry.path) ? null : (kept.get(entry.path) ?? keptOf(entry));
        return isQuiet(result) ? result : null;
      });
      /** What was known of files that did not change, and what was noted now. */
      const linksOf = (known: Links, noted: Dependencies['siblings'], where: string): Links => {
        const links = new Map<number, Set<number>>();
        const add = (file: Source, other: Source): void => {
          if (file === other) return;
          const found = links.get(numberOf(file)) ?? new Set();
          links.set(numberOf(file), found.add(numberOf(other)));
        };
        const nameOf = (number: number): Source => before.sources[number] as Source;
        for (const [file, ...others] of known) {
          if (!stale.has(file)) for (const other of others) add(nameOf(file), nameOf(other));
        }
        for (const [path, others] of noted) {
          for (const other of others) add(sourceOf(path, INDEX), sourceOf(other, where));
        }
        return [...links].map(([file, others]) => [file, ...others]);
      };
      const links = {
        siblings: linksOf(before.siblings, siblings, INDEX),
        texts: linksOf(before.texts, texts, WORK_TREE),
      };
      const contents = sources.map((source) => contentOf(source) ?? UNKNOWN);
      const commit: KeptCommit = { sources, contents, files: results, ...links, told: plainTold(before.told, told) };
      lines.keep(key, commit);
    },
  };
}

const NO_COMMIT: KeptCommit = { sources: [], contents: [], files: [], siblings: [], texts: [], told: [] };

const NOTHING = 'nothing';
/** Equal to no content. */
const UNKNOWN = 'unknown';

/** Gives each source the next number at its first mention. */
function numbering(sources: Source[]): (source: Source) => number {
  const numbers = new Map<Source, number>();
  return (source) => {
    let number = numbers.get(source);
    if (number === undefined) {
      number = sources.push(source) - 1;
      numbers.set(source, number);
    }
    return number;
  };
}

/** A file is compared with what it was. Null if git has to be asked for that. */
function stateOf({ oid, mode, bases }: Entry, listing: Listing): string | null {
  if (bases.length === 0 && listing.mayHaveMoved?.() !== false) return null;
  return JSON.stringify([oid, mode, ...bases.map(({ object, path }) => [object, path])]);
}

const digestOf = (text: string | null): string =>
  text === null ? NOTHING : createHash('sha256').update(text).digest('hex');

/** False if a comment silenced something: whether the change brought it is asked of the judged file. */
const isQuiet = (file: KeptFile | null): boolean =>
  file === null || typeof file !== 'object' || file.silenced.length === 0;
