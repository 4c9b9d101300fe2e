/**
 * The words that all rules look for in Python files, by number, after an empty one, with a space between them. Empty in
 * the sources, where rules register their words when they are loaded. When the bundle is built, scripts/bundle.mjs lets
 * all rules do so and writes here what they registered.
 */
export const VOCABULARY: string = '';

/** Likewise the qualified names: a line for each word without which a file has none of them, with that word first. */
export const SUBSCRIPTIONS: string = '';
