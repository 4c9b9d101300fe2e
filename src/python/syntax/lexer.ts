import {
  AsName,
  BackslashClass,
  CloseClass,
  CommentClass,
  DigitClass,
  DotClass,
  Field,
  FieldSpec,
  Formatted,
  InString,
  NameClass,
  NewlineClass,
  Nothing,
  OpenClass,
  OperatorClass,
  Plain,
  Python2Form,
  QuoteClass,
  RawFormatted,
} from '../reader/lexer-numbers.ts';
import { IDENTIFIER, identifierEnd, nfkc, startsIdentifier } from './characters.ts';
import { number } from './lex-numbers.ts';
import {
  CLASS,
  DOUBLED,
  DOUBLED_WITH_EQUALS,
  ENDS_OPERAND,
  NEVER_IN_BRACKETS,
  SINGLE,
  WITH_EQUALS,
} from './lexer-tables.ts';
import {
  columnOf,
  columnWidth,
  isConflictMarker,
  lineEnd,
  onlySpaceBefore,
  startsStatement,
} from './physical-lines.ts';
import type { Python2Construct, SyntaxProblem } from './problems.ts';
import * as T from './tokens.ts';
import { HEAD, hashOf, idOf, KIND, TEXT, wordIn } from './words.ts';

/** The tokens of a file. The arrays are longer than `count`, and the next call of `lex` reuses them. */
export interface Tokens {
  readonly kinds: Uint8Array;
  /** Offsets into the text, end exclusive. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly count: number;
  /** For names and strings: their subscribed word, 0 for none. */
  readonly words: Uint16Array;
  /** By word: how it occurs. */
  readonly present: Uint8Array;
  /** By word: how often it occurs as a name. */
  readonly counts: Uint16Array;
  /** The alternating starts and ends of comments. */
  readonly comments: readonly number[];
  /** The alternating starts and ends of logical lines, without indentation and line breaks. */
  readonly lines: readonly number[];
  readonly problems: readonly SyntaxProblem[];
  readonly python2: readonly Python2Construct[];
  /**
   * The start of an unterminated triple-quoted string; otherwise the length of the text. What follows its first line is
   * read as code, since it may be code, but problems there mean nothing.
   */
  readonly unterminatedFrom: number;
}

const CLOSING: Readonly<Record<number, string>> = { 40: ')', 91: ']', 123: '}' };

// CPython's limits (Parser/lexer/state.h): MAXLEVEL, MAXINDENT and MAXFSTRINGLEVEL.
const MAX_BRACKETS = 200;
const MAX_INDENTS = 100;

/** How often a file is read again from a line inside unclosed brackets; limited so that the time stays linear. */
const MAX_RESTARTS = 16;

interface FString {
  readonly start: number;
  readonly quote: number;
  readonly triple: boolean;
  readonly raw: boolean;
  /** The number of open brackets at its start. */
  readonly depth: number;
  /** Its first token. */
  readonly token: number;
}

/** The first line inside open brackets that could be a statement: reading continues there if they are never closed. */
interface RestartPoint {
  readonly at: number;
  readonly tokens: number;
  readonly comments: number;
  readonly problems: number;
  readonly python2: number;
}

// ── State kept between files ─────────────────────────────────────────────────────────────────────

let capacity = 1 << 14;
let kinds = new Uint8Array(capacity);
let starts = new Int32Array(capacity);
let ends = new Int32Array(capacity);
let words = new Uint16Array(capacity);
/** Larger buffers (in tokens) are not kept. */
const KEPT = 1 << 18;

function grow(): void {
  capacity *= 2;
  const [k, s, e, w] = [kinds, starts, ends, words];

  kinds = new Uint8Array(capacity);
  starts = new Int32Array(capacity);
  ends = new Int32Array(capacity);
  kinds.set(k);
  starts.set(s);
  ends.set(e);
  words = new Uint16Array(capacity);
  words.set(w);
}

/**
 * The code units of the text, followed by zeros. Before V8 optimises, reading a typed array takes half as long as
 * charCodeAt.
 */
let units: Uint16Array = new Uint16Array(0);
/** How many zeros follow the text. */
const PADDING = 16;
/** Larger buffers (in code units) are not kept. */
const KEPT_UNITS = 1 << 20;

function unitsOf(text: string): Uint16Array {
  const wanted = text.length + PADDING;
  if (units.length < wanted || units.length > KEPT_UNITS) units = new Uint16Array(Math.max(wanted, 1 << 16));
  Buffer.from(units.buffer).write(text, 0, 'utf16le');
  units.fill(0, text.length, wanted);
  return units;
}

// In a short run, before V8 optimises, a native search costs less than a loop over a few characters.
const NAME = /\w+/y;
const BLANKS = / */y;
/** A string on one line, without escapes and not in triple quotes. */
const SIMPLE_STRING = /"(?!"")[^"\\\r\n]*"|'(?!'')[^'\\\r\n]*'/y;

// ── The lexer ────────────────────────────────────────────────────────────────────────────────────

/**
 * Splits Python source into tokens like CPython 3.12 and later: comments separately, a Newline at the end of every
 * logical line, Indent and Dedent around blocks, f-strings in pieces. Python 2's tokens are read and listed.
 *
 * One function on purpose. Taken apart into indentation, brackets, strings and f-strings over one state object (2026-11,
 * Node 20, medians), it reads CPython's library in 7 % less time, but a commit of ten modules takes 3 % more CPU time and
 * wall time: without V8's optimiser it is 6 % slower, and the smaller functions pass V8's threshold for optimising within
 * such a commit, where compiling them (125 ms for the loop alone) costs more than the rest of the run gives back.
 */
export function lex(text: string): Tokens {
  if (capacity > KEPT) {
    capacity = 1 << 14;
    kinds = new Uint8Array(capacity);
    starts = new Int32Array(capacity);
    ends = new Int32Array(capacity);
    words = new Uint16Array(capacity);
  }
  const present = new Uint8Array(TEXT.length);
  const counts = new Uint16Array(TEXT.length);
  const length = text.length;
  const code = unitsOf(text);
  const comments: number[] = [];
  const lines: number[] = [];
  const problems: SyntaxProblem[] = [];
  const python2: Python2Construct[] = [];
  const loneReturns = text.includes('\r');

  let i = 0;
  let n = 0;
  let lineStart = true;
  /** Columns of the open blocks, counting tabs up to multiples of 8, and counting tabs as one character. */
  const indents: number[] = [0];
  const altIndents: number[] = [0];
  /** The column of the current logical line. */
  let column = 0;

  const brackets: number[] = [];
  const bracketStarts: number[] = [];
  let depth = 0;
  const strings: FString[] = [];
  /** The f-string whose literal text comes next. */
  let middle: FString | null = null;
  /** A physical line has begun inside brackets. */
  let joined = false;
  let tooDeep = false;

  const problem = (start: number, end: number, message: string): void => {
    problems.push({ start, end, message });
  };
  let unterminatedFrom = length;
  /** Triple quotes that do not occur again. */
  const exhaustedQuotes = { '"': false, "'": false };
  let restartPoint: RestartPoint | null = null;
  let restarts = 0;
  /** Where the open brackets are given up, at the next turn of the loop; -1 if they are not. */
  let abandonedAt = -1;

  /** The end of a string, given its start and the offset of its quote. */
  const endOfString = (from: number, open: number): number => {
    const quote = text[open] as '"' | "'";
    const triple = text.startsWith(quote.repeat(3), open);
    const end = triple && exhaustedQuotes[quote] ? -1 : stringEnd(text, open, quote.charCodeAt(0), triple);
    if (end >= 0) return end;
    if (!triple) {
      problem(from, -end - 1, 'unterminated string literal');
      return -end - 1;
    }
    return recoverAtLine(from, quote);
  };
  const recoverAtLine = (from: number, quote: '"' | "'"): number => {
    exhaustedQuotes[quote] = true;
    problem(from, lineEnd(text, from), 'unterminated triple-quoted string literal');
    unterminatedFrom = Math.min(unterminatedFrom, from);
    return lineEnd(text, from);
  };

  // `i`, `n` and the like are used for every character or token, so no function may capture them: V8 keeps what is
  // captured in memory.
  for (;;) {
    if (n + 4 > capacity) grow();

    if (abandonedAt >= 0) {
      // The logical line ends here, or before an earlier line inside the brackets that could be a statement.
      let from = abandonedAt;
      if (restartPoint !== null && restartPoint.at < from && restarts < MAX_RESTARTS) {
        restarts++;
        from = restartPoint.at;
        n = restartPoint.tokens;
        comments.length = restartPoint.comments;
        problems.length = restartPoint.problems;
        python2.length = restartPoint.python2;
        while (bracketStarts[depth - 1]! >= from) depth--;
        if (unterminatedFrom >= from) {
          unterminatedFrom = length;
          exhaustedQuotes['"'] = false;
          exhaustedQuotes["'"] = false;
        }
      }
      const open = bracketStarts[depth - 1]!;
      problem(open, open + 1, `'${text[open]}' was never closed`);
      abandonedAt = -1;
      restartPoint = null;
      depth = 0;
      brackets.length = 0;
      bracketStarts.length = 0;
      strings.length = 0;
      middle = null;
      tooDeep = false;
      lines.push(from);
      kinds[n] = T.Newline;
      starts[n] = from;
      ends[n++] = from;
      i = from - columnWidth(text, from);
      lineStart = true;
    }

    if (middle !== null) {
      // The literal part of an f-string, up to the next field or the end.
      const { quote, triple, raw, start }: FString = middle;
      const inSpec = depth > middle.depth;
      const from = i;
      let closed = false;
      for (;;) {
        const c = code[i]!;
        if (c === quote) {
          if (!triple || (code[i + 1]! === quote && code[i + 2]! === quote)) {
            closed = true;
            break;
          }
          i++;
        } else if (c === 92) {
          // In a raw string or a format spec, a brace after the backslash is still a brace.
          const next = code[i + 1]!;
          if (next === 123 || next === 125) i++;
          else if (!raw && next === 78 && code[i + 2]! === 123) {
            const brace = text.indexOf('}', i);
            const newline = text.indexOf('\n', i);
            i = brace < 0 || (newline >= 0 && newline < brace) ? i + 3 : brace + 1;
          } else if (next === 13 && code[i + 2]! === 10) i += 3;
          else i += 2;
        } else if (c === 123) {
          if (!inSpec && code[i + 1]! === 123) i += 2;
          else break;
        } else if (c === 125) {
          if (!inSpec && code[i + 1]! === 125) i += 2;
          else if (inSpec) break;
          else {
            problem(i, i + 1, "f-string: single '}' is not allowed");
            i++;
          }
        } else if (i >= length || (!triple && (c === 10 || c === 13))) {
          break;
        } else i++;
      }
      if (i > length) i = length;
      if (i > from) {
        kinds[n] = T.FStringMiddle;
        starts[n] = from;
        ends[n++] = i;
      }
      if (closed) {
        kinds[n] = T.FStringEnd;
        starts[n] = i;
        i += triple ? 3 : 1;
        ends[n++] = i;
        if (inSpec) problem(bracketStarts[depth - 1]!, i, "f-string: expecting '}'");
        while (depth > middle.depth) {
          depth--;
          brackets.pop();
          bracketStarts.pop();
        }
        strings.pop();
        middle = null;
      } else if (i < length && code[i]! === 123) {
        kinds[n] = T.LeftBrace;
        starts[n] = i;
        ends[n++] = i + 1;
        brackets.push(Field);
        bracketStarts.push(i);
        depth++;
        i++;
        middle = null;
      } else if (i < length && code[i]! === 125) {
        kinds[n] = T.RightBrace;
        starts[n] = i;
        ends[n++] = i + 1;
        i++;
        brackets.pop();
        bracketStarts.pop();
        depth--;
        if (depth > middle.depth && brackets[depth - 1] !== FieldSpec) middle = null;
      } else {
        if (triple) {
          // Like a string on one line.
          n = middle.token;
          i = recoverAtLine(start, quote === 34 ? '"' : "'");
          words[n] = 0;
          kinds[n] = T.StringLiteral;
          starts[n] = start;
          ends[n++] = i;
        } else {
          problem(start, i, 'unterminated f-string literal');
          kinds[n] = T.FStringEnd;
          starts[n] = i;
          ends[n++] = i;
        }
        while (depth > middle.depth) {
          depth--;
          brackets.pop();
          bracketStarts.pop();
        }
        strings.pop();
        middle = null;
      }
      continue;
    }

    if (lineStart) {
      // The indentation of a line. Blank lines and comment lines have none.
      const from = i;
      let col = 0;
      let alt = 0;
      BLANKS.lastIndex = i;
      BLANKS.test(text);
      i = BLANKS.lastIndex;
      col = i - from;
      alt = col;
      let c = code[i]!;
      for (; ; c = code[++i]!) {
        if (c === 32) {
          col++;
          alt++;
        } else if (c === 9) {
          col = (col >> 3) * 8 + 8;
          alt++;
        } else if (c === 12) {
          col = 0;
          alt = 0;
        } else if (c === 92 && i + 1 < length && (code[i + 1]! === 10 || code[i + 1]! === 13)) {
          // A joined line has the indentation of its first part, if that has any.
          const first = col;
          const firstAlt = alt;
          while (code[i]! === 92 && (code[i + 1]! === 10 || code[i + 1]! === 13)) {
            i += code[i + 1]! === 13 && code[i + 2]! === 10 ? 3 : 2;
            col = 0;
            for (c = code[i]!; c === 32 || c === 9 || c === 12; c = code[++i]!) {
              col = c === 32 ? col + 1 : c === 9 ? (col >> 3) * 8 + 8 : 0;
              alt++;
            }
          }
          if (i >= length) problem(i - 1, i, 'unexpected EOF while parsing');
          if (first > 0) {
            col = first;
            alt = firstAlt;
          }
          break;
        } else break;
      }
      if (i === from && (c === 60 || c === 61 || c === 62 || c === 124) && isConflictMarker(text, i, c)) {
        const end = lineEnd(text, i);
        problem(i, end, 'merge conflict marker');
        i = end;
        if (i >= length) continue;
        c = code[i]!;
      }
      if (c === 10 || c === 13) {
        i += c === 13 && code[i + 1]! === 10 ? 2 : 1;
        continue;
      }
      if (c === 35) {
        const end = loneReturns ? lineEnd(text, i) : text.indexOf('\n', i);
        comments.push(i, end < 0 ? length : end);
        i = end < 0 ? length : end;
        continue;
      }
      if (i < length) {
        lineStart = false;
        lines.push(i);
        column = col;
        let top = indents[indents.length - 1]!;
        if (col === top) {
          if (alt !== altIndents[altIndents.length - 1]!) problem(from, i, TABS);
        } else if (col > top) {
          if (alt <= altIndents[altIndents.length - 1]!) problem(from, i, TABS);
          if (indents.length >= MAX_INDENTS) problem(from, i, 'too many levels of indentation');
          else {
            indents.push(col);
            altIndents.push(alt);
            kinds[n] = T.Indent;
            starts[n] = from;
            ends[n++] = i;
          }
        } else {
          while (col < top) {
            indents.pop();
            altIndents.pop();
            const below = indents[indents.length - 1]!;
            if (below < col) {
              // Between two levels: the line continues the inner block.
              problem(from, i, 'unindent does not match any outer indentation level');
              indents.push(col);
              altIndents.push(alt);
              break;
            }
            if (n + 4 > capacity) grow();
            kinds[n] = T.Dedent;
            starts[n] = i;
            ends[n++] = i;
            top = below;
          }
          if (col === top && alt !== altIndents[altIndents.length - 1]!) problem(from, i, TABS);
        }
      }
    }

    let c = code[i]!;
    while (c <= 32 && (c === 32 || c === 9 || c === 12)) c = code[++i]!;
    const start = i;

    if (joined && depth > 0 && c !== 10 && c !== 13 && c !== 35) {
      joined = false;
      if (startsStatement(text, i) && columnOf(text, i) <= column) {
        // Two operands in a row: the bracket was left open, and a statement starts here.
        if (ENDS_OPERAND[n > 0 && kinds[n - 1]! <= T.LastName ? T.Name : kinds[n - 1]!] === 1) {
          abandonedAt = i;
          continue;
        }
        restartPoint ??= {
          at: i,
          tokens: n,
          comments: comments.length,
          problems: problems.length,
          python2: python2.length,
        };
      } else if (columnWidth(text, i) === 0 && isConflictMarker(text, i, c)) {
        const end = lineEnd(text, i);
        problem(i, end, 'merge conflict marker');
        i = end;
        continue;
      }
    }

    switch (c < 128 ? CLASS[c] : Nothing) {
      case NameClass: {
        const first = c;
        NAME.lastIndex = i;
        NAME.test(text);
        i = NAME.lastIndex;
        c = code[i]!;
        if (c >= 128) {
          i = identifierEnd(text, i);
          c = code[i]!;
          const word = idOf(nfkc(text.slice(start, i)));
          if (word !== 0) {
            present[word]! |= AsName;
            counts[word]!++;
            words[n] = word;
            kinds[n] = T.Name;
            starts[n] = start;
            ends[n++] = i;
            continue;
          }
        }
        const size = i - start;
        if (size <= 2 && (c === 34 || c === 39)) {
          const prefix = text.slice(start, i).toLowerCase();
          const form = PREFIXES[prefix];
          if (form !== undefined) {
            const triple = code[i + 1]! === c && code[i + 2]! === c;
            if (form >= Formatted) {
              i += triple ? 3 : 1;
              kinds[n] = T.FStringStart;
              starts[n] = start;
              ends[n++] = i;
              middle = { start, quote: c, triple, raw: form === RawFormatted, depth, token: n - 1 };
              strings.push(middle);
              continue;
            }
            if (form === Python2Form) python2.push({ start, end: i, what: 'ur string' });
            i = endOfString(start, i);
            if (prefix.includes('b') && !isAsciiBetween(text, start, i)) {
              problem(start, i, 'bytes can only contain ASCII literal characters');
            }
            words[n] = stringWord(text, start, i, present);
            kinds[n] = T.StringLiteral;
            starts[n] = start;
            ends[n++] = i;
            continue;
          }
        }
        let kind: number = T.Name;
        const bucket =
          HEAD[(first * 7 + (size > 1 ? code[start + 1]! * 241 : 0) + code[i - 1]! * 1033 + size * 3079) & 16383]!;
        let word = 0;
        if (bucket !== 0) {
          word = wordIn(bucket, text, start, size);
          if (word !== 0) {
            kind = KIND[word]!;
            if (kind > T.LastName) {
              if (depth > 0 && NEVER_IN_BRACKETS[kind] === 1 && onlySpaceBefore(text, start)) {
                abandonedAt = start;
                continue;
              }
            } else {
              present[word]! |= AsName;
              counts[word]!++;
            }
          }
        }
        words[n] = word;
        kinds[n] = kind;
        starts[n] = start;
        ends[n++] = i;
        continue;
      }

      case NewlineClass:
        i += c === 13 && code[i + 1]! === 10 ? 2 : 1;
        if (depth > 0) {
          joined = true;
          continue;
        }
        lines.push(start);
        kinds[n] = T.Newline;
        starts[n] = start;
        ends[n++] = i;
        lineStart = true;
        continue;

      case CommentClass: {
        const end = loneReturns ? lineEnd(text, i) : text.indexOf('\n', i);
        i = end < 0 ? length : end;
        comments.push(start, i);
        continue;
      }

      case QuoteClass: {
        SIMPLE_STRING.lastIndex = i;
        i = SIMPLE_STRING.test(text) ? SIMPLE_STRING.lastIndex : endOfString(i, i);
        words[n] = stringWord(text, start, i, present);
        kinds[n] = T.StringLiteral;
        starts[n] = start;
        ends[n++] = i;
        continue;
      }

      case OpenClass:
        kinds[n] = SINGLE[c]!;
        starts[n] = start;
        ends[n++] = ++i;
        brackets.push(c);
        bracketStarts.push(start);
        depth++;
        if (depth >= MAX_BRACKETS && !tooDeep) {
          tooDeep = true;
          problem(start, i, 'too many nested parentheses');
        }
        continue;

      case CloseClass: {
        kinds[n] = SINGLE[c]!;
        starts[n] = start;
        ends[n++] = ++i;
        const open = brackets[depth - 1];
        if (depth > 0 && (open === c - 2 || open === c - 1 || (c === 125 && open! <= FieldSpec))) {
          depth--;
          brackets.pop();
          bracketStarts.pop();
          if (depth === 0) {
            tooDeep = false;
            restartPoint = null;
          }
          if (open === Field) middle = strings[strings.length - 1]!;
          continue;
        }
        if (depth === 0) {
          problem(start, i, `unmatched '${text[start]}'`);
          continue;
        }
        problem(
          start,
          i,
          open! <= FieldSpec
            ? `f-string: closing parenthesis '${text[start]}' does not match opening parenthesis '{'`
            : `closing parenthesis '${text[start]}' does not match opening parenthesis '${String.fromCharCode(open!)}'`,
        );
        // Closes down to its partner, if there is one within the innermost f-string.
        const floor = strings.length > 0 ? strings[strings.length - 1]!.depth : 0;
        let partner = depth - 1;
        while (
          partner >= floor &&
          CLOSING[brackets[partner]!] !== text[start] &&
          !(c === 125 && brackets[partner] === Field)
        ) {
          partner--;
        }
        if (partner >= floor) {
          if (brackets[partner] === Field) middle = strings[strings.length - 1]!;
          depth = partner;
          brackets.length = depth;
          bracketStarts.length = depth;
        }
        continue;
      }

      case DigitClass: {
        const first = c;
        do c = code[++i]!;
        while (c >= 48 && c <= 57);
        const isPlain = (first !== 48 || i === start + 1) && c !== 46 && c < 128 && IDENTIFIER[c] === 0;
        if (!isPlain) i = number(text, start, problems, python2);
        kinds[n] = T.NumberLiteral;
        starts[n] = start;
        ends[n++] = i;
        continue;
      }

      case DotClass: {
        const next = code[i + 1]!;
        if (next >= 48 && next <= 57) {
          i = number(text, start, problems, python2);
          kinds[n] = T.NumberLiteral;
        } else if (next === 46 && code[i + 2]! === 46) {
          i += 3;
          kinds[n] = T.Ellipsis;
        } else {
          i++;
          kinds[n] = T.Dot;
        }
        starts[n] = start;
        ends[n++] = i;
        continue;
      }

      case OperatorClass: {
        const next = code[i + 1]!;
        let kind = SINGLE[c]!;
        let size = 1;
        if (c === 58 && depth > 0 && brackets[depth - 1] === Field) {
          // The colon before a format spec, not `:=`.
          brackets[depth - 1] = FieldSpec;
          middle = strings[strings.length - 1]!;
        } else if (next === 61 && WITH_EQUALS[c] !== 0) {
          kind = WITH_EQUALS[c]!;
          size = 2;
        } else if (next === c && DOUBLED[c] !== 0) {
          const augmented = code[i + 2]! === 61 ? DOUBLED_WITH_EQUALS[c]! : 0;
          kind = augmented === 0 ? DOUBLED[c]! : augmented;
          size = augmented === 0 ? 2 : 3;
        } else if (next === 61 && c === 61) {
          kind = T.Equal;
          size = 2;
        } else if (next === 62 && c === 45) {
          kind = T.Arrow;
          size = 2;
        } else if (next === 62 && c === 60) {
          kind = T.OldNotEqual;
          size = 2;
          python2.push({ start, end: start + 2, what: '<> operator' });
        } else if (c === 33) {
          if (depth > 0 && brackets[depth - 1] === Field) kind = T.Exclamation;
          else {
            kind = T.Invalid;
            problem(start, start + 1, 'invalid syntax');
          }
        }
        i += size;
        kinds[n] = kind;
        starts[n] = start;
        ends[n++] = i;
        continue;
      }

      case BackslashClass: {
        const next = code[i + 1]!;
        if (next === 10 || next === 13) {
          i += next === 13 && code[i + 2]! === 10 ? 3 : 2;
          if (i >= length) problem(start, start + 1, 'unexpected EOF while parsing');
          continue;
        }
        problem(
          start,
          start + 1,
          i + 1 < length ? 'unexpected character after line continuation character' : 'unexpected EOF while parsing',
        );
        i++;
        continue;
      }

      default: {
        if (i < length) {
          if (c > 127 && startsIdentifier(text, i)) {
            i = identifierEnd(text, i);
            words[n] = idOf(nfkc(text.slice(start, i)));
            if (words[n] !== 0) {
              present[words[n]!]! |= AsName;
              counts[words[n]!]!++;
            }
            kinds[n] = T.Name;
          } else {
            const point = text.codePointAt(i)!;
            i += point > 0xffff ? 2 : 1;
            kinds[n] = T.Invalid;
            const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
            // The parser reports null bytes once.
            if (point !== 0) problem(start, i, `invalid character (${code})`);
          }
          starts[n] = start;
          ends[n++] = i;
          continue;
        }
        if (depth > 0) {
          abandonedAt = length;
          continue;
        }
        if (!lineStart) {
          lines.push(length);
          kinds[n] = T.Newline;
          starts[n] = length;
          ends[n++] = length;
        }
        for (let open = indents.length; open > 1; open--) {
          if (n + 4 > capacity) grow();
          kinds[n] = T.Dedent;
          starts[n] = length;
          ends[n++] = length;
        }
        kinds[n] = T.EndOfFile;
        starts[n] = length;
        ends[n++] = length;
        const found = { comments, lines, problems, python2, unterminatedFrom };
        return { kinds, starts, ends, words, present, counts, count: n, ...found };
      }
    }
  }
}

/** The word of a short string literal, or the one after its last dot. */
function stringWord(text: string, start: number, end: number, present: Uint8Array): number {
  if (end - start > 60) return 0;
  let from = start;
  let c = units[from]!;
  while (c !== 34 && c !== 39 && from < end) c = units[++from]!;
  from++;
  let to = end - 1;
  if (end - start >= 6 && units[from]! === c && units[from + 1]! === c) {
    from += 2;
    to -= 2;
  }
  if (to <= from) return 0;
  // Every part of a dotted name counts as present. The last one is the word.
  let word = 0;
  let part = from;
  for (let i = from; ; i++) {
    c = units[i]!;
    if (i < to && c < 128 && IDENTIFIER[c] === 1) continue;
    const size = i - part;
    word = 0;
    if (size > 0) {
      const bucket = HEAD[hashOf(units[part]!, size > 1 ? units[part + 1]! : 0, units[i - 1]!, size)]!;
      if (bucket !== 0) word = wordIn(bucket, text, part, size);
      if (word !== 0) present[word]! |= InString;
    }
    if (i >= to) return word;
    if (c !== 46) return 0;
    part = i + 1;
  }
}

const TABS = 'inconsistent use of tabs and spaces in indentation';

const PREFIXES: Readonly<Record<string, number>> = {
  r: Plain,
  b: Plain,
  u: Plain,
  rb: Plain,
  br: Plain,
  ur: Python2Form,
  f: Formatted,
  t: Formatted,
  rf: RawFormatted,
  fr: RawFormatted,
  rt: RawFormatted,
  tr: RawFormatted,
};

/** The end of the string whose opening quote is at the offset; -end-1 if it is not terminated. */
function stringEnd(text: string, open: number, quote: number, triple: boolean): number {
  const length = text.length;
  if (triple) {
    const close = quote === 34 ? '"""' : "'''";
    let from = open + 3;
    for (;;) {
      const at = text.indexOf(close, from);
      if (at < 0) return -length - 1;
      // An odd number of backslashes before a quote escapes it.
      let slashes = at;
      while (slashes > from && units[slashes - 1]! === 92) slashes--;
      if ((at - slashes) % 2 === 0) return at + 3;
      from = at + 1;
    }
  }
  for (let i = open + 1; i < length; i++) {
    const c = units[i]!;
    if (c === quote) return i + 1;
    if (c === 92) {
      if (units[i + 1]! === 13 && units[i + 2]! === 10) i++;
      i++;
    } else if (c === 10 || c === 13) return -i - 1;
  }
  return -length - 1;
}

function isAsciiBetween(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
