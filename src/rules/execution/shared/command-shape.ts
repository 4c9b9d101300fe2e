import { SHELL_SANITIZERS } from '../../../data/shell-calls.ts';
import { type Names, putInto } from '../../../python/names/index.ts';
import type { Expression } from '../../../python/syntax/index.ts';
import { knownValue } from '../../../python/worth/index.ts';

/**
 * How a command line is composed: only from constants (also if every variable part is a number or quoted for the
 * shell), with variable text in it, or in an unknown way.
 */
export type CommandShape = 'constant' | 'opaque' | 'interpolated';

const RANK: Readonly<Record<CommandShape, number>> = { constant: 0, opaque: 1, interpolated: 2 };
const MAX_DEPTH = 12;

export function commandShape(expression: Expression, names: Names, depth = 0): CommandShape {
  if (depth > MAX_DEPTH) return 'opaque';
  const shape = (inner: Expression): CommandShape => commandShape(inner, names, depth + 1);
  if (isHarmless(expression, names, depth)) return 'constant';
  switch (expression.kind) {
    case 'String':
    case 'Constant':
    case 'Number':
      return 'constant';
    case 'JoinedStr':
      return expression.values.every((part) => part.kind === 'String' || isHarmless(part.value, names, depth))
        ? 'constant'
        : 'interpolated';
    case 'BinOp': {
      if (expression.op === '+') {
        const sides = [shape(expression.left), shape(expression.right)];
        if (sides.every((side) => side === 'constant')) return 'constant';
        // Two unknown values may be two lists.
        return sides.every((side) => side === 'opaque') ? 'opaque' : 'interpolated';
      }
      if (expression.op === '%') {
        const given = expression.right.kind === 'Tuple' ? expression.right.items : [expression.right];
        const isConstant = shape(expression.left) === 'constant' && given.every((one) => isHarmless(one, names, depth));
        return isConstant ? 'constant' : 'interpolated';
      }
      return 'opaque';
    }
    case 'Call':
      return callShape(expression, names, depth);
    case 'IfExp':
      return worstShape([shape(expression.body), shape(expression.orelse)]);
    case 'BoolOp':
      return worstShape(expression.values.map(shape));
    case 'NamedExpr':
    case 'Starred':
      return shape(expression.value);
    case 'List':
    case 'Tuple':
      return worstShape(expression.items.map(shape));
    case 'Name': {
      const bindings = names.bindings(expression.name, expression);
      if (bindings.length === 0) return 'opaque';
      return worstShape([
        ...bindings.map(({ node, value }) => {
          if (node.kind === 'AugAssign') {
            if (shape(node.value) !== 'constant') return 'interpolated';
            return node.target.id === expression.id ? 'constant' : shape(node.target);
          }
          return value === null || value.id === expression.id ? 'opaque' : shape(value);
        }),
        ...putInto(expression, names).map(shape),
      ]);
    }
    default:
      return 'opaque';
  }
}

/** Methods that do not change what a text is composed of. */
const KEEPING = new Set(['strip', 'lstrip', 'rstrip', 'lower', 'upper', 'encode', 'expandtabs', 'replace']);
const DEDENT = new Set(['textwrap.dedent', 'inspect.cleandoc', 'builtins.str', 'os.fsencode']);

function callShape(call: Expression & { kind: 'Call' }, names: Names, depth: number): CommandShape {
  const { func, args } = call;
  const [first] = args;
  if (names.denotes(func, DEDENT) && first !== undefined) return commandShape(first, names, depth + 1);
  if (func.kind !== 'Attribute') return 'opaque';
  if (KEEPING.has(func.attr)) {
    return worstShape([func.value, ...args].map((part) => commandShape(part, names, depth + 1)));
  }
  if (func.attr === 'format' || func.attr === 'format_map' || func.attr === 'substitute') {
    const template = commandShape(func.value, names, depth + 1);
    if (template === 'opaque' && func.value.kind !== 'Name') return 'opaque';
    const given = [...args, ...call.keywords.map((keyword) => keyword.value)];
    return template === 'constant' && given.every((part) => isHarmless(part, names, depth))
      ? 'constant'
      : 'interpolated';
  }
  if (func.attr === 'join' && first !== undefined && commandShape(func.value, names, depth + 1) === 'constant') {
    if (isQuotedSequence(first, names, depth)) return 'constant';
    return commandShape(first, names, depth + 1) === 'constant' ? 'constant' : 'interpolated';
  }
  return 'opaque';
}

/** `map(shlex.quote, parts)` and `(shlex.quote(part) for part in parts)`. */
function isQuotedSequence(expression: Expression, names: Names, depth: number): boolean {
  if (expression.kind === 'Comprehension') {
    return expression.element.kind !== 'DictItem' && isHarmless(expression.element, names, depth);
  }
  if (expression.kind !== 'Call') return false;
  const [mapped] = expression.args;
  return mapped !== undefined && names.denotes(expression.func, MAP) && names.denotes(mapped, SHELL_SANITIZERS);
}

const MAP = new Set(['builtins.map']);

/** A value that adds nothing special to a shell: a constant, a number, a quoted word. */
function isHarmless(expression: Expression, names: Names, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (expression.kind === 'String' || expression.kind === 'Number' || expression.kind === 'Constant') return true;
  if (expression.kind === 'Call' && names.denotes(expression.func, SHELL_SANITIZERS)) return true;
  if (expression.kind === 'FormattedValue') return isHarmless(expression.value, names, depth + 1);
  if (isProgramsOwn(expression, names, depth) || knownValue(expression, names) !== undefined) return true;
  if (expression.kind === 'Name') {
    const bindings = names.bindings(expression.name, expression);
    return (
      bindings.length > 0 &&
      putInto(expression, names).every((value) => isHarmless(value, names, depth + 1)) &&
      bindings.every(
        ({ node, value }) =>
          node.kind !== 'AugAssign' &&
          value !== null &&
          value.id !== expression.id &&
          isHarmless(value, names, depth + 1),
      )
    );
  }
  if (expression.kind === 'IfExp') {
    return isHarmless(expression.body, names, depth + 1) && isHarmless(expression.orelse, names, depth + 1);
  }
  return false;
}

/** Paths of the program itself, and paths derived from them: nobody outside chooses these. */
function isProgramsOwn(expression: Expression, names: Names, depth: number): boolean {
  const own = (inner: Expression): boolean => isHarmless(inner, names, depth + 1);
  switch (expression.kind) {
    case 'Name':
      return expression.name === '__file__' && names.bindings(expression.name, expression).length === 0;
    case 'Attribute':
      return names.denotes(expression, OWN_VALUES) || (PATH_PARTS.has(expression.attr) && own(expression.value));
    case 'Call': {
      const { func, args, keywords } = expression;
      if (names.denotes(expression, OWN_VALUES)) return true;
      if (names.denotes(func, PATH_CALLS)) return args.length > 0 && keywords.length === 0 && args.every(own);
      return func.kind === 'Attribute' && PATH_METHODS.has(func.attr) && args.every(own) && own(func.value);
    }
    case 'Subscript':
      return (
        expression.value.kind === 'Attribute' && expression.value.attr === 'parents' && own(expression.value.value)
      );
    case 'BinOp':
      return (expression.op === '/' || expression.op === '+') && own(expression.left) && own(expression.right);
    case 'JoinedStr':
      return expression.values.every(own);
    default:
      return false;
  }
}

const OWN_VALUES = new Set([
  'sys.executable',
  'sys.prefix',
  'sys.base_prefix',
  'sys.platform',
  'os.sep',
  'os.pathsep',
  'os.curdir',
  'os.devnull',
  'os.name',
  'os.getcwd()',
  'pathlib.Path.cwd()',
  'tempfile.gettempdir()',
]);
const PATH_CALLS = new Set(
  'os.path.join os.path.dirname os.path.basename os.path.abspath os.path.realpath os.path.normpath os.fspath pathlib.Path pathlib.PurePath builtins.str'.split(
    ' ',
  ),
);
const PATH_PARTS = new Set(['parent', 'name', 'stem']);
const PATH_METHODS = new Set(['resolve', 'absolute', 'joinpath', 'as_posix', 'with_suffix', 'with_name']);

export function worstShape(shapes: readonly CommandShape[]): CommandShape {
  return shapes.reduce<CommandShape>((a, b) => (RANK[b] > RANK[a] ? b : a), 'constant');
}
