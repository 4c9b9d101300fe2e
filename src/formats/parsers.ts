// The only module that imports the heavy format libraries. It is a chunk that loads when a file of such a kind is
// judged.
import type { Kind } from '../engine/kind.ts';
import type { Role } from '../engine/role.ts';
import { parseDockerfile } from './dockerfile.ts';
import { parseDotenv } from './dotenv.ts';
import { parseIni } from './ini.ts';
import { parseJson } from './json.ts';
import { parseProcfile } from './procfile.ts';
import { parseRequirements } from './requirements.ts';
import { parseToml } from './toml.ts';
import type { ConfigTree } from './tree.ts';
import { parseYaml } from './yaml.ts';

export { parseDockerfile, parseJson, parseRequirements, parseToml, parseYaml };

/**
 * Reads a settings file; null for kinds that have no tree. Never throws: what cannot be read is a problem in the tree.
 */
export function parseTree(text: string, kind: Kind, role: Role, _path: string): ConfigTree | null {
  switch (kind) {
    case 'dotenv':
      return parseDotenv(text);
    case 'ini':
      return parseIni(text, role === 'systemd' ? 'systemd' : 'configparser');
    case 'toml':
      return parseToml(text);
    case 'yaml':
      return parseYaml(text, READ_BY_PYYAML.has(role) ? '1.1' : '1.2');
    case 'json':
      return parseJson(text);
    case 'procfile':
      return parseProcfile(text);
    default:
      return null;
  }
}

/**
 * Roles that a Python program reads with PyYAML (or ruamel as YAML 1.1). Compose, Kubernetes and CI services read 1.2.
 */
const READ_BY_PYYAML: ReadonlySet<Role> = new Set([
  'settings',
  'conda-environment',
  'pre-commit-config',
  'readthedocs',
  'other',
]);
