// What the lexer and the parser find wrong, and Python 2's constructs. Rare, so that the host does the rest: it fills
// in the messages, sorts, and leaves out what follows from something else.
import { ints, longerInts, longerTexts, texts } from './arrays.ts';

let problemCapacity = 64;
export let problemCount = 0;
export let problemStarts = ints(problemCapacity);
export let problemEnds = ints(problemCapacity);
/** In a message, `%c` is the character at the start of the problem, `%x` its code point. */
export let problemMessages = texts(problemCapacity);
/** What replaces `%s` in the message. */
export let problemParts = texts(problemCapacity);
/** Of the parser's problems: the first token of their logical line; -1 for the lexer's. */
export let problemLines = ints(problemCapacity);

export function addProblem(start: i32, end: i32, message: string, part: string, line: i32): void {
  if (problemCount === problemCapacity) {
    problemCapacity *= 2;
    problemStarts = longerInts(problemStarts, problemCapacity);
    problemEnds = longerInts(problemEnds, problemCapacity);
    problemMessages = longerTexts(problemMessages, problemCapacity);
    problemParts = longerTexts(problemParts, problemCapacity);
    problemLines = longerInts(problemLines, problemCapacity);
  }
  problemStarts[problemCount] = start;
  problemEnds[problemCount] = end;
  problemMessages[problemCount] = message;
  problemParts[problemCount] = part;
  problemLines[problemCount++] = line;
}

/** Forgets all but the first ones. */
export function keepProblems(count: i32): void {
  problemCount = count;
}

let python2Capacity = 64;
export let python2Count = 0;
export let python2Starts = ints(python2Capacity);
export let python2Ends = ints(python2Capacity);
export let python2Constructs = texts(python2Capacity);

export function addPython2(start: i32, end: i32, what: string): void {
  if (python2Count === python2Capacity) {
    python2Capacity *= 2;
    python2Starts = longerInts(python2Starts, python2Capacity);
    python2Ends = longerInts(python2Ends, python2Capacity);
    python2Constructs = longerTexts(python2Constructs, python2Capacity);
  }
  python2Starts[python2Count] = start;
  python2Ends[python2Count] = end;
  python2Constructs[python2Count++] = what;
}

/** Forgets all but the first ones. */
export function keepPython2(count: i32): void {
  python2Count = count;
}
