import type { Call, Expression, FunctionDef, Lambda } from '../syntax/index.ts';
import { ofAnnotation, ofClass } from './binding-denotations.ts';
import { type Denotation, instancesOf, MAX_ALTERNATIVES, plain } from './denotation.ts';
import type { Denoter } from './denoter.ts';
import { candidates } from './flow.ts';
import { MODULE_ALIASES } from './imported-name.ts';
import { ofAttribute, PROPERTIES } from './member-denotations.ts';
import type { Scope } from './scope.ts';

/** Decorators that do not change the result of the decorated function. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'builtins.staticmethod',
  'builtins.classmethod',
  'functools.lru_cache',
  'functools.lru_cache()',
  'functools.cache',
  'functools.wraps()',
  'contextlib.contextmanager',
]);

export function ofCall(denoter: Denoter, call: Call): readonly Denotation[] {
  return denoter.of(call.func).flatMap((callee) => {
    const special = SPECIAL.get(callee.text);
    const found = special?.(denoter, call) ?? [];
    if (found.length > 0) return found;
    return callResult(denoter, callee);
  });
}

export function callResult(denoter: Denoter, callee: Denotation): readonly Denotation[] {
  const { definition } = callee;
  if (definition === null || callee.instance) return [{ ...plain(`${callee.text}()`), via: callee.via }];
  if (definition.kind === 'ClassDef') return instancesOf([callee]);
  return [{ ...plain(`${callee.text}()`), via: null }, ...ofResults(denoter, definition)];
}

/** What all returns of a function agree on. */
export function ofResults(denoter: Denoter, definition: FunctionDef | Lambda): readonly Denotation[] {
  if (definition.kind === 'Lambda') return denoter.of(definition.body);
  const isPlain = definition.decorators.every((decorator) =>
    denoter.of(decorator).some(({ text }) => TRANSPARENT.has(text) || PROPERTIES.has(text)),
  );
  if (!isPlain) return [];
  let common: readonly Denotation[] | null = null;
  for (const { value } of denoter.returnsOf(definition).slice(0, MAX_ALTERNATIVES)) {
    if (value === null || (value.kind === 'Constant' && value.value === null)) continue;
    const found = denoter.of(value);
    common = common === null ? found : common.filter(({ text }) => found.some((other) => other.text === text));
  }
  // `def create() -> Flask:` says what it returns, in case its code does not show it.
  const annotation = definition.returns;
  if ((common ?? []).length === 0 && annotation !== null) return instancesOf(ofAnnotation(denoter, annotation));
  return common ?? [];
}

const constant = (denoter: Denoter, expression: Expression | undefined): string | null => {
  const inner = expression?.kind === 'Name' ? onlyValue(denoter, expression) : expression;
  return inner?.kind === 'String' && !inner.bytes ? inner.value : null;
};

/** The value of a name whose only binding is like `name = "system"`. */
function onlyValue(denoter: Denoter, expression: Expression & { kind: 'Name' }): Expression | undefined {
  const { bindings, unbound } = candidates(denoter.lookup.find(expression.name, expression.start));
  return bindings.length === 1 && !unbound ? (bindings[0]!.value ?? undefined) : undefined;
}

/** Calls whose result the interpreter computes from their arguments. */
const SPECIAL: ReadonlyMap<string, (denoter: Denoter, call: Call) => readonly Denotation[]> = new Map([
  [
    'builtins.getattr',
    (denoter, { args }) => {
      const attr = constant(denoter, args[1]);
      return args[0] === undefined || attr === null ? [] : ofAttribute(denoter, denoter.of(args[0]), attr);
    },
  ],
  ['builtins.__import__', (denoter, { args }) => moduleNamed(constant(denoter, args[0])?.split('.', 1)[0])],
  ['importlib.__import__', (denoter, { args }) => moduleNamed(constant(denoter, args[0])?.split('.', 1)[0])],
  [
    'importlib.import_module',
    (denoter, { args }) => moduleNamed(args.length === 1 ? constant(denoter, args[0]) : null),
  ],
  [
    'builtins.vars',
    (denoter, { args }) => (args[0] === undefined ? [] : ofAttribute(denoter, denoter.of(args[0]), '__dict__')),
  ],
  // A copy of a mapping denotes the same, however it is made: `dict(os.environ)`, `copy(os.environ)`.
  ['builtins.dict', copyOf],
  ['copy.copy', copyOf],
  ['copy.deepcopy', copyOf],
  ['functools.partial', (denoter, { args }) => (args[0] === undefined ? [] : denoter.of(args[0]))],
  ['typing.cast', (denoter, { args }) => (args[1] === undefined ? [] : denoter.of(args[1]))],
  ['builtins.super', superOf],
]);

function copyOf(denoter: Denoter, { args, keywords }: Call): readonly Denotation[] {
  const [only, ...more] = args;
  if (only === undefined || more.length + keywords.length > 0) return [];
  return denoter.of(only).flatMap(({ text }) => (text === 'os.environ' ? [plain('os.environ.copy()')] : []));
}

function moduleNamed(name: string | null | undefined): readonly Denotation[] {
  return name === null || name === undefined || name === '' ? [] : [plain(MODULE_ALIASES.get(name) ?? name)];
}

/** `super()` in a method: an instance of the bases. */
function superOf(denoter: Denoter, call: Call): readonly Denotation[] {
  for (let scope: Scope | null = denoter.scopes.at(call.start); scope !== null; scope = scope.parent) {
    if (scope.node.kind !== 'ClassDef') continue;
    const node = scope.node;
    return instancesOf(ofClass(denoter, node).filter(({ definition }) => definition !== node));
  }
  return [];
}
