/** A construct that neither CPython 3 nor Python 2 accepts. */
export interface SyntaxProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** CPython runs the file, and what it runs is not what is there: that is not a pass. */
  readonly unchecked?: true;
}

/** A construct that only Python 2 has. */
export interface Python2Construct {
  readonly start: number;
  readonly end: number;
  /** In words: 'print statement', 'except with a comma', 'backticks', '<> operator', 'octal literal', … */
  readonly what: string;
}
