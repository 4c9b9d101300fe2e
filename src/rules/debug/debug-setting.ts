import { DEBUG_SETTINGS, EXPOSURES } from '../../data/frameworks.ts';
import { defineRule } from '../../engine/rule.ts';
import { occurs } from '../../python/names/matches.ts';
import { intern } from '../../python/syntax/words.ts';
import { isSettingsModule } from '../../settings/settings-module.ts';
import { importedSwitches } from './shared/star-imports.ts';
import { switchProblem } from './shared/switch-problem.ts';
import { switchSites } from './shared/switch-sites.ts';

const SETTING_WORDS = [...DEBUG_SETTINGS.keys()].map(intern);

export const debugSetting = defineRule({
  id: 'debug-setting',
  kinds: ['python'],
  triggers: [],
  appliesTo: 'deployed',
  guarded: 'silent',
  severity: 'error',
  fix: 'safe',
  summary: 'Debug switched on in settings',
  why: 'In debug mode every error page shows source code, settings and local variables, and Flask adds a console that runs Python code.',
  details:
    'A module is a settings module by its name, by the DJANGO_SETTINGS_MODULE of `manage.py`, `wsgi.py` or `asgi.py`, or by what it assigns. Development, test and sample modules and classes are left alone. A base module that is on is a warning where every module that star-imports it to ship sets it off; a module that `from .base import *` leaves on is reported at the import.',
  examplePath: 'mysite/settings.py',
  bad: 'DEBUG = True\n',
  good: 'import os\n\nDEBUG = os.environ.get("DEBUG", "").lower() in ("1", "true", "yes")\n',

  *check(doc) {
    for (const site of switchSites(doc)) {
      if (site.form === 'setting' && site.judgement.verdict === 'on') yield switchProblem(doc, site);
    }
    if (doc.python.parsed.stars === 0 && !occurs(doc.python, SETTING_WORDS, 255)) return;
    if (!isSettingsModule(doc)) return;
    for (const { name, node, origin, site } of importedSwitches(doc)) {
      const { line } = origin.lines.positionAt(site.value.start);
      yield {
        span: node,
        message: `This import turns ${name} on (${name} = True in ${origin.path}:${line}): ${EXPOSURES[site.fact.exposes]}`,
        help: `write ${name} = False below this import, or set it off where it comes from`,
        ...(site.fact.severity === undefined ? {} : { severity: site.fact.severity }),
      };
    }
  },
});
