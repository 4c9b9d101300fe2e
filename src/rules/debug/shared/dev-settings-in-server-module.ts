import { DEVELOPMENT_WORDS } from '../../../data/environment-words.ts';
import { APPLICATION_FACTORIES, APPLICATIONS } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import { fileNameOf } from '../../../engine/path-parts.ts';
import type { Problem } from '../../../engine/rule.ts';
import type { Names } from '../../../python/names/index.ts';
import type { Call, Expression } from '../../../python/syntax/index.ts';
import { evaluate, resolvedEntry } from '../../../python/worth/index.ts';
import { frameworkNames } from '../../../settings/framework-names.ts';
import { environmentWrites } from './environment-writes.ts';
import { configurationProblem, moduleProblem } from './settings-purpose.ts';

/** wsgi.py and asgi.py (also `myapp_wsgi.py`), which a server loads. manage.py may name development settings. */
const isServerModule = (path: string): boolean => {
  if (path.endsWith('.wsgi')) return true;
  const name = fileNameOf(path);
  return name.endsWith('.py') && name.split(/[_.-]/).some((word) => word === 'wsgi' || word === 'asgi');
};

/** Development settings that a server module names: in the environment, to `from_object`, to a factory. */
export function* devSettingsInServerModule(doc: Document): Generator<Problem> {
  if (!isServerModule(doc.path)) return;
  for (const problem of found(doc)) if (problem !== null) yield problem;
}

function* found(doc: Document): Generator<Problem | null> {
  for (const { name, value } of environmentWrites(doc)) {
    const text = textOf(doc, value);
    if (text === null) continue;
    if (name === 'DJANGO_SETTINGS_MODULE') yield moduleProblem(value, text, doc);
    // The class for django-configurations: https://django-configurations.readthedocs.io/en/stable/
    else if (name === 'DJANGO_CONFIGURATION') yield configurationProblem(value, text);
  }
  for (const call of doc.python.nodes('Call')) {
    if (call.args.length + call.keywords.length === 0) continue;
    if (isFromObject(doc, call)) yield firstProblem(doc, call.args[0]!, () => true);
    else if (isFactoryCall(doc, call)) {
      for (const value of [...call.args, ...call.keywords.map((keyword) => keyword.value)]) {
        yield firstProblem(doc, value, namesConfiguration);
      }
    }
  }
}

/** The text of an expression if nothing is set in the environment. */
function textOf(doc: Document, expression: Expression): string | null {
  const result = evaluate(expression, doc.names, () => null);
  return result.state === 'known' && typeof result.value === 'string' ? result.value : null;
}

const FROM_OBJECT = /^(?:flask\.Flask|quart\.Quart|\w+(?:\.\w+)*\.(?:Flask|Quart))\(\)\.config\.from_object$/;

/** `app.config.from_object("config.DevelopmentConfig")`, the class itself, or `config["development"]`. */
function isFromObject(doc: Document, { func, args }: Call): boolean {
  if (args.length === 0 || func.kind !== 'Attribute' || func.attr !== 'from_object') return false;
  return frameworkNames(func, doc.names).some((name) => FROM_OBJECT.test(name));
}

/** A call of one of the project's functions that creates an application: `create_app("development")`. */
function isFactoryCall(doc: Document, call: Call): boolean {
  const { func } = call;
  const word = func.kind === 'Name' ? func.name : func.kind === 'Attribute' ? func.attr : '';
  const isNamed = APPLICATION_FACTORIES.has(word) && doc.names.qualify(func).length > 0;
  if (isNamed) return true;
  const definition = doc.names.definition(func) ?? doc.names.importedDefinition(func)?.definition;
  return definition?.kind === 'FunctionDef' && frameworkNames(call, doc.names).some((name) => APPLICATIONS.has(name));
}

/** Not a title or a host that happens to contain a word for development. */
const namesConfiguration = (name: string): boolean =>
  DEVELOPMENT_WORDS.has(name.toLowerCase()) || /(?:config|settings|conf)/i.test(name);

function firstProblem(doc: Document, value: Expression, isMeant: (name: string) => boolean): Problem | null {
  for (const name of objectNames(doc, value)) {
    const problem = isMeant(name) ? configurationProblem(value, name) : null;
    if (problem !== null) return problem;
  }
  return null;
}

function objectNames(doc: Document, value: Expression): readonly string[] {
  const text = textOf(doc, value);
  if (text !== null) return [text];
  const asked = lookUpIn(value);
  if (asked !== null) {
    const key = textOf(doc, asked.key);
    const entry = key === null ? null : resolvedEntry(asked.mapping, key, doc.names);
    return key === null ? [] : [key, ...(entry === null ? [] : classNames(entry.expression, entry.names))];
  }
  return classNames(value, doc.names);
}

/** `config["development"]`, `config.get("development")` */
function lookUpIn(value: Expression): { readonly mapping: Expression; readonly key: Expression } | null {
  if (value.kind === 'Subscript') return { mapping: value.value, key: value.slice };
  if (value.kind !== 'Call' || value.func.kind !== 'Attribute' || value.func.attr !== 'get') return null;
  const [key] = value.args;
  return key === undefined ? null : { mapping: value.func.value, key };
}

function classNames(value: Expression, names: Names): readonly string[] {
  const instance = value.kind === 'Call' && value.args.length === 0 ? value.func : value;
  return names.qualify(instance).map((name) => name.replace(/^@/, '').replace(/\(\)$/, ''));
}
