import type { Span } from '../engine/span.ts';
import {
  type PythonRange,
  type PythonVersion,
  type RangeDialect,
  readPythonRange,
  readPythonVersion,
} from './python-version.ts';

/**
 * How strong a declaration is. `runs`: this Python runs the program (an image, a runtime, `.python-version`).
 * `allows`: it may run there (`requires-python`, a classifier, a linter's target). `tests`: it is tested there.
 */
export type Strength = 'runs' | 'allows' | 'tests';

/** A place where a Python version is declared. */
export interface VersionPlace {
  readonly span: Span;
  /** For messages, without an article: 'requires-python', 'image python:3.8-slim'. */
  readonly what: string;
  readonly strength: Strength;
  /** The version if exactly one is named; null for a range. */
  readonly version: PythonVersion | null;
  readonly range: PythonRange | null;
  /** As written. */
  readonly text: string;
  /** The same object for all elements of one list (a matrix, an envlist, classifiers); null for a place on its own. */
  readonly list: object | null;
  /** If YAML reads the version differently (an unquoted 3.10 is the number 3.1), what it reads; otherwise null. */
  readonly readAs: string | null;
}

/** What a collector knows about a place before it reads the version. */
export interface Written extends Span {
  readonly text: string;
  readonly quote?: string | null;
}

/** A single exact version; null if the text does not name one. */
export function exactPlace(
  written: Written,
  what: string,
  strength: Strength,
  options: { readonly list?: object; readonly yaml?: boolean; readonly text?: string } = {},
): VersionPlace | null {
  const text = (options.text ?? written.text).trim();
  // YAML drops trailing zeros of a number: 3.10 is 3.1.
  const zero = options.yaml === true && written.quote === null ? /^(\d+\.\d*[1-9])0+$/.exec(text) : null;
  const readAs = zero?.[1] ?? null;
  const version = readPythonVersion(readAs ?? text);
  if (version === null) return null;
  const span = { start: written.start, end: written.end };
  return { span, what, strength, version, range: null, text, list: options.list ?? null, readAs };
}

/** A range (`>=3.8`); null if its syntax is unknown. */
export function rangePlace(written: Written, what: string, dialect: RangeDialect): VersionPlace | null {
  const range = readPythonRange(written.text, dialect);
  if (range === null) return null;
  const span = { start: written.start, end: written.end };
  return { span, what, strength: 'allows', version: null, range, text: written.text.trim(), list: null, readAs: null };
}

/** The exact versions of a list, as places that belong together. */
export function* listPlaces(
  items: Iterable<Written>,
  what: string,
  strength: Strength,
  yaml = false,
  list: object = {},
): Iterable<VersionPlace> {
  for (const item of items) {
    const place = exactPlace(item, what, strength, { list, yaml });
    if (place !== null) yield place;
  }
}
