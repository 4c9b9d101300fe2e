import type { Edit } from '../engine/span.ts';
import type { Dockerfile } from './dockerfile.ts';
import type { ConfigTree, TreeNode } from './tree.ts';

/** Trees with more nodes than this (aliases repeat theirs) are not compared, and the fix is dropped. */
const MAX_COMPARED = 500_000;

/**
 * True if an edited file reads as before except for the values that the edits touch: the same keys in the same order,
 * the same number of items, every other value unchanged.
 */
export function treeSameExcept(before: ConfigTree, after: ConfigTree, edits: readonly Edit[]): boolean {
  if (after.problems.length > before.problems.length || before.roots.length !== after.roots.length) return false;
  const pending: [TreeNode | null, TreeNode | null][] = before.roots.map((root, index) => [root, after.roots[index]!]);
  for (let compared = 0; compared < MAX_COMPARED; compared++) {
    const pair = pending.pop();
    if (!pair) return true;
    const [old, fresh] = pair;
    if (old === null || fresh === null) {
      if (old !== fresh) return false;
    } else if (old.kind === 'scalar') {
      if (fresh.kind !== 'scalar' || old.quote !== fresh.quote) return false;
      const touched = edits.some((edit) => edit.start <= old.outerEnd && edit.end >= old.outerStart);
      if (!touched && old.text !== fresh.text) return false;
    } else if (old.kind === 'sequence') {
      if (fresh.kind !== 'sequence' || fresh.items.length !== old.items.length) return false;
      for (const [index, item] of old.items.entries()) pending.push([item, fresh.items[index]!]);
    } else {
      if (fresh.kind !== 'mapping' || fresh.entries.length !== old.entries.length) return false;
      for (const [index, { key, value }] of old.entries.entries()) {
        const other = fresh.entries[index]!;
        if (other.key.text !== key.text) return false;
        pending.push([value, other.value]);
      }
    }
  }
  return false;
}

/** The same for Dockerfiles: the same instructions, and those that no edit touches unchanged. */
export function dockerfileSameExcept(before: Dockerfile, after: Dockerfile, edits: readonly Edit[]): boolean {
  if (before.instructions.length !== after.instructions.length) return false;
  return before.instructions.every((old, index) => {
    const fresh = after.instructions[index]!;
    if (old.keyword !== fresh.keyword || old.variables.length !== fresh.variables.length) return false;
    if (old.variables.some(({ name }, at) => name.text !== fresh.variables[at]?.name.text)) return false;
    const touched = edits.some((edit) => edit.start <= old.end && edit.end >= old.start);
    return touched || old.body.text === fresh.body.text;
  });
}
