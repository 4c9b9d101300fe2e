import type { Document } from '../engine/document.ts';
import { importedModule } from '../engine/imported-module.ts';
import { memo } from '../engine/memo.ts';
import { isSettingsModulePath } from '../engine/settings-name.ts';
import { Bare, type Module } from '../python/syntax/index.ts';
import { runStatements } from './body-settings.ts';
import { MARK_WORDS, MARKS } from './watched.ts';

/** How `manage.py`, `wsgi.py` or `asgi.py` may name the settings module. */
const SETTINGS_VARIABLE = /DJANGO_SETTINGS_MODULE["'\s,:=]+["']([\w.]+)["']/g;
const ENTRY_POINTS = ['manage.py', 'wsgi.py', 'asgi.py', 'celery.py'];

/**
 * True for a settings module, judging by its name (`settings.py`, `settings/base.py`, `prod_settings.py`, `config.py`),
 * by what it assigns, by the DJANGO_SETTINGS_MODULE of an entry point beside or above it, or because a settings module
 * there imports everything from it.
 */
export function isSettingsModule(doc: Document): boolean {
  return memo(doc, holdsSettings);
}

function holdsSettings(doc: Document): boolean {
  return memo(doc, isSettingsByItself) || starImportersOf(doc).length > 0;
}

function isSettingsByItself(doc: Document): boolean {
  return (
    isSettingsModulePath(doc.path) ||
    (mayCountMarks(doc) && countMarks(doc.python.module) >= 2) ||
    (MAY_HOLD_SETTINGS.test(doc.text) && isNamedByEntryPoint(doc))
  );
}

function mayCountMarks({ python }: Document): boolean {
  let count = 0;
  for (const word of MARK_WORDS) if ((python.parsed.present[word]! & Bare) !== 0) count++;
  return count >= 2;
}

function countMarks(module: Module): number {
  const found = new Set<string>();
  for (const statement of runStatements(module.body)) {
    const targets =
      statement.kind === 'Assign' ? statement.targets : statement.kind === 'AnnAssign' ? [statement.target] : [];
    for (const target of targets) if (target.kind === 'Name' && MARKS.has(target.name)) found.add(target.name);
  }
  return found.size;
}

/** Settings that identify a settings module. Without any of them, the module's neighbours are not worth reading. */
const MAY_HOLD_SETTINGS =
  /^[ \t\f]*(?:DEBUG|TEMPLATE|SECRET_KEY|ALLOWED_HOSTS|INTERNAL_IPS|INSTALLED_APPS|MIDDLEWARE|ROOT_URLCONF|DATABASES|WSGI_|ASGI_|SESSION_|CSRF_|SECURE_|LANGUAGE_COOKIE|CORS_|PASSWORD_HASHERS|SILENCED_SYSTEM|SHOW_TOOLBAR|X_FRAME|from\s+\S+\s+import\s*\*)/m;

function isNamedByEntryPoint(doc: Document): boolean {
  const dotted = doc.path.replace(/\.py$/, '').replace(/\/__init__$/, '');
  for (const folder of foldersAbove(doc.path)) {
    for (const name of ENTRY_POINTS) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (path === doc.path) continue;
      const text = doc.sibling(path)?.text ?? '';
      for (const [, module = ''] of text.matchAll(SETTINGS_VARIABLE)) {
        const wanted = module.replaceAll('.', '/');
        if (dotted === wanted || dotted.endsWith(`/${wanted}`)) return true;
      }
    }
  }
  return false;
}

/** Starts with the file's own folder. */
function foldersAbove(path: string): readonly string[] {
  const segments = path.split('/').slice(0, -1);
  return [...segments.keys(), segments.length].reverse().map((depth) => segments.slice(0, depth).join('/'));
}

/**
 * Settings modules in a parent folder that may be composed of others. In the same folder, environments' modules too.
 */
const COMPOSING = ['settings.py', 'config.py', 'settings/__init__.py'];
const NEIGHBOURS = [
  '__init__.py',
  'base.py',
  ...['production', 'prod', 'live', 'staging', 'development', 'dev', 'local'].flatMap((name) => [
    `${name}.py`,
    `settings_${name}.py`,
    `${name}_settings.py`,
  ]),
];
const STAR = /^[ \t]*from[ \t]+\S+[ \t]+import[ \t]*\*/m;

/**
 * The settings modules that import everything from a module which is not one itself: what it assigns are settings if
 * they do not override them. Empty for any other module.
 */
export function starImportersOf(doc: Document): readonly Document[] {
  return memo(doc, findStarImporters);
}

function findStarImporters(doc: Document): readonly Document[] {
  const found: Document[] = [];
  if (memo(doc, isSettingsByItself) || !MAY_HOLD_SETTINGS.test(doc.text)) return found;
  for (const [height, folder] of foldersAbove(doc.path).entries()) {
    for (const name of height === 0 ? [...COMPOSING, ...NEIGHBOURS] : COMPOSING) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (path === doc.path || !isSettingsModulePath(path) || !doc.project.exists(path)) continue;
      const importer = doc.sibling(path);
      if (importer === null || !STAR.test(importer.text)) continue;
      if (importer.names.starImports.some(({ module }) => importedModule(importer, module)?.path === doc.path))
        found.push(importer);
    }
  }
  return found;
}
