import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import { normalizeName } from '../formats/requirement.ts';
import type { TreeNode } from '../formats/tree.ts';
import { entriesAt, itemsOf, rootsOf, scalarAt, scalarItems, valueAt } from '../formats/tree-walk.ts';

/** Which package of a lock file requires which. Names are normalised. */
export interface LockGraph {
  /** What each package requires. */
  readonly requires: ReadonlyMap<string, readonly string[]>;
  /** What the project itself requires; empty if only its manifest says so. */
  readonly direct: ReadonlySet<string>;
}

/** Handles poetry.lock, uv.lock, pdm.lock and pylock.toml. Other files have no edges. */
export function lockGraphOf(doc: Document): LockGraph {
  return memo(doc, readGraph);
}

function readGraph(doc: Document): LockGraph {
  const requires = new Map<string, readonly string[]>();
  const direct = new Set<string>();
  const key = doc.role === 'pylock' ? 'packages' : 'package';
  for (const item of rootsOf(doc).flatMap((root) => itemsOf(valueAt(root, key)))) {
    const name = scalarAt(item, 'name')?.text;
    if (name === undefined) continue;
    const groups = isProject(item) ? uvProjectGroups(item) : [];
    const required = [...namesIn(valueAt(item, 'dependencies')), ...groups.flatMap(({ names }) => names)];
    const normalized = normalizeName(name);
    requires.set(normalized, [...(requires.get(normalized) ?? []), ...required]);
    if (isProject(item)) for (const one of required) direct.add(one);
  }
  return { requires, direct };
}

/** uv also writes the project and its workspace's members into the lock. */
function isProject(item: TreeNode): boolean {
  return ['editable', 'virtual', 'directory'].some((kind) => valueAt(item, 'source', kind) !== null);
}

function uvProjectGroups(item: TreeNode): readonly { readonly group: string; readonly names: readonly string[] }[] {
  return ['dev-dependencies', 'optional-dependencies'].flatMap((table) =>
    entriesAt(item, table).map(({ key, value }) => ({ group: key.text, names: namesIn(value) })),
  );
}

/** `["idna<4,>=2.5"]` in pdm, `[{ name = "idna" }]` in uv and pylock.toml, `idna = ">=2.5"` in poetry. */
function namesIn(dependencies: TreeNode | null): readonly string[] {
  const named =
    dependencies?.kind === 'mapping'
      ? dependencies.entries.map(({ key }) => key.text)
      : [
          ...scalarItems(dependencies).map(({ text }) => /^[\w.-]+/.exec(text)?.[0] ?? ''),
          ...itemsOf(dependencies).map((item) => scalarAt(item, 'name')?.text ?? ''),
        ];
  return named.filter((name) => name !== '').map(normalizeName);
}

/** A step on the shortest path from a direct dependency to a package. */
interface Step {
  readonly name: string;
  /** Null for the direct dependency. */
  readonly before: Step | null;
  /** The direct dependency. */
  readonly first: string;
  /** How many steps before this one. */
  readonly depth: number;
}

/** How a lock's packages are reached from the dependencies of its project, by name. */
export type Paths = ReadonlyMap<string, Step>;

/** @param direct what the manifest requires, for locks that do not say */
export function pathsIn(graph: LockGraph, direct: ReadonlySet<string>): Paths {
  const starts = graph.direct.size > 0 ? graph.direct : direct;
  const paths = new Map<string, Step>();
  for (const name of [...starts].sort()) paths.set(name, { name, before: null, first: name, depth: 0 });
  // Steps that are added on the way come up later in the same loop.
  for (const before of paths.values()) {
    for (const name of graph.requires.get(before.name) ?? []) {
      if (!paths.has(name)) paths.set(name, { name, before, first: before.first, depth: before.depth + 1 });
    }
  }
  return paths;
}

/**
 * The shortest path from a direct dependency to a package, both included; of a long one the first and the last names.
 * Null for a direct dependency, and if nothing is known to require the package.
 */
export function chainTo(paths: Paths, name: string): readonly string[] | null {
  const last = paths.get(name);
  if (last === undefined || last.before === null) return null;
  const chain: string[] = [];
  for (let step: Step | null = last; step !== null && chain.length < MAX_NAMES; step = step.before) {
    chain.unshift(step.name);
  }
  const left = last.depth + 1 - chain.length;
  return left === 0 ? chain : [last.first, ...(left === 1 ? [] : ['…']), ...chain];
}

/** A longer chain does not help to see where a package comes from. */
const MAX_NAMES = 6;

/**
 * The groups of a uv.lock, for packages that are only required through groups. Packages of every installation are
 * absent.
 */
export function uvGroups(doc: Document): ReadonlyMap<string, readonly string[]> {
  return memo(doc, readUvGroups);
}

function readUvGroups(doc: Document): ReadonlyMap<string, readonly string[]> {
  const { requires } = lockGraphOf(doc);
  const projects = rootsOf(doc)
    .flatMap((root) => itemsOf(valueAt(root, 'package')))
    .filter(isProject);
  const always = reach(
    projects.flatMap((item) => namesIn(valueAt(item, 'dependencies'))),
    requires,
  );
  const groups = new Map<string, string[]>();
  for (const { group, names } of projects.flatMap(uvProjectGroups)) {
    for (const name of reach(names, requires)) {
      if (!always.has(name)) groups.set(name, [...(groups.get(name) ?? []), group]);
    }
  }
  return groups;
}

function reach(starts: readonly string[], requires: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set(starts);
  for (const name of reached) for (const next of requires.get(name) ?? []) reached.add(next);
  return reached;
}
