import { identifierAt, identifierEnd, normalised, skipTrivia } from './characters.ts';
import { isBytesToken, middleValue, numberValue, stringValue } from './literals.ts';
import type * as N from './nodes.ts';
import { OPERATOR_TEXT } from './tokens.ts';
import * as K from './tree.ts';

/** The typed nodes of a flat tree. Each is made when first asked for, and kept. */
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

/** Kinds that hold blocks: their bodies are made when they are read, so that a view never drags a file along. */
const COMPOUND = new Uint8Array(128);
for (const kind of [
  ...[K.Module, K.FunctionDef, K.ClassDef, K.For, K.While, K.If, K.With, K.Match, K.MatchCase],
  ...[K.Try, K.ExceptHandler],
]) {
  COMPOUND[kind] = 1;
}

/** The views of a flat tree over its text. */
export function viewsOf(text: string, tree: K.FlatTree): Views {
  const { kinds, starts, ends, firsts, data } = tree;
  const made: (N.Node | undefined)[] = new Array(kinds.length);
  const blocks = new Map<number, readonly N.Statement[]>();
  const byKind = new Map<N.NodeKind, readonly N.Node[]>();
  let parents: Int32Array | undefined;

  function view(id: number): N.Node {
    const known = made[id];
    if (known !== undefined) return known;
    if (COMPOUND[kinds[id]!] === 0) {
      // In postorder the children come first, so a loop does what recursion would.
      for (let row = firsts[id]!; row < id; row++) {
        if (made[row] === undefined && kinds[row]! < K.FirstHidden) made[row] = make(row);
      }
    }
    // A view that is being made may be asked for its own literal parts only.
    made[id] = make(id);
    return made[id];
  }

  const expression = (id: number): N.Expression => view(id) as N.Expression;
  const expressions = (ids: readonly number[]): N.Expression[] => ids.map(expression);
  const ofKind = <T extends N.Node>(ids: readonly number[], kind: number): T[] => {
    const found: T[] = [];
    for (const id of ids) if (kinds[id] === kind) found.push(view(id) as T);
    return found;
  };

  /** The statements of a Block, or an `elif` by itself. */
  function block(id: number | undefined): readonly N.Statement[] {
    if (id === undefined) return [];
    let statements = blocks.get(id);
    if (statements === undefined) {
      const ids = kinds[id] === K.If ? [id] : K.childrenOf(tree, id);
      statements = ids.map((child) => view(child) as N.Statement);
      blocks.set(id, statements);
    }
    return statements;
  }

  const operator = <T extends string>(token: number): T => OPERATOR_TEXT[token] as T;

  function make(id: number): N.Node {
    const start = starts[id]!;
    const end = ends[id]!;
    const value = data[id]!;
    const kids = firsts[id] === id ? [] : K.childrenOf(tree, id);
    const one = (index: number): N.Expression => expression(kids[index]!);
    const maybe = (index: number): N.Expression | null =>
      index < kids.length && index >= 0 ? expression(kids[index]!) : null;

    switch (kinds[id]) {
      case K.Module: {
        return {
          kind: 'Module',
          id,
          start,
          end,
          get body() {
            return block(id);
          },
        };
      }
      case K.Name:
        return { kind: 'Name', id, start, end, name: normalised(text.slice(start, end)) };
      case K.NumberLiteral:
        return { kind: 'Number', id, start, end, value: numberValue(text.slice(start, end)) };
      case K.StringLiteral: {
        const tokens = kids.length === 0 ? [id] : kids;
        const texts = tokens.map((part) => text.slice(starts[part], ends[part]));
        return {
          kind: 'String',
          id,
          start,
          end,
          value: texts.map(stringValue).join(''),
          bytes: isBytesToken(texts[0]!),
          parts: tokens.length,
        };
      }
      case K.Constant:
        return { kind: 'Constant', id, start, end, value: K.CONSTANTS[value]! };
      case K.JoinedStr:
        return { kind: 'JoinedStr', id, start, end, template: value === 1, values: joinedValues(kids) };
      case K.FormattedValue: {
        const debug = kids.some((kid) => kinds[kid] === K.DebugText);
        const spec = kids.findLast((kid) => kid !== kids[0] && kinds[kid] === K.JoinedStr);
        return {
          kind: 'FormattedValue',
          id,
          start,
          end,
          value: one(0),
          // `{x=}` shows the repr unless it says otherwise.
          conversion: value > 0 ? String.fromCharCode(value) : debug && spec === undefined ? 'r' : null,
          formatSpec: spec === undefined ? null : (view(spec) as N.JoinedStr),
        };
      }
      case K.Attribute:
        return { kind: 'Attribute', id, start, end, value: one(0), attr: identifierAt(text, value), attrStart: value };
      case K.Subscript:
        return { kind: 'Subscript', id, start, end, value: one(0), slice: one(1) };
      case K.Slice: {
        let next = 0;
        const lower = value & K.Lower ? one(next++) : null;
        const upper = value & K.Upper ? one(next++) : null;
        return { kind: 'Slice', id, start, end, lower, upper, step: value & K.Step ? one(next) : null };
      }
      case K.Call: {
        const args: N.Expression[] = [];
        const keywords: N.Keyword[] = [];
        for (let i = 1; i < kids.length; i++) {
          const kid = view(kids[i]!);
          if (kid.kind === 'Keyword') keywords.push(kid);
          else args.push(kid as N.Expression);
        }
        return { kind: 'Call', id, start, end, func: one(0), args, keywords };
      }
      case K.Keyword: {
        const name = value === 0 ? null : normalised(text.slice(start, value));
        return { kind: 'Keyword', id, start, end, name, value: one(0) };
      }
      case K.Starred:
        return { kind: 'Starred', id, start, end, value: one(0) };
      case K.Tuple:
        return { kind: 'Tuple', id, start, end, items: expressions(kids) };
      case K.List:
        return { kind: 'List', id, start, end, items: expressions(kids) };
      case K.SetDisplay:
        return { kind: 'Set', id, start, end, items: expressions(kids) };
      case K.Dict:
        return { kind: 'Dict', id, start, end, items: ofKind<N.DictItem>(kids, K.DictItem) };
      case K.DictItem:
        return {
          kind: 'DictItem',
          id,
          start,
          end,
          key: kids.length > 1 ? one(0) : null,
          value: one(kids.length > 1 ? 1 : 0),
        };
      case K.UnaryOp:
        return { kind: 'UnaryOp', id, start, end, op: operator(value), operand: one(0) };
      case K.BinOp:
        return { kind: 'BinOp', id, start, end, left: one(0), op: operator(value), right: one(1) };
      case K.BoolOp:
        return { kind: 'BoolOp', id, start, end, op: operator(value), values: expressions(kids) };
      case K.Compare: {
        const ops: N.ComparisonOperator[] = [operator(value)];
        const comparators: N.Expression[] = [];
        for (let i = 1; i < kids.length; i++) {
          if (kinds[kids[i]!] === K.Operator) ops.push(operator(data[kids[i]!]!));
          else comparators.push(one(i));
        }
        return { kind: 'Compare', id, start, end, left: one(0), ops, comparators };
      }
      case K.IfExp:
        return { kind: 'IfExp', id, start, end, test: one(1), body: one(0), orelse: one(2) };
      case K.Lambda:
        return { kind: 'Lambda', id, start, end, params: view(kids[0]!) as N.Parameters, body: one(1) };
      case K.NamedExpr:
        return { kind: 'NamedExpr', id, start, end, target: view(kids[0]!) as N.Name, value: one(1) };
      case K.Comprehension:
        return {
          kind: 'Comprehension',
          id,
          start,
          end,
          form: K.COMPREHENSIONS[value]!,
          element: view(kids[0]!) as N.Expression | N.DictItem,
          generators: ofKind<N.ComprehensionFor>(kids.slice(1), K.ComprehensionFor),
        };
      case K.ComprehensionFor:
        return {
          kind: 'ComprehensionFor',
          id,
          start,
          end,
          async: value === 1,
          target: one(0),
          iter: one(1),
          ifs: expressions(kids.slice(2)),
        };
      case K.Await:
        return { kind: 'Await', id, start, end, value: one(0) };
      case K.Yield:
        return { kind: 'Yield', id, start, end, from: value === 1, value: maybe(0) };
      case K.Backquote:
        return { kind: 'Backquote', id, start, end, value: one(0) };
      case K.ErrorExpression:
        return { kind: 'ErrorExpression', id, start, end, items: expressions(kids) };

      case K.Parameters:
        return { kind: 'Parameters', id, start, end, items: ofKind<N.Parameter>(kids, K.Parameter) };
      case K.Parameter:
      case K.TypeParameter: {
        const annotation = value & K.HasAnnotation ? one(0) : null;
        const fallback = value & K.HasDefault ? one(kids.length - 1) : null;
        const star = text.charCodeAt(start) === 42;
        const at = star ? skipTrivia(text, start + (text.charCodeAt(start + 1) === 42 ? 2 : 1)) : start;
        const name = identifierAt(text, at);
        if (kinds[id] === K.Parameter) {
          const role = K.PARAMETER_ROLES[value & 7]!;
          return { kind: 'Parameter', id, start, end, name, role, annotation, default: fallback };
        }
        const role = K.TYPE_PARAMETER_ROLES[value & 7]!;
        return { kind: 'TypeParameter', id, start, end, name, role, bound: annotation, default: fallback };
      }
      case K.Pattern:
        return {
          kind: 'Pattern',
          id,
          start,
          end,
          form: K.PATTERNS[value]!,
          expressions: expressions(kids.filter((kid) => kinds[kid]! < K.FirstHidden && kinds[kid] !== K.Pattern)),
          patterns: ofKind<N.Pattern>(kids, K.Pattern),
          captures: identifiers(kids),
        };

      case K.FunctionDef: {
        const returns = kids.find((kid) => isExpression(kinds[kid]!));
        const body = kids.at(-1);
        const nameStart = value >> 1;
        return {
          kind: 'FunctionDef',
          id,
          start,
          end,
          name: identifierAt(text, nameStart),
          nameStart,
          async: (value & 1) === 1,
          decorators: decorators(kids),
          typeParams: ofKind<N.TypeParameter>(kids, K.TypeParameter),
          params: ofKind<N.Parameters>(kids, K.Parameters)[0]!,
          returns: returns === undefined ? null : expression(returns),
          get body() {
            return block(body);
          },
        };
      }
      case K.ClassDef: {
        const body = kids.at(-1);
        return {
          kind: 'ClassDef',
          id,
          start,
          end,
          name: identifierAt(text, value),
          nameStart: value,
          decorators: decorators(kids),
          typeParams: ofKind<N.TypeParameter>(kids, K.TypeParameter),
          bases: expressions(kids.filter((kid) => isExpression(kinds[kid]!) && kinds[kid] !== K.Keyword)),
          keywords: ofKind<N.Keyword>(kids, K.Keyword),
          get body() {
            return block(body);
          },
        };
      }
      case K.Return:
        return { kind: 'Return', id, start, end, value: maybe(0) };
      case K.Delete:
        return { kind: 'Delete', id, start, end, targets: expressions(kids) };
      case K.Assign:
        return {
          kind: 'Assign',
          id,
          start,
          end,
          targets: expressions(kids.slice(0, -1)),
          value: one(kids.length - 1),
        };
      case K.AugAssign:
        return { kind: 'AugAssign', id, start, end, target: one(0), op: operator(value), value: one(1) };
      case K.AnnAssign:
        return { kind: 'AnnAssign', id, start, end, target: one(0), annotation: one(1), value: maybe(2) };
      case K.TypeAlias:
        return {
          kind: 'TypeAlias',
          id,
          start,
          end,
          name: view(kids[0]!) as N.Name,
          typeParams: ofKind<N.TypeParameter>(kids, K.TypeParameter),
          value: one(kids.length - 1),
        };
      case K.For: {
        const [, , body, orelse] = kids;
        return {
          kind: 'For',
          id,
          start,
          end,
          async: value === 1,
          target: one(0),
          iter: one(1),
          get body() {
            return block(body);
          },
          get orelse() {
            return block(orelse);
          },
        };
      }
      case K.While:
      case K.If: {
        const [, body, orelse] = kids;
        return {
          kind: kinds[id] === K.If ? 'If' : 'While',
          id,
          start,
          end,
          test: one(0),
          get body() {
            return block(body);
          },
          get orelse() {
            return block(orelse);
          },
        };
      }
      case K.With: {
        const body = kids.at(-1);
        return {
          kind: 'With',
          id,
          start,
          end,
          async: value === 1,
          items: ofKind<N.WithItem>(kids, K.WithItem),
          get body() {
            return block(body);
          },
        };
      }
      case K.WithItem:
        return { kind: 'WithItem', id, start, end, context: one(0), target: maybe(1) };
      case K.Match:
        return { kind: 'Match', id, start, end, subject: one(0), cases: ofKind<N.MatchCase>(kids, K.MatchCase) };
      case K.MatchCase: {
        const body = kids.at(-1);
        return {
          kind: 'MatchCase',
          id,
          start,
          end,
          pattern: view(kids[0]!) as N.Pattern,
          guard: kids.length > 2 ? one(1) : null,
          get body() {
            return block(body);
          },
        };
      }
      case K.Raise:
        return {
          kind: 'Raise',
          id,
          start,
          end,
          exception: maybe(0),
          cause: value & K.Cause ? one(1) : null,
          arguments: value & K.Arguments ? expressions(kids.slice(1)) : [],
        };
      case K.Try: {
        const bodies = kids.filter((kid) => kinds[kid] === K.Block);
        return {
          kind: 'Try',
          id,
          start,
          end,
          star: (value & K.Star) !== 0,
          handlers: ofKind<N.ExceptHandler>(kids, K.ExceptHandler),
          get body() {
            return block(bodies[0]);
          },
          get orelse() {
            return block(value & K.Else ? bodies[1] : undefined);
          },
          get finalbody() {
            return block(value & K.Finally ? bodies.at(-1) : undefined);
          },
        };
      }
      case K.ExceptHandler: {
        const body = kids.at(-1);
        return {
          kind: 'ExceptHandler',
          id,
          start,
          end,
          type: kids.length > 1 ? one(0) : null,
          name: value === 0 ? null : identifierAt(text, value),
          get body() {
            return block(body);
          },
        };
      }
      case K.Assert:
        return { kind: 'Assert', id, start, end, test: one(0), message: maybe(1) };
      case K.Import:
        return { kind: 'Import', id, start, end, lazy: value === 1, names: ofKind<N.ImportAlias>(kids, K.ImportAlias) };
      case K.ImportFrom:
        return {
          kind: 'ImportFrom',
          id,
          start,
          end,
          lazy: value === 1,
          ...fromModule(start, value),
          names: ofKind<N.ImportAlias>(kids, K.ImportAlias),
        };
      case K.ImportAlias: {
        if (text.charCodeAt(start) === 42) return { kind: 'ImportAlias', id, start, end, name: '*', asname: null };
        const { name, at } = dottedName(start);
        // What is left is `as` and the other name.
        const asname = at < end ? identifierAt(text, skipTrivia(text, at + 2)) : null;
        return { kind: 'ImportAlias', id, start, end, name, asname: asname === '' ? null : asname };
      }
      case K.Global:
        return { kind: 'Global', id, start, end, nonlocal: value === 1, names: identifiers(kids) };
      case K.ExpressionStatement:
        return { kind: 'ExpressionStatement', id, start, end, value: one(0) };
      case K.Pass:
        return { kind: 'Pass', id, start, end };
      case K.Break:
        return { kind: 'Break', id, start, end };
      case K.Continue:
        return { kind: 'Continue', id, start, end };
      case K.Print:
        return { kind: 'Print', id, start, end, values: expressions(kids) };
      case K.Exec:
        return { kind: 'Exec', id, start, end, body: one(0), globals: maybe(1), locals: maybe(2) };
      default: {
        const items = kids.flatMap((kid) => (kinds[kid] === K.Decorator ? [kid - 1] : [kid]));
        return { kind: 'ErrorStatement', id, start, end, items: expressions(items) };
      }
    }
  }

  const isExpression = (kind: number): boolean => kind >= K.Name && kind <= K.ErrorExpression;

  const decorators = (kids: readonly number[]): N.Expression[] =>
    expressions(kids.filter((kid) => kinds[kid] === K.Decorator).map((kid) => kid - 1));

  const identifiers = (kids: readonly number[]): string[] =>
    kids.filter((kid) => kinds[kid] === K.Identifier).map((kid) => normalised(text.slice(starts[kid], ends[kid])));

  /** `a . b` from an offset: the name without blanks, and the offset of the token behind it. */
  function dottedName(from: number): { name: string; at: number } {
    let name = '';
    let at = from;
    for (;;) {
      name += identifierAt(text, at);
      at = skipTrivia(text, identifierEnd(text, at));
      if (text.charCodeAt(at) !== 46) return { name, at };
      name += '.';
      at = skipTrivia(text, at + 1);
    }
  }

  /** Reads `from ..a.b import` again: the number of dots and the module's name. */
  function fromModule(start: number, lazy: number): { level: number; module: string } {
    let at = lazy === 1 ? skipTrivia(text, start + 'lazy'.length) : start;
    at = skipTrivia(text, at + 'from'.length);
    let level = 0;
    while (text.charCodeAt(at) === 46) {
      level++;
      at = skipTrivia(text, at + 1);
    }
    const { name } = dottedName(at);
    return { level, module: level > 0 && name === 'import' ? '' : name };
  }

  /** The values of an f-string: adjacent literal parts are one String, as in `ast`. */
  function joinedValues(kids: readonly number[]): (N.StringLiteral | N.FormattedValue)[] {
    const values: (N.StringLiteral | N.FormattedValue)[] = [];
    let id = -1;
    let end = 0;
    let value = '';
    let parts = 0;
    const add = (part: number, literal: string, to: number): void => {
      if (id < 0) id = part;
      value += literal;
      end = to;
      parts++;
    };
    const flush = (): void => {
      if (id >= 0 && value !== '') {
        const literal: N.StringLiteral = { kind: 'String', id, start: starts[id]!, end, value, bytes: false, parts };
        made[id] = literal;
        values.push(literal);
      }
      id = -1;
      value = '';
      parts = 0;
    };
    for (const kid of kids) {
      const source = text.slice(starts[kid], ends[kid]);
      if (kinds[kid] === K.StringPart) add(kid, stringValue(source), ends[kid]!);
      else if (kinds[kid] === K.Middle) {
        add(kid, middleValue(source, (data[kid]! & 1) !== 0, (data[kid]! & 2) !== 0), ends[kid]!);
      } else {
        const debug = K.childrenOf(tree, kid).find((child) => kinds[child] === K.DebugText);
        if (debug !== undefined) add(debug, text.slice(starts[debug], ends[debug]), ends[debug]!);
        flush();
        values.push(view(kid) as N.FormattedValue);
      }
    }
    flush();
    return values;
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

  function parent(node: N.Node): N.Node | null {
    if (parents === undefined) {
      parents = new Int32Array(kinds.length).fill(-1);
      for (let id = 0; id < kinds.length; id++) {
        for (let child = id - 1; child >= firsts[id]!; child = firsts[child]! - 1) parents[child] = id;
      }
    }
    let id = parents[node.id]!;
    // The text of `{x=}` is a value of the f-string.
    if (kinds[node.id] === K.DebugText) id = parents[id]!;
    while (id >= 0 && kinds[id]! >= K.FirstHidden) id = parents[id]!;
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
