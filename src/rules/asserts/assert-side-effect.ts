import type { Document } from '../../engine/document.ts';
import { defineRule } from '../../engine/rule.ts';
import type { Await, Call, NamedExpr, Yield } from '../../python/syntax/index.ts';
import { judgeAssert } from './shared/judgement.ts';

export const assertSideEffect = defineRule({
  id: 'assert-side-effect',
  kinds: ['python'],
  appliesTo: 'not-tests',
  guarded: 'counts',
  on: { nodes: ['Assert'] },
  triggers: [],
  severity: 'warning',
  fix: null,
  summary: 'An assert that does something',
  why: 'Optimized mode (python -O, PYTHONOPTIMIZE) removes the whole statement, and what its condition does is no longer done.',
  details:
    'Reports assignment expressions, await, and calls that change something or use it up (`.pop()`, `next()`, `.execute()`, `subprocess.run()`). Asserts in tests are not reported. See https://docs.python.org/3/reference/simple_stmts.html#the-assert-statement.',
  bad: 'def take(queue):\n    assert queue.pop() is not None\n',
  good: 'def take(queue):\n    item = queue.pop()\n    assert item is not None\n',

  *node(assertion, doc) {
    const judgement = judgeAssert(assertion, doc);
    if (judgement?.kind !== 'side-effect') return;
    const { node } = judgement;
    const what = whatIsDone(node, doc);
    yield {
      span: node,
      message: `python -O removes this assert and ${what} with it`,
      help: 'do it in a separate statement, and assert on the result',
    };
  },
});

function whatIsDone(node: NamedExpr | Await | Yield | Call, doc: Document): string {
  switch (node.kind) {
    case 'NamedExpr':
      return `the assignment to ${node.target.name}`;
    case 'Await':
      return 'what is awaited';
    case 'Yield':
      return 'what is yielded';
    case 'Call':
      return `the call to ${doc.text.slice(node.func.start, node.func.end).replaceAll(/\s+/g, ' ')}()`;
  }
}
