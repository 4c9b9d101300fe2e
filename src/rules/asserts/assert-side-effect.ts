import { defineRule } from '../../engine/rule.ts';
import { judgeAsserts } from './shared/judgement.ts';

export const assertSideEffect = defineRule({
  id: 'assert-side-effect',
  kinds: ['python'],
  triggers: ['assert'],
  severity: 'warning',
  fix: null,
  summary: 'An assert that does something',
  why: 'Optimized mode (python -O, PYTHONOPTIMIZE) removes the whole statement: what its test does is no longer done.',
  details:
    'Reported are assignment expressions, await, and calls that change or use up what they are called on (`.pop()`, `next()`, `.execute()`, `subprocess.run()`). Asserts in tests are silent. See https://docs.python.org/3/reference/simple_stmts.html#the-assert-statement.',
  bad: 'def take(queue):\n    assert queue.pop() is not None\n',
  good: 'def take(queue):\n    item = queue.pop()\n    assert item is not None\n',

  *check(doc) {
    for (const judgement of judgeAsserts(doc).values()) {
      if (judgement.kind !== 'side-effect') continue;
      const { node } = judgement;
      const what =
        node.kind === 'NamedExpr'
          ? `the assignment to ${node.target.name}`
          : node.kind === 'Await'
            ? 'what is awaited'
            : `the call of ${doc.text.slice(node.func.start, node.func.end).replaceAll(/\s+/g, ' ')}()`;
      yield {
        span: { start: node.start, end: node.end },
        message: `python -O removes this assert and ${what} with it`,
        help: 'do it in a statement of its own, and assert on the result',
      };
    }
  },
});
