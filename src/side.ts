import { alteredConfiguration, type Change, pathInRoot, type Side } from './change.ts';
import { NO_CONFIG } from './config/config.ts';
import type { ConfigLookup } from './config/lookup.ts';
import { loadConfigs } from './config/source.ts';
import { type GivenBaseline, readBaseline, readBaselines } from './engine/baseline-file.ts';
import { followChange } from './engine/baseline-moves.ts';
import { linkPaths } from './git/read/linked-files.ts';
import type { Judgement } from './judgement.ts';

/** The side that the options ask for. */
export async function openSide(change: Change, withBaseline: boolean): Promise<Side> {
  const { options, place, listing, snapshot, files, catalogue } = change;
  if (options.configFrom === 'base') return (await import('./loosening/base-side.ts')).openBaseSide(change);
  const paths = listing.entries.map(({ path }) => path);
  const configs = await loadConfigs(options, place, [...paths, ...linkPaths(listing, snapshot)], snapshot, catalogue);
  const given = withBaseline ? baselineOf(change, configs) : null;
  return {
    configs,
    baseline: given && followChange(given.baseline, paths, files),
    remarks: given?.note == null ? [] : [given.note],
  };
}

function baselineOf({ options, place, listing, files }: Change, configs: ConfigLookup): GivenBaseline | null {
  const paths = listing.entries.map(({ path }) => path);
  if (options.baseline === null) {
    const named = readBaselines(configs, paths, files);
    return named && { baseline: named, note: null };
  }
  const { kind } = listing.source;
  const path = kind === 'worktree' ? null : pathInRoot(place, options.baseline);
  const missing = kind === 'index' ? 'not staged' : 'not in the commit that is judged';
  return readBaseline(options.baseline, { cwd: place.cwd, path, files, missing });
}

/** False if the change alters no configuration that its files are judged by. This check costs next to nothing. */
export function mayAlterConfiguration(change: Change, configs: ConfigLookup): boolean {
  const { listing, options, isRange } = change;
  if (listing.before === undefined || options.stdinFilename !== null || options.configFrom === 'base') return false;
  // Asking for the previous content starts a process, unless the listing already knows it.
  const hasConfig = (): boolean => listing.entries.some(({ path }) => configs.configFor(path) !== NO_CONFIG);
  const isListed = listing.source.kind !== 'worktree';
  return (isListed || isRange || hasConfig()) && alteredConfiguration(change, configs).size > 0;
}

/** False if no comment that silences findings can be from the change. */
export const mayAddComments = ({ listing, options }: Change, { judged }: Judgement): boolean =>
  listing.before !== undefined &&
  options.stdinFilename === null &&
  judged.some(({ result }) => result.silenced.length > 0);
