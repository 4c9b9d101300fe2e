import type { Exported, Names, Reaching, StarImport } from '../names/index.ts';
import type { Expression, Node } from '../syntax/index.ts';
import type { Evaluator } from './evaluator.ts';
import { truthOf } from './outcome.ts';

/** What star imports may bind a name to. */
export interface Brought {
  readonly exported: readonly Exported[];
  /** One of them certainly runs. */
  readonly isCertain: boolean;
}

/**
 * The names in other files, one of which is in effect if star imports below any assignment bring the name. Null if none
 * does, or if a module outside the project may.
 */
export function starImportedNames(
  evaluator: Evaluator,
  expression: Expression & { readonly kind: 'Name' },
  state: Reaching,
): Brought | null {
  const { names } = evaluator;
  if (names.file.parsed.stars === 0 || (state.kind !== 'binding' && state.kind !== 'unbound')) return null;
  if (state.kind === 'binding' && state.binding.scope.kind !== 'Module') return null;
  const above = state.kind === 'binding' ? state.binding.node.start : -1;
  const isAtTop = names.scope(expression).kind === 'Module';
  const exported: Exported[] = [];
  for (const star of [...names.starImports].reverse()) {
    if (star.node.start < above || (isAtTop && star.node.start > expression.start)) continue;
    if (names.imports.find(star.module) === null) return exported.length > 0 ? { exported, isCertain: false } : null;
    const brought = bringing(names, star, expression.name);
    const isRun = brought === null ? false : truthOfBranches(evaluator, star.node);
    if (brought === null || isRun === false) continue;
    exported.push(brought);
    if (isRun) return { exported, isCertain: true };
  }
  return exported.length > 0 ? { exported, isCertain: false } : null;
}

function bringing(names: Names, { module }: StarImport, name: string): Exported | null {
  const exported = name.startsWith('_')
    ? null
    : names.exported(module.endsWith('.') ? module + name : `${module}.${name}`);
  return exported?.tail === '' ? exported : null;
}

/** Whether the branches around a statement are taken; null if uncertain. */
function truthOfBranches(evaluator: Evaluator, node: Node): boolean | null {
  const { file } = evaluator.names;
  let certain = true;
  for (let at = node, around = file.parent(at); around !== null; at = around, around = file.parent(at)) {
    if (around.kind !== 'If') {
      if (around.kind === 'ExceptHandler' || around.kind === 'Match') certain = false;
      continue;
    }
    const truth = truthOf(evaluator.evaluate(around.test));
    if (truth === null) certain = false;
    else if (truth !== around.body.some(({ id }) => id === at.id)) return false;
  }
  return certain ? true : null;
}
