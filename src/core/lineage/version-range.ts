import { UserError } from '../errors.js';
import { shown } from '../key-values.js';
import { dateOf } from './dated-version.js';

/** Which versions of a dataset are meant: by their order, or by when they were first used. */
export type VersionRange =
  /** In each form that all of its bounds have: `2024` is a number, and a date. */
  | { by: 'order'; bounds: ReadonlyMap<Form, readonly Bound[]> }
  | { by: 'first-used'; from: number | null; to: number | null };

type Form = 'number' | 'date';
type Sign = '>=' | '>' | '<=' | '<' | '=';

interface Bound {
  sign: Sign;
  place: Place;
}

/** A number is a point; a date of less precision goes on for a while. */
interface Place {
  from: Ordered;
  to: Ordered;
}

/** Parts that are compared one after the other; a text is what comes before a release. */
interface Ordered {
  /** Digits, as many as somebody wrote: nanoseconds since 1970 are more than a number tells apart. */
  numbers: readonly string[];
  before: string | null;
}

/** `2024.1` is a number alone, and `2024` is compared with it as one, but with `2024-01` as a date. */
const FORMS: readonly Form[] = ['date', 'number'];
/** What else may stand behind a `-` can be a date, a part, or what was made of a release (`v2.0-3-gabc1234`, `v2.0-cleaned`). */
const NUMBER =
  /^v?(\d+(?:\.\d+)*)(?:-((?:alpha|beta|dev|draft|pre|prerelease|preview|rc|snapshot)(?![A-Za-z])[0-9A-Za-z.-]*))?$/i;
const BOUND = /\s*(>=|<=|==|>|<|=)\s*([^\s<>=,]+)\s*,?/y;
const FIRST_USED = /^first-used:(.*)\.\.(.*)$/s;

/** Whether a text is meant as a range: no version begins like one. */
export function isRange(text: string): boolean {
  return /^\s*(?:[<>=]|first-used:)/.test(text);
}

/** `>=v2.0 <v2.3`, `>=2026-01-01`, `<2026-03`, `first-used:2026-03-01..`. @throws UserError E_INPUT_INVALID with the position */
export function parseRange(text: string): VersionRange {
  const used = FIRST_USED.exec(text.trim());
  if (used !== null) return { by: 'first-used', ...periodOf(text, used[1] ?? '', used[2] ?? '') };
  const written: { sign: Sign; places: Places }[] = [];
  BOUND.lastIndex = 0;
  for (let at = 0; at < text.length; at = BOUND.lastIndex) {
    BOUND.lastIndex = at;
    const [, sign = '', version = ''] = BOUND.exec(text) ?? [];
    if (sign === '')
      throw malformed(text, at, 'there a comparison and its version must stand: `>=`, `>`, `<=`, `<` or `=`');
    const places = placesOf(version);
    if (places.size === 0)
      throw malformed(
        text,
        text.indexOf(version, at),
        `${shown(version)} is neither a number like v2.10 nor a date like 2026-03-01, 2026-03 or 2026-W09`,
      );
    written.push({ places, sign: (sign === '==' ? '=' : sign) as Sign });
  }
  if (written.length === 0) throw malformed(text, 0, 'it is empty');
  const bounds = new Map<Form, Bound[]>();
  for (const form of FORMS) {
    const all = written.flatMap(({ sign, places }) => {
      const place = places.get(form);
      return place === undefined ? [] : [{ sign, place }];
    });
    if (all.length === written.length) bounds.set(form, all);
  }
  if (bounds.size === 0) throw malformed(text, 0, 'numbers and days have no order between them');
  return { by: 'order', bounds };
}

/**
 * @returns undefined for a version that has no place in the order, or lies in part within and in part without, as a month does where a
 *   range begins with a day of it
 * @param firstUsed when the first run that read it began, in ms since 1970
 */
export function isInRange(range: VersionRange, version: string, firstUsed: number): boolean | undefined {
  if (range.by === 'first-used')
    return (range.from === null || firstUsed >= range.from) && (range.to === null || firstUsed <= range.to);
  const places = placesOf(version);
  for (const [form, bounds] of range.bounds) {
    const place = places.get(form);
    if (place === undefined) continue;
    const held = bounds.map((bound) => holds(place, bound));
    return held.includes(false) ? false : held.includes(undefined) ? undefined : true;
  }
  return undefined;
}

/** Whether all of a version is as a bound wants it; undefined where only a part is. */
function holds(place: Place, bound: Bound): boolean | undefined {
  const [isIn, isOut] = HOLDS[bound.sign](place, bound.place);
  return isIn ? true : isOut ? false : undefined;
}

const HOLDS: Record<Sign, (own: Place, bound: Place) => [isIn: boolean, isOut: boolean]> = {
  '>=': (own, { from }) => [compare(own.from, from) >= 0, compare(own.to, from) < 0],
  '>': (own, { to }) => [compare(own.from, to) > 0, compare(own.to, to) <= 0],
  '<=': (own, { to }) => [compare(own.to, to) <= 0, compare(own.from, to) > 0],
  '<': (own, { from }) => [compare(own.to, from) < 0, compare(own.from, from) >= 0],
  '=': (own, { from, to }) => [
    compare(own.from, from) >= 0 && compare(own.to, to) <= 0,
    compare(own.to, from) < 0 || compare(own.from, to) > 0,
  ],
};

type Places = ReadonlyMap<Form, Place>;

function placesOf(version: string): Places {
  const places = new Map<Form, Place>();
  const date = dateOf(version);
  if (date !== undefined)
    places.set('date', {
      from: { numbers: date.from.map(String), before: null },
      to: { numbers: date.to.map(String), before: null },
    });
  const [, numbers, before = null] = NUMBER.exec(version) ?? [];
  if (numbers === undefined) return places;
  const point = { numbers: numbers.split('.'), before };
  return places.set('number', { from: point, to: point });
}

function compare(one: Ordered, other: Ordered): number {
  for (let at = 0; at < Math.max(one.numbers.length, other.numbers.length); at += 1) {
    const difference = compareWhole(one.numbers[at] ?? '0', other.numbers[at] ?? '0');
    if (difference !== 0) return difference;
  }
  if (one.before === other.before) return 0;
  if (one.before === null) return 1;
  if (other.before === null) return -1;
  return compareBefore(one.before, other.before);
}

/** Whole numbers of any length, by their digits. */
function compareWhole(one: string, other: string): number {
  const [ours, theirs] = [one, other].map((digits) => digits.replace(/^0+/, '')) as [string, string];
  if (ours.length !== theirs.length) return ours.length - theirs.length;
  return ours === theirs ? 0 : ours < theirs ? -1 : 1;
}

const DIGITS = /^\d/;

/** `rc2` before `rc10`: digits count as numbers. */
function compareBefore(one: string, other: string): number {
  const [ours, theirs] = [one, other].map((text) => text.toLowerCase().match(/\d+|\D+/g) ?? []);
  for (let at = 0; at < Math.max(ours?.length ?? 0, theirs?.length ?? 0); at += 1) {
    const [left, right] = [ours?.[at], theirs?.[at]];
    if (left === right) continue;
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    const difference = DIGITS.test(left) && DIGITS.test(right) ? compareWhole(left, right) : 0;
    if (difference !== 0) return difference;
    return left < right ? -1 : 1;
  }
  return 0;
}

function periodOf(text: string, from: string, to: string): { from: number | null; to: number | null } {
  const time = (part: string, end: boolean): number | null => {
    if (part === '') return null;
    const at = Date.parse(part);
    if (Number.isNaN(at) || !/^\d{4}-\d{2}-\d{2}(?:T.*(?:Z|[+-]\d{2}:\d{2}))?$/.test(part))
      throw malformed(
        text,
        text.indexOf(part),
        `${shown(part)} is no day like 2026-03-01 and no time with its zone`,
      );
    return end && !part.includes('T') ? at + 86_399_999 : at;
  };
  if (from === '' && to === '') throw malformed(text, 0, 'it names no day');
  return { from: time(from, false), to: time(to, true) };
}

function malformed(text: string, at: number, why: string): UserError {
  return new UserError({
    code: 'E_INPUT_INVALID',
    what: `The range ${shown(text)} is wrong at position ${at + 1}: ${why}`,
    where: 'REF',
    mend: 'Write it like `>=v2.0 <v2.3`, `>=2026-01-01`, `>=2026-01 <2026-03` or `first-used:2026-03-01..2026-03-31`',
  });
}
