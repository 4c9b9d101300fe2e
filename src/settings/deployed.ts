import type { Document } from '../engine/document.ts';
import type { Names } from '../python/names/names.ts';
import { argumentOf } from '../python/syntax/call-arguments.ts';
import type { Expression, StringLiteral } from '../python/syntax/nodes.ts';
import { evaluate, type PyValue } from '../python/worth/index.ts';
import { isGuarded } from './guards.ts';
import { isDeployed, type Setting, settingsOf } from './settings-module.ts';

/** The settings of these names that are in force where the project is deployed. */
export function* deployedSettings(
  doc: Document,
  wanted: ReadonlySet<string> | ReadonlyMap<string, unknown>,
): Generator<Setting> {
  for (const setting of settingsOf(doc)) {
    if (!wanted.has(setting.name) || !isDeployed(setting.context)) continue;
    if (!isGuarded(setting.value, doc.names) && !isForTests(setting, doc)) yield setting;
  }
}

/** `if "test" in sys.argv:` and `if TESTING:` around a setting. */
function isForTests(setting: Setting, doc: Document): boolean {
  let inner = setting.node;
  for (let at = doc.python.parent(inner); at !== null; at = doc.python.parent(at)) {
    if (at.kind === 'If' && at.body.some((one) => one.id === inner.id)) {
      const test = doc.text.slice(at.test.start, at.test.end);
      if (
        /\btests?\b|\bpytest\b|\bTEST(?:ING|_MODE|S)?\b|\bTESTS?_|_TESTS?\b|\bis_test/.test(test) &&
        !/^not\b/.test(test)
      )
        return true;
    }
    inner = at as typeof inner;
  }
  return false;
}

/**
 * True for a setting of a base module that never ships: modules beside it import everything from it, and each of
 * them that is no development or test module gives the setting a value of its own.
 */
export function isOverridden({ name, owner }: Setting, doc: Document): boolean {
  if (doc.context !== 'base' || owner !== null) return false;
  const folder = doc.path.slice(0, doc.path.lastIndexOf('/') + 1);
  const stem = doc.path.slice(folder.length).replace(/\.py$/, '');
  let answers = 0;
  for (const path of doc.project.paths()) {
    if (path === doc.path || !path.startsWith(folder) || !/^[^/]+\.py$/.test(path.slice(folder.length))) continue;
    const sibling = doc.project.document(path);
    if (sibling === null || sibling.kind !== 'python' || !isDeployed(sibling.context)) continue;
    if (
      !sibling.names.starImports.some(
        ({ module }) => module === `.${stem}` || module.endsWith(`.${stem}`) || module === stem,
      )
    ) {
      continue;
    }
    answers += 1;
    const own = settingsOf(sibling).filter((one) => one.name === name && one.form === 'assign');
    if (!own.some((one) => sibling.python.parent(one.node)?.kind === 'Module')) return false;
  }
  return answers > 0;
}

/** An element of a collection with the expression to point at. */
export interface Element {
  readonly text: string;
  readonly node: Expression;
  readonly isFromEnvironment: boolean;
}

/**
 * The texts in a list, tuple or set as written, through `+`, `list(…)`, names and star parts; where the whole is made
 * from the environment, the texts of its default.
 */
export function textElements(value: Expression, names: Names): readonly Element[] {
  return [...collect(value, names, 0)];
}

function* collect(value: Expression, names: Names, depth: number): Generator<Element> {
  if (depth > 8) return;
  switch (value.kind) {
    case 'String':
      yield { text: value.value, node: value, isFromEnvironment: false };
      return;
    case 'List':
    case 'Tuple':
    case 'Set':
      for (const item of value.items) {
        yield* collect(item.kind === 'Starred' ? item.value : item, names, depth + 1);
      }
      return;
    case 'BinOp':
      if (value.op === '+' || value.op === '|') {
        yield* collect(value.left, names, depth + 1);
        yield* collect(value.right, names, depth + 1);
      }
      return;
    case 'IfExp':
      // One of the two is for development as often as not: neither is explicit.
      return;
    case 'Name':
      for (const binding of names.bindings(value.name, value)) {
        if (binding.value !== null && binding.value.id !== value.id) yield* collect(binding.value, names, depth + 1);
      }
      return;
    default:
  }
  if (value.kind === 'Call' && value.func.kind === 'Name' && /^(?:list|tuple|set)$/.test(value.func.name)) {
    for (const argument of value.args) yield* collect(argument, names, depth + 1);
    return;
  }
  const configured = configuredDefault(value, names);
  if (configured !== null) {
    for (const element of collect(configured, names, depth + 1)) yield { ...element, isFromEnvironment: true };
    return;
  }
  const { state, reads, ...result } = evaluate(value, names, () => null);
  if (state !== 'known' || !('value' in result)) {
    // config("HOSTS", default="*", cast=Csv()): whatever the cast makes of it, the default is spelled out.
    const written = reads.find((read) => read.call.id === value.id)?.default;
    if (written?.kind !== 'String') return;
    for (const text of written.value.split(',')) yield { text: text.trim(), node: written, isFromEnvironment: true };
    return;
  }
  const fallback = reads.find((read) => read.default !== null)?.default ?? fallbackText(value);
  for (const text of textsOf(result.value)) {
    yield { text, node: fallback ?? value, isFromEnvironment: reads.length > 0 };
  }
}

const CONFIGURED = /^configurations\.(?:values\.)?(?:Value|ListValue|TupleValue|SetValue|SingleNestedListValue)$/;

/** The default of django-configurations' `values.ListValue(["*"])`, which reads the environment. */
export function configuredDefault(value: Expression, names: Names): Expression | null {
  if (value.kind !== 'Call' || !names.qualify(value.func).some((name) => CONFIGURED.test(name))) return null;
  return argumentOf(value, 0, 'default');
}

function textsOf(value: PyValue): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const items = 'list' in value ? value.list : 'tuple' in value ? value.tuple : 'set' in value ? value.set : [];
  return items.flatMap((item) => (typeof item === 'string' ? [item] : []));
}

/** The text in `... or "abc"`. */
export function fallbackText(value: Expression): StringLiteral | null {
  if (value.kind !== 'BoolOp' || value.op !== 'or') return null;
  const last = value.values.at(-1);
  return last?.kind === 'String' ? last : null;
}

/** True for a value that is false by its own spelling: `False`, `0`, `not True`, a name bound to False. */
export function isExplicitlyOff(value: Expression, names: Names): boolean {
  if (hangsOnSwitch(value, names, 0)) return false;
  const result = evaluate(value, names, () => null);
  if (result.state !== 'known' || result.reads.length > 0) return false;
  return result.value === false || result.value === 0;
}

/** `not DEBUG` is no explicit value, even where DEBUG is a constant of the file. */
function hangsOnSwitch(value: Expression, names: Names, depth: number): boolean {
  if (depth > 4) return true;
  switch (value.kind) {
    case 'Name':
      if (/debug|dev|local|prod|env|test|stag|https|ssl|tls/i.test(value.name)) return true;
      return names
        .bindings(value.name, value)
        .some((binding) => binding.value === null || hangsOnSwitch(binding.value, names, depth + 1));
    case 'UnaryOp':
      return hangsOnSwitch(value.operand, names, depth + 1);
    case 'Constant':
    case 'Number':
      return false;
    case 'Call':
      return (
        !(value.func.kind === 'Name' && /^(?:bool|int)$/.test(value.func.name) && value.args.length === 1) ||
        hangsOnSwitch(value.args[0] as Expression, names, depth + 1)
      );
    default:
      return true;
  }
}
