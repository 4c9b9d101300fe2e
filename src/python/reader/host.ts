// What only JavaScript knows: Unicode's tables. Where the reader runs as
// JavaScript, javascript/host.ts replaces this module.

/** True where a name may start with the character at the offset, which is not ASCII (PEP 3131). */
export declare function startsName(at: i32): boolean;
/** The end of the name that continues at the offset; may be the offset itself. */
export declare function endOfName(at: i32): i32;
/** The number of the word that the name is after normalisation (PEP 3131: NFKC); 0 if no rule looks for it. */
export declare function wordOfName(start: i32, end: i32): i32;
