import { identifierAt, identifierEnd, skipTrivia } from './characters.ts';
import type * as N from './nodes.ts';
import { operator, type Rows, type ViewMaker } from './rows.ts';
import * as K from './tree.ts';

/** Simple statements, and what could not be read. */
export function statementViews(rows: Rows): ViewMaker {
  const { text, view, one, maybe, expressions, ofKind, identifiers } = rows;
  const { kinds } = rows.tree;
  return (id, start, end, value, kids) => {
    switch (kinds[id]) {
      case K.Return:
        return { kind: 'Return', id, start, end, value: maybe(kids, 0) };
      case K.Delete:
        return { kind: 'Delete', id, start, end, targets: expressions(kids) };
      case K.Assign:
        return {
          kind: 'Assign',
          id,
          start,
          end,
          targets: expressions(kids.slice(0, -1)),
          value: one(kids, kids.length - 1),
        };
      case K.AugAssign:
        return { kind: 'AugAssign', id, start, end, target: one(kids, 0), op: operator(value), value: one(kids, 1) };
      case K.AnnAssign:
        return {
          kind: 'AnnAssign',
          id,
          start,
          end,
          target: one(kids, 0),
          annotation: one(kids, 1),
          value: maybe(kids, 2),
        };
      case K.TypeAlias:
        return {
          kind: 'TypeAlias',
          id,
          start,
          end,
          name: view(kids[0]!) as N.Name,
          typeParams: ofKind<N.TypeParameter>(kids, K.TypeParameter),
          value: one(kids, kids.length - 1),
        };
      case K.Raise:
        return {
          kind: 'Raise',
          id,
          start,
          end,
          exception: maybe(kids, 0),
          cause: value & K.Cause ? one(kids, 1) : null,
          arguments: value & K.Arguments ? expressions(kids.slice(1)) : [],
        };
      case K.Assert:
        return { kind: 'Assert', id, start, end, test: one(kids, 0), message: maybe(kids, 1) };
      case K.Import:
        return { kind: 'Import', id, start, end, lazy: value === 1, names: ofKind<N.ImportAlias>(kids, K.ImportAlias) };
      case K.ImportFrom:
        return {
          kind: 'ImportFrom',
          id,
          start,
          end,
          lazy: value === 1,
          ...fromModule(text, start, value),
          names: ofKind<N.ImportAlias>(kids, K.ImportAlias),
        };
      case K.ImportAlias: {
        if (text.charCodeAt(start) === 42) return { kind: 'ImportAlias', id, start, end, name: '*', asname: null };
        const { name, at } = dottedName(text, start);
        // Only `as` and the other name are left.
        const asname = at < end ? identifierAt(text, skipTrivia(text, at + 2)) : null;
        return { kind: 'ImportAlias', id, start, end, name, asname: asname === '' ? null : asname };
      }
      case K.Global:
        return { kind: 'Global', id, start, end, nonlocal: value === 1, names: identifiers(kids) };
      case K.ExpressionStatement:
        return { kind: 'ExpressionStatement', id, start, end, value: one(kids, 0) };
      case K.Pass:
        return { kind: 'Pass', id, start, end };
      case K.Break:
        return { kind: 'Break', id, start, end };
      case K.Continue:
        return { kind: 'Continue', id, start, end };
      case K.Print:
        return { kind: 'Print', id, start, end, values: expressions(kids) };
      case K.Exec:
        return { kind: 'Exec', id, start, end, body: one(kids, 0), globals: maybe(kids, 1), locals: maybe(kids, 2) };
      default: {
        const items = kids.flatMap((kid) => (kinds[kid] === K.Decorator ? [kid - 1] : [kid]));
        return { kind: 'ErrorStatement', id, start, end, items: expressions(items) };
      }
    }
  };
}

/** Reads `a . b` from an offset: the name without blanks, and the offset of the next token. */
function dottedName(text: string, from: number): { name: string; at: number } {
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
function fromModule(text: string, start: number, lazy: number): { level: number; module: string } {
  let at = lazy === 1 ? skipTrivia(text, start + 'lazy'.length) : start;
  at = skipTrivia(text, at + 'from'.length);
  let level = 0;
  while (text.charCodeAt(at) === 46) {
    level++;
    at = skipTrivia(text, at + 1);
  }
  const { name } = dottedName(text, at);
  return { level, module: level > 0 && name === 'import' ? '' : name };
}
