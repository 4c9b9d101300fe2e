import type { Names } from './names.ts';
import type { Node } from './nodes.ts';

/**
 * True for a node that runs only where someone asked for debugging: inside a branch (or behind an early return)
 * whose condition reads a debug or environment switch and is not taken with an empty environment, in a
 * module-level `elif` or `case` on an environment's name, under `if False:` or `if TYPE_CHECKING:`.
 * `if __name__ == "__main__":` is no guard.
 */
export function isGuarded(node: Node, names: Names): boolean {
  throw new Error(`not yet: ${node.kind} ${String(names)}`);
}
