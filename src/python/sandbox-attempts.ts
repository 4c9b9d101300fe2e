import { FORBIDDEN_WORDS, RESTRICTED_CODE } from '../data/in-process-sandboxes.ts';
import { argumentOf } from './call-arguments.ts';
import { candidates } from './flow.ts';
import type { Binding, Names } from './names.ts';
import type { Call, Compare, Expression, Node } from './nodes.ts';
import { originOf } from './taint.ts';

/** How a call of eval or exec is meant to be made harmless. */
export interface SandboxAttempt {
  readonly how: 'globals' | 'forbidden words';
  /** What to point at: the call with its globals, or the test for forbidden words. */
  readonly node: Call | Compare;
}

const RUNNERS = new Set(['builtins.eval', 'builtins.exec']);
const BUILTINS = new Set(['builtins', 'builtins.__builtins__', 'builtins.__dict__', 'builtins.__builtins__.__dict__']);
const COPIES = new Set(['builtins.vars', 'builtins.dict']);

/**
 * The attempt to lock the code of an eval or exec in: restricted `__builtins__` in its globals, or a look for
 * forbidden words before it. Null where there is none, and for code that is a constant.
 */
export function sandboxAttempt(call: Call, names: Names): SandboxAttempt | null {
  if (!names.denotes(call.func, RUNNERS)) return null;
  const code = argumentOf(call, 0, 'source');
  if (code === null || originOf(code, names).kind === 'constant') return null;
  if (runsRestrictedCode(code, names)) return null;
  const globals = argumentOf(call, 1, 'globals');
  if (globals !== null && hasRestrictedBuiltins(globals, names)) return { how: 'globals', node: call };
  const test = forbiddenWordsTest(call, code, names);
  return test === null ? null : { how: 'forbidden words', node: test };
}

/** `exec(compile_restricted(text))`, also of the `.code` of its result. */
export function runsRestrictedCode(code: Expression, names: Names): boolean {
  return names.denotes(code.kind === 'Attribute' && code.attr === 'code' ? code.value : code, RESTRICTED_CODE);
}

function hasRestrictedBuiltins(globals: Expression, names: Names): boolean {
  if (globals.kind === 'Name') {
    for (const { value } of names.bindings(globals.name, globals)) {
      if (value !== null && value.id !== globals.id && value.kind !== 'Name' && hasRestrictedBuiltins(value, names)) {
        return true;
      }
    }
  }
  if (globals.kind === 'Attribute') {
    for (const { value } of memberBindings(globals, names)) {
      if (value !== null && value.kind !== 'Attribute' && hasRestrictedBuiltins(value, names)) return true;
    }
  }
  if (globals.kind === 'Dict') return globals.items.some((item) => isRestriction(item.key, item.value, names));
  if (globals.kind === 'Call' && names.denotes(globals.func, COPIES)) {
    return globals.keywords.some(
      (keyword) => keyword.name === '__builtins__' && !isWholeBuiltins(keyword.value, names),
    );
  }
  return isRestrictedLater(globals, names);
}

/** `self.scope`: what the class's own code puts there. */
function memberBindings(attribute: Expression & { kind: 'Attribute' }, names: Names): readonly Binding[] {
  if (attribute.value.kind !== 'Name') return [];
  return names.bindings(attribute.value.name, attribute.value).flatMap((binding) => {
    const owner = names.receiver(binding);
    if (owner === null) return [];
    return names.members(owner, attribute.attr).flatMap((state) => candidates(state).bindings);
  });
}

function isRestriction(key: Expression | null, value: Expression, names: Names): boolean {
  return key?.kind === 'String' && key.value === '__builtins__' && !isWholeBuiltins(value, names);
}

function isWholeBuiltins(value: Expression, names: Names): boolean {
  if (names.denotes(value, BUILTINS)) return true;
  if (value.kind === 'Name' && value.name === '__builtins__') return true;
  if (value.kind === 'Attribute' && value.attr === '__dict__') return isWholeBuiltins(value.value, names);
  const [first] = value.kind === 'Call' ? value.args : [];
  return value.kind === 'Call' && first !== undefined && isWholeBuiltins(first, names);
}

/** `scope["__builtins__"] = {}`, `scope.pop("__builtins__")`, `del scope["__builtins__"]` on the same name. */
function isRestrictedLater(globals: Expression, names: Names): boolean {
  const { file } = names;
  const wanted = file.text.slice(globals.start, globals.end);
  const isIt = (target: Expression): boolean =>
    target.kind === 'Subscript' &&
    target.slice.kind === 'String' &&
    target.slice.value === '__builtins__' &&
    file.text.slice(target.value.start, target.value.end) === wanted;
  const scope = names.scope(globals).id;
  return (
    file
      .nodes('Assign')
      .some(
        (node) => node.targets.some(isIt) && names.scope(node).id === scope && !isWholeBuiltins(node.value, names),
      ) || file.nodes('Delete').some((node) => node.targets.some(isIt) && names.scope(node).id === scope)
  );
}

/**
 * A comparison like `"import os" in code` before the call in the same function, also over a list of words
 * (`any(word in code for word in FORBIDDEN)`, `for word in FORBIDDEN: if word in code: …`).
 */
function forbiddenWordsTest(call: Call, code: Expression, names: Names): Compare | null {
  const { file } = names;
  const text = codeText(code, names);
  if (text === null) return null;
  const scope = names.scope(call).id;
  for (const test of file.nodes('Compare')) {
    if (test.start > call.start) break;
    const [operator] = test.ops;
    const [searched] = test.comparators;
    if (test.ops.length !== 1 || searched === undefined || (operator !== 'in' && operator !== 'not in')) continue;
    if (bareText(searched, file.text) !== text || names.scope(test).id !== scope) continue;
    if (isForbiddenWord(test.left, names)) return test;
  }
  return null;
}

/** The name of the code behind `compile(code, …)`, `code.strip()` and the like. */
function codeText(code: Expression, names: Names): string | null {
  if (code.kind === 'Call' && code.func.kind === 'Name' && code.args[0] !== undefined) {
    return codeText(code.args[0], names);
  }
  if (code.kind === 'Name') {
    const [only, ...more] = names.bindings(code.name, code);
    const value = only?.value;
    if (more.length === 0 && value?.kind === 'Call' && value.func.kind === 'Name' && value.func.name === 'compile') {
      return codeText(value, names);
    }
  }
  const text = bareText(code, names.file.text);
  return /^[\w.[\]"']+$/.test(text) ? text : null;
}

function bareText(expression: Expression, text: string): string {
  if (expression.kind === 'Call' && expression.func.kind === 'Attribute' && expression.args.length === 0) {
    return bareText(expression.func.value, text);
  }
  return text.slice(expression.start, expression.end);
}

function isForbiddenWord(word: Expression, names: Names): boolean {
  if (word.kind === 'String') return FORBIDDEN_WORDS.test(word.value);
  if (word.kind !== 'Name') return false;
  for (const { node } of names.bindings(word.name, word)) {
    if (node.kind !== 'For' && node.kind !== 'ComprehensionFor') continue;
    if (
      /forbid|banned|black_?list|deny|disallow|danger|block|unsafe|illegal|restrict|bad/i.test(
        names.file.text.slice(node.iter.start, node.iter.end),
      )
    ) {
      return true;
    }
    const items = listItems(node.iter, names);
    if (items.some((item) => item.kind === 'String' && FORBIDDEN_WORDS.test(item.value))) return true;
  }
  return false;
}

function listItems(iterated: Expression, names: Names): readonly Expression[] {
  if (iterated.kind === 'List' || iterated.kind === 'Tuple' || iterated.kind === 'Set') return iterated.items;
  if (iterated.kind !== 'Name') return [];
  return names
    .bindings(iterated.name, iterated)
    .flatMap(({ value }) => (value === null || value.kind === 'Name' ? [] : listItems(value, names)));
}

/** True where a raise stands anywhere below: an audit hook that raises blocks. */
export function raises(body: Node, children: (node: Node) => readonly Node[]): boolean {
  if (body.kind === 'Raise') return true;
  return children(body).some((child) => raises(child, children));
}
