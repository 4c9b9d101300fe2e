import type { BaseFile } from '../../engine/snapshot.ts';
import type { Listing } from '../list/entry.ts';
import type { Repository } from '../repository.ts';
import { type GitSnapshot, openSnapshot } from './snapshot.ts';

/** A file in the repository that is read under another path, through a symbolic link. */
export interface LinkedFile {
  readonly path: string;
  readonly target: string;
  readonly bytes: Buffer;
  readonly bases: readonly BaseFile[];
}

export interface LinkChoice {
  /** True for a path that an active rule would read. */
  wants(path: string): boolean;
  /**
   * True if the file at the target is judged by the same rules under its own path, so that judging it once is enough.
   */
  isJudgedAlike(path: string, target: string): boolean;
}

/** The links in a change that give their targets another meaning, and messages about those that lead nowhere. */
export function readLinks(
  repository: Repository,
  { links = [], linkBase = null }: Listing,
  snapshot: GitSnapshot,
  { wants, isJudgedAlike }: LinkChoice,
): { readonly linked: readonly LinkedFile[]; readonly remarks: readonly string[] } {
  const linked: LinkedFile[] = [];
  const remarks: string[] = [];
  const wanted = links.filter(({ path }) => wants(path));
  const before = linkBase === null || wanted.length === 0 ? null : openSnapshot(repository, commitOf(linkBase));
  for (const { path, basePath } of wanted) {
    const target = snapshot.targetOf(path);
    const bytes = target === null ? null : snapshot.read(target);
    if (target === null || bytes === null) {
      remarks.push(
        `${path} is a symbolic link and leads to no file of this repository: what it leads to was not checked`,
      );
      continue;
    }
    if (isJudgedAlike(path, target)) continue;
    const base = basePath === null ? null : (before?.read(basePath) ?? null);
    const bases = base === null || basePath === null ? [] : [{ path: basePath, bytes: base }];
    linked.push({ path, target, bytes, bases });
    remarks.push(`${path} is a symbolic link to ${target}, which was checked as what it is read as there`);
  }
  return { linked, remarks };
}

const commitOf = (oid: string) => ({ kind: 'commit', oid }) as const;

/** The links themselves and their targets: configurations are looked up for both. */
export function linkPaths({ links = [] }: Listing, snapshot: Pick<GitSnapshot, 'targetOf'>): string[] {
  return links.flatMap(({ path }) => [path, snapshot.targetOf(path) ?? []].flat());
}
