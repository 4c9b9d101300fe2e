import { join } from 'node:path';
import { readKeptFile, writeKeptFile } from '../cli/kept-file.ts';
import type { FileFindings } from '../engine/file-findings.ts';
import type { Repository } from '../git/repository.ts';
import type { CheckRun } from '../report/run.ts';

/**
 * What a check of all tracked files came to, for the next check. Files are named by their number in the listing, which
 * the key says is the same.
 */
export interface KeptTree {
  /** Object ids, 40 characters each, one after the other. */
  readonly oids: string;
  /** Null for a file that has to be judged again in any case. */
  readonly files: readonly (KeptFile | null)[];
  readonly siblings: Links;
  readonly texts: Links;
  /** Files for which {@link packageFacts} were looked up. */
  readonly packages: readonly number[];
  readonly packageFacts: CheckRun['packageFacts'];
}

/** 0 for a file without findings, or the reason why it was not judged. */
export type KeptFile = 0 | string | Pick<FileFindings, 'placed' | 'silenced'>;

/** Which files a file depends on. */
export type Links = readonly (readonly [file: number, ...others: number[]])[];

const LABEL = 'antivenom trees 1';
/** How many to keep: for a few shards and selections of rules. */
const MAX_KEPT = 6;
const MAX_BYTES = 16_000_000;

/** Null if no earlier run judged by the same key, or what it stored cannot be read. */
export function recallTree(repository: Repository, key: string): KeptTree | null {
  const found = readLines(repository).find((line) => line.startsWith(key));
  if (found === undefined) return null;
  try {
    return JSON.parse(found.slice(key.length)) as KeptTree;
  } catch {
    return null;
  }
}

export function keepTree(repository: Repository, key: string, tree: KeptTree): void {
  const known = readLines(repository);
  const line = key + JSON.stringify(tree);
  if (line === known[0]) return;
  const lines = [line, ...known.filter((other) => !other.startsWith(key))].slice(0, MAX_KEPT);
  while (lines.length > 0 && lines.reduce((sum, { length }) => sum + length, 0) > MAX_BYTES) lines.pop();
  if (lines.length > 0) writeKeptFile(keptFile(repository), LABEL, Buffer.from(lines.join('\n')));
}

/** A key and a tree in each. A file that is damaged, or that somebody else may have written, does not count. */
function readLines(repository: Repository): readonly string[] {
  return readKeptFile(keptFile(repository), LABEL)?.toString().split('\n') ?? [];
}

const keptFile = ({ gitDir }: Repository): string => join(gitDir, 'antivenom', 'kept', 'trees.json');
