import { ENVIRONMENT_READERS, type EnvironmentReader } from '../../data/environment-readers.ts';
import type { Call, Expression, Subscript } from '../syntax/index.ts';
import { isSetBy } from './changes.ts';
import { type Cast, castFrom, castValue, NO_CAST } from './environment-casts.ts';
import { schemeEntry, schemeOf } from './environment-schemes.ts';
import type { Evaluator } from './evaluator.ts';
import { combine, known, type Outcome, raises, UNKNOWN } from './outcome.ts';
import { giveUp, kindOf, type PyValue, toInteger } from './values.ts';

/** The value of an environment lookup by the function with a qualified name; null if that is not a reader. */
export function readEnvironment(evaluator: Evaluator, at: Call | Subscript, name: string): Outcome | null {
  const reader = ENVIRONMENT_READERS.get(name);
  if (reader === undefined) return null;
  const given = argumentsOf(at, reader);
  const variableNode = given.get(reader.parameters[0]!);
  if (variableNode === undefined) return UNKNOWN;
  const outcome = evaluator.evaluate(variableNode);
  const own = given.get('default') ?? (reader.library === 'os' ? given.get('value') : undefined);
  if (outcome.state !== 'known' || typeof outcome.value !== 'string') {
    if (own !== undefined) evaluator.evaluate(own);
    return outcome.state === 'raises' ? outcome : UNKNOWN;
  }
  const variable = outcome.value;
  const hasScheme = reader.library === 'django-environ' || reader.library === 'envparse';
  const scheme = hasScheme ? schemeOf(evaluator, at) : null;
  const schemed = scheme === null ? null : schemeEntry(scheme, variable, reader);
  const isHere = own !== undefined || scheme?.evaluator === evaluator;
  const written = own ?? schemed?.fallback ?? null;
  const fallback = written === null ? null : (isHere ? evaluator : scheme!.evaluator).evaluate(written);
  evaluator.read({ variable, call: at, default: isHere ? written : null, fallback, reader: reader.library });
  if (isSetBy(evaluator.names, variable) && !isOwnWrite(at)) return UNKNOWN;
  if (given.has('**') || scheme?.isComplete === false) return UNKNOWN;
  const cast = castOf(evaluator, reader, given, schemed?.cast ?? NO_CAST);
  return lookUp({ reader, text: evaluator.environment(variable), cast, fallback });
}

/** `os.environ.setdefault("X", "1")` has its own value. */
const isOwnWrite = (at: Call | Subscript): boolean =>
  at.kind === 'Call' && at.func.kind === 'Attribute' && at.func.attr === 'setdefault';

/** Arguments by parameter name; `**` if some are unknown, or change how the text is read. */
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

/** Arguments that change the result in ways that we do not follow. */
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

interface LookUp {
  readonly reader: EnvironmentReader;
  readonly text: string | null;
  readonly cast: Cast;
  readonly fallback: Outcome | null;
}

function lookUp(look: LookUp): Outcome {
  const { reader, cast, text, fallback: value } = look;
  // Arguments are evaluated whether they are used or not.
  if (value?.state === 'raises') return value;
  if (text === null && value === null) return reader.missing === null ? known(null) : raises(reader.missing);
  switch (reader.library) {
    case 'os':
      return text === null ? value! : known(text);
    case 'django-environ':
      return readDjangoEnviron(look);
    case 'decouple':
    case 'prettyconf':
      // Both also cast their default.
      return castValue(reader, cast, text === null ? value! : known(text));
    case 'starlette':
      if (text === null && value!.state === 'known' && value!.value === null) return value!;
      return castValue(reader, cast, text === null ? value! : known(text));
    case 'environs':
      return text === null ? value! : castValue(reader, cast, known(text));
    case 'envparse':
      if (text === null) return value!;
      if (value?.state === 'known' && value.value === text) return known(text);
      return value !== null && value.state !== 'known' ? UNKNOWN : castValue(reader, cast, known(text));
    case 'dynaconf':
      return text === null ? value! : combine([known(text)], ([given]) => dynaconfValue(given as string));
  }
}

/** django-environ's get_value: a default is only cast if it differs from itself, that is, never. */
function readDjangoEnviron({ reader, text, fallback, ...look }: LookUp): Outcome {
  if (text === null) {
    const proxied = fallback?.state === 'known' && typeof fallback.value === 'string' && fallback.value.startsWith('$');
    return proxied ? UNKNOWN : fallback!;
  }
  if (text.startsWith('$')) return UNKNOWN;
  if (fallback !== null && fallback.state !== 'known') {
    // If the default's value is unknown, so are the smart cast and the comparison with it.
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
  return castValue(reader, cast, known(text));
}

/** dynaconf reads values as TOML: https://www.dynaconf.com/envvars/#precedence-and-type-casting */
function dynaconfValue(text: string): PyValue {
  if (/^(?:true|True|TRUE)$/.test(text)) return text === 'TRUE' ? giveUp() : true;
  if (/^(?:false|False|FALSE)$/.test(text)) return text === 'FALSE' ? giveUp() : false;
  if (/^(?:0|[1-9]\d*)$/.test(text)) return toInteger(text, undefined);
  return /^[A-Za-z]+$/.test(text) ? text : giveUp();
}
