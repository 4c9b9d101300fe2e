import { identifierAt, normalised } from './characters.ts';
import { joinedValues } from './joined-values.ts';
import { isBytesToken, numberValue, stringValue } from './literals.ts';
import type * as N from './nodes.ts';
import { operator, type Rows, type ViewMaker } from './rows.ts';
import * as K from './tree.ts';

/** Names, literals, operators, calls, displays, comprehensions: everything that has a value. */
export function expressionViews(rows: Rows): ViewMaker {
  const { text, view, one, maybe, expressions, ofKind } = rows;
  const { kinds, starts, ends, data } = rows.tree;
  return (id, start, end, value, kids) => {
    switch (kinds[id]) {
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
        return { kind: 'JoinedStr', id, start, end, template: value === 1, values: joinedValues(kids, rows) };
      case K.FormattedValue: {
        const debug = kids.some((kid) => kinds[kid] === K.DebugText);
        const spec = kids.findLast((kid) => kid !== kids[0] && kinds[kid] === K.JoinedStr);
        return {
          kind: 'FormattedValue',
          id,
          start,
          end,
          value: one(kids, 0),
          // `{x=}` shows the repr by default.
          conversion: value > 0 ? String.fromCharCode(value) : debug && spec === undefined ? 'r' : null,
          formatSpec: spec === undefined ? null : (view(spec) as N.JoinedStr),
        };
      }
      case K.Attribute:
        return {
          kind: 'Attribute',
          id,
          start,
          end,
          value: one(kids, 0),
          attr: identifierAt(text, value),
          attrStart: value,
        };
      case K.Subscript:
        return { kind: 'Subscript', id, start, end, value: one(kids, 0), slice: one(kids, 1) };
      case K.Slice: {
        let next = 0;
        const lower = value & K.Lower ? one(kids, next++) : null;
        const upper = value & K.Upper ? one(kids, next++) : null;
        return { kind: 'Slice', id, start, end, lower, upper, step: value & K.Step ? one(kids, next) : null };
      }
      case K.Call: {
        const args: N.Expression[] = [];
        const keywords: N.Keyword[] = [];
        for (let i = 1; i < kids.length; i++) {
          const kid = view(kids[i]!);
          if (kid.kind === 'Keyword') keywords.push(kid);
          else args.push(kid as N.Expression);
        }
        return { kind: 'Call', id, start, end, func: one(kids, 0), args, keywords };
      }
      case K.Keyword: {
        const name = value === 0 ? null : normalised(text.slice(start, value));
        return { kind: 'Keyword', id, start, end, name, value: one(kids, 0) };
      }
      case K.Starred:
        return { kind: 'Starred', id, start, end, value: one(kids, 0) };
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
          key: kids.length > 1 ? one(kids, 0) : null,
          value: one(kids, kids.length > 1 ? 1 : 0),
        };
      case K.UnaryOp:
        return { kind: 'UnaryOp', id, start, end, op: operator(value), operand: one(kids, 0) };
      case K.BinOp:
        return { kind: 'BinOp', id, start, end, left: one(kids, 0), op: operator(value), right: one(kids, 1) };
      case K.BoolOp:
        return { kind: 'BoolOp', id, start, end, op: operator(value), values: expressions(kids) };
      case K.Compare: {
        const ops: N.ComparisonOperator[] = [operator(value)];
        const comparators: N.Expression[] = [];
        for (let i = 1; i < kids.length; i++) {
          if (kinds[kids[i]!] === K.Operator) ops.push(operator(data[kids[i]!]!));
          else comparators.push(one(kids, i));
        }
        return { kind: 'Compare', id, start, end, left: one(kids, 0), ops, comparators };
      }
      case K.IfExp:
        return { kind: 'IfExp', id, start, end, test: one(kids, 1), body: one(kids, 0), orelse: one(kids, 2) };
      case K.Lambda:
        return { kind: 'Lambda', id, start, end, params: view(kids[0]!) as N.Parameters, body: one(kids, 1) };
      case K.NamedExpr:
        return { kind: 'NamedExpr', id, start, end, target: view(kids[0]!) as N.Name, value: one(kids, 1) };
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
          target: one(kids, 0),
          iter: one(kids, 1),
          ifs: expressions(kids.slice(2)),
        };
      case K.Await:
        return { kind: 'Await', id, start, end, value: one(kids, 0) };
      case K.Yield:
        return { kind: 'Yield', id, start, end, from: value === 1, value: maybe(kids, 0) };
      case K.Backquote:
        return { kind: 'Backquote', id, start, end, value: one(kids, 0) };
      case K.ErrorExpression:
        return { kind: 'ErrorExpression', id, start, end, items: expressions(kids) };
      default:
        throw new Error(`row ${id} is not an expression`);
    }
  };
}
