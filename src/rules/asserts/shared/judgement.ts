import { wordsOf } from '../../../data/identifier-words.ts';
import { TOKENIZER_WORDS } from '../../../data/security-words.ts';
import { ACTING_CALLS, MUTATING_METHODS } from '../../../data/side-effects.ts';
import type { Document } from '../../../engine/document.ts';
import { memo } from '../../../engine/memo.ts';
import { mayBeTainted, originOf, requestHandlerOf, type TaintSource } from '../../../python/origin/index.ts';
import type { Assert, Await, Call, Expression, NamedExpr, Node, Yield } from '../../../python/syntax/index.ts';
import { neverRuns } from '../../../settings/guards.ts';
import { isGuardedAlready } from './access-guards.ts';
import { conditionLeaves, findSecurityPredicate } from './security-predicates.ts';

/** Why an assert matters. Security takes precedence over input, and input over side effects. */
export type AssertJudgement =
  | { readonly kind: 'security'; readonly node: Expression; readonly strength: 'predicate' | 'narrowing' }
  | { readonly kind: 'input'; readonly node: Expression; readonly source: TaintSource }
  | { readonly kind: 'side-effect'; readonly node: NamedExpr | Await | Yield | Call };

/** Why an assert matters, if it does. In test code, asserts are fine. */
export function judgeAssert(node: Node, doc: Document): AssertJudgement | null {
  if (node.kind !== 'Assert') return null;
  const known = memo(doc, judgementsByAssert);
  let judgement = known.get(node.id);
  if (judgement === undefined) {
    judgement = isTestCode(node, doc) ? null : judge(node, doc);
    // Asked last: it works out the conditions around.
    if (judgement !== null && neverRuns(node, doc.names)) judgement = null;
    known.set(node.id, judgement);
  }
  return judgement;
}

const judgementsByAssert = (_doc: Document): Map<number, AssertJudgement | null> => new Map();

/** A test in a module that is not named as a test module. */
function isTestCode(node: Node, doc: Document): boolean {
  for (let at: Node | null = node; at !== null; at = doc.python.parent(at)) {
    if (at.kind === 'FunctionDef' && isTestFunction(at.name)) return true;
    if (at.kind !== 'ClassDef') continue;
    if (isTestClass(at.name) || at.bases.some((base) => doc.text.endsWith('TestCase', base.end))) return true;
  }
  return false;
}

const isTestFunction = (name: string): boolean =>
  name === 'test' || name.startsWith('test_') || name.startsWith('assert_');
const TEST_ENDINGS = ['TestCase', 'Tests', 'TestMixin'];
function isTestClass(name: string): boolean {
  const fifth = name.charAt('Test'.length);
  return (
    (name.startsWith('Test') && fifth >= 'A' && fifth <= 'Z') || TEST_ENDINGS.some((ending) => name.endsWith(ending))
  );
}

function judge(node: Assert, doc: Document): AssertJudgement | null {
  const { test } = node;
  // Always true, so assert-always-true reports it.
  if (test.kind === 'Tuple') return null;
  const security = findSecurityPredicate(
    test,
    doc.names,
    (leaf) => isTokenOfText(leaf, doc) || isConfirmation(leaf, doc) || isGuardedAlready(node, leaf, doc.names),
  );
  if (security?.strength === 'predicate') return { kind: 'security', ...security };
  for (const leaf of conditionLeaves(test)) {
    const source = outsideSource(leaf, doc);
    if (source !== null) return { kind: 'input', node: leaf, source };
  }
  if (security !== null && requestHandlerOf(node, doc.names) !== null) return { kind: 'security', ...security };
  const effect = sideEffect(test, doc);
  return effect === null ? null : { kind: 'side-effect', node: effect };
}

/** In a module of a tokenizer, lexer or parser a token is a piece of text. */
function isTokenOfText(node: Expression, doc: Document): boolean {
  if (!wordsOf(doc.path).some((word) => TOKENIZER_WORDS.has(word))) return false;
  const source = doc.text.slice(node.start, node.end);
  return /tok/i.test(source) && !/auth|csrf|api|access|session|user|secret|password/i.test(source);
}

/** `password == again`: the two entries of one person are compared with each other, not with what is stored. */
function isConfirmation(leaf: Expression, doc: Document): boolean {
  if (leaf.kind !== 'Compare' || leaf.ops[0] !== '==' || leaf.comparators.length !== 1) return false;
  if (/tok|csrf|nonce|session|state|sign|origin|digest|hmac/i.test(doc.text.slice(leaf.start, leaf.end))) return false;
  const [first, second] = [leaf.left, leaf.comparators[0]!].map((side) => sourceOf(side, doc)?.what);
  return first !== undefined && first === second;
}

/** Where data from outside enters what a part of the condition tests; null for questions about types. */
function outsideSource(leaf: Expression, doc: Document): TaintSource | null {
  if (leaf.kind === 'Call' && leaf.func.kind === 'Name') {
    if (/^(?:isinstance|issubclass|hasattr|callable)$/.test(leaf.func.name)) return null;
  }
  const operands =
    leaf.kind === 'Compare' ? [leaf.left, ...leaf.comparators] : leaf.kind === 'Call' ? inputsOf(leaf) : [leaf];
  for (const operand of operands) {
    if (isRequestMethod(operand, doc)) return { what: 'a request', node: operand };
    for (const input of operand.kind === 'Call' ? [operand, ...inputsOf(operand)] : [operand]) {
      const source = sourceOf(input, doc);
      if (source !== null) return source;
    }
  }
  return null;
}

/** `request.method`: the server sets it, but the client chooses it. */
function isRequestMethod(operand: Expression, doc: Document): boolean {
  if (operand.kind !== 'Attribute' || operand.attr !== 'method') return false;
  return /(?:^|\.)request$/.test(doc.text.slice(operand.value.start, operand.value.end));
}

/** `len(data)`, `data.isdigit()`, `re.match(pattern, data)` test their inputs. */
function inputsOf(call: Call): Expression[] {
  const receiver = call.func.kind === 'Attribute' ? [call.func.value] : [];
  return [call, ...receiver, ...call.args.map((argument) => (argument.kind === 'Starred' ? argument.value : argument))];
}

function sourceOf(expression: Expression, doc: Document): TaintSource | null {
  if (!mayBeTainted(doc.python, 'any')) return null;
  const origin = originOf(expression, doc.names);
  return origin.kind === 'tainted' ? origin.source : null;
}

/** The first thing in the test that has an effect, which would be missing under -O. */
function sideEffect(node: Node, doc: Document): NamedExpr | Await | Yield | Call | null {
  if (node.kind === 'NamedExpr' || node.kind === 'Await' || node.kind === 'Yield') return node;
  if (node.kind === 'Lambda') return null;
  if (node.kind === 'Call') {
    const { func } = node;
    if (doc.names.denotes(func, ACTING_CALLS)) return node;
    if (func.kind === 'Attribute' && MUTATING_METHODS.has(func.attr) && !isPure(func.value, func.attr, doc))
      return node;
  }
  for (const child of doc.python.children(node)) {
    const found = sideEffect(child, doc);
    if (found !== null) return found;
  }
  return null;
}

/** `dict(a).pop("x")` changes a copy that nobody else has. Modules also have functions with these names. */
function isPure(receiver: Expression, method: string, doc: Document): boolean {
  if (receiver.kind === 'List' || receiver.kind === 'Dict' || receiver.kind === 'Set' || receiver.kind === 'String')
    return true;
  if (receiver.kind === 'Call') return doc.names.denotes(receiver.func, COPIES);
  // numpy.insert(a, 1, 2) and the like return a new array.
  return doc.names
    .qualify(receiver)
    .some((name) => /^(?:numpy|pandas|torch|jax\.numpy|math|operator)$/.test(name) && method !== 'save');
}

const COPIES = new Set(['builtins.dict', 'builtins.list', 'builtins.set', 'copy.copy', 'copy.deepcopy']);
