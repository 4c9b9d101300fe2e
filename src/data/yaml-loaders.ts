import type { QualifiedName } from './qualified-name.ts';

/**
 * PyYAML's loading calls and loaders (6.0, as of 2026-11), and ruamel.yaml's old interface with the same names.
 * https://pyyaml.org/wiki/PyYAMLDocumentation#loader · https://yaml.dev/doc/ruamel.yaml/api/
 */
const MODULES = ['yaml', 'ruamel.yaml', 'ruamel_yaml', 'ruamel.yaml.main'];

/** Calls that take a loader as their second argument. */
export const YAML_LOAD: ReadonlyMap<QualifiedName, string> = new Map(
  MODULES.flatMap((module): [QualifiedName, string][] => [
    [`${module}.load`, 'safe_load'],
    [`${module}.load_all`, 'safe_load_all'],
  ]),
);

/** Calls that imply a loader. */
export const YAML_UNSAFE_LOAD: ReadonlyMap<QualifiedName, string> = new Map([
  ['yaml.unsafe_load', 'safe_load'],
  ['yaml.unsafe_load_all', 'safe_load_all'],
  ['yaml.full_load', 'safe_load'],
  ['yaml.full_load_all', 'safe_load_all'],
]);

const LOADER_MODULES = [...MODULES, 'yaml.loader', 'yaml.cyaml', 'ruamel.yaml.loader', 'ruamel.yaml.cyaml'];
const loaders = (...names: string[]): ReadonlySet<QualifiedName> =>
  new Set(LOADER_MODULES.flatMap((module) => names.map((name) => `${module}.${name}`)));

export const SAFE_LOADERS = loaders('SafeLoader', 'CSafeLoader', 'BaseLoader', 'CBaseLoader', 'RoundTripLoader');
export const UNSAFE_LOADERS = loaders('Loader', 'CLoader', 'UnsafeLoader', 'CUnsafeLoader');

/**
 * They resolve Python names, and since PyYAML 5.4 they do not build objects. Before that, they could be made to run
 * code:
 * CVE-2020-1747, CVE-2020-14343. https://github.com/yaml/pyyaml/blob/main/CHANGES
 */
export const FULL_LOADERS = loaders('FullLoader', 'CFullLoader');
export const YAML_FULL_LOAD: ReadonlySet<QualifiedName> = new Set(['yaml.full_load', 'yaml.full_load_all']);

/** ruamel's class: `YAML(typ="unsafe")`. Every other type is safe. */
export const RUAMEL_YAML: ReadonlySet<QualifiedName> = new Set(['ruamel.yaml.YAML', 'ruamel.yaml.main.YAML']);
