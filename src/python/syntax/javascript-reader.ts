import type { Reader } from '../reader/reader.ts';

/**
 * The reader as JavaScript. Not in the sources, where WebAssembly must run. When the bundle is built,
 * src/python/reader/javascript/reader.ts replaces this module.
 */
export const javascriptReader = (): Reader | null => null;
