import type { FileProblem } from '../git/list/entry.ts';

/** What a reader is told about a file that was not checked. */
export function describeProblem({ path, kind, reason }: FileProblem): string {
  return `${path} was not checked${kind === 'unfinished' ? ' to its end' : ''}: ${reason}`;
}
