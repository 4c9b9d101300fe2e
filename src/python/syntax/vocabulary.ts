/**
 * What all rules look for in Python files. Empty in the sources, where rules register their words when they are loaded.
 * When the bundle is built, scripts/bundle.mjs lets all rules do so and writes here what they registered.
 */
export interface Vocabulary {
  /** The words by number, after an empty one, with a space between them. */
  readonly words: string;
  /** By word: the bucket that it is in. */
  readonly buckets: readonly number[];
  /** By word, one to a line: the qualified names that end in it, with a space between them. */
  readonly names: string;
}

export const VOCABULARY: Vocabulary = { words: '', buckets: [0], names: '' };
