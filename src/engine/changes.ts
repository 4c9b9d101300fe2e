/**
 * With more edits than this, the exact comparison is too expensive (it is quadratic in them). Then a line counts as
 * changed if the old text has no equal line left.
 */
const MAX_EDITS = 1500;

/** The 1-based lines that the change added or altered: Myers' O(ND) comparison of lines. */
export function changedLines(before: string, after: string): ReadonlySet<number> {
  const old = before.split(/\r\n|\n|\r/);
  const now = after.split(/\r\n|\n|\r/);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  const most = Math.min(old.length, now.length) - head;
  while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const oldMiddle = old.slice(head, old.length - tail);
  const nowMiddle = now.slice(head, now.length - tail);
  const changed = shortestEdit(oldMiddle, nowMiddle) ?? unmatched(oldMiddle, nowMiddle);
  return new Set(changed.map((index) => index + head + 1));
}

/** The indexes in `now` that a shortest edit script inserts; null if there are too many edits. */
function shortestEdit(old: readonly string[], now: readonly string[]): number[] | null {
  if (old.length === 0) return now.map((_, index) => index);
  if (now.length === 0) return [];
  const limit = Math.min(old.length + now.length, MAX_EDITS);
  const trace: Int32Array[] = [];
  // reach[k]: how far into `old` a path on the diagonal k = x - y gets with this many edits
  const reach = new Int32Array(2 * limit + 3);
  const middle = limit + 1;
  for (let edits = 0; edits <= limit; edits += 1) {
    for (let k = -edits; k <= edits; k += 2) {
      const above = reach[middle + k + 1] as number;
      const left = reach[middle + k - 1] as number;
      const down = k === -edits || (k !== edits && left < above);
      let x = down ? above : left + 1;
      while (x < old.length && x - k < now.length && old[x] === now[x - k]) x += 1;
      reach[middle + k] = x;
      if (x >= old.length && x - k >= now.length) {
        trace.push(reach.slice(middle - edits - 1, middle + edits + 2));
        return backtrack(trace, old.length, now.length);
      }
    }
    trace.push(reach.slice(middle - edits - 1, middle + edits + 2));
  }
  return null;
}

/** Walks the recorded reaches from the end to the start. `trace[d]` has the diagonals -d-1 … d+1. */
function backtrack(trace: readonly Int32Array[], oldLength: number, nowLength: number): number[] {
  const inserted: number[] = [];
  let x = oldLength;
  let y = nowLength;
  for (let edits = trace.length - 1; edits > 0; edits -= 1) {
    const before = trace[edits - 1] as Int32Array;
    const at = (k: number): number => before[k + edits] ?? -1;
    const k = x - y;
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const previous = down ? k + 1 : k - 1;
    x = at(previous);
    y = x - previous;
    if (down) inserted.push(y);
  }
  return inserted.reverse();
}

function unmatched(old: readonly string[], now: readonly string[]): number[] {
  const left = new Map<string, number>();
  for (const line of old) left.set(line, (left.get(line) ?? 0) + 1);
  const indexes: number[] = [];
  now.forEach((line, index) => {
    const count = left.get(line) ?? 0;
    if (count === 0) indexes.push(index);
    else left.set(line, count - 1);
  });
  return indexes;
}
