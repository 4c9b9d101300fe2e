import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../cli/errors.ts';
import type { Config } from '../config/config.ts';
import type { ConfigLookup } from '../config/lookup.ts';
import { type Baseline, isBaseline, parseBaseline, pathOfEntry } from './baseline.ts';
import { decodeFile } from './file-text.ts';
import type { Snapshot } from './snapshot.ts';

export interface GivenBaseline {
  readonly baseline: Baseline;
  /** What the user has to know about where it was read; null if that is what they named. */
  readonly note: string | null;
}

/** Where to look for the file of `--baseline`: in what is judged, otherwise on disk. */
export interface BaselinePlace {
  readonly cwd: string;
  /** The path relative to the repository's root; null for a file outside, or if working files are judged. */
  readonly path: string | null;
  readonly files: Pick<Snapshot, 'read'>;
  /** What the file is missing from, as in 'not staged'. */
  readonly missing: string;
}

/** @throws UserError for a file that cannot be read or is not a baseline */
export function readBaseline(name: string, { cwd, path, files, missing }: BaselinePlace): GivenBaseline {
  const judged = path === null ? null : files.read(path);
  if (judged === null) {
    const baseline = parse(readGiven(resolve(cwd, name), name), name);
    return { baseline, note: path === null ? null : `the baseline ${name} is ${missing}: it was read from the disk` };
  }
  const isOther = onDisk(resolve(cwd, name))?.equals(judged) === false;
  const note = `the baseline ${name} counts as it is in what is judged: what the disk has is ${missing}`;
  return { baseline: parse(judged, name), note: isOther ? note : null };
}

/** Windows editors write a byte order mark, or UTF-16. */
const parse = (bytes: Buffer, name: string): Baseline => parseBaseline(decodeFile(bytes, name).text, name);

function readGiven(file: string, name: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file; antivenom baseline writes it' : code;
    throw new UserError(`--baseline ${name} cannot be read (${why})`);
  }
}

function onDisk(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

/**
 * Checks what is about to be overwritten.
 * @throws UserError if there is something other than a baseline
 */
export function rejectOther(file: string, name: string): void {
  const bytes = onDisk(file);
  if (bytes === null || bytes.length === 0 || isBaseline(decodeFile(bytes, name).text)) return;
  throw new UserError(`${name} is there and is not a baseline of antivenom`, 'remove it, or name another file');
}

/**
 * The baselines that configurations name, each for the files of its configuration; null if there are none. They are
 * read from what is judged, so an unstaged one has no effect.
 * @throws UserError like {@link readBaseline}
 */
export function readBaselines(
  configs: ConfigLookup,
  paths: readonly string[],
  files: Pick<Snapshot, 'read'>,
): Baseline | null {
  const named = new Set<Config>(
    paths.map((path) => configs.configFor(path)).filter(({ baseline }) => baseline !== null),
  );
  if (named.size === 0) return null;
  return new Map(
    [...named].flatMap((config) => {
      const name = config.baseline as string;
      const bytes = files.read(name);
      if (bytes === null) {
        throw new UserError(
          `${config.source}: there is no baseline ${name}`,
          'antivenom baseline writes it; stage it then',
        );
      }
      const entries = [...parse(bytes, name)];
      return entries.filter(([key]) => configs.configFor(pathOfEntry(key)) === config);
    }),
  );
}
