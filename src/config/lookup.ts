import { folderOf } from '../engine/path-parts.ts';
import { configCandidates, configPaths, mayHoldConfig } from './candidates.ts';
import type { Catalogue } from './catalogue.ts';
import { type Config, NO_CONFIG, readConfig, type TomlParser } from './config.ts';

/** The configuration of a file: the nearest one upwards, which replaces all others entirely. */
export interface ConfigLookup {
  configFor(path: string): Config;
  /** All that there are. */
  readonly all: readonly Config[];
}

/**
 * @param readText reads a file of the judged snapshot; null if there is none
 * @param loadToml only called if some file may contain our table
 * @throws UserError for a configuration that cannot be read
 */
export async function lookUpConfigs(
  paths: readonly string[],
  readText: (path: string) => string | null,
  loadToml: () => Promise<TomlParser>,
  catalogue: Catalogue,
): Promise<ConfigLookup> {
  const configs = new Map<string, Config>();
  for (const path of configPaths(paths)) {
    const text = readText(path);
    if (text === null || !mayHoldConfig(path, text)) continue;
    const config = readConfig(path, text, await loadToml(), catalogue);
    if (config !== null) configs.set(path, config);
  }
  return lookUpIn(configs);
}

/** The same for every file. */
export const onlyConfig = (config: Config): ConfigLookup => ({ configFor: () => config, all: [config] });

/** @param configs by the path of their file */
export function lookUpIn(configs: ReadonlyMap<string, Config>): ConfigLookup {
  if (configs.size === 0) return onlyConfig(NO_CONFIG);
  const byFolder = new Map<string, Config>();
  const find = (path: string): Config => {
    const nearest = configCandidates(path).find((candidate) => configs.has(candidate));
    return configs.get(nearest ?? '') ?? NO_CONFIG;
  };
  return {
    all: [...configs.values()],
    configFor(path) {
      const folder = folderOf(path);
      const config = byFolder.get(folder) ?? find(path);
      byFolder.set(folder, config);
      return config;
    },
  };
}
