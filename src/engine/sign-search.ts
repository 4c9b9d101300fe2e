import { once } from './once.ts';
import { compileAutomaton } from './sign-automaton.ts';
import { compileNames, compileTriggers, type FoundSigns, searchable } from './triggers.ts';

export interface SignSearch {
  /** Announces a text of some length. */
  expect(length: number): void;
  in(text: string): FoundSigns;
  /** The names alone, in a text that is short and in NFKC. */
  namesIn(text: string): Iterable<string>;
}

/** From this many characters on, an automaton is faster than regular expressions, which V8 has to compile. */
const WORTH_AN_AUTOMATON = 20_000;

/**
 * @param words to find anywhere, in any case
 * @param names to find as whole identifiers
 */
export function compileSearch(words: readonly string[], names: readonly string[]): SignSearch {
  const triggers = once(() => compileTriggers(words));
  const identifiers = once(() => compileNames(names));
  const automaton = once(() => compileAutomaton(words, names));
  let expected = 0;
  let searched = 0;
  return {
    expect(length) {
      expected += length;
    },
    in(text) {
      searched += text.length;
      const found = Math.max(searched, expected) > WORTH_AN_AUTOMATON ? automaton()?.(text) : undefined;
      if (found) return found;
      const prepared = searchable(text);
      return { words: [...triggers().scan(prepared)], names: [...identifiers().scan(prepared)] };
    },
    namesIn: (text) => identifiers().scan(text),
  };
}
