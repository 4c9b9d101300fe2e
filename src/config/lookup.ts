import { configCandidates, configPaths, mayHoldConfig } from './candidates.ts';
import type { Catalogue } from './catalogue.ts';
import { type Config, NO_CONFIG, readConfig, type TomlParser } from './config.ts';

/** The configuration in force for a file: the nearest one upwards wins whole. */
export interface ConfigLookup {
  configFor(path: string): Config;
}

/**
 * @param readText a file of the snapshot that is judged; null where there is none
 * @param loadToml called only when some file may hold our table
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
  if (configs.size === 0) return { configFor: () => NO_CONFIG };
  return {
    configFor(path) {
      for (const candidate of configCandidates(path)) {
        const config = configs.get(candidate);
        if (config !== undefined) return config;
      }
      return NO_CONFIG;
    },
  };
}
