import type { Severity } from './severity.ts';

/** What to judge documents by. */
export interface LintScope {
  /** The ids of the rules that are in force. */
  readonly inForce: ReadonlySet<string>;
  /** The ids of all rules there are, for suppressions that name one. */
  readonly knownIds: ReadonlySet<string>;
  /** The configuration's own severities. */
  readonly severity: Readonly<Record<string, Severity>>;
  /** Where the configuration stands, with a slash at its end; empty: the root. */
  readonly configFolder: string;
  /** Rules that the configuration leaves out for a path. */
  ignoredFor(path: string): ReadonlySet<string>;
  /** True when a finding stops the commit. */
  blocks(severity: Severity, isNew: boolean): boolean;
}
