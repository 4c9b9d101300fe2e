/** The user can put this right: one line that says what is wrong, a hint, exit 2, nothing was checked. */
export class UserError extends Error {
  readonly hint: string;

  constructor(message: string, hint = '') {
    super(message);
    this.name = 'UserError';
    this.hint = hint;
  }
}
