/** The time that a date means, of whatever precision: numbers that are compared one after the other. */
export interface Span {
  from: readonly number[];
  to: readonly number[];
}

const ISO = /^v?(\d{4})-(\d{2})(?:-(\d{2}))?$/i;
/** Other numbers of four digits and more are no years. */
const COMPACT = /^v?((?:19|20)\d{2})(?:(\d{2})(?:(\d{2})(\d{2,9})?)?)?$/i;
const QUARTER = /^v?(\d{4})-?Q([1-4])$/i;
const WEEK = /^v?(\d{4})-?W(\d{2})$/i;
const DAY_MS = 86_400_000;

/**
 * What a version means that is a date: `2024-01-31`, `2024-01`, `20240131`, `202401`, `20240131120000`, `2024`, `2024-Q1`, `2024-W05`,
 * also behind a `v`.
 */
export function dateOf(version: string): Span | undefined {
  const [, year, month, day, time] = ISO.exec(version) ?? COMPACT.exec(version) ?? [];
  if (year !== undefined) return calendar(Number(year), { month, day, time });
  const [, ofQuarter, quarter] = QUARTER.exec(version) ?? [];
  if (ofQuarter !== undefined) {
    const last = 3 * Number(quarter);
    return { from: [Number(ofQuarter), last - 2, 1], to: endOf(Number(ofQuarter), last) };
  }
  const [, ofWeek, week] = WEEK.exec(version) ?? [];
  return ofWeek === undefined ? undefined : isoWeek(Number(ofWeek), Number(week));
}

type Parts = Record<'month' | 'day' | 'time', string | undefined>;

function calendar(year: number, { month, day, time = '' }: Parts): Span | undefined {
  if (month === undefined) return { from: [year, 1, 1], to: endOf(year, 12) };
  const at = Number(month);
  if (at < 1 || at > 12) return undefined;
  if (day === undefined) return { from: [year, at, 1], to: endOf(year, at) };
  if (Number(day) < 1 || Number(day) > lastDay(year, at)) return undefined;
  const moment = (rest: string) => [year, at, Number(day), Number(time.padEnd(9, rest))];
  return { from: moment('0'), to: moment('9') };
}

function endOf(year: number, month: number): number[] {
  return [year, month, lastDay(year, month), 999_999_999];
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** From Monday to Sunday; that with the fourth of January is the first. */
function isoWeek(year: number, week: number): Span | undefined {
  const monday = (of: number) => {
    const fourth = new Date(Date.UTC(of, 0, 4));
    return fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY_MS;
  };
  const from = monday(year) + (week - 1) * 7 * DAY_MS;
  if (week < 1 || from >= monday(year + 1)) return undefined;
  return { from: partsOf(from), to: [...partsOf(from + 6 * DAY_MS), 999_999_999] };
}

function partsOf(time: number): number[] {
  const date = new Date(time);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}
