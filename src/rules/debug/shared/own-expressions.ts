import type { Document } from '../../../engine/document.ts';
import { folderOf } from '../../../engine/path-parts.ts';
import { attributesCalled, mentionsOf, stringsSaying } from '../../../python/names/index.ts';
import type { Expression, Name, Node } from '../../../python/syntax/index.ts';

const MAX_EXPRESSIONS = 8;

/**
 * The expression, and the definitions of names in it that nothing else uses: what can be edited without changing
 * anything else.
 */
export function ownExpressions(doc: Document, value: Expression): readonly Expression[] {
  const own = [value];
  for (let index = 0; index < own.length && own.length < MAX_EXPRESSIONS; index += 1) {
    for (const name of namesIn(doc, own[index]!)) {
      const definition = definitionFor(doc, name, own);
      if (definition !== null && !own.some(({ id }) => id === definition.id)) own.push(definition);
    }
  }
  return own;
}

function namesIn(doc: Document, expression: Expression): readonly Name[] {
  const found: Name[] = [];
  const stack: Node[] = [expression];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.kind === 'Name') found.push(next);
    for (const child of doc.python.children(next)) stack.push(child);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The value of a name that is bound once and only used in these expressions. */
function definitionFor(doc: Document, { name, ...at }: Name, users: readonly Expression[]): Expression | null {
  const [binding, ...others] = doc.names.bindings(name, { name, ...at });
  if (binding?.value == null || others.length > 0 || binding.scope.kind === 'ClassDef') return null;
  const { node } = binding;
  if (
    node.kind === 'Assign' ? node.targets.length !== 1 || node.targets[0]!.kind !== 'Name' : node.kind !== 'AnnAssign'
  ) {
    return null;
  }
  const isOwn = ({ start, end }: Name): boolean =>
    users.some((user) => start >= user.start && end <= user.end) || (start >= node.start && end < binding.value!.start);
  const isNamed =
    attributesCalled(doc.python, name).length > 0 ||
    stringsSaying(doc.python, name).some(({ start, end }) => !(start >= node.start && end <= node.end));
  if (isNamed || !mentionsOf(doc.python, name).every(isOwn)) return null;
  return isImported(doc, name) ? null : binding.value;
}

/** True for a setting that a module next to this one names or imports. */
function isImported(doc: Document, name: string): boolean {
  if (name !== name.toUpperCase()) return false;
  const folder = folderOf(doc.path);
  return doc.project.paths().some((path) => {
    if (path === doc.path || !path.endsWith('.py') || !path.startsWith(folder)) return false;
    if (path.slice(folder.length).includes('/')) return false;
    const sibling = doc.sibling(path);
    return sibling !== null && new RegExp(`\\b${name}\\b`).test(sibling.text);
  });
}
