import { PYTHON_RELEASES } from '../data/python-releases.ts';
import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import { folderOf } from '../engine/path-parts.ts';
import { isIn } from '../formats/pep440.ts';
import { parseRequirement } from '../formats/requirement.ts';
import { rootsOf, scalarAt } from '../formats/tree-walk.ts';

const ALL: readonly string[] = PYTHON_RELEASES.map(({ major, minor }) => `${major}.${minor}`);

/**
 * The Pythons (`3.12`) that a lock file or pyproject.toml says the project runs on. For another file, the
 * pyproject.toml beside it says so. All known Pythons if none does.
 */
export const declaredPythons = (doc: Document): readonly string[] => memo(doc, readPythons);

function readPythons(doc: Document): readonly string[] {
  const own = requiredPython(doc);
  if (own !== null) return matching(own);
  if (doc.role === 'pyproject') return ALL;
  const sibling = doc.sibling(`${folderOf(doc.path)}pyproject.toml`);
  const required = sibling === null ? null : requiredPython(sibling);
  return required === null ? ALL : matching(required);
}

function requiredPython(doc: Document): string | null {
  if (doc.kind !== 'toml') return null;
  for (const root of rootsOf(doc)) {
    const found =
      scalarAt(root, 'project', 'requires-python') ??
      scalarAt(root, 'requires-python') ??
      scalarAt(root, 'metadata', 'requires_python') ??
      scalarAt(root, 'metadata', 'python-versions') ??
      scalarAt(root, 'tool', 'poetry', 'dependencies', 'python');
    if (found !== null) return found.text;
  }
  return null;
}

function matching(required: string): readonly string[] {
  // poetry's caret: this Python or any later one of the same major version.
  const text = required.replace(
    /\^\s*(\d+)((?:\.\d+)*)/g,
    (_, major: string, rest: string) => `>=${major}${rest},<${Number(major) + 1}`,
  );
  const line = `python ${text.trim()}`;
  const mapped = { text: line, offset: (index: number) => index };
  const { clauses, problem } = parseRequirement(mapped, 0, line.length, false);
  if (problem !== null || clauses.length === 0) return ALL;
  // `>=3.9.2` still allows 3.9: its later patches.
  return ALL.filter((python) => isIn(python, clauses) || isIn(`${python}.9999`, clauses));
}
