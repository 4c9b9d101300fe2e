import { displayWidth } from './visible.ts';

/** Breaks at spaces so that no line is wider than that, but for words that are. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
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

/** Cut to the width, behind a word where there is one, with an ellipsis where something is left out. */
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

/** Programs that a help may begin with: a command keeps its small letter. */
const PROGRAMS: ReadonlySet<string> = new Set(['git', 'pip', 'python', 'python3', 'uv', 'poetry', 'npm', 'docker']);

/** `write debug=False` as a sentence of its own; what is code stays as it is. */
export function sentence(text: string): string {
  const first = /^[a-z]+(?= )/.exec(text)?.[0];
  const begun = first === undefined || PROGRAMS.has(first) ? text : text[0]!.toUpperCase() + text.slice(1);
  return /[.?!:…]$/.test(begun) ? begun : `${begun}.`;
}

/**
 * A help as lines: prose is wrapped, and code behind a final colon has lines of its own where it would not fit.
 */
export function wrapHelp(help: string, width: number): string[] {
  const whole = sentence(help);
  if (displayWidth(whole) <= width) return [whole];
  const colon = help.lastIndexOf(': ');
  const code = help.slice(colon + 2);
  if (colon === -1 || !looksLikeCode(code)) return wrap(whole, width);
  return [...wrap(sentence(`${help.slice(0, colon)}:`), width), ...wrap(code, width)];
}

function looksLikeCode(text: string): boolean {
  return /^[\w.]+ ?[=([]|^(?:git|pip|python|uv) /.test(text) && !/[a-z]\. [A-Z]/.test(text);
}
