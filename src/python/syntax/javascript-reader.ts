import type { Reader, ReaderHost } from '../reader/reader.ts';

/**
 * The reader as JavaScript. Not in the sources, where WebAssembly must run. When the bundle is built,
 * src/python/reader/javascript/reader.ts replaces this module.
 */
export const javascriptReader = (_host: ReaderHost): Reader | null => null;
