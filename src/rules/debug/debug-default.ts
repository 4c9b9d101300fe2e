import { defineRule } from '../../engine/rule.ts';
import { DEBUG_SWITCHES } from './shared/debug-switches.ts';
import { switchProblem } from './shared/switch-problem.ts';

export const debugDefault = defineRule({
  id: 'debug-default',
  kinds: ['python'],
  triggers: [
    'debug',
    'serve_traceback',
    'show_tracebacks',
    'show_error_details',
    'evalex',
    'propagate_exceptions',
    'import *',
    'import\t*',
  ],
  on: { switches: DEBUG_SWITCHES },
  appliesTo: 'deployed',
  guarded: 'silent',
  severity: 'error',
  fix: 'safe',
  summary: 'Debug on unless the environment says otherwise',
  why: 'Wherever somebody forgets to set the variable, the application runs in debug mode. A switch has to be off when nothing is set.',
  details:
    'The expression is evaluated with an empty environment, as Python and the library that reads it (os, django-environ, decouple, Starlette, environs, pydantic-settings) would. It is a warning where another kind of variable decides (`not os.environ.get("PRODUCTION")`). The fix is safe where changing the default is enough to keep debug mode off for unset, "False" and "0"; otherwise the whole expression is rewritten.',
  examplePath: 'mysite/settings.py',
  bad: 'import os\n\nDEBUG = os.getenv("DEBUG", "True") == "True"\n',
  good: 'import os\n\nDEBUG = os.getenv("DEBUG", "False") == "True"\n',

  *switch(match, doc) {
    if (match.verdict === 'default') yield switchProblem(doc, match);
  },
});
