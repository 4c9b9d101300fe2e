import { memo } from '../../engine/memo.ts';
import type { Edit } from '../../engine/span.ts';
import type { Names } from '../names/index.ts';
import { lineStart, type Node, type PythonFile, type Statement } from '../syntax/index.ts';

export interface ImportedName {
  /** The module's name at that place. */
  readonly name: string;
  /** Empty if it is already imported. */
  readonly edits: readonly Edit[];
}

/**
 * A name for a module at a node, with the edit that imports it if necessary. Null if the name means something else
 * there.
 */
export function importModule(module: string, at: Node, names: Names): ImportedName | null {
  const { file } = names;
  const imported = memo(file, readImports).get(module);
  if (imported !== undefined && imported.start <= at.start) return { name: imported.name, edits: [] };
  if (names.bindings(module, at).length > 0) return null;
  const { offset, lineEnd } = memo(file, importPlace);
  return { name: module, edits: [{ start: offset, end: offset, text: `import ${module}${lineEnd}` }] };
}

interface Imported {
  readonly name: string;
  readonly start: number;
}

/** The modules that a file imports at its top level, each with its first import. */
function readImports(file: PythonFile): ReadonlyMap<string, Imported> {
  const found = new Map<string, Imported>();
  for (const statement of file.module.body) {
    if (statement.kind !== 'Import') continue;
    for (const { name, asname } of statement.names) {
      if (!found.has(name)) found.set(name, { name: asname ?? name, start: statement.start });
    }
  }
  return found;
}

/**
 * The start of the first line at which an import may be inserted: after the docstring and `from __future__` imports;
 * and how the file ends its lines.
 */
function importPlace({ text, module }: PythonFile): { readonly offset: number; readonly lineEnd: string } {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  for (const [index, statement] of module.body.entries()) {
    const isDocstring = index === 0 && statement.kind === 'ExpressionStatement' && statement.value.kind === 'String';
    const isFuture = statement.kind === 'ImportFrom' && statement.module === '__future__' && statement.level === 0;
    if (isDocstring || isFuture) continue;
    return { offset: lineStart(text, firstOffset(statement)), lineEnd };
  }
  return { offset: text.length, lineEnd };
}

/** Decorators come before the start of their statement. */
function firstOffset(statement: Statement): number {
  if (statement.kind !== 'FunctionDef' && statement.kind !== 'ClassDef') return statement.start;
  return statement.decorators[0]?.start ?? statement.start;
}

/** True if `os.environ` can be used as it is. */
export const importsOs = (file: PythonFile): boolean => memo(file, findsOs);

function findsOs({ text }: PythonFile): boolean {
  return text.split('\n').some((line) => /^[ \t]*import[ \t]/.test(line) && /^[^#]*\bos\b(?!\.path)/.test(line));
}
