/**
 * Where the loader puts what tells it that this run has compiled what the next one needs. The program it loads is built
 * apart from it, and shares no module with it.
 */
export const KEEP_CODE = Symbol.for('antivenom.keep-code');
