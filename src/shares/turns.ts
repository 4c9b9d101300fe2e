/** Numbers the shares that threads take in turn, so that none waits while there is another to judge. */
export type Turns = Int32Array;

export const startTurns = (): Turns => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** The next shares that no other thread has taken. */
export function* takeTurns(turns: Turns, count: number): Generator<number> {
  for (let next = Atomics.add(turns, 0, 1); next < count; next = Atomics.add(turns, 0, 1)) yield next;
}
