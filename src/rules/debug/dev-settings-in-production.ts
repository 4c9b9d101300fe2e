import { deploymentOf, isLoose, type Variable } from '../../deployment/deployment.ts';
import { type Context, contextOf, contextOfClass, isDeployed } from '../../engine/context.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import type { Span } from '../../engine/span.ts';
import type { Call, Expression } from '../../python/syntax/nodes.ts';
import { evaluate } from '../../python/worth/index.ts';
import { frameworkNames } from '../../settings/framework-names.ts';
import { isGuarded } from '../../settings/guards.ts';
import { environmentWrites } from './shared/environment-writes.ts';

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
  ],
  examplePath: 'Dockerfile',
  severity: 'error',
  fix: null,
  summary: 'Development settings where the program is deployed',
  why:
    'Settings for development switch debug mode on, allow any host and use keys that everybody knows: deployed, they ' +
    'give all of that to visitors.',
  bad: 'FROM python:3.14\nENV DJANGO_SETTINGS_MODULE=mysite.settings.local\n',
  good: 'FROM python:3.14\nENV DJANGO_SETTINGS_MODULE=mysite.settings.production\n',

  *check(doc) {
    yield* doc.kind === 'python' ? pythonProblems(doc) : configProblems(doc);
  },
});

function* configProblems(doc: Document): Generator<Problem> {
  const { variables, commands } = deploymentOf(doc);
  for (const variable of variables) {
    if (variable.name !== 'DJANGO_SETTINGS_MODULE' || !isJudged(variable)) continue;
    const problem = moduleProblem(variable.value, variable.value.text);
    if (problem) yield { ...problem, ...severityOf(variable) };
  }
  const seen = new Set<number>();
  for (const { words, place, context } of commands) {
    if (!isJudged({ place, context })) continue;
    for (const [index, word] of words.entries()) {
      const option = /^(?:--settings=|DJANGO_SETTINGS_MODULE=)([\w.]+)$/.exec(word.text);
      const separate = words[index - 1]?.text === '--settings' ? word.text : null;
      const module = option?.[1] ?? separate;
      if (module === null || module === undefined || seen.has(word.start)) continue;
      const exact = word.end - word.start === word.text.length;
      const problem = moduleProblem({ start: exact ? word.end - module.length : word.start, end: word.end }, module);
      if (!problem) continue;
      seen.add(word.start);
      yield { ...problem, ...severityOf({ place, context }) };
    }
  }
}

const severityOf = (at: Pick<Variable, 'place' | 'context'>): Pick<Problem, 'severity'> =>
  isLoose(at) ? { severity: 'warning' } : {};

/** An environment file counts only where it is production's. */
const isJudged = ({ place, context }: Pick<Variable, 'place' | 'context'>) =>
  isDeployed(context) && (place !== 'dotenv' || context === 'production');

function moduleProblem(span: Span, module: string): Problem | null {
  const context = contextOfModule(module);
  if (context !== 'development' && context !== 'test') return null;
  const purpose = context === 'test' ? 'tests' : 'development';
  return {
    span: { start: span.start, end: span.end },
    message: `${module} holds settings for ${purpose}; deployed, debug mode and known keys reach every visitor`,
    help: 'name the production settings module',
  };
}

/** What a dotted module path is for, by the signs of file paths. */
export function contextOfModule(module: string): Context {
  return contextOf(`${module.replaceAll('.', '/')}.py`);
}

/** wsgi.py and asgi.py (also `myapp_wsgi.py`): what a server loads. manage.py may name development settings. */
const isServerModule = (path: string) => /(?:^|[/_.-])[aw]sgi(?:[_.-][^/]*)?\.(?:py|wsgi)$|\.wsgi$/.test(path);

const FROM_OBJECT = /^(?:flask\.Flask|quart\.Quart|\w+(?:\.\w+)*\.(?:Flask|Quart))\(\)\.config\.from_object$/;

function* pythonProblems(doc: Document): Generator<Problem> {
  if (!isServerModule(doc.path) || !isDeployed(doc.context)) return;
  for (const { name: variable, value, node } of environmentWrites(doc)) {
    if (isGuarded(node, doc.names)) continue;
    if (variable === 'DJANGO_SETTINGS_MODULE') yield* settingsProblem(doc, value);
    else if (variable === 'DJANGO_CONFIGURATION') yield* configurationProblem(doc, value);
  }
  for (const call of doc.python.nodes('Call')) {
    if (!isGuarded(call, doc.names)) yield* objectProblem(doc, call);
  }
}

/** The text that an expression comes to with nothing set in the environment. */
function textOf(doc: Document, expression: Expression): string | null {
  const result = evaluate(expression, doc.names, () => null);
  return result.state === 'known' && typeof result.value === 'string' ? result.value : null;
}

function* settingsProblem(doc: Document, value: Expression): Generator<Problem> {
  const module = textOf(doc, value);
  const problem = module === null ? null : moduleProblem(value, module);
  if (problem) yield problem;
}

/** The class of django-configurations: https://django-configurations.readthedocs.io/en/stable/ */
function* configurationProblem(doc: Document, value: Expression): Generator<Problem> {
  const name = textOf(doc, value);
  const context = name === null ? null : contextOfClass(name);
  if (context !== 'development' && context !== 'test') return;
  yield {
    span: { start: value.start, end: value.end },
    message: `${name} holds settings for ${context === 'test' ? 'tests' : 'development'}; deployed, debug mode and known keys reach every visitor`,
    help: 'name the production configuration',
  };
}

/** `app.config.from_object("config.DevelopmentConfig")`, the class itself, or `config["development"]`. */
function* objectProblem(doc: Document, call: Call): Generator<Problem> {
  const [value] = call.args;
  if (!value || call.func.kind !== 'Attribute' || call.func.attr !== 'from_object') return;
  if (!frameworkNames(call.func, doc.names).some((name) => FROM_OBJECT.test(name))) return;
  for (const name of objectNames(doc, value)) {
    const context = contextOfClass(name.slice(name.lastIndexOf('.') + 1)) ?? contextOfModule(name);
    if (context !== 'development' && context !== 'test') continue;
    yield {
      span: { start: value.start, end: value.end },
      message: `${name} holds settings for ${context === 'test' ? 'tests' : 'development'}; deployed, debug mode and known keys reach every visitor`,
      help: 'name the production configuration',
    };
    return;
  }
}

function objectNames(doc: Document, value: Expression): readonly string[] {
  const text = textOf(doc, value);
  if (text !== null) return [text];
  if (value.kind === 'Subscript') {
    const key = textOf(doc, value.slice);
    return key === null ? [] : [key];
  }
  const instance = value.kind === 'Call' && value.args.length === 0 ? value.func : value;
  return doc.names.qualify(instance).map((name) => name.replace(/^@/, '').replace(/\(\)$/, ''));
}
