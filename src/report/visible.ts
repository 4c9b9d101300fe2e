/**
 * Matches most texts: compiling an expression with Unicode properties takes longer than rendering a whole report of
 * them.
 */
const PLAIN = /^[ -~]*$/;

/**
 * Characters that a terminal or a log obeys or hides instead of showing: control characters (an escape sequence could
 * rewrite the report), direction controls, line separators, invisible characters, unpaired surrogates. Some of them are
 * normal in emoji.
 */
const findUnsafe = (): RegExp =>
  /(\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?(?:\u200d\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)*)|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** The text with such characters written out, e.g. `\u202e`. Tabs become four spaces. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(findUnsafe(), (char, emoji: string | undefined) => {
    if (emoji !== undefined) return emoji;
    if (char === '\t') return '    ';
    const code = char.codePointAt(0) as number;
    if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

/** How many terminal columns a text takes: two for East Asian wide characters and emoji, none for combining marks. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const char of text) {
    if (/\p{Mn}|\p{Me}/u.test(char)) continue;
    width += isWide(char.codePointAt(0) as number) ? 2 : 1;
  }
  return width;
}

/** The wide blocks of https://www.unicode.org/reports/tr11/, roughly. */
function isWide(code: number): boolean {
  return (
    code >= 0x1100 &&
    (code <= 0x115f ||
      (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x1f300 && code <= 0x1faff) ||
      (code >= 0x20000 && code <= 0x3fffd))
  );
}
