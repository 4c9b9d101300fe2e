import type { Position } from './line-index.ts';
import type { Advisory, Safety } from './rule.ts';
import type { Severity } from './severity.ts';
import type { Silence } from './silence.ts';

export interface FindingEdit {
  readonly start: Position;
  readonly end: Position;
  readonly text: string;
}

/** A problem as reports show it, with its rule, path and place. Secrets are already masked. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** Relative to the repository's root. Bytes that are not UTF-8 are escaped. */
  readonly path: string;
  /** A file at which it can be shown: the path itself; for a folder, one of its files. */
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
  readonly message: string;
  readonly help: string;
  /** How to silence it, in the form that suits the line; null if only a repair helps. */
  readonly silence: Silence | null;
  readonly fix: { readonly title: string; readonly safety: Safety; readonly edits: readonly FindingEdit[] } | null;
  readonly advisories: readonly Advisory[] | null;
  /** The line it starts on; null for a finding about a path. */
  readonly source: string | null;
  readonly fixed: boolean;
  /** The change added it. True if there is no base. */
  readonly new: boolean;
  /** It stops the commit, judging by --fail-on and whether the change added it. */
  readonly blocks: boolean;
}

/** By path, place and rule, so that the output never depends on the order in which rules run. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.path, b.path) ||
    a.start.line - b.start.line ||
    a.start.column - b.start.column ||
    a.end.line - b.end.line ||
    a.end.column - b.end.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
