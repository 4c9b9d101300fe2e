import { parentPort, workerData } from 'node:worker_threads';
import { openPackageFacts } from '../advisories/package-facts.ts';
import { processorTime } from '../cli/processor-time.ts';
import { loadConfigs } from '../config/source.ts';
import type { CheckerOptions } from '../engine/checker.ts';
import { openLazily } from '../engine/open-lazily.ts';
import type { Entry } from '../git/list/entry.ts';
import { openPassingObjects } from '../git/read/passing-objects.ts';
import { openSnapshot } from '../git/read/snapshot.ts';
import { openTrackedNeighbours } from '../git/read/tracked-neighbours.ts';
import { openRepository } from '../git/repository.ts';
import { openRegistry } from '../rules/registry.ts';
import { snapshotOf } from '../snapshot-of-change.ts';
import { type JudgedShare, openShareJudge } from './judge-share.ts';
import { type Answer, listingOf, type Order, sharesOf } from './order.ts';
import { takeTurns } from './turns.ts';

/** Opens everything again: threads share no objects. */
async function openJudge(order: Order): Promise<(number: number) => Promise<JudgedShare>> {
  const { cwd, env, options, date, builtInAdvisories, threads } = order;
  const repository = openRepository(cwd, env);
  const index = repository.direct?.index() ?? null;
  if (index === null || !index.content().equals(order.index)) throw new Error('the index has changed');
  const objects = openPassingObjects(repository, index);
  const listing = listingOf(order);
  const { entries, source } = listing;
  const snapshot = openSnapshot(repository, source, listing, objects);
  const registry = await openRegistry();
  const paths = entries.map(({ path }) => path);
  const place = { cwd, root: repository.root };
  const configs = await loadConfigs(options, place, paths, snapshot, registry.catalogue);
  const packages = openLazily(() => openPackageFacts(env, builtInAdvisories, date));
  const checkerOptions: CheckerOptions = {
    registry,
    snapshot: snapshotOf(snapshot, new Map(entries.map((entry) => [entry.path, entry])), new Map()),
    date,
    neighbours: openTrackedNeighbours(snapshot),
    noteDependencies: order.noteDependencies,
    loadFormats: () => import('../formats/parsers.ts'),
    packages: packages.open,
    processorTime,
  };
  snapshot.expect(entries);
  const shares = sharesOf(order, entries);
  const tools = { snapshot, objects, options, checkerOptions, packages };
  const judge = openShareJudge(configs, threads, tools);
  return (number) => judge({ entries: shares[number] as Entry[], linked: [] });
}

async function help(order: Order): Promise<void> {
  const judge = await openJudge(order);
  for (const number of takeTurns(order.turns, order.shares.length)) {
    const answer: Answer = [number, await judge(number)];
    parentPort?.postMessage(answer);
  }
}

// A failure ends this thread. The main thread judges what is left, and says what is wrong.
help(workerData as Order);
