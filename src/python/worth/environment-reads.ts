import {
  ENVIRONMENT_READERS,
  type EnvironmentReader,
  type ReaderCast,
  TRUTH_WORDS,
  type TruthTable,
} from '../../data/environment-readers.ts';
import { candidates } from '../names/flow.ts';
import type { Call, Expression, Subscript } from '../syntax/nodes.ts';
import { combine, type Evaluator, known, type Outcome, raises, UNKNOWN } from './evaluate.ts';
import { truthOfText } from './text-casts.ts';
import { readJson } from './text-values.ts';
import { equals, give, isTruthy, kindOf, type PyValue, strip, textOf, toFloat, toInteger } from './values.ts';

/** What a look-up casts with: a kind of its own, a callable of the program, nothing, or what we cannot tell. */
type Cast =
  | { readonly by: 'none' }
  | { readonly by: 'kind'; readonly kind: ReaderCast }
  | { readonly by: 'callable'; readonly callable: Expression }
  | { readonly by: 'unknown' };

const NO_CAST: Cast = { by: 'none' };
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

interface LookUp {
  readonly evaluator: Evaluator;
  readonly reader: EnvironmentReader;
  readonly at: Call | Subscript;
  readonly text: string | null;
  readonly cast: Cast;
  readonly fallback: Expression | null;
}

/**
 * The value of a look-up in the environment by the function of a qualified name; null where that is no reader.
 * `isSetHere` tells variables that the file itself sets.
 */
export function readEnvironment(
  evaluator: Evaluator,
  at: Call | Subscript,
  name: string,
  isSetHere: (variable: string) => boolean,
): Outcome | null {
  const reader = ENVIRONMENT_READERS.get(name);
  if (reader === undefined) return null;
  const given = argumentsOf(at, reader);
  const variableNode = given.get(reader.parameters[0]!);
  if (variableNode === undefined) return UNKNOWN;
  const variable = evaluator.evaluate(variableNode);
  const scheme = reader.library === 'django-environ' || reader.library === 'envparse' ? schemeOf(evaluator, at) : null;
  if (variable.state !== 'known' || typeof variable.value !== 'string') {
    const fallback = given.get('default');
    if (fallback !== undefined) evaluator.evaluate(fallback);
    return variable.state === 'raises' ? variable : UNKNOWN;
  }
  const entry = scheme?.get(variable.value);
  const schemed = entry === undefined ? null : schemeEntry(entry, evaluator, reader);
  const fallback =
    given.get('default') ?? (reader.library === 'os' ? given.get('value') : undefined) ?? schemed?.fallback ?? null;
  evaluator.read({ variable: variable.value, call: at, default: fallback, reader: reader.library });
  if (fallback !== null) evaluator.evaluate(fallback);
  if (isSetHere(variable.value) && !isOwnWrite(at)) return UNKNOWN;
  if (given.has('**') || scheme?.has('**') === true) return UNKNOWN;
  const cast = castOf(evaluator, reader, given, schemed?.cast ?? NO_CAST);
  return lookUp({ evaluator, reader, at, text: evaluator.environment(variable.value), cast, fallback });
}

/** `os.environ.setdefault("X", "1")` tells its own value. */
const isOwnWrite = (at: Call | Subscript): boolean =>
  at.kind === 'Call' && at.func.kind === 'Attribute' && at.func.attr === 'setdefault';

/** Arguments by parameter name; `**` where some are not told, or change how the text is read. */
function argumentsOf(at: Call | Subscript, reader: EnvironmentReader): Map<string, Expression> {
  const given = new Map<string, Expression>();
  if (at.kind === 'Subscript') {
    given.set(reader.parameters[0]!, at.slice);
    return given;
  }
  at.args.forEach((argument, index) => {
    given.set(argument.kind === 'Starred' ? '**' : (reader.parameters[index] ?? '**'), argument);
  });
  for (const { name, value } of at.keywords) given.set(name === null || UNUSUAL.has(name) ? '**' : name, value);
  return given;
}

/** Arguments that change the result in ways we do not follow. */
const UNUSUAL: ReadonlySet<string> = new Set([
  'truthy',
  'falsy',
  'preprocessor',
  'postprocessor',
  'parse_default',
  'force',
  'subcast',
  'validate',
  'multiline',
  'choices',
  'strict',
]);

/** The scheme that an Env object was made with: `environ.Env(DEBUG=(bool, False))`. */
function schemeOf(evaluator: Evaluator, at: Call | Subscript): ReadonlyMap<string, Expression> | null {
  if (at.kind !== 'Call') return null;
  let object: Expression = at.func;
  const isMethod =
    object.kind === 'Attribute' && evaluator.names.qualify(object.value).some((text) => ENVIRONMENT_READERS.has(text));
  if (isMethod && object.kind === 'Attribute') object = object.value;
  const made = constructionOf(evaluator, object);
  if (made === null) return null;
  const scheme = new Map<string, Expression>();
  for (const { name, value } of made.keywords) {
    if (name !== null) scheme.set(name, value);
    else if (value.kind !== 'Dict') scheme.set('**', value);
    else for (const { key, value: item } of value.items) scheme.set(key?.kind === 'String' ? key.value : '**', item);
  }
  return scheme;
}

function constructionOf(evaluator: Evaluator, object: Expression): Call | null {
  let next: Expression | null = object;
  for (let hops = 0; hops < 5 && next !== null; hops++) {
    if (next.kind === 'Call') return next;
    if (next.kind !== 'Name') return null;
    const { bindings }: { bindings: readonly { readonly value: Expression | null }[] } = candidates(
      evaluator.names.reaching(next.name, next),
    );
    next = bindings.length === 1 ? bindings[0]!.value : null;
  }
  return null;
}

function schemeEntry(entry: Expression, evaluator: Evaluator, reader: EnvironmentReader) {
  if (reader.library === 'envparse' && entry.kind === 'Dict') {
    const item = (name: string) => entry.items.find(({ key }) => key?.kind === 'String' && key.value === name)?.value;
    const cast = item('cast');
    return { cast: cast === undefined ? NO_CAST : castFrom(evaluator, cast), fallback: item('default') ?? null };
  }
  if (
    (entry.kind === 'Tuple' || entry.kind === 'List') &&
    entry.items.length === 2 &&
    reader.library === 'django-environ'
  ) {
    return { cast: castFrom(evaluator, entry.items[0]!), fallback: entry.items[1]! };
  }
  return { cast: castFrom(evaluator, entry), fallback: null };
}

function castFrom(evaluator: Evaluator, expression: Expression): Cast {
  if (expression.kind === 'Constant' && expression.value === null) return NO_CAST;
  const texts = evaluator.names.qualify(expression);
  const kind = texts.length === 1 ? KINDS[texts[0]!] : undefined;
  if (kind !== undefined) return { by: 'kind', kind };
  // [str], (int,): lists of casts.
  if (expression.kind === 'Name' || expression.kind === 'Attribute' || expression.kind === 'Lambda') {
    return { by: 'callable', callable: expression };
  }
  return { by: 'unknown' };
}

function castOf(
  evaluator: Evaluator,
  reader: EnvironmentReader,
  given: ReadonlyMap<string, Expression>,
  schemed: Cast,
): Cast {
  const argument = given.get('cast');
  if (reader.cast !== null) {
    return argument === undefined ? { by: 'kind', kind: reader.cast } : { by: 'unknown' };
  }
  const asked = argument === undefined ? NO_CAST : castFrom(evaluator, argument);
  return asked.by === 'none' ? schemed : asked;
}

function lookUp(look: LookUp): Outcome {
  const { reader, text, fallback, evaluator } = look;
  const value = fallback === null ? null : evaluator.evaluate(fallback);
  // Arguments are evaluated whether they are used or not.
  if (value?.state === 'raises') return value;
  if (text === null && value === null) return reader.missing === null ? known(null) : raises(reader.missing);
  switch (reader.library) {
    case 'os':
      return text === null ? value! : known(text);
    case 'django-environ':
      return readDjangoEnviron(look, value);
    case 'decouple':
    case 'prettyconf':
      // Both cast their default too.
      return castValue(look, text === null ? value! : known(text));
    case 'starlette':
      if (text === null && value!.state === 'known' && value!.value === null) return value!;
      return castValue(look, text === null ? value! : known(text));
    case 'environs':
      return text === null ? value! : castValue(look, known(text));
    case 'envparse':
      if (text === null) return value!;
      if (value?.state === 'known' && value.value === text) return known(text);
      return value !== null && value.state !== 'known' ? UNKNOWN : castValue(look, known(text));
    case 'dynaconf':
      return text === null ? value! : combine([known(text)], ([given]) => dynaconfValue(given as string));
  }
}

/** django-environ's get_value: a default is cast only where it differs from itself, that is never. */
function readDjangoEnviron(look: LookUp, fallback: Outcome | null): Outcome {
  const { text } = look;
  if (text === null) {
    const proxied = fallback?.state === 'known' && typeof fallback.value === 'string' && fallback.value.startsWith('$');
    return proxied ? UNKNOWN : fallback!;
  }
  if (text.startsWith('$')) return UNKNOWN;
  if (fallback !== null && fallback.state !== 'known') {
    // Without the default's value neither the smart cast nor the comparison with it is told.
    return fallback.state === 'raises' ? fallback : UNKNOWN;
  }
  const standIn = fallback === null ? undefined : fallback.value;
  if (standIn === null && text === '') return known(null);
  if (standIn !== undefined && typeof standIn === 'string' && standIn === text) return known(text);
  let cast = look.cast;
  // Smart casting: the type of the default is the cast.
  if (cast.by === 'none' && standIn !== undefined && standIn !== null) {
    const kind = kindOf(standIn);
    cast = kind === 'bytes' || kind === 'set' || kind === 'none' ? { by: 'unknown' } : { by: 'kind', kind };
  }
  return castValue({ ...look, cast }, known(text));
}

function castValue({ reader, cast, evaluator }: LookUp, given: Outcome): Outcome {
  switch (cast.by) {
    case 'none':
      return given;
    case 'unknown':
      return given.state === 'raises' ? given : UNKNOWN;
    case 'callable': {
      const outcome = evaluator.apply(cast.callable, [given]);
      // starlette turns what a cast raises into a ValueError; which one matters to nobody here.
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
      return library === 'decouple' || library === 'starlette' ? toFloat(value) : give();
    case 'str':
      return textOf(value);
    case 'json':
      return readJson(value);
    case 'list':
    case 'tuple': {
      if (library !== 'django-environ' && library !== 'environs') return give();
      if (typeof value !== 'string') return give();
      const bare = kind === 'tuple' ? strip(strip(value, '(', 'both'), ')', 'both') : value;
      const parts =
        library === 'environs' ? (bare === '' ? [] : bare.split(',')) : bare.split(',').filter((part) => part !== '');
      return kind === 'list' ? { list: parts } : library === 'environs' ? give() : { tuple: parts };
    }
    default:
      return give();
  }
}

const TABLES: Readonly<Record<string, TruthTable>> = {
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
  if (table === undefined) return give();
  const words = TRUTH_WORDS[table];
  if (typeof value === 'string') return truthOfText(words, value);
  // decouple compares str(value); starlette applies bool() to what is no text.
  if (library === 'decouple') return truthOfText(words, textOf(value));
  if (library === 'starlette') return value === null ? null : isTrue(value);
  return give();
}

const isTrue = (value: PyValue): boolean => {
  const kind = kindOf(value);
  return kind === 'bool' || kind === 'int' ? !equals(value, 0) : give();
};

/** dynaconf reads values as TOML: https://www.dynaconf.com/envvars/#precedence-and-type-casting */
function dynaconfValue(text: string): PyValue {
  if (/^(?:true|True|TRUE)$/.test(text)) return text === 'TRUE' ? give() : true;
  if (/^(?:false|False|FALSE)$/.test(text)) return text === 'FALSE' ? give() : false;
  if (/^(?:0|[1-9]\d*)$/.test(text)) return toInteger(text, undefined);
  return /^[A-Za-z]+$/.test(text) ? text : give();
}
