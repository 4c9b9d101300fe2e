/** An error blocks the commit, a warning is shown, an info is shown when asked for. */
export type Severity = 'error' | 'warning' | 'info';

/** One degree less. */
export function lowered(severity: Severity): Severity {
  return severity === 'error' ? 'warning' : 'info';
}

/** From the worst. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;

/** True when a severity is as bad as the threshold or worse. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}
