import { CSRF_SETTINGS } from '../../data/csrf-settings.ts';
import { defineRule } from '../../engine/rule.ts';
import { isExplicitlyOff } from '../../settings/explicitly-off.ts';
import { isSetAgain } from '../../settings/set-again.ts';

export const csrfProtectionOff = defineRule({
  id: 'csrf-protection-off',
  kinds: ['python'],
  triggers: [],
  on: { settings: CSRF_SETTINGS },
  appliesTo: 'deployed',
  guarded: 'silent',
  examplePath: 'portal/config.py',
  severity: 'error',
  fix: null,
  summary: 'Forms without CSRF protection',
  why: 'Any other site that a user visits can submit these forms in their name: change the address, the password, the order.',
  details:
    'Flask-WTF protects forms unless WTF_CSRF_ENABLED (CSRF_ENABLED before version 0.9) is False. WTF_CSRF_CHECK_DEFAULT = False is a warning: views are then protected only where they call `csrf.protect()`. Only an explicit False is reported. See https://flask-wtf.readthedocs.io/en/1.2.x/config/.',
  bad: 'class Config:\n    WTF_CSRF_ENABLED = False\n',
  good: 'class Config:\n    WTF_CSRF_ENABLED = True\n',

  *setting(setting, doc) {
    const { name, value, form } = setting;
    if (form === 'add' || !isExplicitlyOff(value, doc.names) || isSetAgain(setting, doc)) return;
    yield {
      span: value,
      message: `${name} is off: ${CSRF_SETTINGS.get(name)!.effect}`,
      help: `delete it, or write ${name} = True; switch it off only in the test configuration`,
      severity: CSRF_SETTINGS.get(name)!.severity,
    };
  },
});
