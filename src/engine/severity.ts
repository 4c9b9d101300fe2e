/** An error blocks the commit, a warning is shown, an info is only shown on request. */
export type Severity = 'error' | 'warning' | 'info';

/** One degree less. */
export function lowered(severity: Severity): Severity {
  return severity === 'error' ? 'warning' : 'info';
}

/** Worst first. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;

/** True if a severity is at least as bad as the threshold. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}
