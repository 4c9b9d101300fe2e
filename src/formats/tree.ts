/** One shape for every settings format, with offsets into the text. Rules walk it without knowing the format. */
export interface Scalar {
  readonly kind: 'scalar';
  /** The value's own span, inside any quotes. */
  readonly start: number;
  readonly end: number;
  /** The span with its quotes. */
  readonly outerStart: number;
  readonly outerEnd: number;
  /** The text of the value: unquoted and unescaped, before any conversion. */
  readonly text: string;
  /** '"', "'", or the mark of a block style; null for a plain scalar. */
  readonly quote: string | null;
  /** As the format's own reader converts it (`yes` is true in YAML 1.1; INI values are strings). */
  readonly value: string | number | boolean | null;
}

export interface Entry {
  readonly key: Scalar;
  /** Null for a key without a value (`- DEBUG`, `KEY:`). */
  readonly value: TreeNode | null;
}

export interface Mapping {
  readonly kind: 'mapping';
  readonly start: number;
  readonly end: number;
  /** In source order, duplicates kept. Merges (`<<`) become entries after the mapping's own. */
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
  /** One root, or one for each document of a YAML stream. */
  readonly roots: readonly TreeNode[];
  readonly problems: readonly TreeProblem[];
}

/** What could not be read, in words, at its offset. */
export interface TreeProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /**
   * One of our limits was reached, so a file that other readers accept was not checked. That does not count as a pass.
   */
  readonly unchecked?: true;
}
