/** True if the text only has ASCII characters. Native, and faster than an expression, which V8 has to compile. */
export const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;
