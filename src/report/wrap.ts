import { displayWidth } from './visible.ts';

/** Breaks at spaces so that no line is wider than `width`, unless a single word, call or quoted text is. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of splitWords(text)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/**
 * Splits at spaces, but not within code: a call with its arguments, a quoted text, or an assignment can be copied
 * whole.
 */
function splitWords(text: string): string[] {
  const words: string[] = [];
  let start = 0;
  for (const { 0: piece, index } of text.matchAll(/"[^"]*"| /g)) {
    if (piece !== ' ') continue;
    const word = text.slice(start, index);
    if (word.endsWith('=') || text.startsWith('= ', index + 1) || isWithinCall(word)) continue;
    if (word.endsWith(') in') || (word.endsWith(')') && text.startsWith('in ("', index + 1))) continue;
    words.push(word);
    start = index + 1;
  }
  return [...words, text.slice(start)];
}

/** True while a bracket of a call, an index or a tuple of strings is open. Brackets in prose do not count. */
function isWithinCall(word: string): boolean {
  let depth = 0;
  for (const { 0: bracket } of word.matchAll(/"[^"]*"|(?<=[\w)\]])[([]|[([](?=")|[)\]]/g)) {
    if (bracket === '(' || bracket === '[') depth += 1;
    else if (!bracket.startsWith('"')) depth = Math.max(0, depth - 1);
  }
  return depth > 0;
}

/** Cuts to the width, after a word if possible, with an ellipsis if something is left out. */
export function cut(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const [words = ''] = wrap(text, width - 2);
  if (displayWidth(words) <= width - 2) return `${words} …`;
  let kept = '';
  for (const char of words) {
    if (displayWidth(kept + char) > width - 1) break;
    kept += char;
  }
  return `${kept}…`;
}

/** Programs that a help may begin with. A command is not capitalised. */
const COMMAND = /^(?:git|pip|python3?|uv|poetry|npm|docker) /;

/** A finding's message with a full stop. A small letter at its begin stays: it begins with a name, as in `exec runs …`. */
export function closed(message: string): string {
  return /[.?!:…]$/.test(message) || codeIn(message) !== null ? message : `${message}.`;
}

/** `write debug=False` as a sentence. Commands stay as they are: a full stop would be typed too. */
export function sentence(help: string): string {
  if (COMMAND.test(help)) return help;
  return closed(/^[a-z]+ /.test(help) ? help[0]!.toUpperCase() + help.slice(1) : help);
}

/**
 * A help as lines. Prose is wrapped. Code after a final colon gets its own line if it would not fit otherwise, and is
 * never broken: a command split over two lines is not the same command.
 */
export function wrapHelp(help: string, width: number): string[] {
  const whole = sentence(help);
  if (displayWidth(whole) <= width) return [whole];
  const code = codeIn(help);
  if (code === null) return COMMAND.test(help) ? [whole] : wrap(whole, width);
  return [...wrap(sentence(help.slice(0, -code.length - 1)), width), code];
}

/** What follows a final colon and is code. */
function codeIn(help: string): string | null {
  const colon = help.lastIndexOf(': ');
  const code = help.slice(colon + 2);
  return colon !== -1 && looksLikeCode(code) ? code : null;
}

function looksLikeCode(text: string): boolean {
  return (COMMAND.test(text) || /^[\w.]+ ?[=([]/.test(text)) && !/[a-z]\. [A-Z]/.test(text);
}
