import { type Context, contextOf } from '../../context.ts';
import type { Document } from '../../document.ts';
import { deploymentOf, isDeployed, type Variable } from '../../formats/deployment.ts';
import { defineRule, type Problem, type Severity, type Span } from '../../rule.ts';

export const devSettingsInProduction = defineRule({
  id: 'dev-settings-in-production',
  kinds: ['dotenv', 'yaml', 'json', 'ini', 'dockerfile', 'procfile'],
  triggers: ['DJANGO_SETTINGS_MODULE', '--settings', 'env_file'],
  examplePath: 'Dockerfile',
  severity: 'error',
  fix: null,
  summary: 'Development settings where the program is deployed',
  why:
    'Settings for development switch debug mode on, allow any host and use keys that everybody knows: deployed, they ' +
    'give all of that to visitors.',
  bad: 'FROM python:3.14\nENV DJANGO_SETTINGS_MODULE=mysite.settings.local\n',
  good: 'FROM python:3.14\nENV DJANGO_SETTINGS_MODULE=mysite.settings.production\n',
  looksAround: true,

  *check(doc) {
    yield* configProblems(doc);
  },
});

function* configProblems(doc: Document): Generator<Problem> {
  const { variables, commands } = deploymentOf(doc);
  for (const variable of variables) {
    if (variable.name !== 'DJANGO_SETTINGS_MODULE') continue;
    const severity = severityOf(variable);
    const problem = severity && moduleProblem(variable.value, variable.value.text, severity);
    if (problem) yield problem;
  }
  const seen = new Set<number>();
  for (const { words, place, context } of commands) {
    const severity = severityOf({ place, context });
    if (severity === null) continue;
    for (const [index, word] of words.entries()) {
      const option = /^(?:--settings=|DJANGO_SETTINGS_MODULE=)([\w.]+)$/.exec(word.text);
      const separate = words[index - 1]?.text === '--settings' ? word.text : null;
      const module = option?.[1] ?? separate;
      if (module === null || module === undefined || seen.has(word.start)) continue;
      const exact = word.end - word.start === word.text.length;
      const problem = moduleProblem(
        { start: exact ? word.end - module.length : word.start, end: word.end },
        module,
        severity,
      );
      if (!problem) continue;
      seen.add(word.start);
      yield problem;
    }
  }
}

/**
 * A compose file without a production sign is as often the developer's own: a warning. An environment file counts
 * only where it is production's.
 */
function severityOf({ place, context }: Pick<Variable, 'place' | 'context'>): Severity | null {
  if (!isDeployed(context) || (place === 'dotenv' && context !== 'production')) return null;
  return place === 'compose' && context === 'base' ? 'warning' : 'error';
}

function moduleProblem(span: Span, module: string, severity: Severity): Problem | null {
  const context = contextOfModule(module);
  if (context !== 'development' && context !== 'test') return null;
  const purpose = context === 'test' ? 'tests' : 'development';
  return {
    span: { start: span.start, end: span.end },
    severity,
    message: `${module} holds settings for ${purpose}; deployed, debug mode and known keys reach every visitor`,
    help: 'name the production settings module',
  };
}

/** What a dotted module path is for, by the signs of file paths. */
export function contextOfModule(module: string): Context {
  return contextOf(`${module.replaceAll('.', '/')}.py`);
}
