import type { FileFindings } from '../engine/file-findings.ts';
import type { CheckRun } from '../report/run.ts';

/**
 * What a check of all tracked files came to, for the next check. Files are named by their number in the listing, which
 * the key says is the same.
 */
export interface KeptTree {
  /** Object ids, 40 characters each, one after the other. */
  readonly oids: string;
  /** Null for a file that has to be judged again in any case. */
  readonly files: readonly (KeptFile | null)[];
  readonly siblings: Links;
  readonly texts: Links;
  /** Files for which {@link packageFacts} were looked up. */
  readonly packages: readonly number[];
  readonly packageFacts: CheckRun['packageFacts'];
}

/** 0 for a file without findings, or the reason why it was not judged. */
export type KeptFile = 0 | string | Pick<FileFindings, 'placed' | 'silenced'>;

/** Which files a file depends on. */
export type Links = readonly (readonly [file: number, ...others: number[]])[];
