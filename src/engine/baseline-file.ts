import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../cli/errors.ts';
import type { Config } from '../config/config.ts';
import type { ConfigLookup } from '../config/lookup.ts';
import { type Baseline, parseBaseline, pathOfEntry } from './baseline.ts';
import type { Snapshot } from './snapshot.ts';

/** @throws UserError for a file that cannot be read, or is not a baseline */
export function readBaseline(cwd: string, name: string): Baseline {
  return parseBaseline(readGiven(resolve(cwd, name), name), name);
}

function readGiven(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file; antivenom baseline writes it' : code;
    throw new UserError(`--baseline ${name} cannot be read (${why})`);
  }
}

/**
 * The baselines that configurations name, each for the files of its own configuration; null without any. They are
 * read from what is judged: one that is not staged opens no gate.
 * @throws UserError as {@link readBaseline}
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
      const entries = [...parseBaseline(bytes.toString(), name)];
      return entries.filter(([key]) => configs.configFor(pathOfEntry(key)) === config);
    }),
  );
}
