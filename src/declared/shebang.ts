import type { Document } from '../engine/document.ts';
import type { VersionPlace } from './version-place.ts';

/** The Python version that a script's first line asks for; null if it names none. */
export function shebangVersion({ text: source }: Document): VersionPlace | null {
  if (!source.startsWith('#!')) return null;
  const line = /^#![^\r\n]*?\bpython(([23])(?:\.(\d{1,2}))?)(?=\s|$)/.exec(source);
  if (line === null) return null;
  const text = line[1]!;
  const end = line[0].length;
  const minor = line[3] === undefined ? null : Number(line[3]);
  return {
    span: { start: end - 'python'.length - text.length, end },
    what: `shebang python${text}`,
    strength: 'runs',
    version: { major: Number(line[2]), minor },
    range: null,
    text,
    list: null,
    readAs: null,
  };
}
