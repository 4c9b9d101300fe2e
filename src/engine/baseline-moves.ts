import { type Baseline, followMoves, pathOfEntry } from './baseline.ts';
import type { Snapshot } from './snapshot.ts';

/** A file that only moves brings nothing new: what the baseline contains about it applies to its new path. */
export function followChange(
  baseline: Baseline,
  paths: readonly string[],
  files: Pick<Snapshot, 'exists' | 'bases'>,
): Baseline {
  const gone = new Set([...baseline.keys()].map(pathOfEntry).filter((path) => !files.exists(path)));
  if (gone.size === 0) return baseline;
  const moves = new Map<string, string>();
  for (const path of paths) {
    for (const base of files.bases(path)) {
      if (base.path !== path && gone.has(base.path)) moves.set(base.path, path);
    }
  }
  return moves.size === 0 ? baseline : followMoves(baseline, (path) => moves.get(path) ?? null);
}
