import { normalised } from './characters.ts';
import type * as N from './nodes.ts';
import { OPERATOR_TEXT } from './tokens.ts';
import * as K from './tree.ts';

/** The rows of a flat tree, and the views of their children: what all makers of views work with. */
export interface Rows {
  readonly text: string;
  readonly tree: K.FlatTree;
  view(id: number): N.Node;
  /** Keeps a view that is made from several rows, under the first of them. */
  keep(id: number, node: N.Node): void;
  expression(id: number): N.Expression;
  expressions(ids: readonly number[]): N.Expression[];
  /** The child at an index, which must exist. */
  one(kids: readonly number[], index: number): N.Expression;
  /** The child at an index; null if there is none. */
  maybe(kids: readonly number[], index: number): N.Expression | null;
  ofKind<T extends N.Node>(ids: readonly number[], kind: number): T[];
  /** The names of children that are only names: captures, `global`. */
  identifiers(kids: readonly number[]): string[];
  /** The statements of a Block, or a single `elif`, created on access. */
  block(id: number | undefined): readonly N.Statement[];
}

/** Creates the view of a row from its offsets, its data and its children. */
export type ViewMaker = (id: number, start: number, end: number, value: number, kids: readonly number[]) => N.Node;

export const isExpression = (kind: number): boolean => kind >= K.Name && kind <= K.ErrorExpression;

export const operator = <T extends string>(token: number): T => OPERATOR_TEXT[token] as T;

export function rowsOf(
  text: string,
  tree: K.FlatTree,
  view: (id: number) => N.Node,
  keep: (id: number, node: N.Node) => void,
): Rows {
  const { kinds, starts, ends } = tree;
  const blocks = new Map<number, readonly N.Statement[]>();
  const expression = (id: number): N.Expression => view(id) as N.Expression;
  return {
    text,
    tree,
    view,
    keep,
    expression,
    expressions: (ids) => ids.map(expression),
    one: (kids, index) => expression(kids[index]!),
    maybe: (kids, index) => (index < kids.length ? expression(kids[index]!) : null),
    ofKind<T extends N.Node>(ids: readonly number[], kind: number): T[] {
      const found: T[] = [];
      for (const id of ids) if (kinds[id] === kind) found.push(view(id) as T);
      return found;
    },
    identifiers: (kids) =>
      kids.filter((kid) => kinds[kid] === K.Identifier).map((kid) => normalised(text.slice(starts[kid], ends[kid]))),
    block(id) {
      if (id === undefined) return [];
      let statements = blocks.get(id);
      if (statements === undefined) {
        const ids = kinds[id] === K.If ? [id] : K.childrenOf(tree, id);
        statements = ids.map((child) => view(child) as N.Statement);
        blocks.set(id, statements);
      }
      return statements;
    },
  };
}
