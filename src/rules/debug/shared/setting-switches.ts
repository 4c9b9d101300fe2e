import { DEBUG_SETTINGS, TEMPLATE_OPTION } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import { callsAt, callsOfWord, occurs } from '../../../python/names/matches.ts';
import type { Call, ClassDef, Expression, Module, Node, Statement } from '../../../python/syntax/nodes.ts';
import { AsKeyword, Bare, InString, intern } from '../../../python/syntax/words.ts';
import { argumentEntries, entries, knownText } from '../../../python/worth/index.ts';
import { frameworkNames } from '../../../settings/framework-names.ts';
import { isSettingsModule, type Setting, settingsOf } from '../../../settings/settings-module.ts';
import { fieldSwitches, isModel } from './field-switches.ts';
import type { Switch } from './switch-sites.ts';

const SETTING_WORDS = [...DEBUG_SETTINGS.keys(), 'TEMPLATES'].map(intern);
const FROM_OBJECT = intern('from_object');
const CONFIGURE_WORD = intern('configure');
const CONFIGURE = new Set(['django.conf.settings.configure']);
const NAMESPACES = new Set(['builtins.globals', 'builtins.locals', 'builtins.vars']);
const ENUMS = new Set(['Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag'].map((name) => `enum.${name}`));
/** Text that stands for a truth value; other text in capitals is a name (`DEBUG = "debug"`), no switch. */
const SWITCH_TEXT = /^(?:true|false|t|f|yes|no|y|n|on|off|1|0|none|enabled?|disabled?)?$/i;

/** Debug switches that a settings module or class, `settings.configure(...)` or a settings model gives a value. */
export function* settingSwitches(doc: Document): Generator<Switch> {
  if (!occurs(doc.python, SETTING_WORDS, Bare | InString | AsKeyword)) {
    yield* fieldSwitches(doc);
    return;
  }
  for (const setting of settingsOf(doc)) {
    if (!DEBUG_SETTINGS.has(setting.name) && setting.name !== 'TEMPLATES') continue;
    if (setting.form === 'add' && setting.name === 'TEMPLATES') {
      yield* ofEngines(doc, setting.value, setting.node);
      continue;
    }
    if (setting.form !== 'assign' || !isDefinition(setting.node)) continue;
    const { owner } = setting;
    if (owner !== null && (isModel(doc, owner) || owner.bases.some((base) => doc.names.denotes(base, ENUMS)))) continue;
    if (isSuperseded(doc, setting)) continue;
    yield* ofSetting(doc, setting.name, setting.value, setting.node);
  }
  if (isSettingsModule(doc)) yield* inSettingsModule(doc);
  else if (configuresItself(doc)) yield* moduleSettings(doc);
  for (const call of callsAt(doc.python, callsOfWord(doc.python, CONFIGURE_WORD))) {
    if (call.func.kind !== 'Attribute') continue;
    if (!frameworkNames(call.func, doc.names).some((name) => CONFIGURE.has(name))) continue;
    for (const [name, value] of argumentEntries(call, doc.names)) yield* ofSetting(doc, name, value, call);
  }
  yield* fieldSwitches(doc);
}

/** Names of a module or class body; what `app.config[...]` and calls are given is found elsewhere. */
function isDefinition(node: Node): boolean {
  if (node.kind === 'AnnAssign') return true;
  return node.kind === 'Assign' && node.targets.some(({ kind }) => kind !== 'Subscript' && kind !== 'Attribute');
}

function* ofSetting(doc: Document, name: string, value: Expression, node: Node): Generator<Switch> {
  const fact = DEBUG_SETTINGS.get(name);
  if (fact !== undefined && maySwitch(value)) yield { form: 'setting', value, node, name, fact };
  if (name === 'TEMPLATES') yield* ofEngines(doc, value, node);
}

/** A list of template engines, or the one that `TEMPLATES.append(...)` adds. */
function* ofEngines(doc: Document, value: Expression, node: Node): Generator<Switch> {
  const engines = value.kind === 'List' || value.kind === 'Tuple' ? value.items : [value];
  for (const engine of engines) {
    const options = entries(engine, doc.names).get('OPTIONS');
    const debug = options === undefined ? undefined : entries(options, doc.names).get('debug');
    if (debug !== undefined) yield { form: 'setting', value: debug, node, name: 'debug', fact: TEMPLATE_OPTION };
  }
}

/** Not a log level (`DEBUG = 10`) and not a name (`DEBUG = "debug"`). */
function maySwitch(value: Expression): boolean {
  if (value.kind === 'Number') return value.value !== 10;
  return value.kind !== 'String' || SWITCH_TEXT.test(value.value.trim());
}

/** `TEMPLATES[0]["OPTIONS"]["debug"] = True`, `globals()["DEBUG"] = True`, `globals().update(DEBUG=True)`. */
function* inSettingsModule(doc: Document): Generator<Switch> {
  for (const node of doc.python.nodes('Assign')) {
    for (const target of node.targets) {
      if (target.kind !== 'Subscript') continue;
      const key = knownText(target.slice, doc.names);
      if (key === 'debug' && isTemplateOptions(doc, target.value)) {
        yield { form: 'setting', value: node.value, node, name: key, fact: TEMPLATE_OPTION };
      } else if (key !== null && isNamespace(doc, target.value)) yield* ofSetting(doc, key, node.value, node);
    }
  }
  for (const call of doc.python.nodes('Call')) {
    if (call.func.kind !== 'Attribute' || call.func.attr !== 'update') continue;
    if (isTemplateOptions(doc, call.func.value)) {
      const debug = argumentEntries(call, doc.names).get('debug');
      if (debug !== undefined)
        yield { form: 'setting', value: debug, node: call, name: 'debug', fact: TEMPLATE_OPTION };
    }
    if (!isNamespace(doc, call.func.value)) continue;
    for (const [name, value] of argumentEntries(call, doc.names)) yield* ofSetting(doc, name, value, call);
  }
}

/** `TEMPLATES[0]["OPTIONS"]`, `engine["OPTIONS"]` in `for engine in TEMPLATES`, `….setdefault("OPTIONS", {})`. */
function isTemplateOptions(doc: Document, expression: Expression): boolean {
  if (expression.kind === 'Subscript') {
    return knownText(expression.slice, doc.names) === 'OPTIONS' && isEngine(doc, expression.value);
  }
  if (expression.kind !== 'Call' || expression.func.kind !== 'Attribute') return false;
  const { func, args } = expression;
  const isGet = func.attr === 'setdefault' || func.attr === 'get';
  return isGet && args[0] !== undefined && knownText(args[0], doc.names) === 'OPTIONS' && isEngine(doc, func.value);
}

const isTemplates = (node: Expression) => node.kind === 'Name' && node.name === 'TEMPLATES';

function isEngine(doc: Document, expression: Expression): boolean {
  if (expression.kind === 'Subscript') return isTemplates(expression.value);
  if (expression.kind !== 'Name') return false;
  return doc.python
    .nodes('For')
    .some(
      (loop) =>
        isTemplates(loop.iter) &&
        loop.target.kind === 'Name' &&
        loop.target.name === expression.name &&
        loop.start < expression.start &&
        expression.end <= loop.end,
    );
}

function isNamespace(doc: Document, expression: Expression): boolean {
  return expression.kind === 'Call' && expression.args.length === 0 && doc.names.denotes(expression.func, NAMESPACES);
}

/** `app.config.from_object(__name__)`: the module is its own settings module, as in Flask's first tutorial. */
function configuresItself(doc: Document): boolean {
  return callsAt(doc.python, callsOfWord(doc.python, FROM_OBJECT)).some(isFromOwnName);
}

function isFromOwnName({ func, args }: Call): boolean {
  const [argument] = args;
  return (
    func.kind === 'Attribute' &&
    func.attr === 'from_object' &&
    argument?.kind === 'Name' &&
    argument.name === '__name__'
  );
}

function* moduleSettings(doc: Document): Generator<Switch> {
  for (const node of doc.python.nodes('Assign')) {
    if (doc.names.scope(node).kind !== 'Module') continue;
    for (const target of node.targets) {
      if (target.kind !== 'Name' || !DEBUG_SETTINGS.has(target.name)) continue;
      if (!isSuperseded(doc, { name: target.name, node, owner: null })) {
        yield* ofSetting(doc, target.name, node.value, node);
      }
    }
  }
}

/** A later statement that always runs gives the name another value: only that one counts. */
function isSuperseded(doc: Document, { name, node, owner }: Pick<Setting, 'name' | 'node' | 'owner'>): boolean {
  const body: ClassDef | Module = owner ?? doc.python.module;
  return body.body.some((statement) => statement.start > node.start && assigns(statement, name));
}

export function assigns(statement: Statement, name: string): boolean {
  switch (statement.kind) {
    case 'Assign':
      return statement.targets.some((target) => bindsName(target, name));
    case 'AnnAssign':
      return statement.value !== null && bindsName(statement.target, name);
    default:
      return false;
  }
}

function bindsName(target: Expression, name: string): boolean {
  if (target.kind === 'Name') return target.name === name;
  return (target.kind === 'Tuple' || target.kind === 'List') && target.items.some((item) => bindsName(item, name));
}
