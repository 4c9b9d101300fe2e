import { isAscii } from '../python/syntax/index.ts';
import { once } from './once.ts';

/** Those of a list of words and names that are in a text. */
export interface FoundSigns {
  /** In lower case, each once. */
  readonly words: readonly string[];
  /** Each once. */
  readonly names: readonly string[];
}

/**
 * Finds which of several hundred words are in a text, in one pass. It uses one regular expression of all words, which
 * V8 compiles to machine code: for ten modules this takes a fifth of the time of a search per word, and a tenth of a
 * hand-written hash of each place, which V8 would not optimise within such a short process.
 */
export interface TriggerScanner {
  /**
   * The listed words that the text contains, in lower case. Case does not matter.
   * @param searched see {@link searchable}
   */
  scan(searched: string): ReadonlySet<string>;
}

export function compileTriggers(words: Iterable<string>): TriggerScanner {
  // Longest first: other words that begin at the same place are part of it.
  const distinct = [...new Set([...words].map((word) => word.toLowerCase()))].sort((a, b) => b.length - a.length);
  if (distinct.length === 0) return { scan: () => new Set() };
  const expression = once(
    () => new RegExp(distinct.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g'),
  );
  const parts = new Map<string, readonly string[]>();
  const partsOf = (word: string): readonly string[] => {
    let found = parts.get(word);
    if (found === undefined) {
      found = distinct.filter((other) => word.includes(other));
      parts.set(word, found);
    }
    return found;
  };

  return {
    scan(searched) {
      const lower = searched.toLowerCase();
      if (lower.length <= SHORT) return new Set(distinct.filter((word) => lower.includes(word)));
      const found = new Set<string>();
      const all = expression();
      all.lastIndex = 0;
      for (let match = all.exec(lower); match !== null; match = all.exec(lower)) {
        if (!found.has(match[0])) for (const word of partsOf(match[0])) found.add(word);
        // Another word may begin inside this one.
        all.lastIndex = match.index + 1;
      }
      return found;
    },
  };
}

/** For up to this many characters, searching for each word is faster than compiling the expression. */
const SHORT = 3000;

/** Finds which of several hundred names are in a text as whole identifiers. */
export interface NameScanner {
  /** @param searched see {@link searchable} */
  scan(searched: string): Iterable<string>;
}

export function compileNames(names: Iterable<string>): NameScanner {
  const distinct = new Set(names);
  if (distinct.size === 0) return { scan: () => [] };
  const expression = once(() => new RegExp(`\\b(?:${[...distinct].join('|')})\\b`, 'g'));
  return {
    scan(searched) {
      const found = searched.length <= SHORT ? searched.match(/\w+/g) : searched.match(expression());
      return new Set(found?.filter((name) => distinct.has(name)));
    },
  };
}

/** V8 compiles an expression to machine code at its first use on a text of this length: 0.4 ms instead of 2.5. */
const LONG_ENOUGH = 1000;

/** A text prepared for large alternations: in NFKC, as Python reads names (PEP 3131: ｅｖａｌ is eval), and not short. */
export const searchable = (text: string): string => inAscii(text).padEnd(LONG_ENOUGH, '\n');

/**
 * Replaces the letters that NFKC turns into ASCII. In pieces: normalising a run of combining marks takes the square of
 * its length, and no word of ours is as long as a piece.
 */
export function inAscii(text: string): string {
  // Most files have none, and to compile an expression takes longer than to find that out.
  if (isAscii(text)) return text;
  return text.replace(/[^\0-\x7f]{1,64}/g, (piece) => piece.normalize('NFKC'));
}
