import { DEBUG_SETTINGS, type SwitchFact, TEMPLATE_OPTION } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import type { Expression, Node } from '../../../python/syntax/index.ts';
import { argumentEntries, entries, knownText } from '../../../python/worth/index.ts';
import { assigns } from '../../../settings/last-binding.ts';
import { mayHoldSettings, watchSettings } from '../../../settings/puts.ts';
import { settingsOf } from '../../../settings/reader.ts';
import type { Setting } from '../../../settings/setting.ts';
import { isSettingsModule } from '../../../settings/settings-module.ts';
import { fieldSwitches, isModel } from './field-switches.ts';
import type { Switch } from './switch.ts';

watchSettings([...DEBUG_SETTINGS.keys(), 'TEMPLATES']);
/** Text that stands for a truth value; other text in capitals is a name (`DEBUG = "debug"`), not a switch. */
const SWITCH_TEXT = /^(?:true|false|t|f|yes|no|y|n|on|off|1|0|none|enabled?|disabled?)?$/i;

/** Debug switches that a settings module or class, `settings.configure(...)` or a settings model gives a value. */
export function* settingSwitches(doc: Document): Generator<Switch> {
  if (mayHoldSettings(doc, [...DEBUG_SETTINGS.keys(), 'TEMPLATES'])) {
    for (const setting of settingsOf(doc)) {
      const { name, value, form, node, owner } = setting;
      if (form === 'add' && name === 'TEMPLATES') yield* ofEngines(doc, value, node);
      if (form !== 'assign' || (!DEBUG_SETTINGS.has(name) && name !== 'TEMPLATES')) continue;
      if ((owner !== null && isModel(doc, owner)) || isSuperseded(doc, setting)) continue;
      yield* ofSetting(doc, name, value, node);
    }
    if (isSettingsModule(doc)) yield* inTemplateOptions(doc);
  }
  yield* fieldSwitches(doc);
}

function* ofSetting(doc: Document, name: string, value: Expression, node: Node): Generator<Switch> {
  const fact = DEBUG_SETTINGS.get(name);
  if (fact !== undefined && maySwitch(value, fact) && !(fact.isLiteralOnly && isDjango(doc)))
    yield { form: 'setting', value, node, name, fact };
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
function maySwitch(value: Expression, { truth }: SwitchFact): boolean {
  if (value.kind === 'Number') return value.value !== 10;
  return value.kind !== 'String' || truth !== undefined || SWITCH_TEXT.test(value.value.trim());
}

/** A project's own ENV and TESTING in Django's settings mean nothing to a framework. */
const isDjango = ({ text }: Document): boolean => /\bdjango\b|INSTALLED_APPS|ROOT_URLCONF|MIDDLEWARE/.test(text);

/** `TEMPLATES[0]["OPTIONS"]["debug"] = True`, and the updates of these options. */
function* inTemplateOptions(doc: Document): Generator<Switch> {
  for (const node of doc.python.nodes('Assign')) {
    for (const target of node.targets) {
      if (target.kind !== 'Subscript' || knownText(target.slice, doc.names) !== 'debug') continue;
      if (!isTemplateOptions(doc, target.value)) continue;
      yield { form: 'setting', value: node.value, node, name: 'debug', fact: TEMPLATE_OPTION };
    }
  }
  for (const call of doc.python.nodes('Call')) {
    if (call.func.kind !== 'Attribute' || call.func.attr !== 'update') continue;
    if (!isTemplateOptions(doc, call.func.value)) continue;
    const value = argumentEntries(call, doc.names).get('debug');
    if (value !== undefined) yield { form: 'setting', value, node: call, name: 'debug', fact: TEMPLATE_OPTION };
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

/** A later statement that always runs gives the name another value: only that one counts. */
function isSuperseded(doc: Document, { name, node, owner }: Setting): boolean {
  if (node.kind === 'Call') return false;
  const { body } = owner ?? doc.python.module;
  return body.some((statement) => statement.start > node.start && assigns(statement, name));
}
