/** The public functions about where values come from: requests, arguments, files, or the program's own text. */

export { isDecodedConstant } from './decoded.ts';
export { isNamedByStranger, isOwnFile, isOwnModule, readsFile } from './file-source.ts';
export { describeSource, worstOrigin } from './origin-words.ts';
export { requestHandlerOf } from './request-handlers.ts';
export { mayBeTainted, originOf, type TaintSource } from './taint.ts';
