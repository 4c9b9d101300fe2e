import { contextOfClass } from '../engine/context.ts';
import { mentionsOf, type Names, stringsSaying } from '../python/names/index.ts';
import type { Expression, Name, Node, StringLiteral } from '../python/syntax/index.ts';
import { isGuarded } from './guards.ts';

/** What a place in the file does with a text: adds it to a list or removes it from one. */
type ListChange = { readonly kind: 'adds' | 'removes'; readonly at: number };

/** How many names to follow a list through, and how many uses of each. */
const MAX_NAMES = 3;
const MAX_USES = 20;

/**
 * True if a text is in a list that the file uses, and is not removed from it again by `.remove(…)`,
 * `del LIST[LIST.index(…)]`, `.pop(…)`, a set difference or a comprehension that filters it out. What happens under a
 * debug switch or in a development class does not count, since it does not happen in a deployment. In a module that
 * others import from, every list counts as used.
 */
export function isListed(text: string, names: Names, isImported = false): boolean {
  const changes = stringsSaying(names.file, text)
    .filter((node) => !isForDevelopment(node, names))
    .flatMap((node) => listChangesOf(node, names, isImported ? MAX_NAMES : 0));
  const last = changes.reduce((latest, { kind, at }) => (kind === 'removes' ? Math.max(latest, at) : latest), -1);
  return changes.some(({ kind, at }) => kind === 'adds' && at > last);
}

function isForDevelopment(node: Expression, names: Names): boolean {
  if (isGuarded(node, names)) return true;
  for (let at = names.file.parent(node); at !== null; at = names.file.parent(at)) {
    const context = at.kind === 'ClassDef' ? contextOfClass(at.name) : null;
    if (context !== null) return context === 'development' || context === 'test' || context === 'sample';
  }
  return false;
}

function listChangesOf(node: StringLiteral | Name, names: Names, depth: number): readonly ListChange[] {
  const { file } = names;
  let inner: Node = node;
  for (let at = file.parent(inner); at !== null; at = file.parent(inner)) {
    switch (at.kind) {
      case 'ExpressionStatement':
        // A docstring does not count; `LIST.append("…")` is a call on the way.
        return inner.kind === 'Call' ? [{ kind: 'adds', at: node.start }] : [];
      case 'Compare': {
        const isLeftOut = at.ops.some((op) => op === '!=' || op === '<>' || op === 'not in');
        return isLeftOut && isFilter(at, names) ? [{ kind: 'removes', at: node.start }] : [];
      }
      case 'BinOp':
        if (at.op === '-' && at.right.id === inner.id) return [{ kind: 'removes', at: node.start }];
        break;
      case 'DictItem':
        if (at.key?.id === inner.id) return [];
        break;
      case 'Subscript':
        if (at.slice.id === inner.id && inner.kind === 'String') return [];
        break;
      case 'Call': {
        const method = at.func.kind === 'Attribute' && at.func.id !== inner.id ? at.func.attr : null;
        if (method === 'remove' || method === 'discard') return [{ kind: 'removes', at: node.start }];
        // LIST.insert(LIST.index("…"), other) only asks for the position; del and pop remove the element.
        if (method === 'index') return removesAtIndex(at, names) ? [{ kind: 'removes', at: node.start }] : [];
        break;
      }
      case 'For':
        if (at.iter.id !== inner.id) break;
        return removesTarget(at, names) ? [{ kind: 'removes', at: node.start }] : [{ kind: 'adds', at: node.start }];
      case 'Assign':
      case 'AnnAssign': {
        const target = at.kind === 'Assign' ? at.targets[0] : at.target;
        if (target?.kind !== 'Name' || depth >= MAX_NAMES || isMiddleware(target.name))
          return [{ kind: 'adds', at: node.start }];
        // A separate list counts where it is used.
        const { name } = target;
        const uses = mentionsOf(file, name)
          .filter((use) => use.id !== target.id && !isForDevelopment(use, names))
          .slice(0, MAX_USES);
        return uses.flatMap((use) => listChangesOf(use, names, depth + 1));
      }
      default:
    }
    inner = at;
  }
  return [{ kind: 'adds', at: node.start }];
}

const isMiddleware = (name: string): boolean => name === 'MIDDLEWARE' || name === 'MIDDLEWARE_CLASSES';

/** Inside a comprehension, or a lambda passed to `filter`. */
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

function removesAtIndex(call: Node, names: Names): boolean {
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
