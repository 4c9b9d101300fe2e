// Where subscribed words occur.
import { ints } from './arrays.ts';
import { LISTS } from './hit-lists.ts';

/** How many numbers each list has room for, and has. */
export let room = 1 << 10;
export const sizes = ints(LISTS);
/** The lists one after another. */
export let hits = ints(LISTS * room);

/** How many star imports there are. */
export let stars = 0;

export function forgetHits(): void {
  for (let list = 0; list < LISTS; list++) sizes[list] = 0;
  stars = 0;
}

export function addStar(): void {
  stars++;
}

export function hit(list: i32, row: i32, word: i32): void {
  const size = sizes[list];
  if (size === room) grow();
  hits[list * room + size] = row;
  hits[list * room + size + 1] = word;
  sizes[list] = size + 2;
}

function grow(): void {
  const old = hits;
  hits = ints(LISTS * room * 2);
  for (let list = 0; list < LISTS; list++) {
    for (let at = 0; at < sizes[list]; at++) hits[list * room * 2 + at] = old[list * room + at];
  }
  room *= 2;
}
