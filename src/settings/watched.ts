import { DJANGO_SETTINGS } from '../data/django-settings.ts';
import { PUTTING_METHODS, UPDATING_METHODS } from '../data/putting-methods.ts';
import type { QualifiedName } from '../data/qualified-name.ts';
import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import { OWN_MODULE, occurs, storesAttribute } from '../python/names/index.ts';
import { AsKeyword, Bare, InString, idOf, intern } from '../python/syntax/index.ts';

/**
 * What the readers of this folder look for. They are loaded at the first question, when files may have been read
 * already, and words can only be found that were registered before.
 */

/** Words without which a file puts nothing anywhere that a rule asks about. */
export const WATCHED_WORDS = new Set<number>();

/** Registers names of settings that a rule looks for. Call it before the first file is read. */
export function watchSettings(names: Iterable<string>): void {
  // Strings are interned part by part. For a dotted key, the last part is enough.
  for (const name of names) WATCHED_WORDS.add(intern(name.slice(name.lastIndexOf('.') + 1)));
}

/**
 * True if something is assigned to one of the names, or it is a key or keyword. Reading `settings.DEBUG` is not enough.
 */
export function mayHoldSettings({ python }: Document, names: SettingNames): boolean {
  const words = memo(names, wordsOf);
  return occurs(python, words, Bare | InString | AsKeyword) || storesAttribute(python, words);
}

type SettingNames = ReadonlySet<string> | ReadonlyMap<string, unknown>;

const wordsOf = (names: SettingNames): ReadonlySet<number> =>
  new Set([...names.keys()].map((name) => idOf(name.slice(name.lastIndexOf('.') + 1))));

/** Objects for which rules ask what is put into them, in the spelling of the framework table. */
export const HOLDERS = new Set<QualifiedName>(['os.environ']);

/** Registers objects that a rule asks about. For other objects, computed names are not read. */
export function watchHolders(names: Iterable<QualifiedName>): void {
  for (const name of names) HOLDERS.add(name);
}

/** Flask's (and Quart's) app.config: https://flask.palletsprojects.com/en/stable/config/ */
export const CONFIGS: ReadonlySet<QualifiedName> = new Set(['flask.Flask().config', 'quart.Quart().config']);
export const APPLICATIONS: ReadonlySet<QualifiedName> = new Set(['flask.Flask()', 'quart.Quart()']);
export const NAMESPACES: ReadonlySet<QualifiedName> = new Set([
  ...['globals', 'locals', 'vars'].map((name) => `builtins.${name}()`),
  `${OWN_MODULE}.__dict__`,
]);
/** https://flask.palletsprojects.com/en/stable/api/#flask.Flask.secret_key */
export const APPLICATION_SETTINGS: ReadonlySet<string> = new Set(['secret_key']);
watchSettings(APPLICATION_SETTINGS);
watchHolders([...CONFIGS, ...APPLICATIONS, ...NAMESPACES, 'django.conf.settings']);

/** Two of these names together make a module a Django settings module, whatever the file's name. */
export const MARKS: ReadonlySet<string> = new Set([...DJANGO_SETTINGS, 'SECRET_KEY', 'ASGI_APPLICATION']);
export const MARK_WORDS = [...MARKS].map(intern);
export const CONFIGURE_WORD = intern('configure');
export const FROM_OBJECT_WORD = intern('from_object');
export const ENVIRONMENT_WORDS = ['environ', 'putenv'].map(intern);
export const NAMING_WORDS = ['setattr', 'putenv'].map(intern);
export const PUTTING_WORDS = [...UPDATING_METHODS, ...PUTTING_METHODS].map(intern);
