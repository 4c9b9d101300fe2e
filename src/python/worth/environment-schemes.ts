import { ENVIRONMENT_READERS, type EnvironmentReader } from '../../data/environment-readers.ts';
import { candidates } from '../names/index.ts';
import type { Call, Expression, Subscript } from '../syntax/index.ts';
import { type Cast, castFrom, NO_CAST } from './environment-casts.ts';
import type { Evaluator } from './evaluator.ts';

/** The entries with which an Env object was created: `environ.Env(DEBUG=(bool, False))`. */
export interface Scheme {
  readonly entries: ReadonlyMap<string, Expression>;
  /** False if some entries are unknown. */
  readonly isComplete: boolean;
  /** For the file that creates the object. */
  readonly evaluator: Evaluator;
}

export function schemeOf(evaluator: Evaluator, at: Call | Subscript): Scheme | null {
  if (at.kind !== 'Call') return null;
  let object: Expression = at.func;
  if (object.kind === 'Attribute' && evaluator.names.denotes(object.value, ENVIRONMENT_READERS)) object = object.value;
  return schemeIn(evaluator, object, MAX_HOPS);
}

const MAX_HOPS = 5;

function schemeIn(evaluator: Evaluator, object: Expression, hops: number): Scheme | null {
  if (object.kind === 'Call') return entriesOf(evaluator, object);
  if (hops === 0 || (object.kind !== 'Name' && object.kind !== 'Attribute')) return null;
  if (object.kind === 'Name') {
    const { bindings } = candidates(evaluator.names.reaching(object.name, object));
    const value = bindings.length === 1 ? bindings[0]!.value : null;
    if (value !== null) return schemeIn(evaluator, value, hops - 1);
  }
  const exported = evaluator.names.exported(object);
  if (exported === null) return null;
  const there = evaluator.of(exported.names);
  const { bindings } = candidates(there.names.reaching(exported.name, there.names.file.module));
  const value = bindings.length === 1 ? bindings[0]!.value : null;
  return value === null ? null : schemeIn(there, value, hops - 1);
}

function entriesOf(evaluator: Evaluator, made: Call): Scheme {
  const entries = new Map<string, Expression>();
  let isComplete = true;
  for (const { name, value } of made.keywords) {
    if (name !== null) entries.set(name, value);
    else if (value.kind !== 'Dict') isComplete = false;
    else
      for (const { key, value: item } of value.items) {
        if (key?.kind === 'String') entries.set(key.value, item);
        else isComplete = false;
      }
  }
  return { entries, isComplete, evaluator };
}

/** The cast and the default that a scheme has for a variable. */
export function schemeEntry(
  { entries, evaluator }: Scheme,
  variable: string,
  { library }: EnvironmentReader,
): { readonly cast: Cast; readonly fallback: Expression | null } | null {
  const entry = entries.get(variable);
  if (entry === undefined) return null;
  if (library === 'envparse' && entry.kind === 'Dict') {
    const item = (name: string) => entry.items.find(({ key }) => key?.kind === 'String' && key.value === name)?.value;
    const cast = item('cast');
    return { cast: cast === undefined ? NO_CAST : castFrom(evaluator, cast), fallback: item('default') ?? null };
  }
  const isPair = (entry.kind === 'Tuple' || entry.kind === 'List') && entry.items.length === 2;
  if (isPair && library === 'django-environ') {
    return { cast: castFrom(evaluator, entry.items[0]!), fallback: entry.items[1]! };
  }
  return { cast: castFrom(evaluator, entry), fallback: null };
}
