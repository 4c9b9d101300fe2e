import type { TruthWords } from '../../data/environment-readers.ts';
import { giveUp, isAscii, PythonRaise, strip } from './values.ts';

/** What a library's cast to bool makes of a text; raises where the library does. */
export function truthOfText(words: TruthWords, text: string): boolean {
  if (!isAscii(text)) return giveUp();
  if (words.emptyIsOff === true && text === '') return false;
  if (words.integers === true) {
    const trimmed = strip(text, null, 'both');
    if (/^[+-]?\d(?:_?\d)*$/.test(trimmed)) return /[1-9]/.test(trimmed);
  }
  const folded = words.folds.reduce<string>(
    (value, fold) => (fold === 'lower' ? value.toLowerCase() : strip(value, null, 'both')),
    text,
  );
  if (words.on.includes(folded)) return true;
  if (words.off.includes(folded) || words.otherwise === 'off') return false;
  throw new PythonRaise('builtins.ValueError');
}
