/**
 * Binary search: the first of `count` indexes for which a condition no longer holds, `count` if it holds for all.
 * @param holds for every index before some point, and for none after it
 */
export function partitionPoint(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
