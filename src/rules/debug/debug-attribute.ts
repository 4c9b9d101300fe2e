import { defineRule } from '../../engine/rule.ts';
import { DEBUG_SWITCHES } from './shared/debug-switches.ts';
import { switchProblem } from './shared/switch-problem.ts';

const ATTRIBUTES = new Set(['testing', 'TESTING', 'ENV', 'FLASK_ENV', 'QUART_ENV']);

export const debugAttribute = defineRule({
  id: 'debug-attribute',
  kinds: ['python'],
  triggers: ['debug', 'propagate_exceptions', 'serve_traceback', 'show_tracebacks'],
  on: { switches: DEBUG_SWITCHES, settings: ATTRIBUTES },
  appliesTo: 'deployed',
  guarded: 'silent',
  severity: 'error',
  fix: 'safe',
  summary: 'Debug mode switched on in an application or its configuration',
  why: 'An application that its own code switches to debug mode is in debug mode wherever that code runs, whatever the environment says.',
  bad: 'from flask import Flask\n\napp = Flask(__name__)\napp.config["DEBUG"] = True\n',
  good: 'from flask import Flask\n\napp = Flask(__name__)\napp.config["DEBUG"] = False\n',

  *switch(match, doc) {
    if (match.form === 'attribute' && match.verdict === 'on') yield switchProblem(doc, match);
  },
});
