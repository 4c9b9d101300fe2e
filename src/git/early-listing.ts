import { asksForStaged, readArguments } from '../cli/argv.ts';
import type { Io } from '../cli/io.ts';
import { listStaged } from './list/changes.ts';
import type { Listing } from './list/entry.ts';
import { openRepository, type Repository } from './repository.ts';

/** A listing of what is staged that runs while the rest of the program is loaded. */
export interface StartedListing {
  readonly repository: Repository;
  readonly listing: Promise<Listing>;
}

/** Null where something else is asked for, or the repository cannot be opened: that is said later, in order. */
export function startListing(io: Pick<Io, 'argv' | 'cwd' | 'env'>): StartedListing | null {
  if (!asksForStaged(readArguments(io.argv))) return null;
  try {
    const repository = openRepository(io.cwd, io.env);
    const listing = listStaged(repository);
    // Its failure is said by the one who waits for it; until then it must not end the process.
    listing.catch(() => {});
    return { repository, listing };
  } catch {
    return null;
  }
}
