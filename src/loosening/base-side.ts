import { type Change, pathInRoot, type Side } from '../change.ts';
import { NO_CONFIG, readConfig } from '../config/config.ts';
import { type ConfigLookup, lookUpConfigs, onlyConfig } from '../config/lookup.ts';
import { loadToml } from '../config/source.ts';
import type { Baseline } from '../engine/baseline.ts';
import { readBaseline, readBaselines } from '../engine/baseline-file.ts';
import { followChange } from '../engine/baseline-moves.ts';
import { linkPaths } from '../git/read/linked-files.ts';

/**
 * The configurations as they were before the change. If nothing was there, nothing was configured.
 * @param own the change's side, for files given on the command line that the change leaves alone
 * @throws UserError for a configuration that cannot be read
 */
export async function openBaseSide(change: Change, own: Side | null = null): Promise<Side> {
  const { listing, snapshot, options } = change;
  const paths = listing.entries.map(({ path }) => path);
  const given = [options.config, options.baseline].flatMap((name) => pathInRoot(change.place, name) ?? []);
  // In one process.
  const known = new Map(snapshot.altered([...change.configPaths, ...given]));
  const read = (path: string): Buffer | null => {
    if (listing.before === undefined) return null;
    const altered = known.has(path) ? known : snapshot.altered([path]);
    return altered.has(path) ? (altered.get(path) ?? null) : snapshot.read(path);
  };
  const isAltered = (name: string | null): boolean => known.has(pathInRoot(change.place, name) ?? '');
  const configs =
    own !== null && options.config !== null && !isAltered(options.config)
      ? own.configs
      : await configsBefore(change, [...paths, ...linkPaths(listing, snapshot)], read);
  const baseline =
    own !== null && options.baseline !== null && !isAltered(options.baseline)
      ? own.baseline
      : baselineBefore(change, configs, paths, read);
  return { configs, baseline: baseline && followChange(baseline, paths, change.files), remarks: own?.remarks ?? [] };
}

type Read = (path: string) => Buffer | null;

async function configsBefore(change: Change, paths: readonly string[], read: Read): Promise<ConfigLookup> {
  const { options, place, catalogue } = change;
  const textOf = (path: string): string | null =>
    read(path)
      ?.toString()
      .replace(/^\ufeff/, '') ?? null;
  if (options.noConfig) return onlyConfig(NO_CONFIG);
  const given = pathInRoot(place, options.config);
  if (options.config === null) return lookUpConfigs(paths, textOf, loadToml, catalogue);
  const text = given === null ? null : textOf(given);
  const config = given === null || text === null ? null : readConfig(given, text, await loadToml(), catalogue);
  return onlyConfig(config ?? NO_CONFIG);
}

function baselineBefore(
  { options, place }: Change,
  configs: ConfigLookup,
  paths: readonly string[],
  read: Read,
): Baseline | null {
  if (options.baseline === null) return readBaselines(configs, paths, { read });
  const path = pathInRoot(place, options.baseline);
  const isThere = path === null || read(path) !== null;
  const given = { cwd: place.cwd, path, files: { read }, missing: 'not in what stood there before' };
  return isThere ? readBaseline(options.baseline, given).baseline : null;
}
