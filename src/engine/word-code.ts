/** Whether a UTF-16 code unit is what `\w` matches. False for NaN, which `charCodeAt` gives outside of a text. */
export const isWordCode = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;

/** The end of the word that an offset is in. */
export function endOfWord(text: string, start: number): number {
  let end = start;
  while (isWordCode(text.charCodeAt(end))) end += 1;
  return end;
}
