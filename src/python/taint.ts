import type { Names } from './names.ts';
import type { Expression } from './nodes.ts';

/** Where outside data enters: 'a request', 'the command line', 'the environment', 'a file', 'the network'… */
export interface TaintSource {
  readonly what: string;
  readonly node: Expression;
}

/**
 * Where the value of an expression comes from, as far as its own function (and simple helpers of the file) tell:
 * - constant: literals and names bound to literals only;
 * - tainted: outside data reaches it through assignments, formatting, slicing, containers, decoding…;
 * - unknown: everything else; also what passed a sanitizer such as `int()` or `shlex.quote()`.
 */
export type Origin =
  | { readonly kind: 'constant' }
  | { readonly kind: 'tainted'; readonly source: TaintSource }
  | { readonly kind: 'unknown' };

export function originOf(expression: Expression, names: Names): Origin {
  throw new Error(`not yet: ${expression.kind} ${String(names)}`);
}
