/** One shape for every settings format, with offsets into the text: rules walk it without knowing the format. */
export interface Scalar {
  readonly kind: 'scalar';
  /** The value's own span, inside any quotes. */
  readonly start: number;
  readonly end: number;
  /** The span with its quotes. */
  readonly outerStart: number;
  readonly outerEnd: number;
  /** The text that stands for the value: unquoted and unescaped, before any conversion. */
  readonly text: string;
  /** '"', "'", or a block style's mark; null for a plain scalar. */
  readonly quote: string | null;
  /** As the format's own reader converts it (YAML 1.1's `yes` is true, INI's is a string). */
  readonly value: string | number | boolean | null;
}

export interface Entry {
  readonly key: Scalar;
  /** Null where the key stands alone (`- DEBUG`, `KEY:`). */
  readonly value: TreeNode | null;
}

export interface Mapping {
  readonly kind: 'mapping';
  readonly start: number;
  readonly end: number;
  /** In source order, duplicates kept; merges (`<<`) are resolved to entries behind the mapping's own. */
  readonly entries: readonly Entry[];
}

export interface Sequence {
  readonly kind: 'sequence';
  readonly start: number;
  readonly end: number;
  readonly items: readonly TreeNode[];
}

export type TreeNode = Scalar | Mapping | Sequence;

export interface ConfigTree {
  /** One root, or several documents in a YAML stream. */
  readonly roots: readonly TreeNode[];
  readonly problems: readonly TreeProblem[];
}

/** What could not be read, in words, at its offset. */
export interface TreeProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** A limit of ours was reached, so that a file which others can read was not checked: that is not a pass. */
  readonly unchecked?: true;
}
