import type { Kind } from '../kind.ts';
import type { Role } from '../role.ts';
import type { Dockerfile } from './dockerfile.ts';
import type { RequirementsFile } from './requirements.ts';
import type { ConfigTree } from './tree.ts';

/** Reads a settings file; null where it cannot be read at all. */
export function parseTree(text: string, kind: Kind, role: Role, path: string): ConfigTree | null {
  throw new Error(`not yet: ${text.length} ${kind} ${role} ${path}`);
}

export function parseDockerfile(text: string): Dockerfile {
  throw new Error(`not yet: ${text.length}`);
}

export function parseRequirements(text: string): RequirementsFile {
  throw new Error(`not yet: ${text.length}`);
}
