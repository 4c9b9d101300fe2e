import { defineRule } from '../../engine/rule.ts';
import { switchProblem } from './shared/switch-problem.ts';
import { switchSites } from './shared/switch-sites.ts';

const ATTRIBUTES = new Set(['testing', 'TESTING', 'ENV', 'FLASK_ENV', 'QUART_ENV']);

export const debugAttribute = defineRule({
  id: 'debug-attribute',
  kinds: ['python'],
  triggers: ['debug', 'propagate_exceptions', 'serve_traceback', 'show_tracebacks'],
  on: { settings: ATTRIBUTES },
  appliesTo: 'deployed',
  guarded: 'silent',
  severity: 'error',
  fix: 'safe',
  summary: 'Debug mode switched on in an application or its configuration',
  why: 'An application that its own code switches to debug mode is in debug mode wherever that code runs, whatever the environment says.',
  bad: 'from flask import Flask\n\napp = Flask(__name__)\napp.config["DEBUG"] = True\n',
  good: 'from flask import Flask\n\napp = Flask(__name__)\napp.config["DEBUG"] = False\n',

  *check(doc) {
    for (const site of switchSites(doc)) {
      if (site.form === 'attribute' && site.judgement.verdict === 'on') yield switchProblem(doc, site);
    }
  },
});
