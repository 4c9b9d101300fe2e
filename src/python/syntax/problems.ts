/** A construct that neither CPython 3 nor Python 2 accepts. */
export interface SyntaxProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** CPython runs the file, but what it runs is not what the file shows. That does not count as a pass. */
  readonly unchecked?: true;
}

/** A construct that only exists in Python 2. */
export interface Python2Construct {
  readonly start: number;
  readonly end: number;
  /** In words: 'print statement', 'except with a comma', 'backticks', '<> operator', 'octal literal', … */
  readonly what: string;
}
