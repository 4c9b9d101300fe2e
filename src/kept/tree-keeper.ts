import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import type { Dependencies } from '../engine/dependencies.ts';
import type { Snapshot } from '../engine/snapshot.ts';
import type { Entry, Listing } from '../git/list/entry.ts';
import type { GitSnapshot } from '../git/read/snapshot.ts';
import type { Repository } from '../git/repository.ts';
import type { JudgedEntries } from '../judge-entries.ts';
import type { CheckRun } from '../report/run.ts';
import { isSettled } from './is-settled.ts';
import { filesToKeep, joinKept, withoutKept } from './join-kept.ts';
import type { Keeper } from './keeper.ts';
import { openKeptLines } from './kept-lines.ts';
import type { KeptFile, KeptTree, Links } from './kept-tree.ts';
import { runKey } from './run-key.ts';
import { staleFiles } from './stale.ts';
import { treeKey } from './tree-key.ts';

export interface RunToKeep {
  readonly repository: Repository;
  readonly listing: Listing;
  readonly snapshot: GitSnapshot;
  /** The snapshot as rules see it. */
  readonly files: Snapshot;
  readonly options: Options;
  readonly date: string;
}

/** Null if timings are asked for too, git alone can read the index, or nothing may be stored. */
export function openTreeKeeper(
  { repository, listing, snapshot, files, options, date }: RunToKeep,
  io: Io,
): Keeper | null {
  const index = repository.direct?.index() ?? null;
  const { programId } = io;
  // `verbose` asks for timings, which nothing that is kept has.
  if (programId === null || index === null || options.verbose) return null;
  const { entries } = listing;
  const lines = openKeptLines(repository, 'trees.json');
  const oids = entries.map((entry) => (isSettled(entry, listing) ? (entry.oid as string) : UNSETTLED));
  const numbers = new Map(entries.map(({ path }, number) => [path, number]));
  const numberOf = (path: string): number | undefined =>
    numbers.get(path) ?? numbers.get(snapshot.targetOf(path) ?? '');
  let key = '';
  let before: KeptTree = NOTHING;
  let stale: ReadonlySet<number> = new Set();
  let fresh: JudgedEntries | null = null;
  let facts: CheckRun['packageFacts'] = null;

  const keptFile = (number: number): KeptFile | null => (stale.has(number) ? null : (before.files[number] ?? null));
  const keptOf = ({ path }: Entry): KeptFile | null => keptFile(numbers.get(path) as number);

  /** What was known of files that did not change, and what was noted now. */
  const linksOf = (known: Links, noted: Dependencies['siblings']): Links => {
    const links = new Map<number, Set<number>>();
    for (const [file, ...others] of known) if (!stale.has(file)) links.set(file, new Set(others));
    for (const [path, others] of noted) {
      const file = numberOf(path);
      if (file === undefined) continue;
      const found = links.get(file) ?? new Set();
      for (const other of others) {
        const number = numberOf(other);
        // A file that is not tracked, or not there: which files there are is part of the key.
        if (number !== undefined && number !== file) found.add(number);
      }
      if (found.size > 0) links.set(file, found);
    }
    return [...links].map(([file, others]) => [file, ...others]);
  };

  return {
    snapshot: files,
    judging: (judge) => async (chosen, checker, configs) => {
      key = treeKey(runKey(repository, options, date, programId, io), index, configs);
      before = (lines.recall(key) as KeptTree | null) ?? NOTHING;
      stale = staleFiles(
        before,
        oids.map((oid, number) => oid === UNSETTLED || !before.oids.startsWith(oid, number * oid.length)),
      );
      fresh = await judge(withoutKept(chosen, keptOf), checker, configs);
      return joinKept(chosen.entries, keptOf, fresh);
    },
    packageFacts(now) {
      facts = now ?? (before.packages.some((number) => keptFile(number) !== null) ? before.packageFacts : null);
      return facts;
    },
    keep() {
      if (fresh === null) return;
      const { siblings, texts, packages } = fresh.dependencies;
      const found = filesToKeep(fresh);
      const asked = [...packages].flatMap((path) => numberOf(path) ?? []);
      const tree: KeptTree = {
        oids: oids.join(''),
        files: entries.map(({ path }, number) =>
          oids[number] === UNSETTLED ? null : (found.get(path) ?? keptFile(number)),
        ),
        siblings: linksOf(before.siblings, siblings),
        texts: linksOf(before.texts, texts),
        packages: [...new Set([...before.packages.filter((number) => !stale.has(number)), ...asked])],
        packageFacts: facts,
      };
      lines.keep(key, tree);
    },
  };
}

const NOTHING: KeptTree = { oids: '', files: [], siblings: [], texts: [], packages: [], packageFacts: null };

/** In place of the object id of a file whose findings, and those of files that ask for it, are not kept. */
const UNSETTLED = '-'.repeat(40);
