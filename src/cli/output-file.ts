import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { OutputError, UserError } from './errors.ts';

/** Where `--output` writes. */
export interface OutputFile {
  write(text: string): void;
}

/**
 * Looks, before anything is checked or fixed, whether the file can be written: a report that is lost at the end is
 * noticed too late.
 * @throws UserError it cannot
 */
export function openOutput(cwd: string, name: string): OutputFile {
  const file = resolve(cwd, name);
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
        writeFileSync(file, text);
      } catch (error) {
        throw new OutputError(`${cannotWrite(name, error)}; the report is lost`);
      }
    },
  };
}

function cannotWrite(name: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const why = code === 'ENOENT' || code === 'ENOTDIR' ? 'there is no such folder' : code;
  return `--output ${name} cannot be written (${why})`;
}
