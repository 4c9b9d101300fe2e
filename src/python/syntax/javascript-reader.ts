import type { Reader, ReaderHost } from './reader.ts';

/**
 * The reader as JavaScript. Not in the sources, where WebAssembly must run. When the bundle is built, scripts/bundle.mjs
 * puts it here.
 */
export const javascriptReader = (_host: ReaderHost): Reader | null => null;
