import { type Context, contextOfClass } from '../engine/context.ts';
import type { Document } from '../engine/document.ts';
import { isSettingsModulePath } from '../engine/settings-name.ts';
import type { Names } from '../python/names/names.ts';
import type { ClassDef, Expression, Module, Node, Statement } from '../python/syntax/nodes.ts';
import { Bare, intern } from '../python/syntax/words.ts';

export { isDeployed } from '../engine/context.ts';

/** One setting that a settings module, a settings class or a call to `settings.configure` gives a value. */
export interface Setting {
  readonly name: string;
  readonly value: Expression;
  /**
   * How it gets the value: a plain assignment replaces, `+=`, `.append` and kin add to what was there.
   */
  readonly form: 'assign' | 'add';
  /** The statement, keyword or dict item that gives it. */
  readonly node: Node;
  /** The class it stands in, with its name's context; the module's context elsewhere. */
  readonly owner: ClassDef | null;
  readonly context: Context;
}

/**
 * Names of which two together make a module a Django settings module, whatever it is called
 * (https://docs.djangoproject.com/en/5.2/ref/settings/).
 */
const MARKS = new Set([
  'INSTALLED_APPS',
  'MIDDLEWARE',
  'MIDDLEWARE_CLASSES',
  'ROOT_URLCONF',
  'DATABASES',
  'TEMPLATES',
  'SECRET_KEY',
  'WSGI_APPLICATION',
  'ASGI_APPLICATION',
]);

/** Files whose `manage.py`, `wsgi.py` or `asgi.py` may name the settings module. */
const SETTINGS_VARIABLE = /DJANGO_SETTINGS_MODULE["'\s,:=]+["']([\w.]+)["']/g;
const ENTRY_POINTS = ['manage.py', 'wsgi.py', 'asgi.py', 'celery.py'];

const known = new WeakMap<Document, boolean>();

/**
 * True for a module of settings: by its name (`settings.py`, `settings/base.py`, `prod_settings.py`, `config.py`),
 * by the DJANGO_SETTINGS_MODULE of an entry point beside or above it, or by what it assigns.
 */
export function isSettingsModule(doc: Document): boolean {
  let answer = known.get(doc);
  if (answer === undefined) {
    answer =
      isSettingsModulePath(doc.path) ||
      (mayCountMarks(doc) && countMarks(doc.python.module) >= 2) ||
      isNamedByEntryPoint(doc);
    known.set(doc, answer);
  }
  return answer;
}

const MARK_WORDS = [...MARKS].map(intern);
function mayCountMarks({ python }: Document): boolean {
  let count = 0;
  for (const word of MARK_WORDS) if ((python.parsed.present[word]! & Bare) !== 0) count++;
  return count >= 2;
}

function countMarks(module: Module): number {
  const found = new Set<string>();
  for (const statement of settingsStatements(module.body)) {
    const targets =
      statement.kind === 'Assign' ? statement.targets : statement.kind === 'AnnAssign' ? [statement.target] : [];
    for (const target of targets) if (target.kind === 'Name' && MARKS.has(target.name)) found.add(target.name);
  }
  return found.size;
}

/** Settings by which Django knows a settings module; a module without any is not worth a look at its neighbours. */
const MAY_HOLD_SETTINGS =
  /^[ \t\f]*(?:DEBUG|TEMPLATE|SECRET_KEY|ALLOWED_HOSTS|INTERNAL_IPS|INSTALLED_APPS|MIDDLEWARE|ROOT_URLCONF|DATABASES|WSGI_|ASGI_|SESSION_|CSRF_|SECURE_|LANGUAGE_COOKIE|CORS_|PASSWORD_HASHERS|SILENCED_SYSTEM|SHOW_TOOLBAR|X_FRAME|from\s+\S+\s+import\s*\*)/m;

function isNamedByEntryPoint(doc: Document): boolean {
  if (!MAY_HOLD_SETTINGS.test(doc.text)) return false;
  const dotted = doc.path.replace(/\.py$/, '').replace(/\/__init__$/, '');
  const segments = dotted.split('/');
  const folders = segments.map((_, depth) => segments.slice(0, depth).join('/'));
  for (const folder of folders) {
    for (const name of ENTRY_POINTS) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (path === doc.path) continue;
      const text = doc.project.document(path)?.text ?? '';
      for (const [, module = ''] of text.matchAll(SETTINGS_VARIABLE)) {
        const wanted = module.replaceAll('.', '/');
        if (dotted === wanted || dotted.endsWith(`/${wanted}`)) return true;
      }
    }
  }
  return false;
}

/** Statements that run when the module (or class body) is made: also those inside `if`, `try`, `with` and `for`. */
function* settingsStatements(body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    switch (statement.kind) {
      case 'If':
      case 'For':
      case 'While':
        yield* settingsStatements(statement.body);
        yield* settingsStatements(statement.orelse);
        break;
      case 'With':
        yield* settingsStatements(statement.body);
        break;
      case 'Try':
        yield* settingsStatements(statement.body);
        for (const handler of statement.handlers) yield* settingsStatements(handler.body);
        yield* settingsStatements(statement.orelse);
        yield* settingsStatements(statement.finalbody);
        break;
      case 'Match':
        for (const branch of statement.cases) yield* settingsStatements(branch.body);
        break;
      default:
    }
  }
}

const CONFIGURE = new Set(['django.conf.settings.configure']);
/** Flask's (and Quart's) app.config: https://flask.palletsprojects.com/en/stable/config/ */
const APP_CONFIGS = new Set(['flask.Flask().config', 'quart.Quart().config', 'flask.current_app.config']);
const APP_CONFIG_CALLS = new Set(
  [...APP_CONFIGS].flatMap((config) => ['update', 'from_mapping', 'setdefault'].map((method) => `${config}.${method}`)),
);
const CONFIG_METHODS = new Set(['configure', 'update', 'from_mapping', 'setdefault']);
const ADDING_METHODS = new Set(['append', 'extend', 'insert', 'add', 'update']);

const found = new WeakMap<Document, readonly Setting[]>();

/**
 * Every setting that the file assigns, in source order: module-level names of a settings module, names in the bodies
 * of settings classes (django-configurations, Flask's `class Config`), keywords of `settings.configure(...)`, and
 * what is put into a Flask application's `config`. Names that are not in capitals are no settings.
 */
export function settingsOf(doc: Document): readonly Setting[] {
  let settings = found.get(doc);
  if (settings === undefined) {
    settings = [...collect(doc)].sort((a, b) => a.value.start - b.value.start);
    found.set(doc, settings);
  }
  return settings;
}

function* collect(doc: Document): Generator<Setting> {
  const { python, names } = doc;
  const inModule = isSettingsModule(doc);
  if (inModule) yield* collectBody(python.module.body, null, doc.context);
  for (const node of python.nodes('ClassDef')) {
    if (!isSettingsClass(node, names, inModule)) continue;
    yield* collectBody(node.body, node, contextOfClass(node.name) ?? doc.context);
  }
  // To say what every call denotes is dear; these need one of the words.
  if (!/configure|\bconfig\b/.test(doc.text)) return;
  for (const call of python.nodes('Call')) {
    if (call.func.kind === 'Attribute' && !CONFIG_METHODS.has(call.func.attr)) continue;
    const config = names.denotes(call.func, CONFIGURE) || names.denotes(call.func, APP_CONFIG_CALLS);
    if (!config) continue;
    const at = { form: 'assign', owner: null, context: doc.context } as const;
    for (const keyword of call.keywords) {
      if (keyword.name !== null) yield { ...at, name: keyword.name, value: keyword.value, node: keyword };
      else if (keyword.value.kind === 'Dict') yield* collectDict(keyword.value, at);
    }
    for (const argument of call.args) if (argument.kind === 'Dict') yield* collectDict(argument, at);
  }
  for (const node of python.nodes('Assign')) {
    for (const target of node.targets) {
      if (target.kind !== 'Subscript' || target.slice.kind !== 'String') continue;
      if (!names.denotes(target.value, APP_CONFIGS)) continue;
      yield { name: target.slice.value, value: node.value, form: 'assign', node, owner: null, context: doc.context };
    }
  }
}

function* collectDict(
  dict: Expression & { kind: 'Dict' },
  at: Pick<Setting, 'form' | 'owner' | 'context'>,
): Generator<Setting> {
  for (const item of dict.items) {
    if (item.key?.kind === 'String') yield { ...at, name: item.key.value, value: item.value, node: item };
  }
}

/** A class of settings: by its bases, or by its name where the module is one of settings. */
function isSettingsClass(node: ClassDef, names: Names, inModule: boolean): boolean {
  const words = node.name.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+/g) ?? [];
  const isNamed = words.some((word) => /^(?:config|configuration|settings|conf)$/i.test(word));
  const parent = names.scope(node);
  if (parent.kind !== 'Module') return false;
  return isNamed || (inModule && contextOfClass(node.name) !== null) || node.bases.some(isConfigurationBase);
}

function isConfigurationBase(base: Expression): boolean {
  const name = base.kind === 'Name' ? base.name : base.kind === 'Attribute' ? base.attr : '';
  return /(?:^|[a-z])(?:Config|Configuration|Settings)$/.test(name);
}

function* collectBody(body: readonly Statement[], owner: ClassDef | null, context: Context): Generator<Setting> {
  for (const node of settingsStatements(body)) {
    switch (node.kind) {
      case 'Assign':
        for (const target of node.targets) yield* pair(target, node.value, { form: 'assign', node, owner, context });
        break;
      case 'AnnAssign':
        if (node.value !== null) yield* pair(node.target, node.value, { form: 'assign', node, owner, context });
        break;
      case 'AugAssign':
        if (node.op === '+' || node.op === '|') {
          yield* pair(node.target, node.value, { form: 'add', node, owner, context });
        }
        break;
      case 'ExpressionStatement': {
        const call = node.value;
        if (call.kind !== 'Call' || call.func.kind !== 'Attribute' || !ADDING_METHODS.has(call.func.attr)) break;
        const value = call.args.at(-1);
        if (value !== undefined) yield* pair(call.func.value, value, { form: 'add', node, owner, context });
        break;
      }
      default:
    }
  }
}

function* pair(target: Expression, value: Expression, at: Omit<Setting, 'name' | 'value'>): Generator<Setting> {
  if (target.kind === 'Name') {
    if (isSettingName(target.name)) yield { ...at, name: target.name, value };
  } else if (target.kind === 'Tuple' || target.kind === 'List') {
    if (value.kind !== 'Tuple' && value.kind !== 'List') return;
    if (value.items.length !== target.items.length || value.items.some((item) => item.kind === 'Starred')) return;
    for (const [index, item] of target.items.entries()) yield* pair(item, value.items[index] as Expression, at);
  }
}

/** Django and Flask read only names in capitals. */
function isSettingName(name: string): boolean {
  return name === name.toUpperCase() && /[A-Z]/.test(name);
}
