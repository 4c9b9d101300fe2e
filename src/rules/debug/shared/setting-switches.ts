import { DEBUG_SETTINGS, type SwitchFact, TEMPLATE_OPTION } from '../../../data/frameworks.ts';
import type { Document } from '../../../engine/document.ts';
import { memo } from '../../../engine/memo.ts';
import type { Expression, Node, Statement } from '../../../python/syntax/index.ts';
import { assignedNames } from '../../../settings/last-binding.ts';
import { settingsOf } from '../../../settings/reader.ts';
import type { Setting } from '../../../settings/setting.ts';
import { isSettingsModule } from '../../../settings/settings-module.ts';
import { changedTemplateOptions, writtenTemplateOptions } from '../../../settings/template-options.ts';
import { mayHoldSettings, watchSettings } from '../../../settings/watched.ts';
import { isDjango } from './django.ts';
import { fieldSwitches, isModel } from './field-switches.ts';
import type { Switch } from './switch.ts';

const WATCHED: ReadonlySet<string> = new Set([...DEBUG_SETTINGS.keys(), 'TEMPLATES']);
watchSettings(WATCHED);
/** Text for a truth value. Other upper-case text is a name (`DEBUG = "debug"`), not a switch. */
const SWITCH_TEXT = /^(?:true|false|t|f|yes|no|y|n|on|off|1|0|none|enabled?|disabled?)?$/i;

/** Debug switches that a settings module or class, `settings.configure(...)` or a settings model sets. */
export function* settingSwitches(doc: Document): Generator<Switch> {
  if (mayHoldSettings(doc, WATCHED)) {
    for (const setting of settingsOf(doc)) {
      const { name, value, form, node, owner } = setting;
      if (form === 'add' && name === 'TEMPLATES') yield* ofEngines(doc, value, node);
      if (form !== 'assign' || (!DEBUG_SETTINGS.has(name) && name !== 'TEMPLATES')) continue;
      if ((owner !== null && isModel(doc, owner)) || isSuperseded(doc, setting)) continue;
      yield* ofSetting(doc, setting);
    }
    if (isSettingsModule(doc)) {
      for (const { value, node } of changedTemplateOptions(doc, 'debug')) yield ofTemplates(value, node);
    }
  }
  yield* fieldSwitches(doc);
}

function* ofSetting(doc: Document, { name, value, node, owner }: Setting): Generator<Switch> {
  const fact = DEBUG_SETTINGS.get(name);
  if (fact !== undefined && maySwitch(value, fact) && !(fact.isLiteralOnly && isDjango(doc)))
    yield { form: 'setting', value, node, name, fact, owner };
  if (name === 'TEMPLATES') yield* ofEngines(doc, value, node);
}

function* ofEngines(doc: Document, given: Expression, node: Node): Generator<Switch> {
  for (const value of writtenTemplateOptions(doc, given, 'debug')) yield ofTemplates(value, node);
}

const ofTemplates = (value: Expression, node: Node): Switch => ({
  form: 'setting',
  value,
  node,
  name: 'debug',
  fact: TEMPLATE_OPTION,
});

/** Neither a log level (`DEBUG = 10`) nor a name (`DEBUG = "debug"`). */
function maySwitch(value: Expression, { truth }: SwitchFact): boolean {
  if (value.kind === 'Number') return value.value !== 10;
  return value.kind !== 'String' || truth !== undefined || SWITCH_TEXT.test(value.value.trim());
}

/** A project's own ENV and TESTING in Django's settings mean nothing to a framework. */
/** A later statement that always runs gives the name another value. Only that one counts. */
function isSuperseded(doc: Document, { name, node, owner }: Setting): boolean {
  if (node.kind === 'Call') return false;
  return (memo(owner ?? doc.python.module, lastAssignments).get(name)?.start ?? -1) > node.start;
}

/** The last plain assignment to each name in a body. */
function lastAssignments({ body }: { readonly body: readonly Statement[] }): ReadonlyMap<string, Statement> {
  return new Map(body.flatMap((statement) => assignedNames(statement).map((name) => [name, statement] as const)));
}
