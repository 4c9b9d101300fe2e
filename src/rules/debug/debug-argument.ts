import { DEBUG_ARGUMENTS } from '../../data/frameworks.ts';
import { defineRule } from '../../engine/rule.ts';
import { DEBUG_SWITCHES } from './shared/debug-switches.ts';
import { switchProblem } from './shared/switch-problem.ts';

/** `app.run("0.0.0.0", 80, True)` has none of the keywords, so these are the frameworks that take it by position. */
const POSITIONAL = [
  ...'flask quart dash connexion bottle starlette lilya chalice pywebio run_simple create_app .run('.split(' '),
  // The bare word is also in `never`, `every`, `event`.
  ...['from eve', 'import eve', ', eve'],
];

export const debugArgument = defineRule({
  id: 'debug-argument',
  kinds: ['python'],
  triggers: [...new Set([...DEBUG_ARGUMENTS.map((row) => row.keyword), 'debug', ...POSITIONAL])].filter(
    (word) => !['settings', 'mode', 'dev'].includes(word),
  ),
  on: { switches: DEBUG_SWITCHES },
  appliesTo: 'deployed',
  guarded: 'silent',
  severity: 'error',
  fix: 'safe',
  summary: 'Debug mode switched on in a call to a web framework',
  why: "A server in debug mode shows tracebacks to anyone who triggers an error; Werkzeug's debugger, which Flask, Dash and Flask-SocketIO start with it, runs Python code from the browser.",
  details:
    'Which calls, keywords and positions count comes from a table of frameworks. `if __name__ == "__main__":` makes no difference: that is how these servers are started in containers.',
  bad: 'from flask import Flask\n\napp = Flask(__name__)\napp.run(debug=True)\n',
  good: 'from flask import Flask\n\napp = Flask(__name__)\napp.run()\n',

  *switch(match, doc) {
    if (match.form === 'argument' && match.verdict === 'on') yield switchProblem(doc, match);
  },
});
