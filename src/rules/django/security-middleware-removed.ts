import { SECURITY_MIDDLEWARE } from '../../data/django-security.ts';
import type { Document } from '../../engine/document.ts';
import { importedModule } from '../../engine/imported-module.ts';
import { defineRule } from '../../engine/rule.ts';
import { isListed } from '../../settings/list-changes.ts';
import { settingsOf } from '../../settings/reader.ts';
import type { Setting } from '../../settings/setting.ts';

export const securityMiddlewareRemoved = defineRule({
  id: 'security-middleware-removed',
  kinds: ['python'],
  triggers: ['MIDDLEWARE'],
  appliesTo: 'deployed',
  guarded: 'counts',
  examplePath: 'mysite/settings.py',
  severity: 'error',
  fix: null,
  summary: 'A security middleware removed',
  why: 'Each of these lines protects every page; once one is gone, nothing in the project says that it is missing.',
  details:
    'Compares the settings with what they were before the change, and reports a SecurityMiddleware, CsrfViewMiddleware or XFrameOptionsMiddleware that was there and no longer is. One that was moved, even to a module that the settings import, or replaced by a class of the same name, does not count as removed. See https://docs.djangoproject.com/en/5.2/ref/middleware/.',
  bad: 'MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]\n',
  badBase: 'MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware"]\n',
  good: 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n',

  *check(doc) {
    const before = doc.base;
    if (before === null || before.kind !== 'python') return;
    const list = listed(doc).at(0);
    if (list === undefined) return;
    const removed: string[] = [];
    for (const [name] of SECURITY_MIDDLEWARE) {
      if (holds(before, name) && !holds(doc, name) && !isReplaced(doc, name) && !isImported(doc, name))
        removed.push(name);
    }
    if (removed.length === 0) return;
    const names = removed.map((name) => name.slice(name.lastIndexOf('.') + 1)).join(', ');
    const lost = removed.map((name) => SECURITY_MIDDLEWARE.get(name)).join('; ');
    yield {
      span: list.value,
      message: `This change removes ${names}: the site loses ${lost}`,
      help: `put ${removed.map((name) => `"${name}"`).join(', ')} back; exempt single views with a decorator instead`,
    };
  },
});

const NAMES = new Set(['MIDDLEWARE', 'MIDDLEWARE_CLASSES']);

function listed(doc: Document): Setting[] {
  return settingsOf(doc).filter(({ name }) => NAMES.has(name));
}

const holds = (doc: Document, name: string): boolean => isListed(name, doc.names);

/** A class with the same name from elsewhere, or one derived from it. */
function isReplaced(doc: Document, name: string): boolean {
  const own = name.slice(name.lastIndexOf('.') + 1);
  return doc.python
    .nodes('String')
    .some(
      (node) =>
        node.value !== name &&
        node.value.endsWith(own) &&
        /^[\w.]+$/.test(node.value) &&
        node.value.includes('.') &&
        !/(?:Disabled?|No|Skip|Without|Fake|Dummy|Null)$/.test(node.value.slice(0, -own.length)),
    );
}

/** A module in the project from which the settings import everything, or the list. */
function isImported(doc: Document, name: string): boolean {
  return doc.python.nodes('ImportFrom').some((node) => {
    const brings = node.names.some((alias) => alias.name === '*' || /^[A-Z][A-Z\d_]*$/.test(alias.name));
    if (!brings && node.module !== '' && node.level === 0) return false;
    const module = '.'.repeat(node.level) + node.module;
    const inside = node.names.map((alias) => (module.endsWith('.') ? '' : '.') + alias.name);
    return ['', ...inside].some((part) => {
      const other = importedModule(doc, module + part);
      return other !== null && isListed(name, other.names, true);
    });
  });
}
