import { bytes, ints, longerBytes, longerInts } from './arrays.ts';

/**
 * The rows of the tree of one file, which the parser writes (see syntax/tree.ts). The arrays are longer than `n`, and
 * the next file uses them again.
 */
export let nodeKinds = bytes(0);
export let nodeStarts = ints(0);
export let nodeEnds = ints(0);
export let nodeFirsts = ints(0);
export let nodeData = ints(0);
/** The next row. */
export let n = 0;
let capacity = 0;

/** Begins the tree of a file with so many tokens. Most files have fewer rows than tokens. */
export function beginTree(tokens: i32): void {
  n = 0;
  if (capacity < tokens) {
    capacity = tokens + (tokens >> 2);
    nodeKinds = bytes(capacity);
    nodeStarts = ints(capacity);
    nodeEnds = ints(capacity);
    nodeFirsts = ints(capacity);
    nodeData = ints(capacity);
  }
}

function grow(): void {
  capacity *= 2;
  nodeKinds = longerBytes(nodeKinds, capacity);
  nodeStarts = longerInts(nodeStarts, capacity);
  nodeEnds = longerInts(nodeEnds, capacity);
  nodeFirsts = longerInts(nodeFirsts, capacity);
  nodeData = longerInts(nodeData, capacity);
}

export function emit(kind: i32, start: i32, end: i32, first: i32, data: i32): void {
  if (n === capacity) grow();
  nodeKinds[n] = kind;
  nodeStarts[n] = start;
  // A node without any token ends where it starts.
  nodeEnds[n] = end > start ? end : start;
  nodeFirsts[n] = first;
  nodeData[n++] = data;
}
