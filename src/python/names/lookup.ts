import { valueIn } from '../../engine/value-in.ts';
import type { PythonFile } from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import { anyOf, NEVER, reach, UNBOUND, UNKNOWN } from './flow.ts';
import type { Reaching, Scope, Scopes } from './scope.ts';

/**
 * Which bindings a name has where it is read, by the rules of
 * https://docs.python.org/3/reference/executionmodel.html#resolution-of-names: the enclosing scopes (classes only from
 * their own body), `global` and `nonlocal`. If part of the answer is unbound, that means builtins (or star imports).
 */
export interface Lookup {
  /** At an offset. */
  find(name: string, offset: number): Reaching;
  /** After a scope has run, without the enclosing scopes. */
  atEnd(scope: Scope, name: string): Reaching;
}

/** If a name has more enclosing scopes than this, they are not searched. */
const DEPTH = 200;

const isCallable = (scope: Scope): boolean => scope.kind === K.FunctionDef || scope.kind === K.Lambda;

/** Replaces what is unbound on some path by the enclosing scope's answer. States share parts, and each is done once. */
function orElse(state: Reaching, next: () => Reaching, done: Map<Reaching, Reaching> = new Map()): Reaching {
  const walk = (inner: Reaching): Reaching => orElse(inner, next, done);
  const known = done.get(state);
  if (known !== undefined) return known;
  if (done.size > 256) return UNKNOWN;
  let made = state;
  switch (state.kind) {
    case 'unbound':
      made = next();
      break;
    case 'any':
      made = anyOf(state.options.map(walk));
      break;
    case 'if':
      made = {
        kind: 'if',
        arms: state.arms.map(({ test, state: inner }) => ({ test, state: walk(inner) })),
        otherwise: walk(state.otherwise),
      };
      break;
    case 'match':
      made = { ...state, arms: state.arms.map(walk), otherwise: walk(state.otherwise) };
      break;
    case 'try':
      made = {
        ...state,
        body: walk(state.body),
        handlers: state.handlers.map(walk),
      };
      break;
    default:
  }
  done.set(state, made);
  return made;
}

export function makeLookup(file: PythonFile, scopes: Scopes): Lookup {
  const ends = new Map<Scope, Map<string, Reaching>>();
  let byInnerScopes: Map<Scope, Map<string, { readonly from: number; readonly states: Reaching[] }>> | null = null;

  function atEnd(scope: Scope, name: string): Reaching {
    return valueIn(ends, scope, name, () => reach(scope, name, null));
  }

  /** The scope to which a scope's `global` or `nonlocal` name belongs. */
  function declaredIn(scope: Scope, name: string, how: 'global' | 'nonlocal'): Scope {
    if (how === 'global') return scopes.module;
    for (let up = scope.parent; up !== null; up = up.parent) {
      if (isCallable(up) && up.contents().names.has(name) && !up.contents().declared.has(name)) return up;
    }
    return scopes.module;
  }

  /** Bindings that functions make in enclosing scopes. */
  function innerBindings(scope: Scope, name: string) {
    if (byInnerScopes === null) {
      byInnerScopes = new Map();
      const declaring = new Set(
        file.parsed.tree.kinds.includes(K.Global) ? file.nodes('Global').map((node) => scopes.at(node.start)) : [],
      );
      for (const inner of declaring) {
        if (inner === scopes.module) continue;
        for (const [declaredName, how] of inner.contents().declared) {
          const state = atEnd(inner, declaredName);
          if (state.kind === 'unbound') continue;
          const target = declaredIn(inner, declaredName, how);
          let names = byInnerScopes.get(target);
          if (names === undefined) {
            names = new Map();
            byInnerScopes.set(target, names);
          }
          const entry = names.get(declaredName);
          if (entry === undefined) names.set(declaredName, { from: inner.node.start, states: [state] });
          else entry.states.push(state);
        }
      }
    }
    return byInnerScopes.get(scope)?.get(name) ?? null;
  }

  /** A scope's own answer: at an offset, or at its end for functions inside that read the name. */
  function stateOf(scope: Scope, name: string, offset: number | null): Reaching {
    const own = offset === null ? atEnd(scope, name) : reach(scope, name, offset);
    const others = innerBindings(scope, name);
    if (others === null || (offset !== null && others.from > offset)) return own;
    if (others.states.length > 32) return UNKNOWN;
    return anyOf([own, ...others.states.map((state) => orElse(state, () => own))]);
  }

  function find(name: string, offset: number): Reaching {
    let deferred = false;
    let depth = 0;
    const start = scopes.at(offset);
    for (let scope: Scope | null = start; scope !== null; scope = scope.parent) {
      if (++depth > DEPTH) return UNKNOWN;
      if (scope.kind === K.ClassDef && scope !== start) continue;
      const { names, declared } = scope.contents();
      const how = scope.kind === K.Module ? undefined : declared.get(name);
      if (how !== undefined) {
        const target = declaredIn(scope, name, how);
        const outer = () => stateOf(target, name, null);
        return names.has(name) ? orElse(reach(scope, name, deferred ? null : offset), outer) : outer();
      }
      if (names.has(name) || (scope.parent === null && innerBindings(scope, name) !== null)) {
        const state = stateOf(scope, name, deferred ? null : offset);
        if (scope.kind === K.Module) return state;
        // A local that is not bound yet is an error, never the outer name.
        if (scope.kind !== K.ClassDef) return orElse(state, () => NEVER);
        // A class body reads names from outside that it has not bound (yet).
        const inner = scope;
        return orElse(state, () => outside(inner, name, offset));
      }
      if (isCallable(scope)) deferred = true;
    }
    return UNBOUND;
  }

  function outside(scope: Scope, name: string, offset: number): Reaching {
    let deferred = false;
    for (let up = scope.parent; up !== null; up = up.parent) {
      if (up.kind === K.ClassDef) continue;
      if (up.contents().names.has(name)) return stateOf(up, name, deferred ? null : offset);
      if (isCallable(up)) deferred = true;
    }
    return UNBOUND;
  }

  return { find, atEnd };
}
