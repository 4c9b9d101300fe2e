import { resolveNames } from '../names/names.ts';
import type { Node } from '../syntax/nodes.ts';
import { parsePython } from '../syntax/parse.ts';
import { evaluate } from './evaluate.ts';
import { give, makeDict, PythonRaise, type PyValue, raise, toFloat, toInteger } from './values.ts';

/** json.loads(text) */
export function readJson(value: PyValue): PyValue {
  if (typeof value !== 'string') return raise('TypeError');
  // Python also reads these: https://docs.python.org/3/library/json.html#infinite-and-nan-number-values
  if (/NaN|Infinity/.test(value) || value.length > 10_000) return give();
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    throw new PythonRaise('json.JSONDecodeError');
  }
  // The two disagree about floats' spelling and huge integers alone.
  if (/[.eE]|\d{15}/.test(value.replace(/"(?:[^"\\]|\\.)*"|true|false/g, ''))) return give();
  return fromJson(parsed);
}

function fromJson(value: unknown): PyValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (Array.isArray(value)) return { list: value.map(fromJson) };
  return makeDict(Object.entries(value as object).map(([key, item]) => [key, fromJson(item)]));
}

const LITERALS: ReadonlySet<string> = new Set([
  'Constant',
  'Number',
  'String',
  'Tuple',
  'List',
  'Set',
  'Dict',
  'DictItem',
  'UnaryOp',
  'ExpressionStatement',
  'Module',
]);

/** ast.literal_eval(text) */
export function readLiteral(value: PyValue): PyValue {
  if (typeof value !== 'string') return raise('ValueError');
  if (value.length > 2000) return give();
  const file = parsePython(value.replace(/^[ \t]+/, ''));
  const [statement, ...more] = file.module.body;
  if (file.problems.length > 0 || file.python2.length > 0 || statement === undefined) return raise('SyntaxError');
  if (statement.kind !== 'ExpressionStatement') return more.length > 0 ? give() : raise('SyntaxError');
  if (more.length > 0) return give();
  if (statement.value.kind === 'Name' || statement.value.kind === 'Call') return raise('ValueError');
  const stack: Node[] = [statement.value];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!LITERALS.has(node.kind) || (node.kind === 'UnaryOp' && node.op === 'not')) return give();
    stack.push(...file.children(node));
  }
  const result = evaluate(statement.value, resolveNames(file), () => null);
  if (result.state === 'known') return result.value;
  return give();
}

/** yaml.safe_load of one plain word or number; PyYAML reads YAML 1.1 (https://yaml.org/type/bool.html). */
export function readYamlScalar(value: PyValue): PyValue {
  if (typeof value !== 'string') return give();
  const text = value.trim();
  if (/^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return true;
  if (/^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return false;
  if (/^(?:~|null|Null|NULL|)$/.test(text)) return null;
  if (/^(?:0|[1-9]\d*)$/.test(text)) return toInteger(text, undefined);
  if (/^\d+\.\d+$/.test(text)) return toFloat(text);
  return /^[A-Za-z]+$/.test(text) ? text : give();
}
