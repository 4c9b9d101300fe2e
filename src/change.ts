import { resolve } from 'node:path';
import type { Options } from './cli/options.ts';
import type { Catalogue } from './config/catalogue.ts';
import type { Snapshot } from './engine/snapshot.ts';
import type { Listing } from './git/list/entry.ts';
import { pathInside } from './git/path-inside.ts';
import type { GitSnapshot } from './git/read/snapshot.ts';
import type { Judgement } from './judgement.ts';

/** What is judged, and where its configurations are. */
export interface Change {
  readonly place: { readonly cwd: string; readonly root: string };
  readonly listing: Listing;
  readonly snapshot: GitSnapshot;
  /** The snapshot as rules see it. */
  readonly files: Snapshot;
  /** Where configurations for the judged files may be. */
  readonly configPaths: readonly string[];
  readonly catalogue: Catalogue;
  readonly options: Options;
  /** A range of commits, given by our options or pre-commit's variables. */
  readonly isRange: boolean;
}

/** The configurations of one side of a change: before it or after it. */
export type Side = Pick<Judgement, 'configs' | 'baseline' | 'remarks'>;

/** The configurations and baselines that the change alters, as they were before. */
export function alteredConfiguration(
  change: Change,
  configs: Judgement['configs'],
): ReadonlyMap<string, Buffer | null> {
  const { listing, snapshot, options, place } = change;
  const used = new Set(listing.entries.map(({ path }) => configs.configFor(path)));
  const baselines = [...used].flatMap(({ baseline }) => baseline ?? []);
  const given = [options.config, options.baseline].flatMap((name) => pathInRoot(place, name) ?? []);
  return snapshot.altered([...new Set([...change.configPaths, ...baselines, ...given])]);
}

/** A file named on the command line, relative to the root; null if it is outside. */
export function pathInRoot({ cwd, root }: Change['place'], name: string | null): string | null {
  return name === null ? null : pathInside(root, resolve(cwd, name));
}
