import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import { isSettingsModulePath } from '../engine/settings-name.ts';
import { Bare, intern, type Module } from '../python/syntax/index.ts';
import { runStatements } from './body-settings.ts';

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

/**
 * True for a module of settings: by its name (`settings.py`, `settings/base.py`, `prod_settings.py`, `config.py`),
 * by the DJANGO_SETTINGS_MODULE of an entry point beside or above it, or by what it assigns.
 */
export function isSettingsModule(doc: Document): boolean {
  return memo(doc, holdsSettings);
}

function holdsSettings(doc: Document): boolean {
  return (
    isSettingsModulePath(doc.path) ||
    (mayCountMarks(doc) && countMarks(doc.python.module) >= 2) ||
    isNamedByEntryPoint(doc)
  );
}

const MARK_WORDS = [...MARKS].map(intern);
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
