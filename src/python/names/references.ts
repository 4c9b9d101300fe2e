import type { QualifiedName } from '../../data/qualified-name.ts';
import type { Expression, PythonFile } from '../syntax/index.ts';

/** Comments and strings, whose words mean nothing; then the words themselves where no call follows. */
const SKIPPED = String.raw`#[^\n\r]*|("""|''')[\s\S]*?(?:\1|$)|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'`;
const expressions = new WeakMap<ReadonlySet<string>, { readonly anywhere: RegExp; readonly inCode: RegExp }>();
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
  if (mayHideWords(text)) return true;
  let expression = expressions.get(words);
  if (expression === undefined) {
    const uncalled = `\\b(${[...words].join('|')})\\b(?![ \\t]*\\()`;
    expression = { anywhere: new RegExp(uncalled), inCode: new RegExp(`${SKIPPED}|${uncalled}`, 'g') };
    expressions.set(words, expression);
  }
  // To step over every comment and string is expensive, and seldom needed.
  if (!expression.anywhere.test(text)) return false;
  for (const [whole, , word] of text.matchAll(expression.inCode)) {
    // A string that is the word: getattr(builtins, "eval"), globals()["eval"].
    if (word !== undefined || (!whole.startsWith('#') && words.has(lastPart(whole)))) return true;
  }
  return false;
}

/** Names are compared in NFKC (PEP 3131): a word may be written in other letters than its own. */
function mayHideWords(text: string): boolean {
  for (const [run] of text.matchAll(/[^\0-\x7f]{1,64}/g)) if (/\w/.test(run.normalize('NFKC'))) return true;
  return false;
}

const hiding = new WeakMap<PythonFile, boolean>();
const bareWords = new Map<string, RegExp>();

/**
 * False where the text alone tells that nothing in the file denotes a qualified name: a word of it stands nowhere, or,
 * for a builtin, only behind a dot (`re.compile`) while nothing speaks of the builtins module.
 */
export function mayDenote(file: PythonFile, name: QualifiedName): boolean {
  let hides = hiding.get(file);
  if (hides === undefined) {
    hides = mayHideWords(file.text);
    hiding.set(file, hides);
  }
  if (hides) return true;
  const [root, ...parts] = name.replaceAll(/\(\)|\[\]/g, '').split('.') as [string, ...string[]];
  if (root !== 'builtins') return file.text.includes(root) && parts.every((part) => file.text.includes(part));
  if (file.text.includes('builtin')) return parts.every((part) => file.text.includes(part));
  const [word] = parts;
  if (word === undefined) return false;
  let bare = bareWords.get(word);
  if (bare === undefined) {
    bare = new RegExp(`(?<![\\w.])${word}\\b`);
    bareWords.set(word, bare);
  }
  return bare.test(file.text);
}

function lastPart(literal: string): string {
  return literal.replace(/^["']+|["']+$/g, '').replace(/^.*\./s, '');
}

/** The last word that an expression is written with: `run` of `app.run`; null for what is not a name. */
export function writtenWord(expression: Expression): string | null {
  if (expression.kind === 'Name') return expression.name;
  return expression.kind === 'Attribute' ? expression.attr : null;
}
