import { defineRule } from '../../engine/rule.ts';
import { raiseInstead, raiseText } from '../../python/edits/index.ts';
import { judgeAssert } from './shared/judgement.ts';
import { shorten } from './shared/shorten.ts';

export const securityAssert = defineRule({
  id: 'security-assert',
  kinds: ['python'],
  appliesTo: 'not-tests',
  guarded: 'counts',
  on: { nodes: ['Assert'] },
  triggers: [],
  severity: 'error',
  fix: 'unsafe',
  summary: 'An assert that guards access',
  why: 'Optimized mode (python -O, PYTHONOPTIMIZE) removes every assert, and the check with it: everybody gets in.',
  details:
    "Reports asserts whose condition calls, compares or reads something about authentication, permissions, signatures, tokens, passwords, CSRF, sessions, origins, nonces or roles. Not reported: type narrowing, a tokenizer's tokens, constants compared with each other, whatever `login_required` or an earlier condition has already ensured, and asserts in tests. `assert user is not None` in a view is an info. See https://docs.python.org/3/using/cmdline.html#cmdoption-O.",
  bad: 'def delete(request, post):\n    assert request.user.is_staff, "staff only"\n    post.delete()\n',
  good: 'def delete(request, post):\n    if not request.user.is_staff:\n        raise PermissionError("staff only")\n    post.delete()\n',

  *node(node, doc) {
    const judgement = judgeAssert(node, doc);
    if (node.kind !== 'Assert' || judgement?.kind !== 'security') return;
    const source = shorten(doc.text.slice(judgement.node.start, judgement.node.end));
    const isNarrowing = judgement.strength === 'narrowing';
    yield {
      span: judgement.node,
      message: isNarrowing
        ? `Under python -O nothing checks \`${source}\``
        : `This assert guards access by \`${source}\`, and python -O removes it`,
      help: `write \`${raiseText(node, 'PermissionError', MESSAGE, doc.text)}\``,
      severity: isNarrowing ? 'info' : 'error',
      fix: raiseInstead(node, 'PermissionError', MESSAGE, doc.python),
    };
  },
});

const MESSAGE = 'not allowed';
