import * as T from './tokens.ts';

/** The subscribed words, numbered. In the product, these tables are written when the bundle is built. */
const IDS = new Map<string, number>();
export const TEXT: string[] = [''];
/** By a hash of first, second and last character and length: the first word of the bucket. NEXT chains them. */
export const HEAD = new Uint16Array(16384);
export const NEXT: number[] = [0];

export const hashOf = (first: number, second: number, last: number, size: number): number =>
  (first * 7 + second * 241 + last * 1033 + size * 3079) & 16383;

export function intern(word: string): number {
  let id = IDS.get(word);
  if (id === undefined) {
    id = TEXT.length;
    TEXT.push(word);
    IDS.set(word, id);
    const h = hashOf(
      word.charCodeAt(0),
      word.length > 1 ? word.charCodeAt(1) : 0,
      word.charCodeAt(word.length - 1),
      word.length,
    );
    NEXT.push(HEAD[h]!);
    HEAD[h] = id;
  }
  return id;
}

/** By word: the kind of its token. */
export const KIND = new Uint8Array(4096);
for (const [word, kind] of Object.entries(T.KEYWORDS)) KIND[intern(word)] = kind;
/** Words up to this one are keywords, to which nobody needs to subscribe. */
export const LAST_KEYWORD = TEXT.length - 1;

export const idOf = (word: string): number => IDS.get(word) ?? 0;

/** The word in a bucket that is at an offset; 0 for none. */
export function wordIn(bucket: number, text: string, start: number, size: number): number {
  for (let id = bucket; id !== 0; id = NEXT[id]!) {
    const word = TEXT[id]!;
    if (word.length === size && text.startsWith(word, start)) return id;
  }
  return 0;
}

// How a word occurs in a file.
export const AsName = 1;
export const InString = 2;
/** A name that is not an attribute. */
export const Bare = 4;
/** As a keyword argument. */
export const AsKeyword = 8;
