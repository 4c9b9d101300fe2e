import type { Variable } from '../../deployment/deployment.ts';
import { isLoose } from '../../deployment/types.ts';
import type { Context } from '../../engine/context.ts';
import { defineRule } from '../../engine/rule.ts';
import { devSettingsInServerModule } from './shared/dev-settings-in-server-module.ts';
import { moduleProblem } from './shared/settings-purpose.ts';

export const devSettingsInProduction = defineRule({
  id: 'dev-settings-in-production',
  kinds: ['python', 'dotenv', 'yaml', 'json', 'ini', 'dockerfile', 'procfile', 'toml', 'text'],
  triggers: [
    'DJANGO_SETTINGS_MODULE',
    'DJANGO_CONFIGURATION',
    '--settings',
    'env_file',
    'from_object',
    'django_settings',
    '_app(',
  ],
  // Of other texts, only shell scripts count.
  triggersOf: { text: ['DJANGO_SETTINGS_MODULE=', '--settings'] },
  examplePath: 'Dockerfile',
  on: { variables: true, commands: 'deployed' },
  appliesTo: 'deployed',
  guarded: 'silent',
  severity: 'error',
  fix: null,
  summary: 'Development settings used in deployment',
  why:
    'Development settings switch debug mode on, allow any host and use keys that everybody knows. Deployed, they ' +
    'give visitors all of that.',
  bad: 'FROM python:3.14\nENV DJANGO_SETTINGS_MODULE=mysite.settings.local\n',
  good: 'FROM python:3.14\nENV DJANGO_SETTINGS_MODULE=mysite.settings.production\n',

  *variable(variable, doc) {
    if (variable.name !== 'DJANGO_SETTINGS_MODULE') return;
    const problem = moduleProblem(variable.value, variable.value.text, doc);
    // An environment file only counts if it is for production.
    const appliesTo = variable.place === 'dotenv' ? 'production' : 'deployed';
    if (problem) yield { ...problem, appliesTo, weakerIn: weakerIn(variable) };
  },

  *command(command, doc) {
    const { words } = command;
    for (const [index, word] of words.entries()) {
      const option = /^(?:--settings=|DJANGO_SETTINGS_MODULE=)([\w.]+)$/.exec(word.text);
      const module = option?.[1] ?? (words[index - 1]?.text === '--settings' ? word.text : null);
      if (module === null) continue;
      const exact = word.end - word.start === word.text.length;
      const problem = moduleProblem(
        { start: exact ? word.end - module.length : word.start, end: word.end },
        module,
        doc,
      );
      if (problem) yield { ...problem, weakerIn: weakerIn(command) };
    }
  },

  *check(doc) {
    if (doc.kind === 'python') yield* devSettingsInServerModule(doc);
  },
});

const weakerIn = ({ place }: Pick<Variable, 'place'>): readonly Context[] => (isLoose(place) ? ['base'] : []);
