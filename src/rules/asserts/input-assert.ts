import { defineRule } from '../../engine/rule.ts';
import { raiseInstead, raiseText } from '../../python/edits/index.ts';
import { describeSource } from '../../python/origin/index.ts';
import { judgeAssert } from './shared/judgement.ts';

export const inputAssert = defineRule({
  id: 'input-assert',
  kinds: ['python'],
  appliesTo: 'not-tests',
  guarded: 'counts',
  on: { nodes: ['Assert'] },
  triggers: [],
  severity: 'warning',
  fix: 'unsafe',
  summary: 'An assert on data from outside',
  why: 'Optimized mode (python -O, PYTHONOPTIMIZE) removes every assert, and the check of untrusted input with it.',
  details:
    'Reports asserts on request data, command-line arguments, the environment, input(), or data that was read from outside in the same function. Narrowing with `isinstance` and asserts in tests are not reported. See https://docs.python.org/3/using/cmdline.html#cmdoption-O.',
  bad: 'import sys\n\nassert len(sys.argv) == 2, "one file, please"\n',
  good: 'import sys\n\nif len(sys.argv) != 2:\n    raise ValueError("one file, please")\n',

  *node(node, doc) {
    const judgement = judgeAssert(node, doc);
    if (node.kind !== 'Assert' || judgement?.kind !== 'input') return;
    yield {
      span: judgement.node,
      message: `This assert checks data ${describeSource(judgement.source, doc)}, and python -O removes it`,
      help: `write \`${raiseText(node, 'ValueError', MESSAGE, doc.text)}\``,
      fix: raiseInstead(node, 'ValueError', MESSAGE, doc.python),
    };
  },
});

const MESSAGE = 'invalid input';
