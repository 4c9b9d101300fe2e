import * as T from './tokens.ts';
import { VOCABULARY } from './vocabulary.ts';

/** The subscribed words, numbered. */
export const TEXT: string[] = VOCABULARY.split(' ');
const ids = new Map(TEXT.map((word, id) => [word, id]));

/** The number of a word, which is registered if it is new. Call it before the first file is read. */
export function intern(word: string): number {
  const known = ids.get(word);
  if (known !== undefined) return known;
  ids.set(word, TEXT.length);
  return TEXT.push(word) - 1;
}

/** The number of a word; 0 if no rule looks for it. */
export const idOf = (word: string): number => ids.get(word) ?? 0;

/** By word: the kind of its token. */
export const KIND = new Uint8Array(4096);
for (const [word, kind] of Object.entries(T.KEYWORDS)) KIND[intern(word)] = kind;

/** What is registered: the words by number, after an empty one, with a space between them. */
export const vocabulary = (): string => TEXT.join(' ');
