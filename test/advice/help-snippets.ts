import { parsePython } from '../../src/python/syntax/parse.ts';

/** The programs that a help may tell people to run. */
const COMMAND = /^(?:git|pip|pip-compile|python|python3|uv|poetry|pipenv|npm|antivenom) \S/;

/**
 * The code in a help: in backticks, after `write` or `pass` up to the next clause, and after a final colon. Prose is
 * left out.
 */
export function snippetsOf(help: string): string[] {
  const found: string[] = [];
  for (const [, quoted = ''] of help.matchAll(/`([^`]+)`/g)) found.push(quoted);
  const rest = help.replace(/`[^`]+`|# antivenom: .*/g, '…');
  const clause = /\b(?:write|pass|set) (.+?)(?=, or |, and |; | \(\w| instead of | below | after |: |$)/g;
  for (const [, code = ''] of rest.matchAll(clause)) found.push(...[code].filter(isCode));
  const colon = rest.lastIndexOf(': ');
  // `(uv: explicit = true)` is a remark.
  if (colon !== -1 && !/\([^)]*$/.test(rest.slice(0, colon))) found.push(...[rest.slice(colon + 2)].filter(isCode));
  return [...new Set(found)].filter((text) => !COMMAND.test(text));
}

/** The shell commands in a help: the whole text, or what follows a final colon. */
export function commandsOf(help: string): string[] {
  const found = [help, help.slice(help.lastIndexOf(': ') + 2)].flatMap((text) => text.split(', or '));
  return [...new Set(found)].filter((text) => COMMAND.test(text));
}

const isCode = (text: string): boolean => /[=([{]|^assert /.test(text) && !/^#|…|^[a-z]+ [a-z]+ [a-z]+\b/.test(text);

/** True if Python reads it as a statement, an argument, an item or the header of a block. */
export function parsesAsPython(snippet: string): boolean {
  const forms = [snippet, `f(${snippet})`, `{${snippet}}`, `[${snippet}]`, `${snippet} pass`, `${snippet}\n    pass`];
  return forms.some((text) => parsePython(`${text}\n`).problems.length === 0);
}
