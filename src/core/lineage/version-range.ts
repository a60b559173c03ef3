import { UserError } from '../errors.js';
import { shown } from '../key-values.js';

/** Which versions of a dataset are meant: by their order, or by when they were first used. */
export type VersionRange =
  | { by: 'order'; form: Form; bounds: readonly Bound[] }
  | { by: 'first-used'; from: number | null; to: number | null };

type Form = 'number' | 'date';

interface Bound {
  sign: '>=' | '>' | '<=' | '<' | '=';
  parts: Ordered;
}

/** Parts that are compared one after the other; a text is what comes before a release. */
interface Ordered {
  numbers: readonly number[];
  before: string | null;
}

const NUMBER = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const BOUND = /\s*(>=|<=|==|>|<|=)\s*([^\s<>=,]+)\s*,?/y;
const FIRST_USED = /^first-used:(.*)\.\.(.*)$/;

/** Whether a text is meant as a range: no version begins like one. */
export function isRange(text: string): boolean {
  return /^\s*(?:[<>=]|first-used:)/.test(text);
}

/** `>=v2.0 <v2.3`, `>=2026-01-01`, `first-used:2026-03-01..`. @throws UserError E_INPUT_INVALID with the position */
export function parseRange(text: string): VersionRange {
  const used = FIRST_USED.exec(text.trim());
  if (used !== null) return { by: 'first-used', ...periodOf(text, used[1] ?? '', used[2] ?? '') };
  const bounds: (Bound & { form: Form })[] = [];
  BOUND.lastIndex = 0;
  for (let at = 0; at < text.length; at = BOUND.lastIndex) {
    BOUND.lastIndex = at;
    const [, sign = '', version = ''] = BOUND.exec(text) ?? [];
    if (sign === '')
      throw malformed(text, at, 'there a comparison and its version must stand: `>=`, `>`, `<=`, `<` or `=`');
    const known = formOf(version);
    if (known === undefined)
      throw malformed(
        text,
        text.indexOf(version, at),
        `${shown(version)} is neither a number like v2.10 nor a day like 2026-03-01`,
      );
    bounds.push({ ...known, sign: (sign === '==' ? '=' : sign) as Bound['sign'] });
  }
  const [first] = bounds;
  if (first === undefined) throw malformed(text, 0, 'it is empty');
  if (bounds.some(({ form }) => form !== first.form))
    throw malformed(text, 0, 'numbers and days have no order between them');
  return { by: 'order', form: first.form, bounds };
}

/** @returns undefined for a version that has no place in the order @param firstUsed when the first run that read it began, in ms since 1970 */
export function isInRange(range: VersionRange, version: string, firstUsed: number): boolean | undefined {
  if (range.by === 'first-used')
    return (range.from === null || firstUsed >= range.from) && (range.to === null || firstUsed <= range.to);
  const known = formOf(version);
  if (known === undefined || known.form !== range.form) return undefined;
  return range.bounds.every(({ sign, parts }) => HOLDS[sign](compare(known.parts, parts)));
}

const HOLDS: Record<Bound['sign'], (order: number) => boolean> = {
  '>=': (order) => order >= 0,
  '>': (order) => order > 0,
  '<=': (order) => order <= 0,
  '<': (order) => order < 0,
  '=': (order) => order === 0,
};

function formOf(version: string): { form: Form; parts: Ordered } | undefined {
  if (DATE.test(version) && !Number.isNaN(Date.parse(version)))
    return { form: 'date', parts: { numbers: version.split('-').map(Number), before: null } };
  const [, numbers, before = null] = NUMBER.exec(version) ?? [];
  if (numbers === undefined) return undefined;
  return { form: 'number', parts: { numbers: numbers.split('.').map(Number), before } };
}

function compare(one: Ordered, other: Ordered): number {
  for (let at = 0; at < Math.max(one.numbers.length, other.numbers.length); at += 1) {
    const difference = (one.numbers[at] ?? 0) - (other.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (one.before === other.before) return 0;
  if (one.before === null) return 1;
  if (other.before === null) return -1;
  return compareBefore(one.before, other.before);
}

/** `rc2` before `rc10`: digits count as numbers. */
function compareBefore(one: string, other: string): number {
  const [ours, theirs] = [one, other].map((text) => text.toLowerCase().match(/\d+|\D+/g) ?? []);
  for (let at = 0; at < Math.max(ours?.length ?? 0, theirs?.length ?? 0); at += 1) {
    const [left, right] = [ours?.[at], theirs?.[at]];
    if (left === right) continue;
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    const difference = Number(left) - Number(right);
    if (!Number.isNaN(difference) && difference !== 0) return difference;
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
    mend: 'Write it like `>=v2.0 <v2.3`, `>=2026-01-01` or `first-used:2026-03-01..2026-03-31`',
  });
}
