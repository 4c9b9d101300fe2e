import type { Document } from '../engine/document.ts';
import { memo } from '../engine/memo.ts';
import { fileNameOf } from '../engine/path-parts.ts';
import { shebangVersion } from './shebang.ts';
import type { VersionPlace } from './version-place.ts';
import { ciVersions } from './versions-ci.ts';
import { deployedVersions } from './versions-deployed.ts';
import { packagingVersions } from './versions-packaging.ts';

const BUILD_FILES: ReadonlySet<string> = new Set(['setup.py', 'noxfile.py']);

/** True for Python files in which more than the first line may declare a Python version. */
const mayDeclareInCode = ({ path, text }: Document): boolean =>
  BUILD_FILES.has(fileNameOf(path)) || text.includes('Runtime.PYTHON_');

/** Every declaration of a Python version in a file, in source order. */
export function pythonVersions(doc: Document): readonly VersionPlace[] {
  return memo(doc, readVersions);
}

function readVersions(doc: Document): readonly VersionPlace[] {
  if (doc.kind === 'python' && !mayDeclareInCode(doc)) {
    const place = shebangVersion(doc);
    return place === null ? [] : [place];
  }
  // YAML's aliases and merges repeat a place.
  const found = new Map<string, VersionPlace>();
  for (const place of [...packagingVersions(doc), ...ciVersions(doc), ...deployedVersions(doc)]) {
    const key = `${place.span.start} ${place.span.end} ${place.text}`;
    if (!found.has(key)) found.set(key, place);
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

/** The declarations of a file, grouped: each list is one group, every other place its own. */
export function versionGroups(doc: Document): readonly (readonly VersionPlace[])[] {
  const groups: VersionPlace[][] = [];
  const lists = new Map<object, VersionPlace[]>();
  for (const place of pythonVersions(doc)) {
    const known = place.list === null ? undefined : lists.get(place.list);
    if (known !== undefined) {
      known.push(place);
      continue;
    }
    const group = [place];
    groups.push(group);
    if (place.list !== null) lists.set(place.list, group);
  }
  return groups;
}
