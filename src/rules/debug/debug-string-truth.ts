import { defineRule } from '../../engine/rule.ts';
import { DEBUG_SWITCHES } from './shared/debug-switches.ts';
import { switchProblem } from './shared/switch-problem.ts';

export const debugStringTruth = defineRule({
  id: 'debug-string-truth',
  kinds: ['python'],
  triggers: ['debug', 'serve_traceback', 'show_tracebacks', 'show_error_details', 'evalex', 'propagate_exceptions'],
  on: { switches: DEBUG_SWITCHES },
  appliesTo: 'deployed',
  guarded: 'silent',
  severity: 'error',
  fix: 'unsafe',
  summary: 'A string used as a debug switch',
  why: 'Environment variables are strings, and every string that is not empty is true: DEBUG=False and DEBUG=0 switch debug mode on.',
  details:
    'The expression is evaluated with its variable set to "False" and to "0". It is reported if either leaves debug mode on.',
  examplePath: 'mysite/settings.py',
  bad: 'import os\n\nDEBUG = os.environ.get("DEBUG")\n',
  good: 'import os\n\nDEBUG = os.environ.get("DEBUG") == "True"\n',

  *switch(match, doc) {
    if (match.verdict === 'text' || match.verdict === 'literal-text') yield switchProblem(doc, match);
  },
});
