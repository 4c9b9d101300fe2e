import type { ConfigLookup } from '../config/lookup.ts';

/** Where the configuration in force for a file is, in words; where there is none yet, where it may be written. */
export function configFileFor(configs: ConfigLookup, path: string): string {
  const source = configs.configFor(path).source ?? 'pyproject.toml';
  return /(?:^|\/)pyproject\.toml$/.test(source) ? `under [tool.antivenom] in ${source}` : `in ${source}`;
}
