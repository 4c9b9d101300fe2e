import { kindOf } from './kind.ts';
import { roleOf } from './role.ts';

/** True for a file that rules beyond those about any text read: when it is not judged, that is said aloud. */
export function isOfInterest(path: string): boolean {
  const kind = kindOf(path);
  const told = kind !== 'text' && kind !== 'yaml' && kind !== 'json' && kind !== 'ini' && kind !== 'toml';
  return told || roleOf(path, kind, '') !== 'other';
}
