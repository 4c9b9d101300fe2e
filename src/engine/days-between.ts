/** Whole days from one day to another, both YYYY-MM-DD; negative if the other is earlier, NaN if one is not a day. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
