import type {
  Call,
  ClassDef,
  Expression,
  FunctionDef,
  ImportAlias,
  Lambda,
  Node,
  Parameter,
  PythonFile,
  Return,
} from '../syntax/index.ts';
import * as K from '../syntax/tree.ts';
import { candidates } from './flow.ts';
import type { Lookup } from './lookup.ts';
import { type AttributeStore, type Binding, itemLists, type Reaching, type Scope, type Scopes } from './scope.ts';

export type Definition = FunctionDef | ClassDef | Lambda;

/** One thing that an expression may denote; see QualifiedName. */
export interface Denotation {
  readonly text: string;
  /** The function, class or lambda of this file it is, or is an instance of. */
  readonly definition: Definition | null;
  readonly instance: boolean;
  /** The class of this file that it is a base of. */
  readonly via: ClassDef | null;
}

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

/** Chains of aliases and attributes longer than this are not followed. */
const DEPTH = 60;
/** Steps per question; a file that needs more is built to waste time. */
const STEPS = 3000;
const MOST = 16;
const LONGEST = 240;
const NOTHING: readonly Denotation[] = [];

const plain = (text: string): Denotation => ({ text, definition: null, instance: false, via: null });

const MODULE_ALIASES: ReadonlyMap<string, string> = new Map([
  ['__builtin__', 'builtins'],
  ['six.moves.builtins', 'builtins'],
]);

/** Decorators that leave the result of the decorated function what it is. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'builtins.staticmethod',
  'builtins.classmethod',
  'functools.lru_cache',
  'functools.lru_cache()',
  'functools.cache',
  'functools.wraps()',
  'contextlib.contextmanager',
]);
const PROPERTIES: ReadonlySet<string> = new Set([
  'builtins.property',
  'functools.cached_property',
  'django.utils.functional.cached_property',
  'werkzeug.utils.cached_property',
]);
/** Mappings that hold the same kind of thing under every key. */
const ALIKE: ReadonlySet<string> = new Set(['django.template.engines']);
const OPTIONAL: ReadonlySet<string> = new Set(['typing.Optional', 'typing.Annotated', 'typing.Union', 'typing.Final']);

/** The dotted name that an import brings in: `os.path`, `.base.DEBUG`. */
export function importedName(file: PythonFile, alias: ImportAlias): string {
  const statement = file.parent(alias);
  let name: string;
  if (statement?.kind === 'ImportFrom') {
    const from = `${'.'.repeat(statement.level)}${statement.module}`;
    name = statement.module === '' ? `${from}${alias.name}` : `${MODULE_ALIASES.get(from) ?? from}.${alias.name}`;
  } else {
    name = alias.asname === null ? alias.name.split('.', 1)[0]! : alias.name;
  }
  return MODULE_ALIASES.get(name) ?? name;
}

export function makeDenotations(
  file: PythonFile,
  scopes: Scopes,
  lookup: Lookup,
  { outside, returnsOf }: Surroundings,
): Denotations {
  const known = new Map<number, readonly Denotation[]>();
  const byState = new Map<Reaching, readonly Denotation[]>();
  const open = new Set<number>();
  const stores = new Map<number, ReadonlyMap<string, readonly AttributeStore[]>>();
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
    // What was cut short deep inside a chain may be answered in full when it is asked for by itself.
    if (outermost || !cut) known.set(expression.id, answer);
    if (outermost) {
      steps = 0;
      cut = false;
      circled = false;
    }
    return answer;
  }

  function distinct(list: readonly Denotation[]): readonly Denotation[] {
    if (list.length === 0) return NOTHING;
    if (list.length === 1) return list[0]!.text.length < LONGEST ? list : NOTHING;
    const seen = new Map<string, Denotation>();
    for (const one of list) {
      if (seen.size < MOST && one.text.length < LONGEST && !seen.has(one.text)) seen.set(one.text, one);
    }
    return [...seen.values()];
  }

  function read(expression: Expression): readonly Denotation[] {
    switch (expression.kind) {
      case 'Name':
        return ofName(expression.name, expression.start);
      case 'Attribute':
        return of(expression.value).length === 0 ? [] : ofAttribute(of(expression.value), expression.attr);
      case 'Call':
        return ofCall(expression);
      case 'Subscript':
        return ofSubscript(expression.value, expression.slice);
      case 'Await':
      case 'NamedExpr':
        return of(expression.value);
      case 'IfExp':
        return [...of(expression.body), ...of(expression.orelse)];
      case 'BoolOp':
        return expression.values.slice(0, MOST).flatMap(of);
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
    const found = bindings.length === 1 ? [...ofBinding(bindings[0]!)] : bindings.slice(0, MOST * 2).flatMap(ofBinding);
    if (unbound) found.push(...outside(name, offset).map(plain));
    // What stands below other questions may have been cut short, or be part of a circle.
    else if (!circled && !cut) byState.set(state, found);
    return found;
  }

  function ofBinding(binding: Binding): readonly Denotation[] {
    const { node, value } = binding;
    switch (node.kind) {
      case 'FunctionDef':
        return [{ text: `@${pathOf(node)}`, definition: node, instance: false, via: null }];
      case 'ClassDef':
        return ofClass(node);
      case 'ImportAlias':
        return [plain(importedName(file, node))];
      case 'Parameter':
        return ofParameter(node, binding);
      case 'AnnAssign': {
        const found = value === null ? [] : of(value);
        return found.length > 0 ? found : instancesOf(ofAnnotation(node.annotation));
      }
      case 'ExceptHandler':
        return node.type === null ? [] : instancesOf(of(node.type));
      case 'For':
      case 'ComprehensionFor':
        // `for run in (os.system, os.popen):`
        return node.target.kind === 'Name' && (node.iter.kind === 'Tuple' || node.iter.kind === 'List')
          ? node.iter.items.slice(0, MOST).flatMap(of)
          : [];
      case 'WithItem':
        return node.target?.kind === 'Name' ? of(node.context) : [];
      default:
        return value === null ? [] : of(value);
    }
  }

  /** `method` of `Class` in `Outer` is `Outer.Class.method`; functions inside functions go by their own name. */
  function pathOf(node: FunctionDef | ClassDef): string {
    let path = node.name;
    for (let scope = scopes.at(node.start); scope.kind === K.ClassDef && path.length < LONGEST; ) {
      path = `${(scope.node as ClassDef).name}.${path}`;
      if (scope.parent === null) break;
      scope = scope.parent;
    }
    return path;
  }

  function ofClass(node: ClassDef): readonly Denotation[] {
    return [
      { text: `@${pathOf(node)}`, definition: node, instance: false, via: null },
      ...node.bases
        .slice(0, MOST)
        .flatMap((base) => of(base.kind === 'Subscript' ? base.value : base))
        .map((base) => ({ ...base, via: base.via ?? node })),
    ];
  }

  /** The function that a parameter belongs to. */
  function functionOf(parameter: Node): FunctionDef | Lambda | null {
    const list = file.parent(parameter);
    const owner = list === null ? null : file.parent(list);
    return owner?.kind === 'FunctionDef' || owner?.kind === 'Lambda' ? owner : null;
  }

  function receiver(binding: Binding): ClassDef | null {
    if (binding.node.kind !== 'Parameter') return null;
    const owner = functionOf(binding.node);
    if (owner?.kind !== 'FunctionDef' || owner.params.items[0]?.id !== binding.node.id) return null;
    if (binding.node.role === 'keyword-only' || binding.node.role === 'var-keyword') return null;
    const around = scopes.at(owner.start).node;
    if (around.kind !== 'ClassDef') return null;
    return hasDecorator(owner, new Set(['builtins.staticmethod'])) ? null : around;
  }

  const hasDecorator = (node: FunctionDef, set: ReadonlySet<string>): boolean =>
    node.decorators.some((decorator) => of(decorator).some(({ text }) => set.has(text)));

  function ofParameter(parameter: Parameter, binding: Binding): readonly Denotation[] {
    const owner = receiver(binding);
    if (owner !== null) {
      const method = functionOf(parameter);
      const isClass =
        method?.kind === 'FunctionDef' &&
        (method.name === '__new__' || hasDecorator(method, new Set(['builtins.classmethod'])));
      return isClass ? ofClass(owner) : instancesOf(ofClass(owner));
    }
    if (parameter.annotation === null || parameter.role.startsWith('var-')) return [];
    return instancesOf(ofAnnotation(parameter.annotation));
  }

  /** The classes that an annotation names. */
  function ofAnnotation(annotation: Expression): readonly Denotation[] {
    switch (annotation.kind) {
      case 'Name':
      case 'Attribute':
        return of(annotation);
      case 'String':
        return annotation.value
          .split('|')
          .slice(0, MOST)
          .flatMap((part) => {
            const words = /^\s*(?:(?:typing\.)?Optional\[)?([^\W\d]\w*(?:\.\w+)*)\]?\s*$/u.exec(part)?.[1]?.split('.');
            if (words === undefined) return [];
            return words.slice(1).reduce(ofAttribute, ofName(words[0]!, annotation.start));
          });
      case 'BinOp':
        return annotation.op === '|' && depth < DEPTH
          ? nested(() => [...ofAnnotation(annotation.left), ...ofAnnotation(annotation.right)])
          : [];
      case 'Subscript': {
        if (!of(annotation.value).some(({ text }) => OPTIONAL.has(text.replace('typing_extensions.', 'typing.')))) {
          return [];
        }
        const isUnion = of(annotation.value).some(({ text }) => text === 'typing.Union');
        const { slice } = annotation;
        const inner =
          slice.kind === 'Tuple' ? (isUnion ? slice.items.slice(0, MOST) : slice.items.slice(0, 1)) : [slice];
        return nested(() => inner.flatMap(ofAnnotation));
      }
      default:
        return [];
    }
  }

  function nested(read: () => readonly Denotation[]): readonly Denotation[] {
    if (depth > DEPTH) return [];
    depth++;
    const found = read();
    depth--;
    return found;
  }

  function instancesOf(classes: readonly Denotation[]): readonly Denotation[] {
    return classes.map((one) => ({
      ...one,
      text: `${one.text}()`,
      instance: one.definition?.kind === 'ClassDef',
    }));
  }

  function storesOf(node: ClassDef): ReadonlyMap<string, readonly AttributeStore[]> {
    let found = stores.get(node.id);
    if (found === undefined) {
      const byName = new Map<string, AttributeStore[]>();
      for (const method of methodsOf(node)) {
        const self = method.params.items[0]?.name;
        for (const store of scopes.of(method).contents().attributeStores) {
          if (store.base !== self) continue;
          const list = byName.get(store.attr);
          if (list === undefined) byName.set(store.attr, [store]);
          else list.push(store);
        }
      }
      found = byName;
      stores.set(node.id, found);
    }
    return found;
  }

  function methodsOf(node: ClassDef): FunctionDef[] {
    const found: FunctionDef[] = [];
    const scope: Scope = scopes.of(node);
    for (const table of scope.contents().names.values()) {
      for (const items of itemLists(table)) {
        for (const item of items) {
          if (item.form === 'leaf' && item.binding?.node.kind === 'FunctionDef') found.push(item.binding.node);
        }
      }
    }
    return found;
  }

  function ownMembers(node: ClassDef, attr: string): readonly Reaching[] {
    const found: Reaching[] = [];
    const scope = scopes.of(node);
    if (scope.contents().names.has(attr)) found.push(lookup.atEnd(scope, attr));
    for (const { node: by, value } of (storesOf(node).get(attr) ?? []).slice(0, MOST)) {
      found.push({ kind: 'binding', binding: { name: attr, node: by, value, scope: scopes.at(by.start).node } });
    }
    return found;
  }

  function members(node: ClassDef, attr: string, seen: Set<number> = new Set()): readonly Reaching[] {
    if (seen.has(node.id) || seen.size > DEPTH) return [];
    seen.add(node.id);
    const own = ownMembers(node, attr);
    if (own.length > 0) return own;
    for (const base of node.bases) {
      const local = of(base).find(
        ({ definition, instance, via }) => definition?.kind === 'ClassDef' && !instance && !via,
      );
      if (local?.definition?.kind !== 'ClassDef') continue;
      const found = members(local.definition, attr, seen);
      if (found.length > 0) return found;
    }
    return [];
  }

  function ofAttribute(bases: readonly Denotation[], attr: string): readonly Denotation[] {
    const found: Denotation[] = [];
    const overriding = new Set<ClassDef>();
    for (const base of bases) {
      // What a class of this file defines hides what its bases have.
      if (base.via !== null && overriding.has(base.via)) continue;
      if (base.definition?.kind !== 'ClassDef') {
        found.push({ ...plain(`${base.text}.${attr}`), via: base.via });
        continue;
      }
      const node = base.definition;
      const bindings = ownMembers(node, attr).flatMap((state) => candidates(state).bindings);
      if (bindings.length > 0) overriding.add(node);
      const values = bindings.flatMap((binding) => {
        if (binding.node.kind !== 'FunctionDef') return ofBinding(binding);
        if (hasDecorator(binding.node, PROPERTIES)) return resultsOf(binding.node);
        return [{ text: `${base.text}.${attr}`, definition: binding.node, instance: false, via: null }];
      });
      if (values.length > 0) found.push(...values);
      else found.push({ ...plain(`${base.text}.${attr}`), via: base.via });
    }
    return found;
  }

  function ofSubscript(value: Expression, slice: Expression): readonly Denotation[] {
    const items = of(value).filter(({ text }) => ALIKE.has(text));
    if (items.length > 0) return items.map(({ text }) => plain(`${text}[]`));
    if (slice.kind !== 'String' || slice.bytes) return [];
    const key = slice.value;
    return of(value).flatMap(({ text }) => {
      if (text === 'sys.modules') return [plain(key)];
      // In a module's namespace: builtins.__dict__["eval"], __builtins__["eval"], vars(os)["system"].
      if (text === 'builtins') return [plain(`builtins.${key}`)];
      if (text.endsWith('.__dict__')) return [plain(`${text.slice(0, -9)}.${key}`)];
      if (text === 'builtins.globals()') return ofName(key, file.module.end);
      return [];
    });
  }

  function ofCall(call: Call): readonly Denotation[] {
    return of(call.func).flatMap((callee) => {
      const special = SPECIAL.get(callee.text);
      const found = special?.(call) ?? [];
      if (found.length > 0) return found;
      return callResult(callee);
    });
  }

  function callResult(callee: Denotation): readonly Denotation[] {
    const { definition } = callee;
    if (definition === null || callee.instance) return [{ ...plain(`${callee.text}()`), via: callee.via }];
    if (definition.kind === 'ClassDef') return instancesOf([callee]);
    return [{ ...plain(`${callee.text}()`), via: null }, ...resultsOf(definition)];
  }

  /** What every return of a function agrees on. */
  function resultsOf(definition: FunctionDef | Lambda): readonly Denotation[] {
    if (definition.kind === 'Lambda') return of(definition.body);
    const isPlain = definition.decorators.every((decorator) =>
      of(decorator).some(({ text }) => TRANSPARENT.has(text) || PROPERTIES.has(text)),
    );
    if (!isPlain) return [];
    let common: readonly Denotation[] | null = null;
    for (const { value } of returnsOf(definition).slice(0, MOST)) {
      if (value === null || (value.kind === 'Constant' && value.value === null)) continue;
      const found = of(value);
      common = common === null ? found : common.filter(({ text }) => found.some((other) => other.text === text));
    }
    // `def create() -> Flask:` says what it returns where its code does not show it.
    const annotation = definition.returns;
    if ((common ?? []).length === 0 && annotation !== null) return instancesOf(ofAnnotation(annotation));
    return common ?? [];
  }

  const constant = (expression: Expression | undefined): string | null => {
    const inner = expression?.kind === 'Name' ? onlyValue(expression) : expression;
    return inner?.kind === 'String' && !inner.bytes ? inner.value : null;
  };

  /** `name = "system"` and nothing else. */
  function onlyValue(expression: Expression & { kind: 'Name' }): Expression | undefined {
    const { bindings, unbound } = candidates(lookup.find(expression.name, expression.start));
    return bindings.length === 1 && !unbound ? (bindings[0]!.value ?? undefined) : undefined;
  }

  const SPECIAL: ReadonlyMap<string, (call: Call) => readonly Denotation[]> = new Map([
    [
      'builtins.getattr',
      ({ args }) => {
        const attr = constant(args[1]);
        return args[0] === undefined || attr === null ? [] : ofAttribute(of(args[0]), attr);
      },
    ],
    ['builtins.__import__', ({ args }) => moduleNamed(constant(args[0])?.split('.', 1)[0])],
    ['importlib.__import__', ({ args }) => moduleNamed(constant(args[0])?.split('.', 1)[0])],
    ['importlib.import_module', ({ args }) => moduleNamed(args.length === 1 ? constant(args[0]) : null)],
    ['builtins.vars', ({ args }) => (args[0] === undefined ? [] : ofAttribute(of(args[0]), '__dict__'))],
    ['functools.partial', ({ args }) => (args[0] === undefined ? [] : of(args[0]))],
    ['typing.cast', ({ args }) => (args[1] === undefined ? [] : of(args[1]))],
    ['builtins.super', superOf],
  ]);

  function moduleNamed(name: string | null | undefined): readonly Denotation[] {
    return name === null || name === undefined || name === '' ? [] : [plain(MODULE_ALIASES.get(name) ?? name)];
  }

  /** `super()` in a method: an instance of the bases. */
  function superOf(call: Call): readonly Denotation[] {
    for (let scope: Scope | null = scopes.at(call.start); scope !== null; scope = scope.parent) {
      if (scope.node.kind !== 'ClassDef') continue;
      const node = scope.node;
      return instancesOf(ofClass(node).filter(({ definition }) => definition !== node));
    }
    return [];
  }

  return {
    of,
    members: (node, attr) => members(node, attr),
    receiver,
    named: (name) => distinct(nested(() => ofName(name, file.module.end))),
    applied: (bases, part) =>
      distinct(nested(() => (part === '()' ? bases.flatMap(callResult) : ofAttribute(bases, part.slice(1))))),
  };
}
