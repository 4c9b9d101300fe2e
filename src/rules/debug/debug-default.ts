import { defineRule } from '../../engine/rule.ts';
import { importedSwitches } from './shared/star-imports.ts';
import { importProblem, switchProblem } from './shared/switch-problem.ts';
import { switchSites } from './shared/switch-sites.ts';

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

  *check(doc) {
    for (const site of switchSites(doc)) if (site.judgement.verdict === 'default') yield switchProblem(doc, site);
    for (const imported of importedSwitches(doc)) {
      if (imported.isByDefault) yield { ...importProblem(imported), severity: 'warning' };
    }
  },
});
