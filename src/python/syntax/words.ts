import * as T from './tokens.ts';
import { VOCABULARY, type Vocabulary } from './vocabulary.ts';

/** The subscribed words, numbered. */
export const TEXT: string[] = VOCABULARY.words.split(' ');
/** By a hash of first, second and last character and length: the first word of the bucket. NEXT chains them. */
const HEAD = new Uint16Array(16384);
const NEXT: number[] = [0];

const hashOf = (first: number, second: number, last: number, size: number): number =>
  (first * 7 + second * 241 + last * 1033 + size * 3079) & 16383;

const bucketOf = (word: string): number =>
  hashOf(word.charCodeAt(0), word.length > 1 ? word.charCodeAt(1) : 0, word.charCodeAt(word.length - 1), word.length);

/** Puts the next word into its bucket. */
function link(bucket: number): void {
  const id = NEXT.length;
  NEXT.push(HEAD[bucket]!);
  HEAD[bucket] = id;
}

for (let id = 1; id < VOCABULARY.buckets.length; id++) link(VOCABULARY.buckets[id]!);

/** The number of a word, which is registered if it is new. Call it before the first file is read. */
export function intern(word: string): number {
  const bucket = bucketOf(word);
  const known = wordIn(bucket, word);
  if (known !== 0) return known;
  TEXT.push(word);
  link(bucket);
  return TEXT.length - 1;
}

/** The number of a word; 0 if no rule looks for it. */
export const idOf = (word: string): number => wordIn(bucketOf(word), word);

/** The word in a bucket; 0 for none. */
function wordIn(bucket: number, word: string): number {
  let id = HEAD[bucket]!;
  while (id !== 0 && TEXT[id] !== word) id = NEXT[id]!;
  return id;
}

/** By word: the kind of its token. */
export const KIND = new Uint8Array(4096);
for (const [word, kind] of Object.entries(T.KEYWORDS)) KIND[intern(word)] = kind;

/** The words by number, each followed by a space. */
export const wordsInARow = (): string =>
  `${TEXT.length === VOCABULARY.buckets.length ? VOCABULARY.words : TEXT.join(' ')} `;

/** What is registered, in the form in which the bundle keeps it. The names are those that end in each word. */
export function vocabularyOf(names: readonly (readonly string[] | undefined)[]): Vocabulary {
  return {
    words: TEXT.join(' '),
    buckets: TEXT.map(bucketOf),
    names: TEXT.map((_, id) => names[id]?.join(' ') ?? '').join('\n'),
  };
}
