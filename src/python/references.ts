import type { Expression, PythonFile } from './nodes.ts';

/** Comments and strings, whose words mean nothing; then the words themselves where no call follows. */
const SKIPPED = String.raw`#[^\n\r]*|("""|''')[\s\S]*?(?:\1|$)|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'`;
const expressions = new WeakMap<ReadonlySet<string>, RegExp>();
const answers = new WeakMap<PythonFile, Map<ReadonlySet<string>, boolean>>();

/**
 * True where something called one of the words may go by another name in this file: the word stands somewhere
 * without being called there and then, so that it may have been assigned, imported under another name or handed
 * over. Where it is false, only calls that are written with one of the words can be calls of such a thing: names
 * need not be resolved for the others, which is most of the time that a rule takes.
 */
export function mayGoByOtherNames(file: PythonFile, words: ReadonlySet<string>): boolean {
  let known = answers.get(file);
  if (known === undefined) {
    known = new Map();
    answers.set(file, known);
  }
  let answer = known.get(words);
  if (answer === undefined) {
    answer = standsUncalled(file.text, words);
    known.set(words, answer);
  }
  return answer;
}

function standsUncalled(text: string, words: ReadonlySet<string>): boolean {
  // Names are compared in NFKC (PEP 3131), a word may be written in other characters.
  if (/[^\0-\x7f]/.test(text)) return true;
  let expression = expressions.get(words);
  if (expression === undefined) {
    expression = new RegExp(`${SKIPPED}|\\b(${[...words].join('|')})\\b(?![ \\t]*\\()`, 'g');
    expressions.set(words, expression);
  }
  for (const [whole, , word] of text.matchAll(expression)) {
    // A string that is the word: getattr(builtins, "eval"), globals()["eval"].
    if (word !== undefined || (!whole.startsWith('#') && words.has(lastPart(whole)))) return true;
  }
  return false;
}

function lastPart(literal: string): string {
  return literal.replace(/^["']+|["']+$/g, '').replace(/^.*\./s, '');
}

/** The last word that an expression is written with: `run` of `app.run`; null for what is no name. */
export function writtenWord(expression: Expression): string | null {
  if (expression.kind === 'Name') return expression.name;
  return expression.kind === 'Attribute' ? expression.attr : null;
}
