import type { ClassDef, Expression, FunctionDef, Lambda, Node, Parameter } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import { type Denotation, instancesOf, MAX_ALTERNATIVES, MAX_TEXT, plain } from './denotation.ts';
import type { Denoter } from './denoter.ts';
import { importedName } from './imported-name.ts';
import type { Binding } from './scope.ts';

const OPTIONAL: ReadonlySet<string> = new Set(['typing.Optional', 'typing.Annotated', 'typing.Union', 'typing.Final']);

export function ofBinding(denoter: Denoter, binding: Binding): readonly Denotation[] {
  const { node, value } = binding;
  switch (node.kind) {
    case 'FunctionDef':
      return [{ text: `@${pathOf(denoter, node)}`, definition: node, instance: false, via: null }];
    case 'ClassDef':
      return ofClass(denoter, node);
    case 'ImportAlias':
      return [plain(importedName(denoter.file, node))];
    case 'Parameter':
      return ofParameter(denoter, node, binding);
    case 'AnnAssign': {
      const found = value === null ? [] : denoter.of(value);
      return found.length > 0 ? found : instancesOf(ofAnnotation(denoter, node.annotation));
    }
    case 'ExceptHandler':
      return node.type === null ? [] : instancesOf(denoter.of(node.type));
    case 'For':
    case 'ComprehensionFor':
      // `for run in (os.system, os.popen):`
      return node.target.kind === 'Name' && (node.iter.kind === 'Tuple' || node.iter.kind === 'List')
        ? node.iter.items.slice(0, MAX_ALTERNATIVES).flatMap(denoter.of)
        : [];
    case 'WithItem':
      return node.target?.kind === 'Name' ? denoter.of(node.context) : [];
    default:
      return value === null ? [] : denoter.of(value);
  }
}

/** `method` in `Class` in `Outer` is `Outer.Class.method`. Functions inside functions only have their own name. */
function pathOf(denoter: Denoter, node: FunctionDef | ClassDef): string {
  let path = node.name;
  for (let scope = denoter.scopes.at(node.start); scope.kind === K.ClassDef && path.length < MAX_TEXT; ) {
    path = `${(scope.node as ClassDef).name}.${path}`;
    if (scope.parent === null) break;
    scope = scope.parent;
  }
  return path;
}

export function ofClass(denoter: Denoter, node: ClassDef): readonly Denotation[] {
  return [
    { text: `@${pathOf(denoter, node)}`, definition: node, instance: false, via: null },
    ...node.bases
      .slice(0, MAX_ALTERNATIVES)
      .flatMap((base) => denoter.of(base.kind === 'Subscript' ? base.value : base))
      .map((base) => ({ ...base, via: base.via ?? node })),
  ];
}

/** The function that a parameter belongs to. */
function functionOf(denoter: Denoter, parameter: Node): FunctionDef | Lambda | null {
  const list = denoter.file.parent(parameter);
  const owner = list === null ? null : denoter.file.parent(list);
  return owner?.kind === 'FunctionDef' || owner?.kind === 'Lambda' ? owner : null;
}

export function receiver(denoter: Denoter, binding: Binding): ClassDef | null {
  if (binding.node.kind !== 'Parameter') return null;
  const owner = functionOf(denoter, binding.node);
  if (owner?.kind !== 'FunctionDef' || owner.params.items[0]?.id !== binding.node.id) return null;
  if (binding.node.role === 'keyword-only' || binding.node.role === 'var-keyword') return null;
  const around = denoter.scopes.at(owner.start).node;
  if (around.kind !== 'ClassDef') return null;
  return hasDecorator(denoter, owner, new Set(['builtins.staticmethod'])) ? null : around;
}

export const hasDecorator = (denoter: Denoter, node: FunctionDef, set: ReadonlySet<string>): boolean =>
  node.decorators.some((decorator) => denoter.of(decorator).some(({ text }) => set.has(text)));

function ofParameter(denoter: Denoter, parameter: Parameter, binding: Binding): readonly Denotation[] {
  const owner = receiver(denoter, binding);
  if (owner !== null) {
    const method = functionOf(denoter, parameter);
    const isClass =
      method?.kind === 'FunctionDef' &&
      (method.name === '__new__' || hasDecorator(denoter, method, new Set(['builtins.classmethod'])));
    return isClass ? ofClass(denoter, owner) : instancesOf(ofClass(denoter, owner));
  }
  if (parameter.annotation === null || parameter.role.startsWith('var-')) return [];
  return instancesOf(ofAnnotation(denoter, parameter.annotation));
}

/** The classes that an annotation names. */
export function ofAnnotation(denoter: Denoter, annotation: Expression): readonly Denotation[] {
  switch (annotation.kind) {
    case 'Name':
    case 'Attribute':
      return denoter.of(annotation);
    case 'String':
      return annotation.value
        .split('|')
        .slice(0, MAX_ALTERNATIVES)
        .flatMap((part) => {
          const words = /^\s*(?:(?:typing\.)?Optional\[)?([^\W\d]\w*(?:\.\w+)*)\]?\s*$/u.exec(part)?.[1]?.split('.');
          if (words === undefined) return [];
          return words.slice(1).reduce(denoter.ofAttribute, denoter.ofName(words[0]!, annotation.start));
        });
    case 'BinOp':
      if (annotation.op !== '|') return [];
      return denoter.nested(() => [annotation.left, annotation.right].flatMap((one) => ofAnnotation(denoter, one)));
    case 'Subscript': {
      if (
        !denoter.of(annotation.value).some(({ text }) => OPTIONAL.has(text.replace('typing_extensions.', 'typing.')))
      ) {
        return [];
      }
      const isUnion = denoter.of(annotation.value).some(({ text }) => text === 'typing.Union');
      const { slice } = annotation;
      const inner =
        slice.kind === 'Tuple' ? (isUnion ? slice.items.slice(0, MAX_ALTERNATIVES) : slice.items.slice(0, 1)) : [slice];
      return denoter.nested(() => inner.flatMap((one) => ofAnnotation(denoter, one)));
    }
    default:
      return [];
  }
}
