import type { DecodedText } from '../python/syntax/index.ts';
import type { Kind } from './kind.ts';

/** A file in which the words of rules were looked for. */
export interface LookedAt {
  readonly bytes: Buffer;
  readonly kind: Kind;
  readonly decoded: DecodedText;
  /** The ids of the rules, of all that there are, that have a reason to read it for what is in it. */
  readonly rules: readonly string[];
}
