import * as K from '../reader/node-kinds.ts';
import type { SyntaxProblem } from './problems.ts';
import type { FlatTree } from './tree.ts';

const ESCAPES = ['\\x', '\\u', '\\U', '\\N'];

/**
 * Escapes that are cut short or too large, in bytes and in text. What Python 2 accepts in a `str` is not a problem
 * there.
 */
const BROKEN_BYTES = /(?<!\\)(?:\\\\)*\\x(?![0-9a-fA-F]{2})/;
const BROKEN_TEXT =
  /(?<!\\)(?:\\\\)*\\(?:x(?![0-9a-fA-F]{2})|u(?![0-9a-fA-F]{4})|U(?!00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})|N(?!\{[^}\n]+\}))/;

/** Problems with the escapes in the strings of a file. */
export function brokenEscapes(text: string, tree: FlatTree, isPython2: boolean): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  if (!ESCAPES.some((start) => text.includes(start))) return problems;
  const { kinds, starts, ends, firsts, data } = tree;
  let backslash = -1;
  for (let row = 0; row < kinds.length; row++) {
    const kind = kinds[row];
    if (kind === K.StringLiteral ? firsts[row] !== row : kind !== K.StringPart && kind !== K.Middle) continue;
    const start = starts[row]!;
    const end = ends[row]!;
    if (backslash < start) backslash = text.indexOf('\\', start);
    if (backslash < 0) break;
    if (backslash >= end) continue;
    const source = text.slice(start, end);
    const isText = kind === K.Middle || !/^[rR]?[bB]/.test(source);
    const isRaw = kind === K.Middle ? (data[row]! & 1) !== 0 : /^[bBuU]?[rR]/.test(source);
    if (isRaw || !(isText && !isPython2 ? BROKEN_TEXT : BROKEN_BYTES).test(source)) continue;
    problems.push({
      start,
      end,
      message: isText ? '(unicode error) broken escape' : '(value error) invalid \\x escape',
    });
  }
  return problems;
}
