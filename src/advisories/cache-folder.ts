import { isAbsolute, join } from 'node:path';
import type { AdvisoryIndex } from './read-index.ts';
import { BrokenIndexError, openIndex } from './read-index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The user's folder for what can be fetched again; null if the environment does not name one. */
export function cacheFolder(env: Environment): string | null {
  const base = env.XDG_CACHE_HOME || (env.HOME && join(env.HOME, '.cache')) || env.LOCALAPPDATA;
  return base === undefined || base === '' || !isAbsolute(base) ? null : join(base, 'antivenom');
}

/** Where `advisories update` puts the index. */
export function indexFile(folder: string): string {
  return join(folder, 'advisories.idx');
}

export interface OpenedIndex {
  readonly index: AdvisoryIndex;
  readonly file: string;
  /** True for the index that comes with the package. */
  readonly isBuiltIn: boolean;
  /** Why the user's own index is not used, in words. */
  readonly problem: string | null;
}

/**
 * The user's index, or the built-in one if there is none or it is damaged.
 * @param builtIn the file that comes with the package
 * @throws BrokenIndexError if that cannot be read either
 */
export function openAdvisories(env: Environment, builtIn: string): OpenedIndex {
  const folder = cacheFolder(env);
  let problem: string | null = null;
  if (folder !== null) {
    const file = indexFile(folder);
    try {
      const index = openIndex(file);
      if (index !== null) return { index, file, isBuiltIn: false, problem: null };
    } catch (error) {
      if (!(error instanceof BrokenIndexError)) throw error;
      problem = error.message;
    }
  }
  const index = openIndex(builtIn);
  if (index === null) throw new BrokenIndexError(`${builtIn}, which belongs to antivenom, is gone`);
  return { index, file: builtIn, isBuiltIn: true, problem };
}
