import { ints, longerInts } from './arrays.ts';

/**
 * A stack of what waits until its last operand is read: prefix operators, `elif`, `lambda` and the like, of which a
 * program may have thousands in a row. Each rule takes back exactly what it put there.
 */
let capacity = 1 << 10;
let waiting = ints(capacity);
export let waitingCount = 0;

export function forgetWaiting(): void {
  waitingCount = 0;
}

export function wait(value: i32): void {
  if (waitingCount === capacity) {
    capacity *= 2;
    waiting = longerInts(waiting, capacity);
  }
  waiting[waitingCount++] = value;
}

/** Takes back the last value. */
export function release(): i32 {
  waitingCount--;
  return waiting[waitingCount];
}
