import { argumentOf, type Names } from '../names/index.ts';
import { type Expression, lastName } from '../syntax/index.ts';
import { knownValue } from '../worth/index.ts';
import { originOf, type TaintSource } from './taint.ts';

/**
 * True for data from a file whose path the program itself chooses: nobody outside names the file, so its content is as
 * trusted as the project's own folder, or at least not known to be untrusted.
 */
export function isOwnFile(source: TaintSource, names: Names): boolean {
  if (source.what !== 'a file') return false;
  const path = pathOf(source.node);
  return path === null || originOf(path, names).kind !== 'tainted';
}

/** True for a Python file at a literal path: `exec(open("pkg/version.py").read())` in setup.py. */
export function isOwnModule(source: TaintSource, names: Names): boolean {
  if (source.what !== 'a file') return false;
  const path = pathOf(source.node);
  return path !== null && endsInPy(path, names);
}

/**
 * Sources whose users can only reach the program through what it serves. They may name a file that they uploaded
 * before.
 */
const STRANGERS: ReadonlySet<string> = new Set(['a request', 'the network', 'a socket', 'a message']);

/** True for data from a file that a request or the network names. People who start the program may choose its files. */
export function isNamedByStranger(source: TaintSource, names: Names): boolean {
  if (source.what !== 'a file') return STRANGERS.has(source.what);
  const path = pathOf(source.node);
  const origin = path === null ? null : originOf(path, names);
  return origin?.kind === 'tainted' && STRANGERS.has(origin.source.what);
}

function pathOf(node: TaintSource['node']): Expression | null {
  if (node.kind === 'Parameter') return null;
  let call: Expression | null = node;
  while (call !== null) {
    if (call.kind === 'Attribute') {
      // path.read_text(), path.open()
      if (/^(?:read_text|read_bytes|open)$/.test(call.attr) && call.value.kind !== 'Call') return call.value;
      call = call.value;
    } else if (call.kind !== 'Call') return null;
    else if (call.func.kind === 'Attribute' && !lastName(call.func).startsWith('open')) call = call.func;
    else return argumentOf(call, 0, 'file') ?? (call.func.kind === 'Attribute' ? call.func.value : null);
  }
  return null;
}

function endsInPy(path: Expression, scope: Names): boolean {
  const value = knownValue(path, scope);
  if (typeof value === 'string') return value.endsWith('.py');
  switch (path.kind) {
    case 'String':
      return path.value.endsWith('.py');
    case 'Call': {
      const last = path.args.at(-1);
      return last !== undefined && endsInPy(last, scope);
    }
    case 'BinOp':
      return endsInPy(path.right, scope);
    case 'JoinedStr': {
      const last = path.values.at(-1);
      return last?.kind === 'String' && last.value.endsWith('.py');
    }
    case 'Name':
      return (
        path.name === '__file__' ||
        scope
          .bindings(path.name, path)
          .some(({ value }) => value !== null && value.id !== path.id && endsInPy(value, scope))
      );
    default:
      return false;
  }
}

const OPENING: ReadonlySet<string> = new Set(['open', 'open_code']);

/** True for what is read from a file, including one opened by a method: `path.open()`, `storage.open(name).read()`. */
export function readsFile(expression: Expression, scope: Names): boolean {
  if (expression.kind === 'Name') {
    const values = scope.bindings(expression.name, expression).map(({ value }) => value);
    return (
      values.length > 0 &&
      values.every((value) => value !== null && value.id !== expression.id && readsFile(value, scope))
    );
  }
  // `f.read() + "\n"`
  if (expression.kind === 'BinOp' && expression.op === '+' && expression.right.kind === 'String') {
    return readsFile(expression.left, scope);
  }
  if (expression.kind !== 'Call' || expression.func.kind !== 'Attribute') return false;
  const { attr, value } = expression.func;
  if (attr === 'read_text' || attr === 'read_bytes') return true;
  if (attr === 'decode' || attr === 'strip') return readsFile(value, scope);
  return attr === 'read' && isOpened(value, scope);
}

function isOpened(expression: Expression, scope: Names): boolean {
  if (expression.kind === 'Call') return isOpening(expression);
  if (expression.kind !== 'Name') return false;
  const bindings = scope.bindings(expression.name, expression);
  return (
    bindings.length > 0 &&
    bindings.every(({ node, value }) => isOpening(node.kind === 'WithItem' ? node.context : value))
  );
}

const isOpening = (value: Expression | null): boolean => value?.kind === 'Call' && OPENING.has(lastName(value.func));
