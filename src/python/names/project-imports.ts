import type { QualifiedName } from '../../data/qualified-name.ts';
import type { Exported, Imports, Names } from './names.ts';

export const NO_IMPORTS: Imports = { find: () => null, mayHave: () => false };

/**
 * The name in another file that a dotted text means: `.app.app.run` is `app` in the file of `.app`, followed by `.run`.
 * Null if the text does not lead to a file in the project, or to one that does not bind the name.
 */
export function findExported(text: QualifiedName, imports: Imports): Exported | null {
  // Most texts begin with a module that is not of the project.
  if (!text.startsWith('.') && !imports.mayHave(rootOf(text))) return null;
  const dots = /^\.*/.exec(text)![0];
  const segments = text.slice(dots.length).split('.');
  if (segments.length < 2 && dots === '') return null;
  for (let count = segments.length - 1; count >= (dots === '' ? 1 : 0); count -= 1) {
    const prefix = segments.slice(0, count);
    if (prefix.some((segment) => segment.includes('('))) continue;
    const names = imports.find(dots + prefix.join('.'));
    if (names === null) continue;
    const [, name = '', tail = ''] = /^(\w+)(.*)$/s.exec(segments.slice(count).join('.')) ?? [];
    return name !== '' && bindsOrStars(names, name, MAX_STARS) ? { names, name, tail } : null;
  }
  return null;
}

function rootOf(text: QualifiedName): string {
  const dot = text.indexOf('.');
  const root = dot < 0 ? text : text.slice(0, dot);
  return root.endsWith('()') ? root.slice(0, -2) : root;
}

const MAX_STARS = 5;

/** True if a file binds a name at its top level, or gets it from a star import. */
function bindsOrStars(names: Names, name: string, depth: number): boolean {
  if (names.bindings(name, names.file.module).length > 0) return true;
  if (depth === 0 || name.startsWith('_')) return false;
  return names.starImports.some(({ module }) => {
    const there = names.imports.find(module);
    return there !== null && there !== names && bindsOrStars(there, name, depth - 1);
  });
}

/** `.run` and `()`, one after the other. */
export function* tailParts(tail: string): Generator<string> {
  for (const [part] of tail.matchAll(/\.\w+|\(\)|\[\]/g)) yield part;
}
