import type { ClassDef, Expression, PythonFile, Return } from '../syntax/index.ts';
import { ofBinding, receiver } from './binding-denotations.ts';
import { callResult, ofCall, ofResults } from './call-denotations.ts';
import { type Definition, type Denotation, distinct, MAX_ALTERNATIVES, NOTHING, plain } from './denotation.ts';
import type { Denoter } from './denoter.ts';
import { candidates } from './flow.ts';
import type { Lookup } from './lookup.ts';
import { members, ofAttribute, ofSubscript } from './member-denotations.ts';
import type { Binding, Reaching, Scopes } from './scope.ts';

export interface Denotations {
  of(expression: Expression): readonly Denotation[];
  members(node: ClassDef, attr: string): readonly Reaching[];
  receiver(binding: Binding): ClassDef | null;
  /** What a name denotes at the end of the file. */
  named(name: string): readonly Denotation[];
  /** What an attribute (`.run`) or the call (`()`) of something denotes. */
  applied(bases: readonly Denotation[], part: string): readonly Denotation[];
}

interface Surroundings {
  /** What a name that no scope binds may be: a builtin, or something star-imported. */
  outside(name: string, offset: number): readonly string[];
  returnsOf(definition: Definition): readonly Return[];
}

/** Longer chains of aliases and attributes are not followed. */
const DEPTH = 60;
/** Steps per question. Only a file that is built to waste time needs more. */
const STEPS = 3000;

export function makeDenotations(
  file: PythonFile,
  scopes: Scopes,
  lookup: Lookup,
  { outside, returnsOf }: Surroundings,
): Denotations {
  const known = new Map<number, readonly Denotation[]>();
  const byState = new Map<Reaching, readonly Denotation[]>();
  const open = new Set<number>();
  let depth = 0;
  let steps = 0;
  let cut = false;
  let circled = false;

  function of(expression: Expression): readonly Denotation[] {
    const found = known.get(expression.id);
    if (found !== undefined) return found;
    if (open.has(expression.id)) {
      circled = true;
      return NOTHING;
    }
    if (depth > DEPTH || steps > STEPS) {
      cut = true;
      return [];
    }
    const outermost = depth === 0;
    depth++;
    steps++;
    open.add(expression.id);
    const answer = distinct(read(expression));
    open.delete(expression.id);
    depth--;
    // What was cut short deep inside a chain may be answered completely when asked for by itself.
    if (outermost || !cut) known.set(expression.id, answer);
    if (outermost) {
      steps = 0;
      cut = false;
      circled = false;
    }
    return answer;
  }

  function read(expression: Expression): readonly Denotation[] {
    switch (expression.kind) {
      case 'Name':
        return ofName(expression.name, expression.start);
      case 'Attribute':
        return of(expression.value).length === 0 ? [] : ofAttribute(denoter, of(expression.value), expression.attr);
      case 'Call':
        return ofCall(denoter, expression);
      case 'Subscript':
        return ofSubscript(denoter, expression.value, expression.slice);
      case 'Await':
      case 'NamedExpr':
        return of(expression.value);
      case 'IfExp':
        return [...of(expression.body), ...of(expression.orelse)];
      case 'BoolOp':
        return expression.values.slice(0, MAX_ALTERNATIVES).flatMap(of);
      case 'Dict': {
        // `{**os.environ}`
        const [only, ...more] = expression.items;
        if (only?.key !== null || more.length > 0) return [];
        return of(only.value).flatMap(({ text }) => (text === 'os.environ' ? [plain('os.environ.copy()')] : []));
      }
      case 'Lambda':
        return [{ text: '@<lambda>', definition: expression, instance: false, via: null }];
      default:
        return [];
    }
  }

  function ofName(name: string, offset: number): readonly Denotation[] {
    const state = lookup.find(name, offset);
    if (state.kind === 'unbound') return outside(name, offset).map(plain);
    const told = byState.get(state);
    if (told !== undefined) return told;
    const { bindings, unbound } = candidates(state);
    const found =
      bindings.length === 1
        ? [...ofBinding(denoter, bindings[0]!)]
        : bindings.slice(0, MAX_ALTERNATIVES * 2).flatMap((binding) => ofBinding(denoter, binding));
    if (unbound) found.push(...outside(name, offset).map(plain));
    // An answer below other questions may have been cut short, or be part of a circle.
    else if (!circled && !cut) byState.set(state, found);
    return found;
  }

  function nested(read: () => readonly Denotation[]): readonly Denotation[] {
    if (depth > DEPTH) return [];
    depth++;
    const found = read();
    depth--;
    return found;
  }

  const denoter: Denoter = {
    file,
    scopes,
    lookup,
    returnsOf,
    of,
    ofName,
    ofAttribute: (bases, attr) => ofAttribute(denoter, bases, attr),
    ofResults: (definition) => ofResults(denoter, definition),
    nested,
  };

  return {
    of,
    members: (node, attr) => members(denoter, node, attr),
    receiver: (binding) => receiver(denoter, binding),
    named: (name) => distinct(nested(() => ofName(name, file.module.end))),
    applied: (bases, part) =>
      distinct(
        nested(() =>
          part === '()'
            ? bases.flatMap((base) => callResult(denoter, base))
            : ofAttribute(denoter, bases, part.slice(1)),
        ),
      ),
  };
}
