import { problemWith } from './cursor.ts';
import * as K from './node-kinds.ts';
import { nodeData, nodeEnds, nodeFirsts, nodeKinds, nodeStarts } from './tree-rows.ts';

/** The name of an expression in messages about assigning to it. */
function nameOf(node: i32): string {
  const kind = nodeKinds[node];
  switch (kind) {
    case K.NumberLiteral:
    case K.StringLiteral:
      return 'literal';
    case K.Constant:
      return nameOfConstant(nodeData[node]);
    case K.JoinedStr:
      return 'f-string expression';
    case K.Call:
      return 'function call';
    case K.Compare:
      return 'comparison';
    case K.IfExp:
      return 'conditional expression';
    case K.Lambda:
      return 'lambda';
    case K.Comprehension:
      return 'comprehension';
    case K.Await:
      return 'await expression';
    case K.Yield:
      return 'yield expression';
    case K.Dict:
      return 'dict literal';
    case K.SetDisplay:
      return 'set display';
    case K.Tuple:
      return 'tuple';
    case K.List:
      return 'list';
    case K.NamedExpr:
      return 'named expression';
    case K.Slice:
      return 'slice';
  }
  return 'expression';
}

function nameOfConstant(constant: i32): string {
  if (constant === 0) return 'True';
  if (constant === 1) return 'False';
  return constant === 2 ? 'None' : '...';
}

/** Reports a node that cannot be assigned to, or whose part cannot. */
export function assignable(node: i32): void {
  const kind = nodeKinds[node];
  if (kind === K.Starred) assignable(node - 1);
  else if (kind === K.Tuple || kind === K.List) {
    for (let child = node - 1; child >= nodeFirsts[node]; child = nodeFirsts[child] - 1) assignable(child);
  } else if (!isTarget(kind)) problemOf(node, 'cannot assign to %s');
}

/** Reports a node that cannot be deleted, or whose part cannot. */
export function deletable(node: i32): void {
  const kind = nodeKinds[node];
  if (kind === K.Tuple || kind === K.List) {
    for (let child = node - 1; child >= nodeFirsts[node]; child = nodeFirsts[child] - 1) deletable(child);
  } else if (!isTarget(kind)) problemOf(node, 'cannot delete %s');
}

export function singleTarget(node: i32, message: string): void {
  if (!isTarget(nodeKinds[node])) problemOf(node, message);
}

function isTarget(kind: i32): boolean {
  return kind === K.Name || kind === K.Attribute || kind === K.Subscript || kind === K.ErrorExpression;
}

/** Reports an expression, whose name is part of the message. */
export function problemOf(node: i32, message: string): void {
  problemWith(nodeStarts[node], nodeEnds[node], message, nameOf(node));
}
