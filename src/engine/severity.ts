/** An error blocks the commit, a warning is shown, an info is shown when asked for. */
export type Severity = 'error' | 'warning' | 'info';

/** One degree less. */
export function lowered(severity: Severity): Severity {
  return severity === 'error' ? 'warning' : 'info';
}
