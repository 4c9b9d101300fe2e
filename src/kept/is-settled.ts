import type { Entry, Listing } from '../git/list/entry.ts';

/** False for a file that is staged: what is said of it depends on what it was before. */
export function isSettled(entry: Entry, { lateBases = () => [] }: Listing): boolean {
  if (entry.bases.length > 0) return false;
  const late = lateBases(entry);
  return !('reason' in late) && late.length === 0;
}
