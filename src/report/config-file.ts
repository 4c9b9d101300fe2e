import type { ConfigLookup } from '../config/lookup.ts';

/** Where the configuration for a file is, in words, or if there is none yet, where it can be written. */
export function configFileFor(configs: ConfigLookup, path: string): string {
  const source = configs.configFor(path).source ?? 'pyproject.toml';
  const isProject = source === 'pyproject.toml' || source.endsWith('/pyproject.toml');
  return isProject ? `under [tool.antivenom] in ${source}` : `in ${source}`;
}
