import { key } from '../list/path-bytes.ts';
import type { Repository } from '../repository.ts';
import { type GitPlace, runGitSync } from '../run.ts';

/** What an index entry has besides its content. Rewriting the entry loses it: git-update-index(1). */
export interface EntryMarks {
  /** A sparse checkout keeps the file off the disk. */
  readonly skipWorktree: readonly Buffer[];
  readonly assumeUnchanged: readonly Buffer[];
  /** The file system monitor has not seen a change. */
  readonly unchanged: readonly Buffer[];
  /** True if the index has marks of a monitor at all: they are lost if it is written without one. */
  readonly hasMonitor: boolean;
}

/**
 * A monitor that has seen nothing since the token that git asks about (githooks(5), fsmonitor-watchman). With it, git
 * keeps what is known so far, and the user's own monitor continues from that token. It replaces a program that the
 * repository's configuration names and that we would not start.
 */
const QUIET_MONITOR = ['-c', 'core.fsmonitorHookVersion=2', '-c', `core.fsmonitor=printf '%s\\0' "$2" #`] as const;

export const monitorOptions = ({ hasMonitor }: Pick<EntryMarks, 'hasMonitor'>): readonly string[] =>
  hasMonitor ? QUIET_MONITOR : [];

/** @param place the index file is in its environment */
export function readMarks(place: GitPlace, names: readonly Buffer[]): EntryMarks {
  const wanted = new Map(names.map((name) => [key(name), name]));
  const tags = tagsOf(place, ['ls-files', '-v']);
  const monitored = tagsOf(place, [...QUIET_MONITOR, 'ls-files', '-f']);
  const named = (list: readonly string[], isMarked: (tag: string) => boolean): Buffer[] =>
    list.flatMap((line) => (isMarked(line[0] ?? '') ? [wanted.get(line.slice(2)) ?? []].flat() : []));
  const isLower = (tag: string): boolean => tag !== tag.toUpperCase();
  return {
    skipWorktree: named(tags, (tag) => tag.toUpperCase() === 'S'),
    assumeUnchanged: named(tags, isLower),
    unchanged: named(monitored, isLower),
    hasMonitor: monitored.some((line) => isLower(line[0] ?? '')),
  };
}

/** `H path`, or another letter for its state, lower-case if the requested mark is set. */
function tagsOf(place: GitPlace, command: readonly string[]): readonly string[] {
  const { stdout } = runGitSync(place, [...command, '-z', '--full-name', '--', ':/']);
  return stdout.toString('latin1').split('\0').filter(Boolean);
}

/** Restores the marks of rewritten entries, except what the monitor knows: see {@link restoreMonitored}. */
export function restoreMarks(place: GitPlace, repository: Repository, marks: EntryMarks): void {
  mark(place, repository, marks, '--skip-worktree', marks.skipWorktree);
  mark(place, repository, marks, '--assume-unchanged', marks.assumeUnchanged);
}

/** Only once the working files match the entries: git does not look at files marked this way. */
export function restoreMonitored(place: GitPlace, repository: Repository, marks: EntryMarks): void {
  mark(place, repository, marks, '--fsmonitor-valid', marks.unchanged);
}

function mark(
  place: GitPlace,
  { root, gitDir }: Repository,
  marks: EntryMarks,
  option: string,
  names: readonly Buffer[],
): void {
  if (names.length === 0) return;
  // `--stdin` takes names relative to the current folder.
  const atTop = { cwd: root, env: { ...place.env, GIT_DIR: gitDir, GIT_WORK_TREE: root } };
  const input = Buffer.concat(names.flatMap((name) => [name, Buffer.from([0])]));
  runGitSync(atTop, [...monitorOptions(marks), 'update-index', '-z', option, '--stdin'], input);
}
