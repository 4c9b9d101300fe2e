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

const NOTHING: FoundSigns = { words: [], names: [] };

/**
 * Controls of the direction of writing. No other character becomes one in lower case or NFKC, so that they are searched
 * for in the text as it is: for prose, which may have any characters and is only searched for them, that takes a
 * twentieth of the time.
 */
const isControl = (word: string): boolean => /^[\u202a-\u202e\u2066-\u2069]$/.test(word);

/**
 * @param words to find anywhere, in any case
 * @param names to find as whole identifiers
 */
export function compileSearch(words: readonly string[], names: readonly string[]): SignSearch {
  const controls = words.filter(isControl);
  const others = words.filter((word) => !isControl(word));
  const anyControl = once(() => new RegExp(`[${controls.join('')}]`));
  const triggers = once(() => compileTriggers(others));
  const identifiers = once(() => compileNames(names));
  const automaton = once(() => compileAutomaton(others, names));
  let expected = 0;
  let searched = 0;
  const searchOthers = (text: string): FoundSigns => {
    if (others.length + names.length === 0) return NOTHING;
    searched += text.length;
    const found = Math.max(searched, expected) > WORTH_AN_AUTOMATON ? automaton()?.(text) : undefined;
    if (found) return found;
    const prepared = searchable(text);
    return { words: [...triggers().scan(prepared)], names: [...identifiers().scan(prepared)] };
  };
  return {
    expect(length) {
      expected += length;
    },
    in(text) {
      const found = searchOthers(text);
      if (controls.length === 0 || !anyControl().test(text)) return found;
      return { ...found, words: [...found.words, ...controls.filter((control) => text.includes(control))] };
    },
    namesIn: (text) => identifiers().scan(text),
  };
}
