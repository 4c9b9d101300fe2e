import type { FactsState } from '../advisories/package-facts.ts';
import type { Io } from '../cli/io.ts';
import type { Entry, FileProblem, Listing } from '../git/list/entry.ts';
import type { FilesToJudge } from '../judge-files.ts';
import type { Laps } from '../laps.ts';
import { type JudgedShare, joinShares, openShareJudge, type ShareJudge, type ShareTools } from './judge-share.ts';
import { type LargeTree, SMALL } from './large-tree.ts';
import { type Answer, type Order, plainEntry } from './order.ts';
import { splitBySize } from './split.ts';
import { startThread } from './start-thread.ts';
import { threadsFor } from './threads-for.ts';
import { startTurns, takeTurns } from './turns.ts';

export interface Shares {
  readonly judge: FilesToJudge['judge'];
  baseProblems(): readonly FileProblem[];
  packageFacts(): FactsState | null;
}

/** Judges a large tree share by share, on several processors, with only a part of it in memory. */
export function openShares(
  tree: LargeTree,
  listing: Listing,
  { lap, ...tools }: Omit<ShareTools, 'objects' | 'lap'> & Pick<Laps, 'lap'>,
  io: Io,
): Shares {
  let done: readonly JudgedShare[] = [];
  return {
    async judge({ entries, linked }, _, configs) {
      // Of a large tree, little may be left to judge.
      const size = entries.reduce((sum, entry) => sum + tree.sizeOf(entry), 0);
      if (size >= SMALL) io.expectLongRun();
      tools.snapshot.expect(listing.entries);
      const threads = threadsFor(size, io);
      const judge = openShareJudge(configs, threads, { ...tools, objects: tree.objects, lap });
      const shares = splitBySize(entries, tree.sizeOf, threads);
      const order = (): Order => ({
        cwd: io.cwd,
        env: { ...io.env },
        builtInAdvisories: io.builtInAdvisories,
        options: tools.options,
        date: tools.checkerOptions.date,
        noteDependencies: tools.checkerOptions.noteDependencies === true,
        threads,
        turns: startTurns(),
        index: tree.index.content(),
        entries: listing.entries.map((entry) => plainEntry(entry, listing)),
        shares: numbered(shares, listing.entries),
      });
      done = [
        ...(await judgeTogether(shares, judge, threads === 1 ? null : order(), lap, io)),
        ...(linked.length === 0 ? [] : [await judge({ entries: [], linked })]),
      ];
      return joinShares(done);
    },
    baseProblems() {
      const all = done.flatMap(({ baseProblems }) => baseProblems);
      return [...new Map(all.map((problem) => [problem.path, problem])).values()];
    },
    packageFacts: () => done.find(({ packageFacts }) => packageFacts !== null)?.packageFacts ?? null,
  };
}

/** @param order for the other threads; null if there are none */
async function judgeTogether(
  shares: readonly (readonly Entry[])[],
  judge: ShareJudge,
  order: Order | null,
  lap: Laps['lap'],
  io: Io,
): Promise<readonly JudgedShare[]> {
  const results = new Map<number, JudgedShare>();
  const take = ([number, share]: Answer): void => {
    results.set(number, share);
  };
  const others = Array.from({ length: order === null ? 0 : order.threads - 1 }, () =>
    startThread(io.bundle as string, io.argv, order as Order, take),
  );
  for (const number of takeTurns(order?.turns ?? startTurns(), shares.length)) {
    results.set(number, await judge({ entries: shares[number] as Entry[], linked: [] }));
  }
  await Promise.all(others);
  if (others.length > 0) lap('judge', 'waiting for other threads');
  const inOrder: JudgedShare[] = [];
  for (const [number, entries] of shares.entries()) {
    // A thread that failed left a share behind. If the reason is in the files, this thread fails too, and says so.
    inOrder.push(results.get(number) ?? (await judge({ entries, linked: [] })));
  }
  return inOrder;
}

function numbered(shares: readonly (readonly Entry[])[], entries: readonly Entry[]): Order['shares'] {
  const numbers = new Map(entries.map((entry, number) => [entry, number]));
  return shares.map((share) => share.map((entry) => numbers.get(entry) as number));
}
