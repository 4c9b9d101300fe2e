import { DEBUG_SETTINGS } from '../../data/frameworks.ts';
import { defineRule } from '../../engine/rule.ts';
import { DEBUG_SWITCHES } from './shared/debug-switches.ts';
import { switchProblem } from './shared/switch-problem.ts';

export const debugSetting = defineRule({
  id: 'debug-setting',
  kinds: ['python'],
  triggers: ['debug', 'propagate_exceptions', 'import *', 'import\t*'],
  on: { switches: DEBUG_SWITCHES, settings: DEBUG_SETTINGS },
  appliesTo: 'deployed',
  guarded: 'silent',
  severity: 'error',
  fix: 'safe',
  summary: 'Debug mode switched on in settings',
  why: 'In debug mode every error page shows source code, settings and local variables, and Flask adds a console that runs Python code.',
  details:
    'A module counts as a settings module because of its name, because `manage.py`, `wsgi.py` or `asgi.py` names it in DJANGO_SETTINGS_MODULE, or because of what it assigns. Development, test and sample modules and classes are left alone. In a base module it is only a warning when every deployed module that star-imports it switches debug mode off again. A module that inherits it through `from .base import *` is reported at the import.',
  examplePath: 'mysite/settings.py',
  bad: 'DEBUG = True\n',
  good: 'import os\n\nDEBUG = os.environ.get("DEBUG", "").lower() in ("1", "true", "yes")\n',

  *switch(match, doc) {
    if ((match.form === 'setting' || match.form === 'import') && match.verdict === 'on')
      yield switchProblem(doc, match);
  },
});
