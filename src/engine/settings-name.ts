import { ENVIRONMENT_NAMES } from '../data/environment-words.ts';

/** Words in the names of YAML, TOML, JSON and INI settings files, in addition to names of environments. */
const FILE_WORDS: ReadonlySet<string> = new Set([
  'settings',
  'config',
  'configuration',
  'application',
  'app',
  'base',
  'default',
  'common',
  'secrets',
]);

/** Words that name a settings module, and folders with one per environment. */
const MODULE_WORDS: ReadonlySet<string> = new Set(['settings', 'config', 'configuration', 'configs']);
const MODULE_FOLDERS: ReadonlySet<string> = new Set(['settings', 'config', 'configs', 'configuration', 'conf']);
/** Modules in such a folder that are settings by convention, in addition to those named after environments. */
const FOLDER_MODULES: ReadonlySet<string> = new Set([
  '__init__',
  'base',
  'common',
  'default',
  'defaults',
  'docker',
  'env',
  'environment',
  'heroku',
  'security',
]);

/** True if the stem, split at `.`, `-` and `_`, only has words that name settings files. */
export function isSettingsFileName(name: string): boolean {
  const stem = name
    .toLowerCase()
    .replace(/\.[^.]*$/, '')
    .replace(/^\.+/, '');
  return stem !== '' && stem.split(/[._-]/).every((word) => FILE_WORDS.has(word) || ENVIRONMENT_NAMES.has(word));
}

/** True for a Python module that is a settings module by its path alone: `settings/base.py`, `prod_settings.py`. */
export function isSettingsModulePath(path: string): boolean {
  const segments = path.toLowerCase().split('/');
  const file = segments.pop() as string;
  const stem = file.endsWith('.py') ? file.slice(0, -3) : file.endsWith('.pyi') ? file.slice(0, -4) : file;
  const folder = segments.at(-1) ?? '';
  const words = stem === '__init__' ? [stem] : stem.replaceAll('.', '_').replaceAll('-', '_').split('_');
  if (folder === 'settings' || words.includes('settings')) return true;
  const isNamed = (word: string) => MODULE_WORDS.has(word) || FOLDER_MODULES.has(word) || ENVIRONMENT_NAMES.has(word);
  return words.every(isNamed) && (words.some((word) => MODULE_WORDS.has(word)) || MODULE_FOLDERS.has(folder));
}
