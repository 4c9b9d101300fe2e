/** Something in the judged change that silences findings in the same change. */
export interface Loosening {
  /** The configuration, or the file with the comment. */
  readonly path: string;
  readonly line: number;
  /** The configuration's key, `ignore-file` or `comment`. */
  readonly by: string;
  /** How many findings it silences or keeps from blocking. */
  readonly findings: number;
  /** False if the findings count anyway. */
  readonly isObeyed: boolean;
  /** One line for people. */
  readonly message: string;
}
