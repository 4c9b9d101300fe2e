import type { SyntaxProblem } from './problems.ts';

/** A problem of the parser with the extent of its logical line, the line break included. */
export interface LineProblem extends SyntaxProblem {
  readonly from: number;
  readonly to: number;
}

/** The problems of a file in their order, except those of the parser on a logical line that the lexer broke. */
export function mergeProblems(
  lexical: readonly SyntaxProblem[],
  syntactic: readonly LineProblem[],
  others: readonly SyntaxProblem[],
): readonly SyntaxProblem[] {
  const all = lexical.toSorted(byStart);
  const count = all.length;
  let next = 0;
  for (const { start, end, message, from, to } of syntactic) {
    while (next < count && all[next]!.start < from) next++;
    if (next === count || all[next]!.start > to) all.push({ start, end, message });
  }
  return [...all, ...others].sort(byStart);
}

const byStart = (a: SyntaxProblem, b: SyntaxProblem): number => a.start - b.start;
