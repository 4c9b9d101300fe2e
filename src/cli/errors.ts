/** The user can put this right: one line that says what is wrong, a hint, exit 2, nothing was checked. */
export class UserError extends Error {
  readonly hint: string;

  constructor(message: string, hint = '') {
    super(message);
    this.name = 'UserError';
    this.hint = hint;
  }
}

/** Git failed while checking: exit 3, with git's own words as the cause. */
export class GitError extends Error {
  readonly stderr: string;

  constructor(what: string, stderr: string) {
    const words = stderr.trim().split('\n', 1)[0] ?? '';
    super(words === '' ? what : `${what}: ${words}`);
    this.name = 'GitError';
    this.stderr = stderr;
  }
}

/** The report could not be written when all was done, on a full disk, say: exit 3. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}
