// The lists of where subscribed words occur, one for each way in which they do: alternating row and word.

/** Calls by the last word of what is called. */
export const Called = 0;
/** Names, attributes and strings that are a subscribed word and are not called directly. */
export const Uncalled = 1;
/** Keyword arguments. */
export const Keywords = 2;
/** Aliases of imports whose last word is subscribed. */
export const Imported = 3;
/** From-imports by the first word of their module. */
export const Modules = 4;
export const LISTS = 5;
