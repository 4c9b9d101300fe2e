/**
 * Where the loader puts the function that tells it that this run compiled what the next one needs. The program that it
 * loads is built separately, and shares no module with it.
 */
export const KEEP_CODE = Symbol.for('antivenom.keep-code');
/** Likewise for a digest of the program, without which nothing is stored between runs. */
export const PROGRAM_ID = Symbol.for('antivenom.program-id');
