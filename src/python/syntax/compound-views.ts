import { identifierAt } from './characters.ts';
import type * as N from './nodes.ts';
import type { Rows, ViewMaker } from './rows.ts';
import * as K from './tree.ts';

/**
 * A module and the compound statements, with their parts. Their blocks are created on access, so that a view never
 * keeps a whole file alive.
 */
export function compoundViews(rows: Rows): ViewMaker {
  const { text, view, one, maybe, ofKind, block } = rows;
  const { kinds } = rows.tree;
  return (id, start, end, value, kids) => {
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
      case K.For: {
        const [, , body, orelse] = kids;
        return {
          kind: 'For',
          id,
          start,
          end,
          async: value === 1,
          target: one(kids, 0),
          iter: one(kids, 1),
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
          test: one(kids, 0),
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
        return { kind: 'WithItem', id, start, end, context: one(kids, 0), target: maybe(kids, 1) };
      case K.Match:
        return { kind: 'Match', id, start, end, subject: one(kids, 0), cases: ofKind<N.MatchCase>(kids, K.MatchCase) };
      case K.MatchCase: {
        const body = kids.at(-1);
        return {
          kind: 'MatchCase',
          id,
          start,
          end,
          pattern: view(kids[0]!) as N.Pattern,
          guard: kids.length > 2 ? one(kids, 1) : null,
          get body() {
            return block(body);
          },
        };
      }
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
          type: kids.length > 1 ? one(kids, 0) : null,
          name: value === 0 ? null : identifierAt(text, value),
          get body() {
            return block(body);
          },
        };
      }
      default:
        throw new Error(`row ${id} is not a compound statement`);
    }
  };
}
