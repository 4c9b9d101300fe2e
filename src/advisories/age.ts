/** Days after which every finding mentions the age of the data. */
export const OLD_AFTER = 30;

/** Whole days from one day to another, both YYYY-MM-DD; never negative. */
export function daysBetween(from: string, to: string): number {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  return Number.isNaN(days) ? 0 : Math.max(0, days);
}

/** The user's local day, YYYY-MM-DD. */
export function localDay(now: Date): string {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
