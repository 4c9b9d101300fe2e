/** What the judgement of files depends on besides their own content. Plain data. */
export interface Dependencies {
  /** By path, the files that it was asked for. What is known of them may depend on others in turn. */
  readonly siblings: ReadonlyMap<string, ReadonlySet<string>>;
  /** By path, the files that were searched for the names that it imports. */
  readonly texts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Files for which facts about packages were looked up. */
  readonly packages: ReadonlySet<string>;
}

/** Notes what files depend on while they are judged. */
export interface DependencyLog {
  readonly noted: Dependencies;
  sibling(of: string, path: string): void;
  text(of: string, path: string): void;
  packages(of: string): void;
}

export function logDependencies(): DependencyLog {
  const siblings = new Map<string, Set<string>>();
  const texts = new Map<string, Set<string>>();
  const packages = new Set<string>();
  return {
    noted: { siblings, texts, packages },
    sibling: (of, path) => add(siblings, of, path),
    text: (of, path) => add(texts, of, path),
    packages: (of) => packages.add(of),
  };
}

export const NO_DEPENDENCIES: Dependencies = logDependencies().noted;

export function joinDependencies(all: readonly Dependencies[]): Dependencies {
  const log = logDependencies();
  for (const { siblings, texts, packages } of all) {
    for (const [of, paths] of siblings) for (const path of paths) log.sibling(of, path);
    for (const [of, paths] of texts) for (const path of paths) log.text(of, path);
    for (const of of packages) log.packages(of);
  }
  return log.noted;
}

function add(map: Map<string, Set<string>>, of: string, path: string): void {
  const known = map.get(of);
  if (known === undefined) map.set(of, new Set([path]));
  else known.add(path);
}
