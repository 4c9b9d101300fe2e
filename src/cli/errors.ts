/** An error that the user can correct: one line that says what is wrong, a hint, exit 2. Nothing was checked. */
export class UserError extends Error {
  readonly hint: string;

  constructor(message: string, hint = '') {
    super(message);
    this.name = 'UserError';
    this.hint = hint;
  }
}

/** Git failed during the check: exit 3, with git's own message as the cause. */
export class GitError extends Error {
  readonly stderr: string;

  constructor(what: string, stderr: string) {
    const words = stderr.trim().split('\n', 1)[0] ?? '';
    super(words === '' ? what : `${what}: ${words}`);
    this.name = 'GitError';
    this.stderr = stderr;
  }
}

/** The report could not be written at the end, on a full disk, say: exit 3. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}
