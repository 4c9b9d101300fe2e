import type { Document } from '../../../engine/document.ts';
import type { Expression, Node } from '../../../python/syntax/nodes.ts';
import { argumentEntries, knownText } from '../../../python/worth/index.ts';

/** A variable of the environment that a program sets for itself and what it starts. */
export interface EnvironmentWrite {
  readonly variable: string;
  readonly value: Expression;
  /** The statement or call. */
  readonly node: Node;
}

const ENVIRON: ReadonlySet<string> = new Set(['os.environ']);
const SETTERS: ReadonlySet<string> = new Set(['os.environ.setdefault', 'os.environ.__setitem__', 'os.putenv']);
const UPDATE: ReadonlySet<string> = new Set(['os.environ.update']);

/** `os.environ["X"] = …`, `os.environ.setdefault("X", …)`, `os.environ.update(X=…)`, `os.putenv("X", …)`. */
export function* environmentWrites(doc: Document): Generator<EnvironmentWrite> {
  for (const node of doc.python.nodes('Assign')) {
    for (const target of node.targets) {
      if (target.kind !== 'Subscript' || !doc.names.denotes(target.value, ENVIRON)) continue;
      const variable = knownText(target.slice, doc.names);
      if (variable !== null) yield { variable, value: node.value, node };
    }
  }
  for (const node of doc.python.nodes('Call')) {
    const [key, value] = node.args;
    if (key && value && doc.names.denotes(node.func, SETTERS)) {
      const variable = knownText(key, doc.names);
      if (variable !== null) yield { variable, value, node };
    } else if (node.func.kind === 'Attribute' && node.func.attr === 'update' && doc.names.denotes(node.func, UPDATE)) {
      for (const [variable, item] of argumentEntries(node, doc.names)) yield { variable, value: item, node };
    }
  }
}
