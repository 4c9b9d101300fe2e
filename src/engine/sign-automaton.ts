import { isAscii, type Reader, wasmReader } from '../python/syntax/index.ts';
import { type FoundSigns, inAscii } from './triggers.ts';

/**
 * Finds words and names in one pass over the text, as compileTriggers and compileNames do: all but U+0130, which
 * becomes an i and a dot in lower case; null for a text that has it.
 */
export type SignAutomaton = (text: string) => FoundSigns | null;

/**
 * Made of WebAssembly: a few thousand characters later it is faster than what V8 would have to compile first.
 * @returns null if there are too many signs, or WebAssembly cannot run
 */
export function compileAutomaton(words: readonly string[], names: readonly string[]): SignAutomaton | null {
  const lower = words.join('\0').toLowerCase();
  const distinct = [...new Set(lower.split('\0'))].filter((word) => word !== '');
  const others = isAscii(lower) ? [] : distinct.filter((word) => !isAscii(word));
  const inTable = others.length === 0 ? distinct : distinct.filter(isAscii);
  const signs = [...inTable, ...new Set(names)];
  const automaton = plant(signs, inTable.length);
  if (automaton === null) return null;

  const scan = (text: string): { words: string[]; names: string[] } => {
    automaton.run('makeRoom', text.length);
    automaton.writeText('text', text);
    automaton.run('findSigns');
    const found: { words: string[]; names: string[] } = { words: [], names: [] };
    for (const sign of automaton.ints('foundSigns', automaton.number('foundCount'))) {
      (sign < inTable.length ? found.words : found.names).push(signs[sign]!);
    }
    return found;
  };

  return (text) => {
    if (isAscii(text)) return scan(text);
    const searched = inAscii(text);
    if (searched.includes('\u0130')) return null;
    const found = scan(searched);
    if (others.length > 0) {
      const lower = searched.toLowerCase();
      found.words.push(...others.filter((word) => lower.includes(word)));
    }
    return found;
  };
}

/** A reader that knows the signs; null if it cannot. */
function plant(signs: readonly string[], words: number): Reader | null {
  try {
    const reader = wasmReader();
    const letters = `${signs.join('\0')}\0`;
    reader.run('makeRoomForSigns', letters.length);
    reader.writeText('signLetters', letters);
    return reader.run('plantSigns', signs.length, words, letters.length) ? reader : null;
  } catch {
    return null;
  }
}
