import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { OutputError, UserError } from './errors.ts';

/** Where `--output` writes. */
export interface OutputFile {
  write(text: string): void;
}

/**
 * Checks that the file can be written before anything is checked or fixed: losing the report at the end would be too
 * late.
 * @throws UserError if it cannot
 */
export function openOutput(cwd: string, name: string): OutputFile {
  const file = followLinks(cwd, name);
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isDirectory()) throw new UserError(`--output ${name} is a folder`);
    accessSync(found === undefined ? dirname(file) : file, constants.W_OK);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(cannotWrite(name, error));
  }
  return {
    write(text) {
      try {
        writeThrough(file, text);
      } catch (error) {
        throw new OutputError(`${cannotWrite(name, error)}; the report is lost`);
      }
    },
  };
}

/**
 * The target of the name. A change can add a link with that name: a link inside the working folder must not lead out of
 * it.
 * @throws UserError if it does
 */
function followLinks(cwd: string, name: string): string {
  const file = resolve(cwd, name);
  if (!isBelow(cwd, file)) return file;
  const target = physical(file, 0);
  if (!isBelow(realpathSync(cwd), target)) {
    throw new UserError(`--output ${name} leads out of this folder by a symbolic link`, 'write the path it leads to');
  }
  return target;
}

/** Resolves every link, even one to a file that does not exist yet. */
function physical(file: string, depth: number): string {
  try {
    return realpathSync(file);
  } catch {
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found?.isSymbolicLink() && depth < 40) return physical(resolve(dirname(file), readlinkSync(file)), depth + 1);
    return dirname(file) === file ? file : join(physical(dirname(file), depth), basename(file));
  }
}

function isBelow(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Not through a link that was created in the meantime. */
function writeThrough(file: string, text: string): void {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const handle = openSync(file, O_WRONLY | O_CREAT | O_TRUNC | (O_NOFOLLOW ?? 0), 0o666);
  try {
    writeFileSync(handle, text);
  } finally {
    closeSync(handle);
  }
}

function cannotWrite(name: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const why = code === 'ENOENT' || code === 'ENOTDIR' ? 'there is no such folder' : code;
  return `--output ${name} cannot be written (${why})`;
}
