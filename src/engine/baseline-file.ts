import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../cli/errors.ts';
import { type Baseline, parseBaseline } from './baseline.ts';

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
