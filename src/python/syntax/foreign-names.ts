import { isAsciiName, nfkc } from './characters.ts';
import { idOf } from './words.ts';

/** What the reader has to know about the characters of a text that are not ASCII; see its foreign-names.ts. */
export interface ForeignNames {
  /** By offset: 3 for a character that names may start with (PEP 3131), 1 for one that they may contain, otherwise 0. */
  readonly units: Uint8Array;
  /** The names with such characters that rules look for: offset and word, by turns. */
  readonly names: readonly number[];
}

/** Describes the characters of a text that are not ASCII. */
export function foreignNames(text: string): ForeignNames {
  const runs = [...text.matchAll(/[^\0-\x7f]+/g)];
  const units = new Uint8Array(text.length);
  const known = new Map<string, number>();
  for (const { 0: run, index } of runs) {
    let at = index;
    for (const character of run) {
      const use = known.get(character) ?? useInNames(character);
      known.set(character, use);
      units[at++] = use;
      // The second surrogate of a pair only continues a name.
      if (character.length > 1) units[at++] = use & 1;
    }
  }
  return { units, names: wordsIn(text, runs, units) };
}

function useInNames(character: string): number {
  if (/\p{XID_Start}/u.test(character)) return 3;
  return /\p{XID_Continue}/u.test(character) ? 1 : 0;
}

function wordsIn(text: string, runs: readonly RegExpExecArray[], units: Uint8Array): readonly number[] {
  const found: number[] = [];
  let end = 0;
  for (const { 0: run, index } of runs) {
    for (let at = Math.max(index, end); at < index + run.length; at = Math.max(at + 1, end)) {
      if (units[at] === 0) continue;
      let start = at;
      while (start > end && isAsciiName(text.charCodeAt(start - 1))) start--;
      end = at;
      while (end < text.length && (units[end] !== 0 || isAsciiName(text.charCodeAt(end)))) end++;
      while (start < end && !startsName(text, start, units)) start++;
      const word = idOf(nfkc(text.slice(start, end)));
      if (word !== 0) found.push(start, word);
    }
  }
  return found;
}

/** Of the characters of names: digits and marks only continue them. */
const startsName = (text: string, at: number, units: Uint8Array): boolean =>
  units[at] === 3 || (units[at] === 0 && !/\d/.test(text.charAt(at)));
