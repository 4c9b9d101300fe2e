import { TEXT_TO_BOOL } from '../../data/environment-readers.ts';
import { TRUTH_TABLES } from '../../data/truth-tables.ts';
import type { Call } from '../syntax/index.ts';
import type { Evaluator } from './evaluator.ts';
import { combine, known, type Outcome, UNKNOWN } from './outcome.ts';
import { truthOfText } from './text-casts.ts';
import { readJson, readLiteral, readYamlScalar } from './text-values.ts';
import {
  elementsOf,
  first,
  giveUp,
  isTruthy,
  kindOf,
  makeDict,
  makeSet,
  order,
  type PyValue,
  raise,
  represent,
  sizeOf,
  textOf,
  toFloat,
  toInteger,
} from './values.ts';

type Compute = (args: readonly PyValue[], keywords: ReadonlyMap<string, PyValue>) => PyValue;

/** eval() of a text that is a literal. Other code is not run. */
function evalLiteral(text: PyValue): PyValue {
  try {
    return readLiteral(text);
  } catch {
    return giveUp();
  }
}

function extreme(args: readonly PyValue[], op: '<' | '>'): PyValue {
  const items = args.length === 1 ? elementsOf(args[0]!) : args;
  if (items.length === 0) return raise(args.length === 0 ? 'TypeError' : 'ValueError');
  return items.reduce((best, item) => (order(item, best, op) ? item : best));
}

/** The elements, for questions in which their order does not matter. */
const anyOrder = (value: PyValue): readonly PyValue[] =>
  value !== null && typeof value === 'object' && 'set' in value ? value.set : elementsOf(value);

const optional = (args: readonly PyValue[]): readonly PyValue[] => {
  if (args.length > 1) return raise('TypeError');
  return args.length === 0 ? [] : elementsOf(args[0]!);
};

const FUNCTIONS: Readonly<Record<string, Compute>> = {
  'builtins.int': (args, keywords) =>
    args.length === 0 ? (keywords.size > 0 ? giveUp() : 0) : toInteger(args[0]!, args[1] ?? keywords.get('base')),
  'builtins.float': (args) => (args.length === 0 ? { float: 0 } : toFloat(args[0]!)),
  'builtins.str': (args) => (args.length === 0 ? '' : args.length > 1 ? giveUp() : textOf(args[0]!)),
  'builtins.repr': (args) => represent(first(args)),
  'builtins.len': (args) => (args.length === 1 ? sizeOf(args[0]!) : raise('TypeError')),
  'builtins.list': (args) => ({ list: optional(args) }),
  'builtins.tuple': (args) => ({ tuple: optional(args) }),
  'builtins.set': (args) => makeSet(args.length === 1 ? anyOrder(args[0]!) : optional(args)),
  'builtins.frozenset': (args) => makeSet(args.length === 1 ? anyOrder(args[0]!) : optional(args)),
  'builtins.dict': (args, keywords) => {
    const first = args[0];
    if (first !== undefined && kindOf(first) !== 'dict') return giveUp();
    const entries =
      first !== undefined && first !== null && typeof first === 'object' && 'dict' in first ? first.dict : [];
    return makeDict([...entries, ...keywords]);
  },
  'builtins.any': (args) => anyOrder(first(args)).some(isTruthy),
  'builtins.all': (args) => anyOrder(first(args)).every(isTruthy),
  'builtins.abs': (args) => {
    const value = first(args);
    if (typeof value === 'boolean') return Number(value);
    if (typeof value === 'number') return Math.abs(value);
    return kindOf(value) === 'int' || kindOf(value) === 'float' ? giveUp() : raise('TypeError');
  },
  'builtins.min': (args, keywords) => (keywords.size > 0 ? giveUp() : extreme(args, '<')),
  'builtins.max': (args, keywords) => (keywords.size > 0 ? giveUp() : extreme(args, '>')),
  'json.loads': (args, keywords) => (keywords.size > 0 ? giveUp() : readJson(first(args))),
  'builtins.eval': (args) => (args.length === 1 ? evalLiteral(args[0]!) : giveUp()),
  'ast.literal_eval': (args) => readLiteral(first(args)),
  'yaml.safe_load': (args) => readYamlScalar(first(args)),
};

const TYPES: Readonly<Record<string, readonly string[]>> = {
  'builtins.str': ['str'],
  'builtins.bool': ['bool'],
  'builtins.int': ['int', 'bool'],
  'builtins.float': ['float'],
  'builtins.list': ['list'],
  'builtins.tuple': ['tuple'],
  'builtins.dict': ['dict'],
  'builtins.bytes': ['bytes'],
};

function isInstance(evaluator: Evaluator, call: Call, value: Outcome | undefined): Outcome {
  const type = call.args[1];
  if (value?.state !== 'known' || type === undefined || call.args.length !== 2) return UNKNOWN;
  const kinds: string[] = [];
  for (const one of type.kind === 'Tuple' ? type.items : [type]) {
    const texts = evaluator.names.qualify(one);
    const found = texts.length === 1 ? TYPES[texts[0]!] : undefined;
    if (found === undefined) return UNKNOWN;
    kinds.push(...found);
  }
  return known(kinds.includes(kindOf(value.value)));
}

/** The result of calling a function that is known by its qualified name; null for others. */
export function callBuiltin(
  evaluator: Evaluator,
  name: string,
  args: readonly Outcome[],
  keywords: ReadonlyMap<string, Outcome>,
  call: Call | null,
): Outcome | null {
  if (name === 'builtins.bool') {
    if (args.length === 0) return known(false);
    const given = args[0]!;
    return given.state === 'known' ? known(isTruthy(given.value)) : given;
  }
  if (name === 'builtins.isinstance') return call === null ? UNKNOWN : isInstance(evaluator, call, args[0]);
  const table = TEXT_TO_BOOL.get(name);
  if (table !== undefined) {
    const words = TRUTH_TABLES[table.table];
    return combine(args.slice(0, 1), ([value]) => {
      if (args.length !== 1 || keywords.size > 0) return giveUp();
      if (typeof value === 'string') {
        const on = truthOfText(words, value);
        return table.number ? Number(on) : on;
      }
      if (table.table === 'strtobool')
        return typeof value === 'boolean' && !table.number ? value : raise('AttributeError');
      if (value === undefined) return raise('TypeError');
      if (value === null) return table.table === 'pyramid' ? false : giveUp();
      return typeof value === 'boolean' ? value : giveUp();
    });
  }
  if (!Object.hasOwn(FUNCTIONS, name)) return null;
  const names = [...keywords.keys()];
  return combine([...args, ...keywords.values()], (values) =>
    FUNCTIONS[name]!(
      values.slice(0, args.length),
      new Map(names.map((keyword, index) => [keyword, values[args.length + index]!])),
    ),
  );
}
