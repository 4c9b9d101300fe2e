import { type FoundSigns, inAscii } from './triggers.ts';
import { isWordCode } from './word-code.ts';

/**
 * Finds words and names in one pass over the text, as compileTriggers and compileNames do: all but U+0130, which
 * becomes an i and a dot in lower case; null for a text that has it.
 */
export type SignAutomaton = (text: string) => FoundSigns | null;

/** What one step of the automaton leads to is a state, with this bit if a sign may end there. */
const ENDS = 0x8000;
/** The step has not been taken yet. */
const UNKNOWN = 0xffff;
const ROOT = 0;

/**
 * An automaton after Aho and Corasick (https://doi.org/10.1145/360825.360855). Most of its steps are never taken, so
 * each is only worked out at its first use.
 * @returns null if there are too many signs
 */
export function compileAutomaton(words: readonly string[], names: readonly string[]): SignAutomaton | null {
  const distinct = [...new Set(words.map((word) => word.toLowerCase()))];
  const others = distinct.filter((word) => !isAscii(word));
  const signs = [...distinct.filter(isAscii), ...new Set(names)];
  /** From this sign on, signs are names. */
  const firstName = distinct.length - others.length;
  const spelled = signs.map((sign) => sign.toLowerCase());
  if (spelled.reduce((sum, { length }) => sum + length, 1) >= ENDS) return null;
  const { classOf, bits } = classify(spelled);
  const { next, suffix, ending, signsIn } = plant(spelled, classOf, bits);

  /** Follows a step, which may not have been taken before. */
  const step = (state: number, column: number): number => {
    const at = (state << bits) + column;
    let to = next[at]!;
    if (to === UNKNOWN) {
      to = state === ROOT ? ROOT : step(suffix[state]!, column);
      next[at] = to;
    }
    return to;
  };

  /** The number of the scan that last found a sign. */
  const foundIn = new Uint32Array(signs.length);
  let scans = 0;
  const take = (state: number, text: string, end: number, found: number[]): void => {
    for (let at = ending[state]!; at !== ROOT; at = ending[suffix[at]!]!) {
      for (const sign of signsIn[at]!) {
        if (foundIn[sign] === scans || (sign >= firstName && !isNameAt(text, signs[sign]!, end))) continue;
        foundIn[sign] = scans;
        found.push(sign);
      }
    }
  };

  let state = ROOT;
  /** The text, one byte per character: to look at a byte takes V8 much less than to look at a character. */
  let bytes = Buffer.allocUnsafeSlow(FIRST_ROOM);
  /** Goes on to the next step that is unknown or may end a sign. This function is so small that V8 soon optimises it. */
  const advance = (from: number, end: number): number => {
    let at = state;
    let i = from;
    for (; i < end; i += 1) {
      const to = next[(at << bits) + classOf[bytes[i]!]!]!;
      if (to >= ENDS) break;
      at = to;
    }
    state = at;
    return i;
  };

  /** @param text in ASCII but for `\x80` */
  const scan = (text: string): { words: string[]; names: string[] } => {
    const found: number[] = [];
    const size = text.length;
    if (size > bytes.length) bytes = Buffer.allocUnsafeSlow(2 * size);
    bytes.write(text, 0, size, 'latin1');
    scans += 1;
    state = ROOT;
    for (let i = advance(0, size); i < size; i = advance(i + 1, size)) {
      const to = step(state, classOf[bytes[i]!]!);
      state = to & ~ENDS;
      if (to >= ENDS) take(state, text, i + 1, found);
    }
    return named(found);
  };

  return (text) => {
    if (Buffer.byteLength(text) === text.length) return scan(text);
    const searched = inAscii(text);
    if (searched.includes('\u0130')) return null;
    const found = scan(searched.replaceAll(/[^\0-\x7f]+/g, '\x80'));
    if (others.length > 0) {
      const lower = searched.toLowerCase();
      found.words.push(...others.filter((word) => lower.includes(word)));
    }
    return found;
  };

  function named(found: readonly number[]): { words: string[]; names: string[] } {
    const result: { words: string[]; names: string[] } = { words: [], names: [] };
    for (const sign of found) (sign < firstName ? result.words : result.names).push(signs[sign]!);
    return result;
  }
}

const FIRST_ROOM = 1 << 16;

const isAscii = (word: string): boolean => /^[\0-\x7f]*$/.test(word);

function isNameAt(text: string, name: string, end: number): boolean {
  const start = end - name.length;
  // V8 expects charCodeAt to stay inside of the text.
  if (start > 0 && isWordCode(text.charCodeAt(start - 1))) return false;
  return !(end < text.length && isWordCode(text.charCodeAt(end))) && text.startsWith(name, start);
}

/** A column of the table for each character, in both cases. Those in no word share the first. */
function classify(spelled: readonly string[]): { readonly classOf: Uint8Array; readonly bits: number } {
  const classOf = new Uint8Array(256);
  let count = 1;
  for (const sign of spelled) {
    for (let i = 0; i < sign.length; i += 1) {
      const code = sign.charCodeAt(i);
      if (classOf[code] !== 0) continue;
      classOf[code] = count;
      if (code >= 97 && code <= 122) classOf[code - 32] = count;
      count += 1;
    }
  }
  return { classOf, bits: 32 - Math.clz32(count - 1) };
}

interface Trie {
  /** The state that each state and column leads to. */
  readonly next: Uint16Array;
  /** The state of the longest beginning of a sign that each state's own beginning ends with. */
  readonly suffix: Uint16Array;
  /** Of each state and its suffixes, the first in which a sign ends; the root for none. */
  readonly ending: Uint16Array;
  /** The signs that end in a state. */
  readonly signsIn: readonly (readonly number[] | undefined)[];
}

/** The states for the beginnings of all signs, and the steps between them. */
function plant(spelled: readonly string[], classOf: Uint8Array, bits: number): Trie {
  const most = spelled.reduce((sum, { length }) => sum + length, 1);
  const next = new Uint16Array(most << bits).fill(UNKNOWN);
  const suffix = new Uint16Array(most);
  const ending = new Uint16Array(most);
  const signsIn: number[][] = [];
  /** The step that leads to each state from the beginning without its last character. */
  const stepTo = new Uint32Array(most);
  const states = new Uint16Array(spelled.length);
  const follow = (state: number, column: number): number => {
    for (let at = state; ; at = suffix[at]!) {
      const to = next[(at << bits) + column]!;
      if (to !== UNKNOWN) return to & ~ENDS;
      if (at === ROOT) return ROOT;
    }
  };
  let count = 1;
  let rest = [...spelled.keys()].filter((sign) => spelled[sign] !== '');
  // All signs character by character, as a suffix is shorter than what it is a suffix of.
  for (let length = 1; rest.length > 0; length += 1) {
    const first = count;
    for (const sign of rest) {
      const state = states[sign]!;
      const column = classOf[spelled[sign]!.charCodeAt(length - 1)]!;
      const step = (state << bits) + column;
      if (next[step] === UNKNOWN) {
        suffix[count] = state === ROOT ? ROOT : follow(suffix[state]!, column);
        stepTo[count] = step;
        next[step] = count;
        count += 1;
      }
      const to = next[step]!;
      states[sign] = to;
      if (spelled[sign]!.length > length) continue;
      signsIn[to] ??= [];
      signsIn[to].push(sign);
    }
    for (let state = first; state < count; state += 1) {
      ending[state] = signsIn[state] === undefined ? ending[suffix[state]!]! : state;
      if (ending[state] !== ROOT) next[stepTo[state]!]! |= ENDS;
    }
    rest = rest.filter((sign) => spelled[sign]!.length > length);
  }
  return { next, suffix, ending, signsIn };
}
