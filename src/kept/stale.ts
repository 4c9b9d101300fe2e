import type { KeptTree, Links } from './kept-tree.ts';

/**
 * The files of a kept tree that have to be judged again, by their numbers: those that changed, and those whose
 * findings depend on one that did.
 * @param changed for each file, whether it changed
 */
export function staleFiles(
  { siblings, texts }: Pick<KeptTree, 'siblings' | 'texts'>,
  changed: readonly boolean[],
): ReadonlySet<number> {
  const stale = new Set(changed.flatMap((isChanged, file) => (isChanged ? [file] : [])));
  for (const [file, ...others] of texts) if (others.some((other) => changed[other])) stale.add(file);
  const dependents = dependentsIn(siblings);
  // Files that are added on the way come up later in the same loop.
  for (const file of stale) for (const dependent of dependents.get(file) ?? []) stale.add(dependent);
  return stale;
}

function dependentsIn(links: Links): ReadonlyMap<number, readonly number[]> {
  const dependents = new Map<number, number[]>();
  for (const [file, ...others] of links) {
    for (const other of others) {
      const known = dependents.get(other);
      if (known === undefined) dependents.set(other, [file]);
      else known.push(file);
    }
  }
  return dependents;
}
