import type { DecodedText } from '../python/syntax/index.ts';
import type { Kind } from './kind.ts';

/** A file that has been searched for the rules' words. */
export interface LookedAt {
  readonly bytes: Buffer;
  readonly kind: Kind;
  readonly decoded: DecodedText;
  /** The ids of all rules, active or not, that have a reason to read it because of its content. */
  readonly rules: readonly string[];
}
