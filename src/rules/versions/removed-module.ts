import { supportedPythons } from '../../data/python-releases.ts';
import { backportsOf, REMOVED_MODULES } from '../../data/removed-modules.ts';
import { manifestsAbove } from '../../deployment/python-project.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule } from '../../engine/rule.ts';
import type { Span } from '../../engine/span.ts';
import { beforeComment } from '../../formats/line-comment.ts';
import type { Expression, Import, ImportFrom, Node } from '../../python/syntax/index.ts';

export const removedModule = defineRule({
  id: 'removed-module',
  kinds: ['python'],
  triggers: [],
  on: { imports: new Map([...REMOVED_MODULES.keys()].map((name) => [name.split('.', 1)[0]!, null])) },
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'warning',
  fix: null,
  summary: 'An import of a module removed from the standard library',
  why: 'The import fails on newer versions of Python and ties the program to one that gets no fixes.',
  details: `Not reported where the import may fail (\`try … except ImportError\`, \`contextlib.suppress\`), under a check of
\`sys.version_info\` or \`TYPE_CHECKING\`, where the project has its own module of that name, and where a manifest
of the project names a package that brings it back (legacy-cgi, audioop-lts, pyasyncore, setuptools for distutils).`,
  bad: 'import asyncore\n',
  good: 'import asyncio\n',

  *import({ statement, span, module }, doc) {
    const newest = supportedPythons(doc.project.date).at(-1)?.minor ?? 0;
    for (const { name, at } of importedModules(statement, span)) {
      const removed = REMOVED_MODULES.get(name);
      if (removed === undefined || removed.minor > newest) continue;
      if (isGuardedImport(statement, doc) || isOwnModule(module, doc) || isRestored(name, doc)) continue;
      yield {
        span: at,
        message: `The module ${name} was removed in Python 3.${removed.minor}: this import fails there`,
        help: removed.instead,
      };
      return;
    }
  },
});

/** Every module that an import may load: `from xml.etree import cElementTree` names one by its last part. */
function* importedModules(statement: Import | ImportFrom, span: Span): Iterable<{ name: string; at: Span }> {
  const written =
    statement.kind === 'Import'
      ? statement.names.filter(({ start }) => start === span.start).map(({ name }) => ({ name, at: span }))
      : [
          { name: statement.module, at: span },
          ...statement.names.map((alias) => ({ name: `${statement.module}.${alias.name}`, at: span })),
        ];
  // Importing a module in a package imports the package first.
  for (const { name, at } of written) {
    const parts = name.split('.');
    for (let count = 1; count <= parts.length; count++) yield { name: parts.slice(0, count).join('.'), at };
  }
}

/** Whether a manifest of the project names a package that restores the module. */
function isRestored(module: string, doc: Document): boolean {
  const names = backportsOf(module).map((name) => name.replaceAll('-', '[-_.]+'));
  const isBuild = /(?:^|\/)(?:setup|build)\.py$/.test(doc.path);
  for (const { path, text } of manifestsAbove(doc)) {
    // `from setuptools import setup` does not require anything.
    const before = path.endsWith('.py') ? '["\']' : '(?<![\\w.-])';
    const named = new RegExp(`${before}(?:${names.join('|')})(?![\\w-])`, 'i');
    if (linesAtRun(text, isBuild).some((line) => named.test(line))) return true;
  }
  return false;
}

/** Without comments, and without what is only there during a build. */
function linesAtRun(text: string, isBuild: boolean): string[] {
  let isBuildSystem = false;
  return text.split('\n').flatMap((line) => {
    if (/^\s*\[[\w."-]/.test(line)) isBuildSystem = line.includes('[build-system]');
    return isBuildSystem && !isBuild ? [] : [beforeComment(line)];
  });
}

const IMPORT_ERRORS: ReadonlySet<string> = new Set([
  'ImportError',
  'ModuleNotFoundError',
  'Exception',
  'BaseException',
]);

function isGuardedImport(node: Node, doc: Document): boolean {
  let below: Node = node;
  for (let above = doc.python.parent(node); above !== null; above = doc.python.parent(above)) {
    if (above.kind === 'Try') {
      const handlers = above.handlers.filter(
        ({ type }) => type === null || words(type).some((word) => IMPORT_ERRORS.has(word)),
      );
      if (handlers.length > 0 && above.body.some((statement) => statement.id === below.id)) return true;
    }
    // The fallback for another import that was tried.
    if (
      above.kind === 'ExceptHandler' &&
      (above.type === null || words(above.type).some((word) => IMPORT_ERRORS.has(word)))
    ) {
      return true;
    }
    if (
      above.kind === 'If' &&
      words(above.test).some((word) => /^(?:version_info|TYPE_CHECKING|PY2|PY3\d*|hexversion)$/i.test(word))
    ) {
      return true;
    }
    if (above.kind === 'With' && above.items.some(({ context }) => words(context).includes('suppress'))) return true;
    below = above;
  }
  return false;

  function words(expression: Expression): string[] {
    return doc.text.slice(expression.start, expression.end).match(/\w+/g) ?? [];
  }
}

/** A module or package with that name at the root, next to the file or in a folder above. */
function isOwnModule(name: string, doc: Document): boolean {
  const folders = doc.path.split('/').slice(0, -1);
  const roots = ['', 'src/'];
  for (let depth = folders.length; depth > 0; depth -= 1) roots.push(`${folders.slice(0, depth).join('/')}/`);
  return roots.some(
    (root) => doc.project.exists(`${root}${name}.py`) || doc.project.exists(`${root}${name}/__init__.py`),
  );
}
