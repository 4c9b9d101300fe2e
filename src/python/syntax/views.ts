import { compoundViews } from './compound-views.ts';
import { definitionViews } from './definition-views.ts';
import { expressionViews } from './expression-views.ts';
import type * as N from './nodes.ts';
import { isExpression, rowsOf, type ViewMaker } from './rows.ts';
import { statementViews } from './statement-views.ts';
import * as K from './tree.ts';

/** The typed nodes of a flat tree. Each is created when first asked for, and kept. */
export interface Views {
  view(id: number): N.Node;
  nodes<Kind extends N.NodeKind>(kind: Kind): readonly N.NodeOf<Kind>[];
  parent(node: N.Node): N.Node | null;
  children(node: N.Node): readonly N.Node[];
}

const KIND_NUMBERS: Readonly<Record<N.NodeKind, number>> = {
  Module: K.Module,
  Name: K.Name,
  Number: K.NumberLiteral,
  String: K.StringLiteral,
  Constant: K.Constant,
  JoinedStr: K.JoinedStr,
  FormattedValue: K.FormattedValue,
  Attribute: K.Attribute,
  Subscript: K.Subscript,
  Slice: K.Slice,
  Call: K.Call,
  Keyword: K.Keyword,
  Starred: K.Starred,
  Tuple: K.Tuple,
  List: K.List,
  Set: K.SetDisplay,
  Dict: K.Dict,
  DictItem: K.DictItem,
  UnaryOp: K.UnaryOp,
  BinOp: K.BinOp,
  BoolOp: K.BoolOp,
  Compare: K.Compare,
  IfExp: K.IfExp,
  Lambda: K.Lambda,
  NamedExpr: K.NamedExpr,
  Comprehension: K.Comprehension,
  ComprehensionFor: K.ComprehensionFor,
  Await: K.Await,
  Yield: K.Yield,
  Backquote: K.Backquote,
  ErrorExpression: K.ErrorExpression,
  Parameters: K.Parameters,
  Parameter: K.Parameter,
  TypeParameter: K.TypeParameter,
  Pattern: K.Pattern,
  FunctionDef: K.FunctionDef,
  ClassDef: K.ClassDef,
  Return: K.Return,
  Delete: K.Delete,
  Assign: K.Assign,
  AugAssign: K.AugAssign,
  AnnAssign: K.AnnAssign,
  TypeAlias: K.TypeAlias,
  For: K.For,
  While: K.While,
  If: K.If,
  With: K.With,
  WithItem: K.WithItem,
  Match: K.Match,
  MatchCase: K.MatchCase,
  Raise: K.Raise,
  Try: K.Try,
  ExceptHandler: K.ExceptHandler,
  Assert: K.Assert,
  Import: K.Import,
  ImportFrom: K.ImportFrom,
  ImportAlias: K.ImportAlias,
  Global: K.Global,
  ExpressionStatement: K.ExpressionStatement,
  Pass: K.Pass,
  Break: K.Break,
  Continue: K.Continue,
  Print: K.Print,
  Exec: K.Exec,
  ErrorStatement: K.ErrorStatement,
};

/** Kinds that contain blocks. Their bodies are created on access, so that a view never keeps a whole file alive. */
const COMPOUND = new Uint8Array(128);
for (const kind of [
  ...[K.Module, K.FunctionDef, K.ClassDef, K.For, K.While, K.If, K.With, K.Match, K.MatchCase],
  ...[K.Try, K.ExceptHandler],
]) {
  COMPOUND[kind] = 1;
}

const isCompound = (kind: number): boolean =>
  kind === K.Module || (kind >= K.For && kind <= K.MatchCase) || kind === K.Try || kind === K.ExceptHandler;

/**
 * Statements, which are children of a block or the module. (An `elif` is a child of the `if` that directly follows it.)
 */
const IN_BLOCK = new Uint8Array(128);
for (const kind of [
  ...[K.FunctionDef, K.ClassDef, K.Return, K.Delete, K.Assign, K.AugAssign, K.AnnAssign, K.TypeAlias, K.For, K.While],
  ...[K.If, K.With, K.Match, K.Raise, K.Try, K.Assert, K.Import, K.ImportFrom, K.Global, K.ExpressionStatement],
  ...[K.Pass, K.Break, K.Continue, K.Print, K.Exec],
]) {
  IN_BLOCK[kind] = 1;
}

/** How many rows after a row are tried one by one for its parent. */
const NEAR = 48;

/** The views of a flat tree over its text. */
export function viewsOf(text: string, tree: K.FlatTree): Views {
  const { kinds, starts, ends, firsts, data } = tree;
  // Of most files few nodes are asked for, or none.
  const made = new Map<number, N.Node>();
  const byKind = new Map<N.NodeKind, readonly N.Node[]>();
  /** Made when the searches for single parents have taken as many steps as this does. */
  let parents: Int32Array | undefined;
  let searched = 0;

  function view(id: number): N.Node {
    const known = made.get(id);
    if (known !== undefined) return known;
    if (COMPOUND[kinds[id]!] === 0) {
      // In postorder the children come first, so a loop replaces the recursion.
      for (let row = firsts[id]!; row < id; row++) {
        if (kinds[row]! < K.FirstHidden && !made.has(row)) made.set(row, make(row));
      }
    }
    // While a view is being created, only its own literal parts may be asked for.
    const node = make(id);
    made.set(id, node);
    return node;
  }

  const rows = rowsOf(text, tree, view, (id, node) => {
    made.set(id, node);
  });
  const expressionView = expressionViews(rows);
  const definitionView = definitionViews(rows);
  const compoundView = compoundViews(rows);
  const statementView = statementViews(rows);

  function makerOf(kind: number): ViewMaker {
    if (isExpression(kind)) return expressionView;
    if (kind >= K.Parameters && kind <= K.ClassDef) return definitionView;
    return isCompound(kind) ? compoundView : statementView;
  }

  function make(id: number): N.Node {
    const kids = firsts[id] === id ? [] : K.childrenOf(tree, id);
    return makerOf(kinds[id]!)(id, starts[id]!, ends[id]!, data[id]!, kids);
  }

  function nodes<Kind extends N.NodeKind>(kind: Kind): readonly N.NodeOf<Kind>[] {
    let found = byKind.get(kind);
    if (found === undefined) {
      const wanted = KIND_NUMBERS[kind];
      const list: N.Node[] = [];
      for (let id = kinds.indexOf(wanted); id >= 0; id = kinds.indexOf(wanted, id + 1)) list.push(view(id));
      if (kind === 'String') {
        for (const joined of nodes('JoinedStr')) {
          for (const part of joined.values) if (part.kind === 'String') list.push(part);
        }
      }
      found = list.sort((a, b) => a.start - b.start || b.end - a.end || b.id - a.id);
      byKind.set(kind, found);
    }
    return found as readonly N.NodeOf<Kind>[];
  }

  /** The row that a row is a child of: the first one after it that begins before it; -1 for the module. */
  function parentRow(id: number): number {
    if (parents !== undefined) return parents[id]!;
    const { length } = kinds;
    const near = Math.min(id + 1 + NEAR, length);
    for (let row = id + 1; row < near; row++) if (firsts[row]! <= id) return row;
    searched += NEAR;
    if (IN_BLOCK[kinds[id]!] === 1) {
      // The search for a byte is native, a loop over all rows is not.
      for (let row = kinds.indexOf(K.Block, near); row >= 0; row = kinds.indexOf(K.Block, row + 1)) {
        if (firsts[row]! <= id) return row;
        searched++;
      }
      if (searched < length) return length - 1;
    }
    parents = new Int32Array(length).fill(-1);
    for (let row = 0; row < length; row++) {
      for (let child = row - 1; child >= firsts[row]!; child = firsts[child]! - 1) parents[child] = row;
    }
    return parents[id]!;
  }

  function parent(node: N.Node): N.Node | null {
    let id = parentRow(node.id);
    // The text in `{x=}` is a value of the f-string.
    if (kinds[node.id] === K.DebugText) id = parentRow(id);
    while (id >= 0 && kinds[id]! >= K.FirstHidden) id = parentRow(id);
    return id < 0 ? null : view(id);
  }

  function children(node: N.Node): readonly N.Node[] {
    if (node.kind === 'JoinedStr') return node.values;
    const list: N.Node[] = [];
    const pending = K.childrenOf(tree, node.id).reverse();
    while (pending.length > 0) {
      const id = pending.pop()!;
      if (kinds[id]! < K.FirstHidden) list.push(view(id));
      else if (kinds[id] === K.Block || kinds[id] === K.Decorator) {
        for (const child of K.childrenOf(tree, id).reverse()) pending.push(child);
      }
    }
    return list;
  }

  return { view, nodes, parent, children };
}
