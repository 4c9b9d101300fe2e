import type { Document } from '../engine/document.ts';
import { normalizeName } from '../formats/requirement.ts';
import type { TreeNode } from '../formats/tree.ts';
import { entriesAt, everyKey, itemsOf, rootsOf, scalarAt, valueAt } from '../formats/tree-walk.ts';

const LOCKS: readonly string[] = ['uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml'];

/**
 * Whether the lock of a manifest, beside or above it, pins a package to a full commit or to hashes.
 * @param name normalised
 */
export function isLocked(doc: Document, name: string): boolean {
  if (doc.role === 'pipfile') {
    const lock = doc.sibling(`${doc.path}.lock`);
    return lock !== null && rootsOf(lock).some((root) => pipenvPackages(root, name).some(isPinned));
  }
  const folders = doc.path.split('/').slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth--) {
    const folder = depth === 0 ? '' : `${folders.slice(0, depth).join('/')}/`;
    const locks = LOCKS.flatMap((file) => doc.sibling(folder + file) ?? []);
    if (locks.length === 0) continue;
    return locks.some((lock) => rootsOf(lock).some((root) => lockedPackages(root, name).some(isPinned)));
  }
  return false;
}

function pipenvPackages(root: TreeNode, name: string): readonly TreeNode[] {
  return entriesAt(root).flatMap(({ key, value }) =>
    key.text === '_meta'
      ? []
      : entriesAt(value).flatMap((entry) => (normalizeName(entry.key.text) === name ? (entry.value ?? []) : [])),
  );
}

function lockedPackages(root: TreeNode, name: string): readonly TreeNode[] {
  return [...itemsOf(valueAt(root, 'package')), ...itemsOf(valueAt(root, 'packages'))].filter(
    (item) => normalizeName(scalarAt(item, 'name')?.text ?? '') === name,
  );
}

/** `git+https://…#COMMIT`, `resolved_reference = "COMMIT"`, `sha256:…` */
const PIN = /(?:^|[#@=])(?:[0-9a-f]{40}|[0-9a-f]{64})$|^(?:sha(?:256|384|512)):[0-9a-f]{64,}$/i;

function isPinned(item: TreeNode): boolean {
  for (const { key, value, above } of everyKey([item])) {
    if (above[0] === 'dependencies' || above[0] === 'metadata' || key.text === 'dependencies') continue;
    const scalars = value.kind === 'sequence' ? itemsOf(value) : [value];
    if (scalars.some((scalar) => scalar.kind === 'scalar' && PIN.test(scalar.text))) return true;
    // pylock.toml: hashes = { sha256 = "…" }
    if (above.at(-1) === 'hashes' && value.kind === 'scalar' && /^[0-9a-f]{64,}$/i.test(value.text)) return true;
  }
  return false;
}
