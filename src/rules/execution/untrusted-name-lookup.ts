import { NAME_LOOKUPS, NAMESPACES, type NameLookup } from '../../data/name-lookups.ts';
import type { Document } from '../../engine/document.ts';
import { memo } from '../../engine/memo.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import {
  callsAt,
  callsOfWords,
  mayMean,
  type Names,
  namesFor,
  occurs,
  putInto,
  subscribe,
  writtenName,
} from '../../python/names/index.ts';
import { describeSource, mayBeTainted, originOf, type TaintSource } from '../../python/origin/index.ts';
import {
  type Call,
  type Expression,
  intern,
  type Node,
  type PythonFile,
  type Statement,
  type Subscript,
} from '../../python/syntax/index.ts';
import * as K from '../../python/syntax/tree.ts';

subscribe(NAMESPACES);

export const untrustedNameLookup = defineRule({
  id: 'untrusted-name-lookup',
  kinds: ['python'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  weakerIn: ['test'],
  on: { sinks: NAME_LOOKUPS, exceptLiterals: true },
  triggers: ['globals', 'locals', 'vars', 'sys.modules', '__dict__', '__globals__'],
  severity: 'warning',
  fix: null,
  summary: 'An attribute or module chosen by a name from outside',
  why: 'getattr itself is not a vulnerability. But anyone who chooses the name also reaches `__class__`, `__globals__` and every other attribute or module, not only those that were meant.',
  details:
    'Only a name that comes from a request, the command line or the network in the same function is reported. Not reported: a name that was looked up in a list of allowed names, an attribute name with a constant prefix (`getattr(self, "do_" + name)`), and getattr in general.',
  bad: 'def view(request, report):\n    return getattr(report, request.GET["field"])\n',
  good: 'FIELDS = {"title", "author"}\n\n\ndef view(request, report):\n    name = request.GET["field"]\n    if name not in FIELDS:\n        raise KeyError(name)\n    return getattr(report, name)\n',

  mayConcern: ({ python }) => mayBeTainted(python, 'outside'),

  *sink({ call, fact, name, inputs, reference }, doc) {
    const [text] = inputs;
    if (reference !== null || text === undefined) return;
    const problem = judge(call, text, fact, name.slice(name.lastIndexOf('.') + 1), doc);
    if (problem !== null) yield problem;
  },

  *check(doc) {
    const { python, text } = doc;
    if (!mayMean(python, NAMESPACES) && !occurs(python, DUNDERS, 255)) return;
    for (const node of lookedUpByName(python)) {
      if (!isNamespace(node.value, doc.names)) continue;
      const problem = judge(node, node.slice, ANY_ATTRIBUTE, text.slice(node.value.start, node.value.end), doc);
      if (problem !== null) yield problem;
    }
    const reads = callsOfWords(python, READING_WORDS).filter((row) => {
      const { tree } = python.parsed;
      const func = K.firstChild(tree, row);
      return tree.kinds[func] === K.Attribute && mayBeNamespace(func - 1, python);
    });
    for (const call of callsAt(python, reads)) {
      const [name] = call.args;
      if (name === undefined || call.func.kind !== 'Attribute' || !isNamespace(call.func.value, doc.names)) continue;
      const problem = judge(call, name, ANY_ATTRIBUTE, text.slice(call.func.start, call.func.end), doc);
      if (problem !== null) yield problem;
    }
  },
});

/** Methods of a namespace that look up a name. */
const READING_WORDS = ['get', 'pop', 'setdefault', '__getitem__'].map(intern);

/** Subscripts of what may be a namespace, but for those with a literal. */
function lookedUpByName(python: PythonFile): Subscript[] {
  const { tree } = python.parsed;
  const { kinds } = tree;
  const found: Subscript[] = [];
  for (let row = kinds.indexOf(K.Subscript); row >= 0; row = kinds.indexOf(K.Subscript, row + 1)) {
    if (LITERALS.has(kinds[row - 1]!) || !mayBeNamespace(K.firstChild(tree, row), python)) continue;
    found.push(python.view(row) as Subscript);
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end || b.id - a.id);
}

const LITERALS: ReadonlySet<number> = new Set([K.StringLiteral, K.NumberLiteral, K.Constant, K.Slice]);

/** By the name of the expression or call in a row alone, before it is resolved. */
function mayBeNamespace(row: number, python: PythonFile): boolean {
  const { tree } = python.parsed;
  const name = writtenName(python, tree.kinds[row] === K.Call ? K.firstChild(tree, row) : row);
  return name === null || memo(python, namespaceNames).has(name);
}

const namespaceNames = (python: PythonFile): ReadonlySet<string> => namesFor(python, NAMESPACES, DUNDERS);
const DUNDERS = ['__dict__', '__globals__'].map(intern);

function isNamespace(expression: Expression, names: Names, depth = 0): boolean {
  if (names.denotes(expression, NAMESPACES)) return true;
  if (expression.kind === 'Attribute') return expression.attr === '__globals__' || expression.attr === '__dict__';
  if (expression.kind !== 'Name' || depth > 8) return false;
  return names
    .bindings(expression.name, expression)
    .some(({ value }) => value !== null && value.id !== expression.id && isNamespace(value, names, depth + 1));
}

const ANY_ATTRIBUTE = { index: 0, keyword: null, reaches: 'any attribute' } as const;

function judge(
  at: Call | Subscript,
  text: Expression,
  lookup: NameLookup,
  what: string,
  doc: Document,
): Problem | null {
  if (lookup.reaches === 'any attribute' && hasConstantPrefix(text, doc, 0)) return null;
  const origin = originOf(text, doc.names);
  if (origin.kind !== 'tainted' || !isFromOutside(origin.source, doc)) return null;
  if (isAllowListed(text, at, doc)) return null;
  return {
    span: at,
    message: `${what} with a name ${describeSource(origin.source, doc)} reaches ${lookup.reaches}, not only those that were meant`,
    help: 'look the name up in a dict or set of allowed names first',
  };
}

/** Files and the environment are under the operator's control; an HTTP method is one of a few words. */
function isFromOutside(source: TaintSource, doc: Document): boolean {
  if (!/request|command line|network|input|socket|message/.test(source.what)) return false;
  return !/\.method$/.test(doc.text.slice(source.node.start, source.node.end));
}

/** `"do_" + name` only reaches names with that prefix, `f"{name}Handler"` only those with that suffix. */
function hasConstantPrefix(text: Expression, doc: Document, depth: number): boolean {
  if (depth > 8) return false;
  switch (text.kind) {
    case 'JoinedStr':
      return [text.values[0], text.values.at(-1)].some((part) => part?.kind === 'String' && isPrefix(part.value));
    case 'BinOp':
      if (text.op === '+') return hasConstantPrefix(text.left, doc, depth + 1) || isPrefixText(text.left);
      return text.op === '%' && text.left.kind === 'String' && isPrefix(text.left.value.split('%')[0] ?? '');
    case 'Call':
      if (text.func.kind !== 'Attribute') return false;
      if (text.func.attr === 'format' && text.func.value.kind === 'String') {
        return isPrefix(text.func.value.value.split('{')[0] ?? '');
      }
      return (
        /^(?:lower|upper|strip|replace)$/.test(text.func.attr) && hasConstantPrefix(text.func.value, doc, depth + 1)
      );
    case 'Name': {
      const bindings = doc.names.bindings(text.name, text);
      return (
        bindings.length > 0 &&
        bindings.every(
          ({ value }) => value !== null && value.id !== text.id && hasConstantPrefix(value, doc, depth + 1),
        )
      );
    }
    default:
      return false;
  }
}

const isPrefixText = (text: Expression): boolean => text.kind === 'String' && isPrefix(text.value);
const isPrefix = (text: string): boolean => /^(?!__)[A-Za-z_]\w+/.test(text);

/** True if the same text was tested with `in` before: around the lookup, or with an early exit. */
function isAllowListed(text: Expression, at: Node, doc: Document): boolean {
  if (text.kind === 'Name' && isInFilteredList(text, doc, 0)) return true;
  const wanted = doc.text.slice(text.start, text.end);
  let inner: Node = at;
  let node = doc.python.parent(at);
  while (node !== null && node.kind !== 'FunctionDef' && node.kind !== 'Lambda') {
    if (node.kind === 'If' || node.kind === 'IfExp' || node.kind === 'While') {
      const isBody = node.kind === 'IfExp' ? inner === node.body : (node.body as readonly Node[]).includes(inner);
      if (tests(node.test, wanted, isBody ? 'in' : 'not in', doc)) return true;
    }
    if (node.kind === 'BoolOp' && node.op === 'and' && node.values.some((one) => tests(one, wanted, 'in', doc)))
      return true;
    for (const before of siblingsBefore(node, inner)) if (exitsUnlessListed(before, wanted, doc)) return true;
    inner = node;
    node = doc.python.parent(node);
  }
  if (node?.kind !== 'FunctionDef') return false;
  return siblingsBefore(node, inner).some((before) => exitsUnlessListed(before, wanted, doc));
}

/** Whether a comprehension let the name through: `[name for name in names if name in ALLOWED]`. */
function isInFilteredList(name: Expression & { kind: 'Name' }, doc: Document, depth: number): boolean {
  if (depth > 4) return false;
  const bindings = doc.names.bindings(name.name, name);
  return (
    bindings.length > 0 &&
    bindings.every(({ node, value }) => {
      if (node.kind === 'ComprehensionFor') {
        if (node.ifs.some((test) => isMembershipTest(test, name.name, doc))) return true;
        return isFiltered(node.iter, doc, depth);
      }
      if (node.kind === 'For') return node.target.kind === 'Name' && isFiltered(node.iter, doc, depth);
      return value !== null && value.kind === 'Subscript' && isFiltered(value.value, doc, depth);
    })
  );
}

function isFiltered(list: Expression, doc: Document, depth: number): boolean {
  switch (list.kind) {
    case 'Comprehension':
      return list.element.kind === 'Name' && isInFilteredList(list.element, doc, depth + 1);
    case 'Call':
      return (
        list.args[0] !== undefined && doc.names.denotes(list.func, COLLECTING) && isFiltered(list.args[0], doc, depth)
      );
    case 'Name': {
      const bindings = doc.names.bindings(list.name, list);
      return (
        bindings.length > 0 &&
        putInto(list, doc.names).length === 0 &&
        bindings.every(
          ({ node, value }) =>
            node.kind !== 'AugAssign' && value !== null && value.kind !== 'Name' && isFiltered(value, doc, depth + 1),
        )
      );
    }
    default:
      return false;
  }
}

const COLLECTING = new Set(
  ['list', 'tuple', 'set', 'frozenset', 'sorted', 'reversed'].map((name) => `builtins.${name}`),
);

/** `name in ALLOWED`, if ALLOWED is not filled from outside. */
function isMembershipTest(test: Expression, name: string, doc: Document): boolean {
  if (test.kind === 'BoolOp') return test.op === 'and' && test.values.some((one) => isMembershipTest(one, name, doc));
  const [list] = test.kind === 'Compare' ? test.comparators : [];
  if (test.kind !== 'Compare' || test.ops[0] !== 'in' || list === undefined) return false;
  return test.left.kind === 'Name' && test.left.name === name && originOf(list, doc.names).kind !== 'tainted';
}

function siblingsBefore(parent: Node, inner: Node): readonly Statement[] {
  for (const list of ['body', 'orelse', 'finalbody'] as const) {
    const body = (parent as unknown as Record<string, unknown>)[list];
    if (!Array.isArray(body)) continue;
    const index = body.findIndex((one: Node) => one.id === inner.id);
    if (index >= 0) return body.slice(0, index) as Statement[];
  }
  return [];
}

/** `if name not in ALLOWED: raise …`, and `assert name in ALLOWED` (which the assert rules judge). */
function exitsUnlessListed(statement: Statement, wanted: string, doc: Document): boolean {
  if (statement.kind === 'Assert') return tests(statement.test, wanted, 'in', doc);
  if (statement.kind !== 'If' || !tests(statement.test, wanted, 'not in', doc)) return false;
  const last = statement.body.at(-1);
  if (last?.kind === 'ExpressionStatement') {
    return last.value.kind === 'Call' && /\b(?:abort|exit|fail|error|die)\b/.test(doc.text.slice(last.start, last.end));
  }
  // A default instead of the untrusted name: `name = "title"`.
  return last?.kind === 'Raise' || last?.kind === 'Return' || last?.kind === 'Continue' || last?.kind === 'Assign';
}

function tests(test: Expression, wanted: string, operator: 'in' | 'not in', doc: Document): boolean {
  switch (test.kind) {
    case 'Compare':
      return test.ops[0] === operator && doc.text.slice(test.left.start, test.left.end) === wanted;
    case 'BoolOp':
      return (
        test.op === (operator === 'in' ? 'and' : 'or') && test.values.some((one) => tests(one, wanted, operator, doc))
      );
    case 'UnaryOp':
      return test.op === 'not' && tests(test.operand, wanted, operator === 'in' ? 'not in' : 'in', doc);
    default:
      return false;
  }
}
