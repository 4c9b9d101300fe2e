import type { Document } from '../engine/document.ts';
import { importedModule } from '../engine/imported-module.ts';
import type { Expression, Statement } from '../python/syntax/index.ts';
import { evaluate, truthOf } from '../python/worth/index.ts';

/** What finally sets a module's setting if nothing is set in the environment. */
export interface LastBinding {
  /** The module's own statement: an assignment, or the import that brings in the value. */
  readonly statement: Statement;
  /** Where the value is assigned: this module, or one that it imports from. */
  readonly origin: Document;
  /** The assignment there; null if the import leads outside the project. */
  readonly assignment: Statement | null;
  /** A condition on the environment decides whether the import or assignment runs. */
  readonly isByDefault: boolean;
}

const DEPTH = 6;

/**
 * The last statement in a module that binds a name: an assignment, `from … import NAME` or a star import, including
 * those in branches that are taken if nothing is set. What might not run (a branch on something unknown, or a `try`
 * with a handler, as for an optional local.py) does not count as binding.
 */
export function lastBinding(doc: Document, name: string, depth = DEPTH): LastBinding | null {
  return lastIn(doc.python.module.body, doc, name, depth);
}

function lastIn(body: readonly Statement[], doc: Document, name: string, depth: number): LastBinding | null {
  for (const statement of [...body].reverse()) {
    const found = bindingOf(statement, doc, name, depth);
    if (found !== null) return found;
  }
  return null;
}

function bindingOf(statement: Statement, doc: Document, name: string, depth: number): LastBinding | null {
  if (assignedNames(statement).includes(name))
    return { statement, origin: doc, assignment: statement, isByDefault: false };
  switch (statement.kind) {
    case 'ImportFrom': {
      const isNamed = statement.names.some((alias) => (alias.asname ?? alias.name) === name);
      if (!isNamed && statement.names[0]?.name !== '*') return null;
      const from = importedModule(doc, '.'.repeat(statement.level) + statement.module);
      if (from === null || depth === 0) {
        return isNamed ? { statement, origin: doc, assignment: null, isByDefault: false } : null;
      }
      const there = lastBinding(from, name, depth - 1);
      return there === null ? null : { ...there, statement };
    }
    case 'With':
      return lastIn(statement.body, doc, name, depth);
    case 'If':
      return bindingOfBranch(statement, doc, name, depth);
    default:
      return null;
  }
}

function bindingOfBranch(
  statement: Extract<Statement, { kind: 'If' }>,
  doc: Document,
  name: string,
  depth: number,
): LastBinding | null {
  let readsDefaults = false;
  let branch = statement;
  for (;;) {
    const result = evaluate(branch.test, doc.names, () => null);
    const truth = truthOf(result);
    if (truth === null) return null;
    readsDefaults ||= result.reads.length > 0;
    const body: readonly Statement[] = truth ? branch.body : branch.orelse;
    const only = body.length === 1 ? body[0] : undefined;
    // An elif. A chain of them does not count as nesting.
    if (only?.kind === 'If') {
      branch = only;
      continue;
    }
    const found = lastIn(body, doc, name, depth);
    return found === null ? null : { ...found, isByDefault: found.isByDefault || readsDefaults };
  }
}

/** The names that a plain assignment sets. */
export function assignedNames(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case 'Assign':
      return statement.targets.flatMap(boundNames);
    case 'AnnAssign':
      return statement.value === null ? [] : boundNames(statement.target);
    default:
      return [];
  }
}

function boundNames(target: Expression): readonly string[] {
  if (target.kind === 'Name') return [target.name];
  return target.kind === 'Tuple' || target.kind === 'List' ? target.items.flatMap(boundNames) : [];
}
