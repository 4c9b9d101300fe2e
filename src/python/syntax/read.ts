import { Called, Imported, Keywords, Modules, Uncalled } from '../reader/hit-lists.ts';
import type { Reader } from '../reader/reader.ts';
import { brokenEscapes } from './broken-escapes.ts';
import { foreignNames } from './foreign-names.ts';
import { javascriptReader } from './javascript-reader.ts';
import { type LineProblem, mergeProblems } from './merge-problems.ts';
import type { Python2Construct, SyntaxProblem } from './problems.ts';
import type { FlatTree } from './tree.ts';
import { wasmReader } from './wasm-reader.ts';
import { KIND, TEXT, vocabulary } from './words.ts';

export interface Parsed {
  readonly tree: FlatTree;
  readonly problems: readonly SyntaxProblem[];
  readonly python2: readonly Python2Construct[];
  /** Alternating starts and ends. */
  readonly comments: Int32Array;
  /** The logical lines: alternating starts and ends. */
  readonly lines: Int32Array;
  /** By word: how it occurs. */
  readonly present: Uint8Array;
  /** By word: how often it occurs as a name. */
  readonly counts: Uint16Array;
  /** Calls by the last word of what is called: alternating row and word. */
  readonly called: Int32Array;
  /** Names, attributes and strings that are a subscribed word and are not called directly: row, word. */
  readonly uncalled: Int32Array;
  /** Keyword arguments: row, word. */
  readonly keywords: Int32Array;
  /**
   * Aliases of imports whose last word is subscribed: row, word. From-imports by the first word of their module: row,
   * word.
   */
  readonly imported: Int32Array;
  readonly modules: Int32Array;
  /** Star imports. */
  readonly stars: number;
}

/** The reader; null before the first file. */
let reader: Reader | null = null;
/** How many words it knows. */
let knownWords = 0;
/** It is replaced if a file made it larger than this, as it never gives memory back. */
const MAX_MEMORY = 64 * 1024 * 1024;
let isWasmUsable = true;

/** Reads a Python file. */
export const parse = (text: string): Parsed => withText(text, parsed);

/** How many tokens a file has, and words in comments (four in each): what the work on it grows with. */
export const countParts = (text: string): number =>
  withText(text, (ready) => {
    lex(ready, text);
    return ready.number('count') + 2 * ready.number('commentCount');
  });

/** Gives a text to the reader. Where WebAssembly fails, JavaScript does the work from then on. */
function withText<T>(text: string, use: (ready: Reader, text: string) => T): T {
  try {
    return use(readerOf(text), text);
  } catch (error) {
    reader = isWasmUsable ? javascriptReader() : null;
    isWasmUsable = false;
    if (reader === null) throw error;
    knownWords = 0;
    return use(readerOf(text), text);
  }
}

function readerOf(text: string): Reader {
  if (reader === null || (isWasmUsable && reader.memory() > MAX_MEMORY)) {
    reader = wasmReader();
    knownWords = 0;
  }
  if (knownWords < TEXT.length) learnWords(reader);
  reader.run('makeRoom', text.length);
  reader.writeText('text', text);
  reader.run('forgetNames');
  return reader;
}

function learnWords(ready: Reader): void {
  const words = `${vocabulary()} `;
  knownWords = TEXT.length;
  ready.run('makeRoomForWords', knownWords, words.length);
  ready.writeText('letters', words);
  ready.writeBytes('wordKinds', KIND.subarray(0, knownWords));
  ready.run('sortWords');
}

/** The reader itself only knows names in ASCII. In most files with other characters, these are in comments and strings. */
function lex(ready: Reader, text: string): void {
  ready.run('lex');
  if (ready.number('wantsNames') === 0) return;
  const { units, names } = foreignNames(text);
  ready.run('makeRoomForNames', names.length / 2);
  ready.writeBytes('foreignUnits', units);
  ready.writeInts('foreignNames', names);
  ready.run('lex');
}

function parsed(ready: Reader, text: string): Parsed {
  lex(ready, text);
  ready.run('parse');
  const rows = ready.number('n');
  const tree = {
    kinds: ready.bytes('nodeKinds', rows),
    starts: ready.ints('nodeStarts', rows),
    ends: ready.ints('nodeEnds', rows),
    firsts: ready.ints('nodeFirsts', rows),
    data: ready.ints('nodeData', rows),
  };
  const python2 = python2Constructs(ready);
  const room = ready.number('room');
  const sizes = ready.ints('sizes', Modules + 1);
  const hits = (list: number): Int32Array => ready.ints('hits', sizes[list]!, list * room);
  return {
    tree,
    problems: problemsIn(ready, text, brokenEscapes(text, tree, python2.length > 0)),
    python2: python2.filter(isBefore(ready)).sort((a, b) => a.start - b.start),
    comments: ready.ints('comments', ready.number('commentCount')),
    lines: ready.ints('lines', ready.number('lineCount')),
    present: ready.bytes('present', knownWords),
    counts: ready.shorts('counts', knownWords),
    called: hits(Called),
    uncalled: hits(Uncalled),
    keywords: hits(Keywords),
    imported: hits(Imported),
    modules: hits(Modules),
    stars: ready.number('stars'),
  };
}

/** What follows an unterminated string is not what it was meant to be. */
function isBefore(ready: Reader): (found: { readonly start: number }) => boolean {
  const unterminatedFrom = ready.number('unterminatedFrom');
  return ({ start }) => start <= unterminatedFrom;
}

const NONE: readonly never[] = [];

function python2Constructs(ready: Reader): readonly Python2Construct[] {
  const count = ready.number('python2Count');
  if (count === 0) return NONE;
  const starts = ready.ints('python2Starts', count);
  const ends = ready.ints('python2Ends', count);
  return ready.texts('python2Constructs', count).map((what, i) => ({ start: starts[i]!, end: ends[i]!, what }));
}

/** The reader's problems and those with escapes and null bytes. */
function problemsIn(ready: Reader, text: string, escapes: readonly SyntaxProblem[]): readonly SyntaxProblem[] {
  const others = [...escapes];
  const nul = text.indexOf('\0');
  // Anywhere, even in comments and strings.
  if (nul >= 0) others.push({ start: nul, end: nul + 1, message: 'source code cannot contain null bytes' });
  const count = ready.number('problemCount');
  if (count + others.length === 0) return NONE;
  const lexical: SyntaxProblem[] = [];
  const syntactic: LineProblem[] = [];
  const starts = ready.ints('problemStarts', count);
  const ends = ready.ints('problemEnds', count);
  const parts = ready.texts('problemParts', count);
  const lines = ready.ints('problemLines', count);
  for (const [i, message] of ready.texts('problemMessages', count).entries()) {
    const start = starts[i]!;
    const problem = { start, end: ends[i]!, message: filled(message, text, start, parts[i]!) };
    const line = lines[i]!;
    if (line < 0) lexical.push(problem);
    else
      syntactic.push({ ...problem, from: ready.run('startOfToken', line)!, to: ready.run('endOfLogicalLine', line)! });
  }
  return mergeProblems(lexical, syntactic, others).filter(isBefore(ready));
}

/** A message with its part, and with the character that the problem starts with, or its number. */
function filled(message: string, text: string, start: number, part: string): string {
  return message.replace(/%[scx]/g, (mark) => {
    if (mark === '%s') return part;
    const character = String.fromCodePoint(text.codePointAt(start)!);
    return mark === '%c' ? character : character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  });
}
