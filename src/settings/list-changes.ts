import { contextOfClass } from '../engine/context.ts';
import type { Names } from '../python/names/index.ts';
import type { Expression, Name, Node, StringLiteral } from '../python/syntax/index.ts';
import { isGuarded } from './guards.ts';

/** What a place in the file does with a text: puts it into a list, takes it out of one, or neither. */
type Deed = { readonly what: 'puts' | 'takes'; readonly at: number };

/** How many names a list is followed through, and how many uses of each. */
const MOST_NAMES = 3;
const MOST_USES = 20;

/**
 * True where a text stands in a list that the file uses and is not taken out again, by `.remove(…)`,
 * `del LIST[LIST.index(…)]`, `.pop(…)`, a set difference or a comprehension that leaves it out. What happens under a
 * debug switch or in a development class does not count: it is not so where the project is deployed. In a module that
 * others import from, every list is used.
 */
export function isListed(text: string, names: Names, isImported = false): boolean {
  const deeds = names.file
    .nodes('String')
    .filter((node) => node.value === text && !isForDevelopment(node, names))
    .flatMap((node) => deedsOf(node, names, isImported ? MOST_NAMES : 0));
  const last = Math.max(-1, ...deeds.filter(({ what }) => what === 'takes').map(({ at }) => at));
  return deeds.some(({ what, at }) => what === 'puts' && at > last);
}

function isForDevelopment(node: Expression, names: Names): boolean {
  if (isGuarded(node, names)) return true;
  for (let at = names.file.parent(node); at !== null; at = names.file.parent(at)) {
    const context = at.kind === 'ClassDef' ? contextOfClass(at.name) : null;
    if (context !== null) return context === 'development' || context === 'test' || context === 'sample';
  }
  return false;
}

function deedsOf(node: StringLiteral | Name, names: Names, depth: number): readonly Deed[] {
  const { file } = names;
  let inner: Node = node;
  for (let at = file.parent(inner); at !== null; at = file.parent(inner)) {
    switch (at.kind) {
      case 'ExpressionStatement':
        // A docstring is none; `LIST.append("…")` is a call on the way.
        return inner.kind === 'Call' ? [{ what: 'puts', at: node.start }] : [];
      case 'Compare': {
        const isLeftOut = at.ops.some((op) => op === '!=' || op === '<>' || op === 'not in');
        return isLeftOut && isFilter(at, names) ? [{ what: 'takes', at: node.start }] : [];
      }
      case 'BinOp':
        if (at.op === '-' && at.right.id === inner.id) return [{ what: 'takes', at: node.start }];
        break;
      case 'DictItem':
        if (at.key?.id === inner.id) return [];
        break;
      case 'Subscript':
        if (at.slice.id === inner.id && inner.kind === 'String') return [];
        break;
      case 'Call': {
        const method = at.func.kind === 'Attribute' && at.func.id !== inner.id ? at.func.attr : null;
        if (method === 'remove' || method === 'discard') return [{ what: 'takes', at: node.start }];
        // LIST.insert(LIST.index("…"), other) asks where it is; del and pop take away what is there.
        if (method === 'index') return takesAtIndex(at, names) ? [{ what: 'takes', at: node.start }] : [];
        break;
      }
      case 'For':
        if (at.iter.id !== inner.id) break;
        return removesTarget(at, names) ? [{ what: 'takes', at: node.start }] : [{ what: 'puts', at: node.start }];
      case 'Assign':
      case 'AnnAssign': {
        const target = at.kind === 'Assign' ? at.targets[0] : at.target;
        if (target?.kind !== 'Name' || depth >= MOST_NAMES || isMiddleware(target.name))
          return [{ what: 'puts', at: node.start }];
        // A list of its own counts where it is used.
        const { name } = target;
        const uses = file
          .nodes('Name')
          .filter((use) => use.name === name && use.id !== target.id && !isForDevelopment(use, names))
          .slice(0, MOST_USES);
        return uses.flatMap((use) => deedsOf(use, names, depth + 1));
      }
      default:
    }
    inner = at;
  }
  return [{ what: 'puts', at: node.start }];
}

const isMiddleware = (name: string): boolean => name === 'MIDDLEWARE' || name === 'MIDDLEWARE_CLASSES';

/** Inside a comprehension, or a lambda that `filter` gets. */
function isFilter(node: Node, names: Names): boolean {
  for (let at = names.file.parent(node); at !== null; at = names.file.parent(at)) {
    if (at.kind === 'Comprehension') return true;
    if (at.kind !== 'Lambda') continue;
    const call = names.file.parent(at);
    return call?.kind === 'Call' && names.denotes(call.func, FILTER);
  }
  return false;
}

const FILTER: ReadonlySet<string> = new Set(['builtins.filter']);

function takesAtIndex(call: Node, names: Names): boolean {
  for (let at = names.file.parent(call); at !== null; at = names.file.parent(at)) {
    if (at.kind === 'Delete') return true;
    if (at.kind === 'Call') return at.func.kind === 'Attribute' && at.func.attr === 'pop';
  }
  return false;
}

/** `for name in ("…",): LIST.remove(name)` */
function removesTarget(loop: Node & { kind: 'For' }, names: Names): boolean {
  const { target } = loop;
  return (
    target.kind === 'Name' &&
    names.file
      .nodes('Call')
      .some(
        ({ start, end, func, args }) =>
          start >= loop.start &&
          end <= loop.end &&
          func.kind === 'Attribute' &&
          /^(?:remove|discard)$/.test(func.attr) &&
          args[0]?.kind === 'Name' &&
          args[0].name === target.name,
      )
  );
}
