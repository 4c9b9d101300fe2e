/** How long to judge one file. */
export interface Patience {
  /** Asked often. True once the time is over. */
  isOver(): boolean;
}

/**
 * In milliseconds of processor time. The largest modules of real projects take a tenth of it. It is a last resort: what
 * makes a file slow is bounded by counting where we know of it, so that the same file always gets the same judgement.
 */
const LIMIT = 5_000;
export const ENDLESS: Patience = { isOver: () => false };

/** A clock takes a microsecond, judging a call ten or more. */
const EVERY = 8;

export function startPatience(processorTime: (() => number) | undefined): Patience {
  if (processorTime === undefined) return ENDLESS;
  const end = processorTime() + LIMIT;
  let asked = 0;
  let over = false;
  return {
    isOver() {
      asked += 1;
      if (!over && asked % EVERY === 0) over = processorTime() > end;
      return over;
    },
  };
}
