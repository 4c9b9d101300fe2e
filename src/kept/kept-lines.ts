import { join } from 'node:path';
import { readKeptFile, writeKeptFile } from '../cli/kept-file.ts';
import type { Repository } from '../git/repository.ts';

/** A file of judgements in the git directory. Each has a line of its own that begins with its key. */
export interface KeptLines {
  /** Null if no earlier run judged by the same key, or what it stored cannot be read. */
  recall(key: string): unknown;
  keep(key: string, value: unknown): void;
}

/** How many to keep: for a few shards, selections of rules, and processes of a hook runner. */
const MAX_KEPT = 6;
const MAX_BYTES = 16_000_000;

/** A file that is damaged, or that somebody else may have written, does not count. */
export function openKeptLines({ gitDir }: Repository, name: string): KeptLines {
  const file = join(gitDir, 'antivenom', 'kept', name);
  const label = `antivenom ${name} 1`;
  const readLines = (): readonly string[] => readKeptFile(file, label)?.toString().split('\n') ?? [];
  return {
    recall(key) {
      const found = readLines().find((line) => line.startsWith(key));
      if (found === undefined) return null;
      try {
        return JSON.parse(found.slice(key.length));
      } catch {
        return null;
      }
    },
    keep(key, value) {
      const known = readLines();
      const line = key + JSON.stringify(value);
      if (line === known[0]) return;
      const lines = [line, ...known.filter((other) => !other.startsWith(key))].slice(0, MAX_KEPT);
      while (lines.length > 0 && lines.reduce((sum, { length }) => sum + length, 0) > MAX_BYTES) lines.pop();
      if (lines.length > 0) writeKeptFile(file, label, Buffer.from(lines.join('\n')));
    },
  };
}
