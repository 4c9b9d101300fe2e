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
  let end = 0;
  for (const { index, 0: verb } of rest.matchAll(/\b(?:write|pass|set) /g)) {
    const start = index + verb.length;
    const clause = clauseOf(rest.slice(start));
    end = Math.max(end, start + clause.length);
    found.push(...[clause].filter(isCode));
  }
  // The code may hold colons itself, and `(uv: explicit = true)` is a remark.
  const colons = [...rest.matchAll(/: /g)].map(({ index }) => index).filter((at) => at >= end);
  const tails = colons.filter((at) => !/\([^)]*$/.test(rest.slice(0, at))).map((at) => rest.slice(at + 2));
  found.push(...[tails.find((tail) => isCode(tail) && parsesAsPython(tail)) ?? tails.at(-1) ?? ''].filter(isCode));
  return [...new Set(found)].filter((text) => !COMMAND.test(text));
}

const ENDS = /, or |, and |; | \(\w| instead of | below | after |: |$/g;

/** Up to the first end after which Python can read it: what looks like an end may be part of the code. */
function clauseOf(text: string): string {
  const clauses = [...text.matchAll(ENDS)].map(({ index }) => text.slice(0, index));
  return clauses.find((clause) => isCode(clause) && parsesAsPython(clause)) ?? clauses[0] ?? text;
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
