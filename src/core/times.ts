/**
 * Whether there is the moment that a record's time names: its pattern lets `2026-99-99T99:99:99Z` pass, and `Date` the 30th of February
 * and the hour 24, as moments of another day.
 */
export function isTime(at: string): boolean {
  const time = Date.parse(at);
  return !Number.isNaN(time) && new Date(time).getUTCDate() === Number(at.slice(8, 10));
}
