import { supportedPythons } from '../../data/python-releases.ts';
import { REMOVED_MODULES } from '../../data/removed-modules.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule } from '../../engine/rule.ts';
import type { Expression, Node } from '../../python/syntax/nodes.ts';
import { intern } from '../../python/syntax/words.ts';

export const removedModule = defineRule({
  id: 'removed-module',
  kinds: ['python'],
  triggers: [...REMOVED_MODULES.keys()],
  severity: 'warning',
  fix: null,
  summary: 'Import of a module that the standard library lost',
  why: 'The import fails under a supported Python, and keeps the program on one that gets no fixes.',
  details: `Silent where the import is tried (\`try … except ImportError\`, \`contextlib.suppress\`), under a check of
\`sys.version_info\` or \`TYPE_CHECKING\`, and where the project has a module of that name of its own.`,
  bad: 'import asyncore\n',
  good: 'import asyncio\n',

  *check(doc) {
    const { modules } = doc.python.parsed;
    const rows: number[] = [];
    for (let i = 0; i < modules.length; i += 2) if (REMOVED.has(modules[i + 1]!)) rows.push(modules[i]!);
    if (rows.length === 0) return;
    const newest = supportedPythons(doc.project.date).at(-1)?.minor ?? 0;
    for (const node of [...doc.python.nodes('Import'), ...doc.python.nodes('ImportFrom')]) {
      const imported = node.kind === 'Import' ? node.names : node.level === 0 ? [{ ...node, name: node.module }] : [];
      for (const { name, start, end } of imported) {
        const top = name.split('.', 1)[0]!;
        const removed = REMOVED_MODULES.get(top);
        if (removed === undefined || removed.minor > newest) continue;
        if (isGuardedImport(node, doc) || isOwnModule(top, doc)) continue;
        yield {
          span: { start, end },
          message: `The module ${top} was removed in Python 3.${removed.minor}: this import fails there`,
          help: removed.instead,
        };
      }
    }
  },
});

const REMOVED = new Set([...REMOVED_MODULES.keys()].map(intern));

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
    // The fallback of another import that was tried.
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

/** A module or package of that name at the root, beside the file or in a folder above it. */
function isOwnModule(name: string, doc: Document): boolean {
  const folders = doc.path.split('/').slice(0, -1);
  const roots = ['', 'src/'];
  for (let depth = folders.length; depth > 0; depth -= 1) roots.push(`${folders.slice(0, depth).join('/')}/`);
  return roots.some(
    (root) => doc.project.exists(`${root}${name}.py`) || doc.project.exists(`${root}${name}/__init__.py`),
  );
}
