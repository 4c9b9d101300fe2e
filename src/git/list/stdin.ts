import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { UserError } from '../../cli/errors.ts';
import type { Repository } from '../repository.ts';
import type { Entry, Listing } from './entry.ts';
import { listFiles } from './files.ts';

/**
 * The working file that standard input is judged as. It need not exist yet.
 * @throws UserError for a name outside the repository, or a folder's
 */
export async function listStdin(repository: Repository, name: string): Promise<Listing> {
  const file = resolve(repository.cwd, name);
  const path = relative(repository.root, file).split(sep).join('/');
  if (path === '..' || path.startsWith('../')) {
    throw new UserError(`--stdin-filename ${name} lies outside the repository`);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(`--stdin-filename ${name} is a folder`);
  }
  try {
    const listing = await listFiles(repository, [name]);
    if (listing.entries.length === 1) return listing;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  const entry: Entry = { path, name: Buffer.from(path), mode: '100644', oid: null, bases: [] };
  return { entries: [entry], problems: [], skipped: [], source: { kind: 'worktree' } };
}
