import { readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { UserError } from '../cli/errors.ts';
import type { Options } from '../cli/options.ts';
import { fileNameOf } from '../engine/path-parts.ts';
import type { Snapshot } from '../engine/snapshot.ts';
import type { Catalogue } from './catalogue.ts';
import { NO_CONFIG, readConfig, type TomlParser } from './config.ts';
import { type ConfigLookup, lookUpConfigs, onlyConfig } from './lookup.ts';

export async function loadToml(): Promise<TomlParser> {
  const { parseToml } = await import('../formats/parsers.ts');
  return parseToml;
}

/**
 * The configuration that the command line asks for: none, one file for everything, or the nearest one in the snapshot.
 * @param files where the nearest ones are read from
 * @throws UserError for a configuration that cannot be read
 */
export async function loadConfigs(
  options: Pick<Options, 'config' | 'noConfig'>,
  place: { readonly cwd: string; readonly root: string },
  paths: readonly string[],
  files: Pick<Snapshot, 'read'>,
  catalogue: Catalogue,
): Promise<ConfigLookup> {
  const readText = (path: string): string | null => {
    const bytes = files.read(path);
    return bytes === null ? null : withoutMark(bytes.toString('utf8'));
  };
  if (options.noConfig) return onlyConfig(NO_CONFIG);
  if (options.config === null) return lookUpConfigs(paths, readText, loadToml, catalogue);
  const file = resolve(place.cwd, options.config);
  const config = readConfig(pathInRoot(place.root, file), readGiven(file, options.config), await loadToml(), catalogue);
  if (config === null) throw new UserError(`${options.config} has no table [tool.antivenom]`);
  return onlyConfig(config);
}

function readGiven(file: string, name: string): string {
  try {
    return withoutMark(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`--config ${name} cannot be read (${code === 'ENOENT' ? 'there is no such file' : code})`);
  }
}

/** The globs of a configuration outside the repository are relative to the root. */
function pathInRoot(root: string, file: string): string {
  const path = relative(root, file).split(sep).join('/');
  return path.startsWith('../') || path === file ? fileNameOf(path) : path;
}

/** Without a byte order mark. */
const withoutMark = (text: string): string => text.replace(/^\ufeff/, '');

/** Reads files from the disk, for commands that do not judge a snapshot. */
export function filesOnDisk(root: string): Pick<Snapshot, 'read'> {
  return {
    read(path) {
      try {
        return readFileSync(join(root, path));
      } catch {
        return null;
      }
    },
  };
}
