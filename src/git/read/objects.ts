import { GitError } from '../../cli/errors.ts';
import { explainFailure, type Repository } from '../repository.ts';
import { runGitSync } from '../run.ts';

/** Larger files are reported, not judged. In bytes. */
export const SIZE_LIMIT = 10 * 1024 * 1024;

export type ObjectResult =
  | { readonly status: 'ok'; readonly oid: string; readonly bytes: Buffer }
  /** The name does not exist, or a partial clone left the blob out. */
  | { readonly status: 'missing' }
  | { readonly status: 'too-large'; readonly size: number }
  /** A tree, a commit or a tag. */
  | { readonly status: 'not-a-blob' };

/**
 * Blobs by object id or by a name such as `:0:pyproject.toml` or `HEAD:a.py`, read once and kept. Names must not
 * contain newlines.
 */
export interface Objects {
  /** Whether a blob is in memory. */
  has(oid: string): boolean;
  /** Reads what has not been read yet, all in one process. */
  load(names: readonly string[]): void;
  /** Reads it if necessary. */
  get(name: string): ObjectResult;
  /** Adds blobs that were read elsewhere, by id. */
  add(blobs: ReadonlyMap<string, Buffer>): void;
}

export function openObjects(repository: Repository, limit: number = SIZE_LIMIT): Objects {
  const known = new Map<string, ObjectResult>();
  /** Those for which git must be asked. */
  const unread = (names: readonly string[]): string[] =>
    [...new Set(names)].filter((name) => {
      if (known.has(name)) return false;
      const found = readDirectly(repository, name, limit);
      if (found !== null) known.set(name, found);
      return found === null;
    });
  const objects: Objects = {
    has: (oid) => known.has(oid),
    load(names) {
      const wanted = unread(names);
      if (wanted.length === 0) return;
      const rest = readBatch(repository, wanted, limit, known);
      // Something too large came up, so the rest is measured before it is read.
      if (rest.length > 0) loadMeasured(repository, rest, limit, known);
    },
    get(name) {
      if (!known.has(name)) objects.load([name]);
      return known.get(name)!;
    },
    add(blobs) {
      for (const [oid, bytes] of blobs) known.set(oid, { status: 'ok', oid, bytes });
    },
  };
  return objects;
}

/** Without git, in the plain case; null: git must be asked. */
function readDirectly({ direct }: Repository, name: string, limit: number): ObjectResult | null {
  if (direct === null) return null;
  let oid = name;
  if (name.startsWith(STAGED_NAME)) {
    const entry = direct.staged(Buffer.from(name.slice(STAGED_NAME.length), 'latin1'));
    if (entry === undefined) return { status: 'missing' };
    if (entry === null) return null;
    oid = entry.oid;
  }
  const bytes = /^[0-9a-f]{40}$/.test(oid) ? direct.blob(oid) : null;
  return bytes === null || bytes.length > limit ? null : { status: 'ok', oid, bytes };
}

/** Before a path: its content in the index (gitrevisions(7)). */
export const STAGED_NAME = ':0:';

interface Reader {
  /** Accepts output; false once something exceeds the limit. */
  push(chunk: Buffer): boolean;
  /** Names that have no answer yet. */
  rest(): string[];
}

/** Parses `cat-file --batch`: a header line, and for existing objects their bytes and a newline. */
function batchReader(names: readonly string[], limit: number, known: Map<string, ObjectResult>): Reader {
  let at = 0;
  let chunks: Buffer[] = [];
  let held = 0;
  let header: { oid: string; type: string; size: number } | null = null;
  return {
    push(chunk) {
      chunks.push(chunk);
      held += chunk.length;
      // Join chunks only once a whole object has arrived.
      if (header !== null && held < header.size + 1) return true;
      let data = Buffer.concat(chunks);
      for (;;) {
        if (header === null) {
          const end = data.indexOf(10);
          if (end === -1 || at >= names.length) break;
          const line = data.toString('latin1', 0, end);
          data = data.subarray(end + 1);
          const match = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(line);
          if (match === null) {
            known.set(names[at++]!, { status: 'missing' });
            continue;
          }
          header = { oid: match[1]!, type: match[2]!, size: Number(match[3]) };
          if (header.type === 'blob' && header.size > limit) {
            known.set(names[at++]!, { status: 'too-large', size: header.size });
            return false;
          }
        }
        if (data.length < header.size + 1) break;
        const { oid, type, size } = header;
        known.set(
          names[at++]!,
          type === 'blob' ? { status: 'ok', oid, bytes: data.subarray(0, size) } : { status: 'not-a-blob' },
        );
        data = data.subarray(size + 1);
        header = null;
      }
      chunks = [data];
      held = data.length;
      return true;
    },
    rest: () => names.slice(at),
  };
}

/** How much output of git to accept. A file that is tracked by mistake may have any size. */
const MAX_OUTPUT = 128 * 1024 * 1024;

/** Reads until everything is read or something is too large. Returns what is left to read. */
function readBatch(
  repository: Repository,
  names: readonly string[],
  limit: number,
  known: Map<string, ObjectResult>,
): string[] {
  const reader = batchReader(names, limit, known);
  const { stdout } = runGitSync(repository, ['cat-file', '--batch', '--buffer'], batchInput(names), MAX_OUTPUT);
  reader.push(stdout);
  // Old gits die at a missing blob in a partial clone: it is the one without an answer.
  return reader.rest();
}

function loadMeasured(
  repository: Repository,
  names: readonly string[],
  limit: number,
  known: Map<string, ObjectResult>,
): void {
  const small = measure(repository, names, limit, known);
  let rest: readonly string[] = small;
  while (rest.length > 0) {
    const reader = batchReader(rest, limit, known);
    const { stdout, status, stderr } = runGitSync(repository, ['cat-file', '--batch', '--buffer'], batchInput(rest));
    reader.push(stdout);
    const left = reader.rest();
    if (left.length === 0) return;
    if (left.length === rest.length && status === 0) throw new GitError('git cat-file gave no answer', stderr);
    known.set(left[0]!, { status: 'missing' });
    rest = left.slice(1);
  }
}

/** The names of blobs within the limit. What is wrong with the others is recorded. */
function measure(
  repository: Repository,
  names: readonly string[],
  limit: number,
  known: Map<string, ObjectResult>,
): string[] {
  const small: string[] = [];
  let rest: readonly string[] = names;
  while (rest.length > 0) {
    const { stdout, stderr, status } = runGitSync(
      repository,
      ['cat-file', '--batch-check', '--buffer'],
      batchInput(rest),
    );
    const lines = stdout.toString('latin1').split('\n').slice(0, -1);
    lines.forEach((line, i) => {
      const name = rest[i];
      if (name === undefined) return;
      const match = / (blob|tree|commit|tag) (\d+)$/.exec(line);
      if (match === null) known.set(name, { status: 'missing' });
      else if (match[1] !== 'blob') known.set(name, { status: 'not-a-blob' });
      else if (Number(match[2]) > limit) known.set(name, { status: 'too-large', size: Number(match[2]) });
      else small.push(name);
    });
    rest = rest.slice(lines.length);
    const unanswered = rest[0];
    if (unanswered !== undefined) {
      // Old gits die at a missing blob in a partial clone, and in a repository that they refuse.
      if (status !== 0 && lines.length === 0) rejectUnusable(repository, stderr);
      known.set(unanswered, { status: 'missing' });
      rest = rest.slice(1);
    }
  }
  return small;
}

/** @throws UserError if git refuses the whole repository, so that objects are not reported as missing */
function rejectUnusable(repository: Repository, stderr: string): void {
  const failure = explainFailure(repository, 'git cat-file failed', stderr);
  if (failure.name === 'UserError') throw failure;
}

/** Names may contain bytes that are not UTF-8: they are strings with one character per byte (see key in path-bytes). */
const batchInput = (names: readonly string[]): Buffer => Buffer.from(`${names.join('\n')}\n`, 'latin1');
