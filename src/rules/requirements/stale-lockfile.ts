import { pipfileHashes, poetryHashes } from '../../declared/lock-hashes.ts';
import type { Document } from '../../engine/document.ts';
import { fileNameOf, folderOf } from '../../engine/path-parts.ts';
import { defineRule } from '../../engine/rule.ts';
import type { Span } from '../../engine/span.ts';
import { entriesAt, rootsOf, scalarAt, valueAt } from '../../formats/tree-walk.ts';

export const staleLockfile = defineRule({
  id: 'stale-lockfile',
  kinds: ['toml'],
  triggers: ['[packages]', 'poetry', 'dependencies', 'packages'],
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'warning',
  fix: null,
  summary: 'A lock file that no longer belongs to its manifest',
  why: 'Changes in the manifest have no effect until somebody runs the lock command again.',
  details: `poetry.lock and Pipfile.lock hold a hash of what they were made from; it is computed the way poetry (1.0 to 2.5)
and Pipenv do it, and compared. Reported where the manifest is part of the change. uv.lock and pdm.lock hold no such
hash, or it takes the tool itself to compute it.`,
  examplePath: 'Pipfile',
  exampleFiles: {
    'Pipfile.lock':
      '{"_meta": {"hash": {"sha256": "70e8bf6bc774f5ca177467cab4e67d4264d0536857993326abc13ff43063bec0"}}, "default": {}}\n',
  },
  bad: '[packages]\nrequests = "*"\nflask = "*"\n',
  good: '[packages]\nrequests = "*"\n',

  *check(doc) {
    const found = doc.role === 'pipfile' ? pipenv(doc) : doc.role === 'pyproject' ? poetry(doc) : null;
    if (found === null || found.hashes.includes(found.locked)) return;
    yield {
      span: found.span,
      message: `${found.lock} was made from a different ${fileNameOf(doc.path)}: what gets installed is not what is written here`,
      help: `run ${found.command} and commit ${found.lock} with this change`,
    };
  },
});

interface Lock {
  readonly lock: string;
  readonly locked: string;
  readonly hashes: readonly string[];
  readonly span: Span;
  readonly command: string;
}

function pipenv(doc: Document): Lock | null {
  const lock = doc.sibling(`${doc.path}.lock`);
  const [root] = rootsOf(doc);
  const locked = lock === null ? null : scalarAt(lock.tree?.roots[0], '_meta', 'hash', 'sha256');
  if (lock === null || root === undefined || locked === null || isBroken(doc)) return null;
  const tables = ['packages', 'dev-packages'].map((name) => valueAt(root, name));
  const span = changedEntry(doc, tables);
  return {
    lock: fileNameOf(lock.path),
    locked: locked.text,
    hashes: pipfileHashes(root),
    span,
    command: 'pipenv lock',
  };
}

function poetry(doc: Document): Lock | null {
  const lock = doc.sibling(`${folderOf(doc.path)}poetry.lock`);
  const [root] = rootsOf(doc);
  const locked = lock === null ? null : scalarAt(lock.tree?.roots[0], 'metadata', 'content-hash');
  if (lock === null || root === undefined || locked === null || isBroken(doc)) return null;
  const tool = valueAt(root, 'tool', 'poetry');
  const span = changedEntry(doc, [
    valueAt(tool, 'dependencies'),
    valueAt(tool, 'dev-dependencies'),
    ...entriesAt(tool, 'group').map(({ value }) => valueAt(value, 'dependencies')),
    valueAt(root, 'project'),
  ]);
  return { lock: fileNameOf(lock.path), locked: locked.text, hashes: poetryHashes(root), span, command: 'poetry lock' };
}

/** A file that cannot be read completely has no hash. */
const isBroken = (doc: Document): boolean => (doc.tree?.problems.length ?? 1) > 0;

/** The first requirement that the change touched, or otherwise the first. */
function changedEntry(doc: Document, tables: readonly ReturnType<typeof valueAt>[]): Span {
  let first: Span | null = null;
  for (const table of tables) {
    for (const { key, value } of entriesAt(table)) {
      const span = {
        start: key.outerStart,
        end: value === null ? key.outerEnd : value.kind === 'scalar' ? value.outerEnd : value.end,
      };
      if (doc.base !== null && doc.isChanged(span)) return span;
      first ??= span;
    }
  }
  return first ?? { start: 0, end: Math.min(1, doc.text.length) };
}
