import { defineRule, type Fix } from '../../engine/rule.ts';
import type { Edit } from '../../engine/span.ts';
import { commaBetween } from '../../python/edits/index.ts';
import type { Assert, Expression, TupleDisplay } from '../../python/syntax/index.ts';

export const assertAlwaysTrue = defineRule({
  id: 'assert-always-true',
  kinds: ['python'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  on: { nodes: ['Assert'] },
  triggers: [],
  severity: 'error',
  fix: 'safe',
  summary: 'An assert that cannot fail',
  why: 'A tuple, a list, a string or a lambda is true whatever is in it, so the check never fails.',
  details:
    'CPython warns about it too (SyntaxWarning: assertion is always true, perhaps remove parentheses?). See https://docs.python.org/3/reference/simple_stmts.html#the-assert-statement.',
  bad: 'assert (user.is_staff, "staff only")\n',
  good: 'assert user.is_staff, "staff only"\n',

  *node(node, doc) {
    if (node.kind !== 'Assert') return;
    const { test } = node;
    if (test.kind === 'Tuple' && test.items.some((item) => item.kind !== 'Starred')) {
      yield {
        span: test,
        message: 'This assert tests a tuple, which is always true, so it never fails',
        help: 'remove the parentheses around the condition and the message: assert condition, "message"',
        fix: unwrap(node, test, doc.text),
      };
    } else if (test.kind === 'Comprehension' && test.form === 'generator') {
      yield {
        span: test,
        message: 'This assert tests a generator, which is always true, so it never fails',
        help: 'write `assert all(...)` or `assert any(...)`',
      };
    } else {
      const what = alwaysTrue(test);
      if (what === null) return;
      yield {
        span: test,
        message: `This assert tests ${what}, which is always true, so it never fails`,
        help: 'write the condition that must hold; a note to the reader belongs in a comment',
      };
    }
  },
});

/** What is literally true. What may be empty (`[*xs]`, `f"{x}"`, a comprehension) is not. */
function alwaysTrue(test: Expression): string | null {
  switch (test.kind) {
    case 'String':
      return test.value === '' ? null : 'a text';
    case 'JoinedStr':
      return test.values.some((value) => value.kind === 'String' && value.value !== '') ? 'a text' : null;
    case 'List':
    case 'Set':
      return test.items.some((item) => item.kind !== 'Starred') ? `a ${test.kind.toLowerCase()}` : null;
    case 'Dict':
      return test.items.some(({ key }) => key !== null) ? 'a dict' : null;
    case 'Lambda':
      return 'a lambda';
    default:
      return null;
  }
}

/** `assert (condition, "message")` becomes `assert condition, "message"`; `assert (condition,)` loses its comma. */
function unwrap(node: Assert, tuple: TupleDisplay, text: string): Fix | null {
  const [condition, message] = tuple.items;
  if (condition === undefined || condition.kind === 'Starred' || text[tuple.start] !== '(') return null;
  const title = 'Test the condition, not the tuple';
  const close = tuple.end - 1;
  if (message === undefined) {
    const comma = commaBetween(text, condition.end, close);
    return comma < 0 ? null : { title, safety: 'safe', edits: [{ start: comma, end: comma + 1, text: '' }] };
  }
  if (tuple.items.length !== 2 || node.message !== null || !isMessage(message)) return null;
  const comma = commaBetween(text, condition.end, message.start);
  if (comma < 0) return null;
  const trailing = commaBetween(text, message.end, close);
  const edits: Edit[] = [];
  if (
    /[\r\n]/.test(text.slice(tuple.start, tuple.end)) ||
    condition.kind === 'NamedExpr' ||
    condition.kind === 'Yield'
  ) {
    // Several lines need their brackets: close and reopen them around the comma. The closing one follows the message.
    const blanks = /^[ \t]*(?![ \t#\r\n])/.exec(text.slice(comma + 1))?.[0].length ?? 0;
    edits.push({ start: comma, end: comma + 1 + blanks, text: '), (' });
    if (trailing >= 0) edits.push({ start: trailing, end: trailing + 1, text: '' });
  } else {
    const isGlued = /\w/.test(text[tuple.start - 1] ?? '');
    edits.push({ start: tuple.start, end: tuple.start + 1, text: isGlued ? ' ' : '' });
    edits.push({ start: trailing >= 0 ? trailing : close, end: tuple.end, text: '' });
  }
  return { title, safety: 'safe', edits };
}

/** Text: a literal, an f-string, or a composed text. Another condition is not a message. */
function isMessage(expression: Expression): boolean {
  switch (expression.kind) {
    case 'String':
    case 'JoinedStr':
      return true;
    case 'BinOp':
      return (
        (expression.op === '+' || expression.op === '%') && (isMessage(expression.left) || isMessage(expression.right))
      );
    case 'Call':
      if (expression.func.kind === 'Name') return /^(?:str|repr|_|gettext)$/.test(expression.func.name);
      return expression.func.kind === 'Attribute' && expression.func.attr === 'format';
    default:
      return false;
  }
}
