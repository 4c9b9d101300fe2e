import { identifierAt, skipTrivia } from './characters.ts';
import type * as N from './nodes.ts';
import { isExpression, type Rows, type ViewMaker } from './rows.ts';
import * as K from './tree.ts';

/** Functions and classes with their parameters, and the patterns of `case`: what binds names. */
export function definitionViews(rows: Rows): ViewMaker {
  const { text, one, expression, expressions, ofKind, identifiers, block } = rows;
  const { kinds } = rows.tree;

  const decorators = (kids: readonly number[]): N.Expression[] =>
    expressions(kids.filter((kid) => kinds[kid] === K.Decorator).map((kid) => kid - 1));

  return (id, start, end, value, kids) => {
    switch (kinds[id]) {
      case K.Parameters:
        return { kind: 'Parameters', id, start, end, items: ofKind<N.Parameter>(kids, K.Parameter) };
      case K.Parameter:
      case K.TypeParameter: {
        const annotation = value & K.HasAnnotation ? one(kids, 0) : null;
        const fallback = value & K.HasDefault ? one(kids, kids.length - 1) : null;
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
      default:
        throw new Error(`row ${id} defines nothing`);
    }
  };
}
