import { daysBetween } from '../engine/days-between.ts';

/** Days after which every finding mentions the age of the data. */
export const OLD_AFTER = 30;

/** How old data of a day is on another, in days; never negative. */
export function ageInDays(from: string, to: string): number {
  const days = daysBetween(from, to);
  return Number.isNaN(days) ? 0 : Math.max(0, days);
}

/** The user's local day, YYYY-MM-DD. */
export function localDay(now: Date): string {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
