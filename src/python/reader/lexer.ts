import { bytes, ints, longerBytes, longerInts, longerShorts, shorts } from './arrays.ts';
import { bracketStarts, brackets, closeBrackets, depth, openBracket } from './brackets.ts';
import { addProblem, addPython2, keepProblems, keepPython2, problemCount, python2Count } from './findings.ts';
import { wordOfForeignName } from './foreign-names.ts';
import {
  closeAllFStrings,
  closeFString,
  fstringCount,
  fstringDepths,
  fstringForms,
  fstringStarts,
  fstringTokens,
  openFString,
  Quote,
  Raw,
  Triple,
} from './fstrings.ts';
import {
  AsName,
  BackslashClass,
  CloseClass,
  CommentClass,
  DigitClass,
  DotClass,
  Field,
  FieldSpec,
  NameClass,
  NewlineClass,
  Nothing,
  OpenClass,
  OperatorClass,
  QuoteClass,
} from './lexer-numbers.ts';
import {
  CLASS,
  DOUBLED,
  DOUBLED_WITH_EQUALS,
  ENDS_OPERAND,
  NEVER_IN_BRACKETS,
  SINGLE,
  WITH_EQUALS,
} from './lexer-tables.ts';
import { IDENTIFIER, identifierEnd, isDigit, startsIdentifier } from './names.ts';
import { numberEnd } from './numbers.ts';
import {
  columnOf,
  columnWidth,
  isConflictMarker,
  lineEnd,
  onlySpaceBefore,
  startsStatement,
} from './physical-lines.ts';
import {
  Bytes,
  Formatted,
  isAsciiBetween,
  NoPrefix,
  Python2Form,
  prefixForm,
  RawFormatted,
  stringEnd,
  stringWord,
} from './strings.ts';
import { length, text } from './text.ts';
import * as T from './token-kinds.ts';
import { bucketOf, clearWords, counts, present, wordIn, wordKinds } from './words.ts';

// CPython's limits (Parser/lexer/state.h): MAXLEVEL, MAXINDENT and MAXFSTRINGLEVEL.
const MAX_BRACKETS = 200;
const MAX_INDENTS = 100;

/** How often a file is read again from a line inside unclosed brackets; limited so that the time stays linear. */
const MAX_RESTARTS = 16;

// ── The tokens ───────────────────────────────────────────────────────────────────────────────────

let capacity = 1 << 14;
/** The tokens of a file. The arrays are longer than `count`, and the next call of `lex` reuses them. */
export let kinds = bytes(capacity);
/** Offsets into the text, end exclusive. */
export let starts = ints(capacity);
export let ends = ints(capacity);
/** For names and strings: their subscribed word, 0 for none. */
export let words = shorts(capacity);
export let count = 0;

function addToken(kind: i32, start: i32, end: i32): void {
  if (count === capacity) grow();
  kinds[count] = kind;
  starts[count] = start;
  ends[count++] = end;
}

/** A name or a string, which can be a subscribed word. */
function addWord(kind: i32, start: i32, end: i32, word: i32): void {
  if (count === capacity) grow();
  words[count] = word;
  kinds[count] = kind;
  starts[count] = start;
  ends[count++] = end;
}

function grow(): void {
  capacity *= 2;
  kinds = longerBytes(kinds, capacity);
  starts = longerInts(starts, capacity);
  ends = longerInts(ends, capacity);
  words = longerShorts(words, capacity);
}

/** The start of a token. */
export function startOfToken(token: i32): i32 {
  return starts[token];
}

/** The end of the logical line that a token is in, with its line break. */
export function endOfLogicalLine(token: i32): i32 {
  let last = token;
  while (kinds[last] !== T.Newline && kinds[last] !== T.EndOfFile) last++;
  return ends[last];
}

let commentCapacity = 1 << 10;
/** The alternating starts and ends of comments. */
export let comments = ints(commentCapacity);
export let commentCount = 0;

function addComment(start: i32, end: i32): void {
  if (commentCount === commentCapacity) {
    commentCapacity *= 2;
    comments = longerInts(comments, commentCapacity);
  }
  comments[commentCount++] = start;
  comments[commentCount++] = end;
}

let lineCapacity = 1 << 12;
/** The alternating starts and ends of logical lines, without indentation and line breaks. */
export let lines = ints(lineCapacity);
export let lineCount = 0;

function addToLines(at: i32): void {
  if (lineCount === lineCapacity) {
    lineCapacity *= 2;
    lines = longerInts(lines, lineCapacity);
  }
  lines[lineCount++] = at;
}

// ── What is open ─────────────────────────────────────────────────────────────────────────────────

/** Columns of the open blocks, counting tabs up to multiples of 8, and counting tabs as one character. */
const indents = ints(MAX_INDENTS + 1);
const altIndents = ints(MAX_INDENTS + 1);

/**
 * The start of an unterminated triple-quoted string; otherwise the length of the text. What follows its first line is
 * read as code, since it may be code, but problems there mean nothing.
 */
export let unterminatedFrom = 0;
/** By code of a quote: 1 if it does not occur three times in a row again. */
const exhausted = bytes(64);

/** The first line inside open brackets that could be a statement: reading continues there if they are never closed. */
let restartAt = -1;
let restartTokens = 0;
let restartComments = 0;
let restartProblems = 0;
let restartPython2 = 0;
let restarts = 0;
/** Where the open brackets are given up, before the next token; -1 if they are not. */
let abandonedAt = -1;

/** A logical line begins at the next character. */
let lineStart = true;
/** Open blocks. */
let blocks = 1;
/** The column of the current logical line. */
let column = 0;
/** Literal text of the innermost f-string comes next. */
let inFString = false;
/** A physical line has begun inside brackets. */
let joined = false;
let tooDeep = false;
/** The first `}` or line break at or after the last place where one was looked for. */
let braceOrBreak = -1;
let done = false;
/** Something other than a token comes next: the end of open brackets, text of an f-string, or indentation. */
let between = true;

function problem(start: i32, end: i32, message: string): void {
  addProblem(start, end, message, '', -1);
}

/** The end of a string, given its start and the offset of its quote. */
function endOfString(from: i32, open: i32): i32 {
  const quote = text[open];
  const triple = text[open + 1] === quote && text[open + 2] === quote;
  if (triple && exhausted[quote] === 1) return recoverAtLine(from, quote);
  const end = stringEnd(open, quote, triple);
  if (end >= 0) return end;
  if (triple) return recoverAtLine(from, quote);
  problem(from, -end - 1, 'unterminated string literal');
  return -end - 1;
}

function recoverAtLine(from: i32, quote: i32): i32 {
  const end = lineEnd(from);
  exhausted[quote] = 1;
  problem(from, end, 'unterminated triple-quoted string literal');
  if (from < unterminatedFrom) unterminatedFrom = from;
  return end;
}

function addName(word: i32): void {
  present[word] |= AsName;
  counts[word]++;
}

/** The code of the bracket that closes another; 0 for those of f-strings. */
function closing(bracket: i32): i32 {
  if (bracket === 40) return 41;
  return bracket === 91 || bracket === 123 ? bracket + 2 : 0;
}

/** In a message. */
function textOfOpening(bracket: i32): string {
  if (bracket === 40) return '(';
  return bracket === 91 ? '[' : '{';
}

const TABS = 'inconsistent use of tabs and spaces in indentation';

// ── The lexer ────────────────────────────────────────────────────────────────────────────────────

/**
 * Splits Python source into tokens like CPython 3.12 and later: comments separately, a Newline at the end of every
 * logical line, Indent and Dedent around blocks, f-strings in pieces. Python 2's tokens are read and listed.
 *
 * The loop reads what most text consists of. The rest is in functions that take an offset and return the next one: V8
 * compiles a function a second time once it has run for long, and for a loop with everything in it that takes longer
 * than most runs.
 */
export function lex(): void {
  begin();
  const code = text;
  let i = 0;
  while (!done) {
    if (between) {
      i = resume(i);
      continue;
    }
    let c = code[i];
    while (c <= 32 && (c === 32 || c === 9 || c === 12)) c = code[++i];
    const start = i;
    if (joined && depth > 0 && c !== 10 && c !== 13 && c !== 35) {
      i = beginJoinedLine(i, c);
      if (i !== start || between) continue;
    }

    switch (c < 128 ? CLASS[c] : Nothing) {
      case NameClass: {
        do c = code[++i];
        while (c < 128 && IDENTIFIER[c] === 1);
        const size = i - start;
        if (c >= 128 || (size <= 2 && (c === 34 || c === 39))) {
          i = nameOrString(start, i);
          continue;
        }
        const bucket = bucketOf(start, i);
        if (bucket === 0) addWord(T.Name, start, i, 0);
        else addKnown(bucket, start, i);
        continue;
      }

      case NewlineClass:
        i += c === 13 && code[i + 1] === 10 ? 2 : 1;
        if (depth > 0) joined = true;
        else {
          addToLines(start);
          addToken(T.Newline, start, i);
          lineStart = true;
          between = true;
        }
        continue;

      case CommentClass:
        i = lineEnd(i);
        addComment(start, i);
        continue;

      case QuoteClass:
        i = endOfString(i, i);
        addWord(T.StringLiteral, start, i, stringWord(start, i));
        continue;

      case OpenClass:
        addToken(SINGLE[c], start, ++i);
        openAt(c, start);
        continue;

      case CloseClass:
        addToken(SINGLE[c], start, ++i);
        closeAt(c, start);
        continue;

      case DigitClass: {
        const first = c;
        do c = code[++i];
        while (isDigit(c));
        const isPlain = (first !== 48 || i === start + 1) && c !== 46 && c < 128 && IDENTIFIER[c] === 0;
        if (!isPlain) i = numberEnd(start);
        addToken(T.NumberLiteral, start, i);
        continue;
      }

      case DotClass:
        if (code[i + 1] === 46 || isDigit(code[i + 1])) i = numberOrEllipsis(start);
        else addToken(T.Dot, start, ++i);
        continue;

      case OperatorClass:
        i = operator(start, c);
        continue;

      case BackslashClass:
        i = backslash(start);
        continue;

      default:
        i = other(start, c);
    }
  }
}

function begin(): void {
  count = 0;
  commentCount = 0;
  lineCount = 0;
  keepProblems(0);
  keepPython2(0);
  clearWords();
  closeBrackets(0);
  closeAllFStrings();
  unterminatedFrom = length;
  exhausted[34] = 0;
  exhausted[39] = 0;
  indents[0] = 0;
  altIndents[0] = 0;
  blocks = 1;
  column = 0;
  lineStart = true;
  inFString = false;
  joined = false;
  tooDeep = false;
  restartAt = -1;
  restarts = 0;
  abandonedAt = -1;
  braceOrBreak = -1;
  between = true;
  done = false;
}

/** What comes before the next token: the end of a line with open brackets, text of an f-string, or indentation. */
function resume(at: i32): i32 {
  let i = at;
  if (abandonedAt >= 0) i = giveUpBrackets();
  if (inFString) i = textOfFString(i);
  else if (lineStart) i = indentation(i);
  between = inFString || lineStart;
  return i;
}

/** Ends the logical line here, or before an earlier line inside the brackets that could be a statement. */
function giveUpBrackets(): i32 {
  let from = abandonedAt;
  if (restartAt >= 0 && restartAt < from && restarts < MAX_RESTARTS) {
    restarts++;
    from = restartAt;
    count = restartTokens;
    commentCount = restartComments;
    keepProblems(restartProblems);
    keepPython2(restartPython2);
    while (depth > 0 && bracketStarts[depth - 1] >= from) closeBrackets(depth - 1);
    if (unterminatedFrom >= from) {
      unterminatedFrom = length;
      exhausted[34] = 0;
      exhausted[39] = 0;
    }
  }
  const open = bracketStarts[depth - 1];
  problem(open, open + 1, "'%c' was never closed");
  abandonedAt = -1;
  braceOrBreak = -1;
  restartAt = -1;
  closeBrackets(0);
  closeAllFStrings();
  inFString = false;
  tooDeep = false;
  addToLines(from);
  addToken(T.Newline, from, from);
  lineStart = true;
  return from - columnWidth(from);
}

/** The literal part of an f-string, up to the next field or the end. */
function textOfFString(from: i32): i32 {
  const code = text;
  const innermost = fstringCount - 1;
  const form = fstringForms[innermost];
  const quote = form & Quote;
  const triple = (form & Triple) !== 0;
  const raw = (form & Raw) !== 0;
  const outside = fstringDepths[innermost];
  const inSpec = depth > outside;
  let closed = false;
  let i = from;
  for (;;) {
    const c = code[i];
    if (c === quote) {
      if (!triple || (code[i + 1] === quote && code[i + 2] === quote)) {
        closed = true;
        break;
      }
      i++;
    } else if (c === 92) {
      // In a raw string or a format spec, a brace after the backslash is still a brace.
      const next = code[i + 1];
      if (next === 123 || next === 125) i++;
      else if (!raw && next === 78 && code[i + 2] === 123) {
        if (braceOrBreak < i) {
          braceOrBreak = i;
          while (braceOrBreak < length && code[braceOrBreak] !== 125 && code[braceOrBreak] !== 10) braceOrBreak++;
        }
        i = code[braceOrBreak] === 125 ? braceOrBreak + 1 : i + 3;
      } else if (next === 13 && code[i + 2] === 10) i += 3;
      else i += 2;
    } else if (c === 123) {
      if (!inSpec && code[i + 1] === 123) i += 2;
      else break;
    } else if (c === 125) {
      if (!inSpec && code[i + 1] === 125) i += 2;
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
  if (i > from) addToken(T.FStringMiddle, from, i);
  if (closed) {
    const start = i;
    i += triple ? 3 : 1;
    addToken(T.FStringEnd, start, i);
    if (inSpec) {
      problem(bracketStarts[depth - 1], i, "f-string: expecting '}'");
      closeBrackets(outside);
    }
    closeFString();
    inFString = false;
  } else if (i < length && code[i] === 123) {
    addToken(T.LeftBrace, i, i + 1);
    if (depth === 0) {
      tooDeep = false;
      restartAt = -1;
    }
    openBracket(Field, i);
    i++;
    inFString = false;
  } else if (i < length && code[i] === 125) {
    addToken(T.RightBrace, i, i + 1);
    i++;
    closeBrackets(depth - 1);
    if (depth > outside && brackets[depth - 1] !== FieldSpec) inFString = false;
  } else {
    const start = fstringStarts[innermost];
    if (triple) {
      // Like a string on one line.
      count = fstringTokens[innermost];
      i = recoverAtLine(start, quote);
      braceOrBreak = -1;
      addWord(T.StringLiteral, start, i, 0);
    } else {
      problem(start, i, 'unterminated f-string literal');
      addToken(T.FStringEnd, i, i);
    }
    if (inSpec) closeBrackets(outside);
    closeFString();
    inFString = false;
  }
  return i;
}

/** The indentation of a line. Blank lines and lines with only a comment have none. */
function indentation(from: i32): i32 {
  const code = text;
  let i = from;
  let col = 0;
  let c = code[i];
  while (c === 32) c = code[++i];
  col = i - from;
  let alt = col;
  for (; ; c = code[++i]) {
    if (c === 32) {
      col++;
      alt++;
    } else if (c === 9) {
      col = (col >> 3) * 8 + 8;
      alt++;
    } else if (c === 12) {
      col = 0;
      alt = 0;
    } else if (c === 92 && i + 1 < length && (code[i + 1] === 10 || code[i + 1] === 13)) {
      // A joined line has the indentation of its first part, if that has any.
      const first = col;
      const firstAlt = alt;
      while (code[i] === 92 && (code[i + 1] === 10 || code[i + 1] === 13)) {
        i += code[i + 1] === 13 && code[i + 2] === 10 ? 3 : 2;
        col = 0;
        for (c = code[i]; c === 32 || c === 9 || c === 12; c = code[++i]) {
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
  if (i === from && (c === 60 || c === 61 || c === 62 || c === 124) && isConflictMarker(i, c)) {
    const end = lineEnd(i);
    problem(i, end, 'merge conflict marker');
    i = end;
    c = code[i];
  }
  if (c === 10 || c === 13) return i + (c === 13 && code[i + 1] === 10 ? 2 : 1);
  if (c === 35) {
    const end = lineEnd(i);
    addComment(i, end);
    return end;
  }
  if (i < length) {
    lineStart = false;
    addToLines(i);
    indent(from, i, col, alt);
  } else finish();
  return i;
}

/** Opens and closes blocks before a line with an indentation. */
function indent(from: i32, to: i32, col: i32, alt: i32): void {
  column = col;
  let top = indents[blocks - 1];
  if (col === top) {
    if (alt !== altIndents[blocks - 1]) problem(from, to, TABS);
  } else if (col > top) {
    if (alt <= altIndents[blocks - 1]) problem(from, to, TABS);
    if (blocks >= MAX_INDENTS) problem(from, to, 'too many levels of indentation');
    else {
      indents[blocks] = col;
      altIndents[blocks++] = alt;
      addToken(T.Indent, from, to);
    }
  } else {
    while (col < top) {
      blocks--;
      const below = indents[blocks - 1];
      if (below < col) {
        // Between two levels: the line continues the inner block.
        problem(from, to, 'unindent does not match any outer indentation level');
        indents[blocks] = col;
        altIndents[blocks++] = alt;
        break;
      }
      addToken(T.Dedent, to, to);
      top = below;
    }
    if (col === top && alt !== altIndents[blocks - 1]) problem(from, to, TABS);
  }
}

/** A physical line inside brackets, which may show that they were left open, or be a conflict marker. */
function beginJoinedLine(i: i32, c: i32): i32 {
  joined = false;
  if (startsStatement(i) && columnOf(i) <= column) {
    // Two operands in a row: the bracket was left open, and a statement starts here.
    if (ENDS_OPERAND[kinds[count - 1]] === 1) {
      abandonedAt = i;
      between = true;
    } else if (restartAt < 0) {
      restartAt = i;
      restartTokens = count;
      restartComments = commentCount;
      restartProblems = problemCount;
      restartPython2 = python2Count;
    }
  } else if (columnWidth(i) === 0 && isConflictMarker(i, c)) {
    const end = lineEnd(i);
    problem(i, end, 'merge conflict marker');
    return end;
  }
  return i;
}

/** A word that may be a keyword or subscribed. */
function addKnown(bucket: i32, start: i32, end: i32): void {
  const word = wordIn(bucket, start, end - start);
  const kind = word === 0 ? T.Name : wordKinds[word];
  if (kind > T.LastName) {
    if (depth > 0 && NEVER_IN_BRACKETS[kind] === 1 && onlySpaceBefore(start)) {
      abandonedAt = start;
      between = true;
      return;
    }
  } else if (word !== 0) addName(word);
  addWord(kind, start, end, word);
}

/** A name with letters that are not ASCII, or a string with a prefix, of which the first letters have been read. */
function nameOrString(start: i32, at: i32): i32 {
  const code = text;
  let i = at;
  let c = code[i];
  if (c >= 128) {
    i = identifierEnd(i);
    c = code[i];
    const word = wordOfForeignName(start);
    if (word !== 0) {
      addName(word);
      addWord(T.Name, start, i, word);
      return i;
    }
  }
  const size = i - start;
  if (size <= 2 && (c === 34 || c === 39)) {
    const form = prefixForm(start, size);
    if (form >= Formatted) {
      const triple = code[i + 1] === c && code[i + 2] === c;
      i += triple ? 3 : 1;
      addToken(T.FStringStart, start, i);
      openFString(start, c + (triple ? Triple : 0) + (form === RawFormatted ? Raw : 0), depth, count - 1);
      inFString = true;
      between = true;
      return i;
    }
    if (form !== NoPrefix) {
      if (form === Python2Form) addPython2(start, i, 'ur string');
      i = endOfString(start, i);
      if (form === Bytes && !isAsciiBetween(start, i)) {
        problem(start, i, 'bytes can only contain ASCII literal characters');
      }
      addWord(T.StringLiteral, start, i, stringWord(start, i));
      return i;
    }
  }
  addKnown(bucketOf(start, i), start, i);
  return i;
}

function openAt(c: i32, start: i32): void {
  if (depth === 0) {
    tooDeep = false;
    restartAt = -1;
  }
  openBracket(c, start);
  if (depth >= MAX_BRACKETS && !tooDeep) {
    tooDeep = true;
    problem(start, start + 1, 'too many nested parentheses');
  }
}

function closeAt(c: i32, start: i32): void {
  if (depth === 0) {
    problem(start, start + 1, "unmatched '%c'");
    return;
  }
  const open = brackets[depth - 1];
  if (closing(open) === c || (c === 125 && open <= FieldSpec)) {
    closeBrackets(depth - 1);
    if (open === Field) {
      inFString = true;
      between = true;
    }
    return;
  }
  closeOther(c, start, open);
}

/** Closes down to the partner of a bracket, if there is one within the innermost f-string. */
function closeOther(c: i32, start: i32, open: i32): void {
  if (open <= FieldSpec) {
    problem(start, start + 1, "f-string: closing parenthesis '%c' does not match opening parenthesis '{'");
  } else {
    const message = "closing parenthesis '%c' does not match opening parenthesis '%s'";
    addProblem(start, start + 1, message, textOfOpening(open), -1);
  }
  const floor = fstringCount > 0 ? fstringDepths[fstringCount - 1] : 0;
  let partner = depth - 1;
  while (partner >= floor && closing(brackets[partner]) !== c && !(c === 125 && brackets[partner] === Field)) {
    partner--;
  }
  if (partner < floor) return;
  if (brackets[partner] === Field) {
    inFString = true;
    between = true;
  }
  closeBrackets(partner);
}

function numberOrEllipsis(start: i32): i32 {
  const next = text[start + 1];
  if (isDigit(next)) {
    const end = numberEnd(start);
    addToken(T.NumberLiteral, start, end);
    return end;
  }
  const isEllipsis = text[start + 2] === 46;
  const end = isEllipsis ? start + 3 : start + 1;
  addToken(isEllipsis ? T.Ellipsis : T.Dot, start, end);
  return end;
}

function operator(start: i32, c: i32): i32 {
  const code = text;
  const next = code[start + 1];
  let kind = SINGLE[c];
  let size = 1;
  if (c === 58 && depth > 0 && brackets[depth - 1] === Field) {
    // The colon before a format spec, not `:=`.
    brackets[depth - 1] = FieldSpec;
    inFString = true;
    between = true;
  } else if (next === 61 && WITH_EQUALS[c] !== 0) {
    kind = WITH_EQUALS[c];
    size = 2;
  } else if (next === c && DOUBLED[c] !== 0) {
    const augmented = code[start + 2] === 61 ? DOUBLED_WITH_EQUALS[c] : 0;
    kind = augmented === 0 ? DOUBLED[c] : augmented;
    size = augmented === 0 ? 2 : 3;
  } else if (next === 62 && c === 45) {
    kind = T.Arrow;
    size = 2;
  } else if (next === 62 && c === 60) {
    kind = T.OldNotEqual;
    size = 2;
    addPython2(start, start + 2, '<> operator');
  } else if (c === 33) {
    if (depth > 0 && brackets[depth - 1] === Field) kind = T.Exclamation;
    else {
      kind = T.Invalid;
      problem(start, start + 1, 'invalid syntax');
    }
  }
  addToken(kind, start, start + size);
  return start + size;
}

/** Joins two lines. */
function backslash(start: i32): i32 {
  const next = text[start + 1];
  if (next === 10 || next === 13) {
    const end = start + (next === 13 && text[start + 2] === 10 ? 3 : 2);
    if (end >= length) problem(start, start + 1, 'unexpected EOF while parsing');
    return end;
  }
  if (start + 1 < length) problem(start, start + 1, 'unexpected character after line continuation character');
  else problem(start, start + 1, 'unexpected EOF while parsing');
  return start + 1;
}

/** A name that does not start with an ASCII character, a character that cannot start anything, or the end. */
function other(start: i32, c: i32): i32 {
  if (start >= length) {
    if (depth > 0) {
      abandonedAt = length;
      between = true;
    } else finish();
    return start;
  }
  if (c > 127 && startsIdentifier(start)) {
    const end = identifierEnd(start);
    const word = wordOfForeignName(start);
    if (word !== 0) addName(word);
    addWord(T.Name, start, end, word);
    return end;
  }
  const isPair = (c & 0xfc00) === 0xd800 && (text[start + 1] & 0xfc00) === 0xdc00;
  const end = start + (isPair ? 2 : 1);
  // Null bytes are reported once per file.
  if (c !== 0) problem(start, end, 'invalid character (U+%x)');
  addToken(T.Invalid, start, end);
  return end;
}

/** Ends the last line and the open blocks. */
function finish(): void {
  if (!lineStart) {
    addToLines(length);
    addToken(T.Newline, length, length);
  }
  for (; blocks > 1; blocks--) addToken(T.Dedent, length, length);
  addToken(T.EndOfFile, length, length);
  done = true;
}
