import { type Expression, parsePython } from '../syntax/index.ts';
import { ofNumber } from './numbers.ts';
import { combine, known, type Outcome, UNKNOWN } from './outcome.ts';
import {
  elementsOf,
  giveUp,
  makeDict,
  makeSet,
  PythonRaise,
  type PyValue,
  raise,
  toFloat,
  toInteger,
  unary,
} from './values.ts';

/** json.loads(text) */
export function readJson(value: PyValue): PyValue {
  if (typeof value !== 'string') return raise('TypeError');
  // Python also reads these: https://docs.python.org/3/library/json.html#infinite-and-nan-number-values
  if (/NaN|Infinity/.test(value) || value.length > 10_000) return giveUp();
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    throw new PythonRaise('json.JSONDecodeError');
  }
  // The two only disagree about the spelling of floats and about huge integers.
  if (/[.eE]|\d{15}/.test(value.replace(/"(?:[^"\\]|\\.)*(?:"|\\?$)|true|false/gs, ''))) return giveUp();
  return fromJson(parsed);
}

function fromJson(value: unknown): PyValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (Array.isArray(value)) return { list: value.map(fromJson) };
  return makeDict(Object.entries(value as object).map(([key, item]) => [key, fromJson(item)]));
}

/** ast.literal_eval(text) */
export function readLiteral(value: PyValue): PyValue {
  if (typeof value !== 'string') return raise('ValueError');
  if (value.length > 2000) return giveUp();
  const file = parsePython(value.replace(/^[ \t]+/, ''));
  const [statement, ...more] = file.module.body;
  if (file.problems.length > 0 || file.python2.length > 0 || statement === undefined) return raise('SyntaxError');
  if (statement.kind !== 'ExpressionStatement') return more.length > 0 ? giveUp() : raise('SyntaxError');
  if (more.length > 0) return giveUp();
  if (statement.value.kind === 'Name' || statement.value.kind === 'Call') return raise('ValueError');
  const outcome = literalValue(statement.value, file.text);
  return outcome.state === 'known' ? outcome.value : giveUp();
}

/** The value of a literal: no names, calls or operators except signs. */
function literalValue(node: Expression, text: string): Outcome {
  const all = (nodes: readonly Expression[]): readonly Outcome[] => nodes.map((one) => literalValue(one, text));
  switch (node.kind) {
    case 'Constant':
      return node.value === '...' ? UNKNOWN : known(node.value);
    case 'Number':
      return ofNumber(node.value, text.slice(node.start, node.end));
    case 'String':
      return known(node.bytes ? { bytes: node.value } : node.value);
    case 'Tuple':
      return combine(all(node.items), (tuple) => ({ tuple }));
    case 'List':
      return combine(all(node.items), (list) => ({ list }));
    case 'Set':
      return combine(all(node.items), makeSet);
    case 'Dict':
      return combine(
        node.items.map(({ key, value }) =>
          key === null ? UNKNOWN : combine(all([key, value]), (tuple) => ({ tuple })),
        ),
        (pairs) => makeDict(pairs.map((pair) => elementsOf(pair) as [PyValue, PyValue])),
      );
    case 'UnaryOp':
      return node.op === 'not' ? UNKNOWN : combine(all([node.operand]), ([value]) => unary(node.op, value!));
    default:
      return UNKNOWN;
  }
}

/** yaml.safe_load of one plain word or number. PyYAML reads YAML 1.1 (https://yaml.org/type/bool.html). */
export function readYamlScalar(value: PyValue): PyValue {
  if (typeof value !== 'string') return giveUp();
  const text = value.trim();
  if (/^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return true;
  if (/^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return false;
  if (/^(?:~|null|Null|NULL|)$/.test(text)) return null;
  if (/^(?:0|[1-9]\d*)$/.test(text)) return toInteger(text, undefined);
  if (/^\d+\.\d+$/.test(text)) return toFloat(text);
  return /^[A-Za-z]+$/.test(text) ? text : giveUp();
}
