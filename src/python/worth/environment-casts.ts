import type { EnvironmentReader, ReaderCast } from '../../data/environment-readers.ts';
import { TRUTH_TABLES, type TruthTableName } from '../../data/truth-tables.ts';
import type { Expression } from '../syntax/index.ts';
import type { Evaluator } from './evaluator.ts';
import { combine, type Outcome, raises, UNKNOWN } from './outcome.ts';
import { truthOfText } from './text-casts.ts';
import { readJson } from './text-values.ts';
import { equals, giveUp, isTruthy, kindOf, type PyValue, strip, textOf, toFloat, toInteger } from './values.ts';

/** How a lookup casts: to a known kind, with one of the program's callables, not at all, or unknown. */
export type Cast =
  | { readonly by: 'none' }
  | { readonly by: 'kind'; readonly kind: ReaderCast }
  | { readonly by: 'callable'; readonly callable: Expression; readonly evaluator: Evaluator }
  | { readonly by: 'unknown' };

export const NO_CAST: Cast = { by: 'none' };
const KINDS: Readonly<Record<string, ReaderCast>> = {
  'builtins.bool': 'bool',
  'builtins.int': 'int',
  'builtins.float': 'float',
  'builtins.str': 'str',
  'builtins.list': 'list',
  'builtins.tuple': 'tuple',
  'builtins.dict': 'dict',
  'json.loads': 'json',
};

/** The cast that an expression names. */
export function castFrom(evaluator: Evaluator, expression: Expression): Cast {
  if (expression.kind === 'Constant' && expression.value === null) return NO_CAST;
  const texts = evaluator.names.qualify(expression);
  const kind = texts.length === 1 ? KINDS[texts[0]!] : undefined;
  if (kind !== undefined) return { by: 'kind', kind };
  // [str], (int,): lists of casts.
  if (expression.kind === 'Name' || expression.kind === 'Attribute' || expression.kind === 'Lambda') {
    return { by: 'callable', callable: expression, evaluator };
  }
  return { by: 'unknown' };
}

/** How a reader converts a text or a default. */
export function castValue(reader: EnvironmentReader, cast: Cast, given: Outcome): Outcome {
  switch (cast.by) {
    case 'none':
      return given;
    case 'unknown':
      return given.state === 'raises' ? given : UNKNOWN;
    case 'callable': {
      const outcome = cast.evaluator.apply(cast.callable, [given]);
      // starlette turns any exception in a cast into a ValueError; the kind does not matter here.
      return outcome.state === 'raises' ? raises(null) : outcome;
    }
    case 'kind':
      return combine([given], ([value]) => castKind(reader, cast.kind, value!));
  }
}

function castKind({ library }: EnvironmentReader, kind: ReaderCast, value: PyValue): PyValue {
  switch (kind) {
    case 'bool':
      return castBool(library, value);
    case 'int':
      return toInteger(value, undefined);
    case 'float':
      return library === 'decouple' || library === 'starlette' ? toFloat(value) : giveUp();
    case 'str':
      return textOf(value);
    case 'json':
      return readJson(value);
    case 'list':
    case 'tuple': {
      if (library !== 'django-environ' && library !== 'environs') return giveUp();
      if (typeof value !== 'string') return giveUp();
      const bare = kind === 'tuple' ? strip(strip(value, '(', 'both'), ')', 'both') : value;
      const parts =
        library === 'environs' ? (bare === '' ? [] : bare.split(',')) : bare.split(',').filter((part) => part !== '');
      return kind === 'list' ? { list: parts } : library === 'environs' ? giveUp() : { tuple: parts };
    }
    default:
      return giveUp();
  }
}

const TABLES: Readonly<Record<string, TruthTableName>> = {
  'django-environ': 'django-environ',
  decouple: 'decouple',
  starlette: 'starlette',
  environs: 'environs',
  envparse: 'envparse',
};

function castBool(library: string, value: PyValue): PyValue {
  // Its own cast is config.boolean; bool is Python's.
  if (library === 'prettyconf') return isTruthy(value);
  const table = TABLES[library];
  if (table === undefined) return giveUp();
  const words = TRUTH_TABLES[table];
  if (typeof value === 'string') return truthOfText(words, value);
  // decouple compares str(value); starlette applies bool() to anything but text.
  if (library === 'decouple') return truthOfText(words, textOf(value));
  if (library === 'starlette') return value === null ? null : isTrue(value);
  return giveUp();
}

const isTrue = (value: PyValue): boolean => {
  const kind = kindOf(value);
  return kind === 'bool' || kind === 'int' ? !equals(value, 0) : giveUp();
};
