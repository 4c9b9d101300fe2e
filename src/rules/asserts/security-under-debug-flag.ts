import type { Document } from '../../engine/document.ts';
import { defineRule } from '../../engine/rule.ts';
import type { Expression, If, IfExp, Node } from '../../python/syntax/index.ts';
import { conditionLeaves, findSecurityPredicate, isSecurityCall } from './shared/security-predicates.ts';
import { shorten } from './shared/shorten.ts';

export const securityUnderDebugFlag = defineRule({
  id: 'security-under-debug-flag',
  kinds: ['python'],
  appliesTo: 'not-tests',
  guarded: 'counts',
  triggers: ['__debug__'],
  severity: 'error',
  fix: null,
  summary: 'A security check under __debug__',
  why: '`__debug__` is false under python -O and PYTHONOPTIMIZE: the compiler drops the branch, and the check with it.',
  details:
    'Several checks in one block make one finding, at the first. Tests are not reported. See https://docs.python.org/3/library/constants.html#debug__.',
  bad: 'def delete(request, post):\n    if __debug__:\n        if not request.user.has_perm("delete"):\n            raise PermissionError\n    post.delete()\n',
  good: 'def delete(request, post):\n    if not request.user.has_perm("delete"):\n        raise PermissionError\n    post.delete()\n',

  *check(doc) {
    const seen = new Set<number>();
    const switches = [...doc.python.nodes('If'), ...doc.python.nodes('IfExp'), ...doc.python.nodes('BoolOp')].sort(
      (a, b) => a.start - b.start,
    );
    for (const node of switches) {
      for (const branch of keptBranches(node)) {
        const check =
          (node.kind === 'If' ? null : conditionCheck(branch as Expression, doc)) ?? firstCheck(branch, doc);
        if (check === null || seen.has(check.id)) continue;
        seen.add(check.id);
        yield {
          span: check,
          message: `python -O removes this branch, and the check \`${shorten(doc.text.slice(check.start, check.end))}\` with it`,
          help: 'move the check out of the __debug__ branch',
        };
        break;
      }
    }
  },
});

/** What only runs if `__debug__` is true. */
function keptBranches(node: If | IfExp | (Expression & { kind: 'BoolOp' })): readonly Node[] {
  if (node.kind === 'BoolOp') {
    const at = node.values.findIndex((value) => debugFlag(value) === (node.op === 'and'));
    // The condition of an `if` is not itself a check: its body is judged.
    return at < 0 ? [] : node.values.slice(at + 1);
  }
  const flag = debugFlag(node.test);
  if (flag === null) return [];
  const branch = flag ? node.body : node.orelse;
  return Array.isArray(branch) ? (branch as readonly Node[]) : [branch as Node];
}

/** What a true condition implies about `__debug__`; null if nothing. */
function debugFlag(test: Expression): boolean | null {
  if (test.kind === 'Name') return test.name === '__debug__' ? true : null;
  if (test.kind === 'UnaryOp' && test.op === 'not') {
    const inner = test.operand.kind === 'Name' ? debugFlag(test.operand) : null;
    return inner === null ? null : !inner;
  }
  if (test.kind === 'BoolOp' && test.op === 'and')
    return test.values.some((value) => debugFlag(value) === true) ? true : null;
  if (test.kind === 'Compare' && test.ops.length === 1) {
    const [right] = test.comparators;
    if (right?.kind !== 'Constant' || typeof right.value !== 'boolean' || debugFlag(test.left) === null) return null;
    return (test.ops[0] === 'is' || test.ops[0] === '==') === right.value;
  }
  return null;
}

/** The first check below a node in source order. An assert there is reported by security-assert. */
function firstCheck(node: Node, doc: Document): Node | null {
  switch (node.kind) {
    case 'Assert':
    case 'FunctionDef':
    case 'ClassDef':
    case 'Lambda':
      return null;
    case 'If':
    case 'While':
    case 'IfExp': {
      const found = conditionCheck(node.test, doc);
      if (found !== null) return found;
      break;
    }
    case 'BoolOp':
    case 'Compare': {
      const found = conditionCheck(node, doc);
      if (found !== null) return found;
      break;
    }
    case 'Return':
      if (node.value !== null) {
        const found = conditionCheck(node.value, doc);
        if (found !== null) return found;
      }
      break;
    case 'Call':
      if (isSecurityCall(node, doc.names)) return node;
      break;
    default:
  }
  for (const child of doc.python.children(node)) {
    const found = firstCheck(child, doc);
    if (found !== null) return found;
  }
  return null;
}

function conditionCheck(test: Expression, doc: Document): Node | null {
  const found = findSecurityPredicate(test, doc.names);
  if (found?.strength === 'predicate') return found.node;
  for (const leaf of conditionLeaves(test)) if (leaf.kind === 'Call' && isSecurityCall(leaf, doc.names)) return leaf;
  return null;
}
