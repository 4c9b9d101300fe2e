import type { QualifiedName } from '../data/qualified-name.ts';
import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import { callsAt, callsOfWord, OWN_MODULE } from '../python/names/index.ts';
import { argumentEntries } from '../python/worth/index.ts';
import { bodySettings } from './body-settings.ts';
import { frameworkNames } from './framework-names.ts';
import { lastBinding } from './last-binding.ts';
import { type Put, putsOf } from './puts.ts';
import { isSettingName, type Setting } from './setting.ts';
import { isSettingsModule, starImportersOf } from './settings-module.ts';
import {
  APPLICATION_SETTINGS,
  APPLICATIONS,
  CONFIGS,
  CONFIGURE_WORD,
  FROM_OBJECT_WORD,
  NAMESPACES,
} from './watched.ts';

/**
 * Every setting that the file sets, in source order: names in a settings module, in the bodies of settings classes
 * (django-configurations, Flask's `class Config`) and in a module that configures itself with `from_object(__name__)`;
 * arguments of `settings.configure(…)`; and what is put into `app.config`, `django.conf.settings` and `globals()` by
 * keys, attributes and updates. Names that are not upper-case are not settings, except Flask's `secret_key`.
 */
export function settingsOf(doc: Document): readonly Setting[] {
  return memo(doc, readSettings);
}

function readSettings(doc: Document): readonly Setting[] {
  return [...collect(doc)].sort((a, b) => a.value.start - b.value.start);
}

function* collect(doc: Document): Generator<Setting> {
  const isSettings = isSettingsModule(doc);
  const importers = starImportersOf(doc);
  for (const setting of bodySettings(doc, isSettings || configuresItself(doc))) {
    const isKept = importers.length === 0 || importers.some((importer) => leavesAlone(importer, setting.name, doc));
    if (isKept || setting.owner !== null) yield setting;
  }
  for (const call of callsAt(doc.python, callsOfWord(doc.python, CONFIGURE_WORD))) {
    if (!frameworkNames(call.func, doc.names).includes('django.conf.settings.configure')) continue;
    for (const [name, value] of argumentEntries(call, doc.names)) {
      if (isSettingName(name)) yield { name, value, form: 'assign', node: call, owner: null };
    }
  }
  for (const put of putsOf(doc)) {
    const form = formOf(put, isSettings);
    if (form !== null) yield { name: put.name, value: put.value, form, node: put.node, owner: null };
  }
}

const leavesAlone = (importer: Document, name: string, doc: Document): boolean =>
  (lastBinding(importer, name)?.origin.path ?? doc.path) === doc.path;

/** `app.config.from_object(__name__)`: the module is its own settings module, as in Flask's first tutorial. */
function configuresItself({ python }: Document): boolean {
  return callsAt(python, callsOfWord(python, FROM_OBJECT_WORD)).some(({ func, args: [argument] }) => {
    return func.kind === 'Attribute' && argument?.kind === 'Name' && argument.name === '__name__';
  });
}

const OWN_MODULES: ReadonlySet<QualifiedName> = new Set([OWN_MODULE]);

function formOf(put: Put, isSettings: boolean): Setting['form'] | null {
  if (put.by === 'attribute' && APPLICATION_SETTINGS.has(put.name)) {
    return put.holders().some((name) => APPLICATIONS.has(name)) ? 'put' : null;
  }
  if (!isSettingName(put.name)) return null;
  const holders = put.holders();
  const spaces = put.by === 'key' ? NAMESPACES : OWN_MODULES;
  if (isSettings && holders.some((name) => spaces.has(name))) return 'assign';
  if (holders.some((name) => CONFIGS.has(name))) return 'put';
  return put.by === 'attribute' && holders.includes('django.conf.settings') ? 'put' : null;
}
