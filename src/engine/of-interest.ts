import { kindOf } from './kind.ts';
import { roleOf } from './role.ts';

/** True for a file that some rule reads, not counting rules about any text. If it is not judged, we say so. */
export function isOfInterest(path: string): boolean {
  const kind = kindOf(path);
  const told = kind !== 'text' && kind !== 'yaml' && kind !== 'json' && kind !== 'ini' && kind !== 'toml';
  return told || roleOf(path, kind, '') !== 'other';
}
