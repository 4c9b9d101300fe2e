import type { Severity } from './severity.ts';

/** What documents are judged with. */
export interface LintScope {
  /** The ids of the active rules. */
  readonly inForce: ReadonlySet<string>;
  /** The ids of all rules, for suppressions that name one. */
  readonly knownIds: ReadonlySet<string>;
  /** Severities from the configuration. */
  readonly severity: Readonly<Record<string, Severity>>;
  /** The configuration's folder, with a trailing slash; empty for the root. */
  readonly configFolder: string;
  /** Rules that the configuration ignores for a path. */
  ignoredFor(path: string): ReadonlySet<string>;
  /** True if a finding stops the commit. */
  blocks(severity: Severity, isNew: boolean): boolean;
}
