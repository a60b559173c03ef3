import { exceeds } from '../core/compare/sample.js';
import type { MetricComparison, Sample } from '../core/judgement.js';
import { formatNumber } from './units.js';

/** Typographic, so that it is as wide as the plus sign. */
const MINUS = '−';
/** Significant digits that a row begins with. */
const DIGITS = 4;
/** Beyond these a number is a power of ten with few digits before it: an exponent that its whole row shares. */
const [SMALLEST, LARGEST] = [1e-4, 1e9];
const MOST_DECIMALS = 15;

/** A metric's numbers for people. All have the same decimals, so that the two columns subtract to the change. */
export interface RowTexts {
  /** e.g. `0.93`, `0.912 ± 0.004 (5)`: mean, half of the confidence interval, how many runs; `missing` where there is none. */
  current: string;
  /** Null where there is none. */
  baseline: string | null;
  /** With its sign, and half of its interval where it has one; null where there is none to tell. */
  change: string | null;
  /** A part of the baseline, e.g. `−1.3 %`; null where there is none to tell. */
  share: string | null;
}

type RowFacts = Pick<MetricComparison, 'current' | 'baseline' | 'change' | 'limits'> &
  Partial<Pick<MetricComparison, 'compared'>>;

/**
 * One number of decimals for a row: raised until the rounded columns subtract to the shown change, and until value and change lie
 * on the same side of each limit as the exact ones do.
 */
export function rowTexts(row: RowFacts): RowTexts {
  const { current, baseline, change, compared = null } = row;
  const scale = scaleOf(row);
  return {
    current: current === null ? 'missing' : sampleText(current, scale),
    baseline: baseline === null ? null : sampleText(baseline, scale),
    change:
      change === null || !Number.isFinite(change)
        ? null
        : `${changeText(shownChange(change, current?.mean ?? 0, baseline?.mean ?? 0, scale), scale)}${doubtText(compared, scale)}`,
    share: shareOf(change, baseline?.mean ?? 0),
  };
}

interface Scale {
  /** All numbers are shown as so many times ten to this. */
  exponent: number;
  decimals: number;
}

function scaleOf(row: RowFacts): Scale {
  const means = [row.current?.mean, row.baseline?.mean].filter((mean) => mean != null);
  const size = Math.max(0, ...means.map(Math.abs));
  const isOdd = size !== 0 && (size < SMALLEST || size >= LARGEST);
  const exponent = isOdd ? Math.floor(Math.log10(size)) : 0;
  const unit = 10 ** exponent;
  if (unit === 0 || !Number.isFinite(size / unit)) return { exponent: 0, decimals: 0 };
  let decimals = firstDecimals(row, means, unit);
  while (decimals < MOST_DECIMALS && !isTrue(row, { exponent, decimals })) decimals += 1;
  return { exponent, decimals };
}

/** As many as the numbers have, or as tell {@link DIGITS} digits of them; where several runs leave a doubt, two digits of that. */
function firstDecimals({ current, baseline }: RowFacts, means: readonly number[], unit: number): number {
  const doubts = [current, baseline].flatMap((sample) => {
    const half = sample === null ? null : halfOf(sample);
    return half === null || half === 0 ? [] : [1 - Math.floor(Math.log10(half / unit))];
  });
  const bounded = (decimals: number) => Math.min(MOST_DECIMALS, Math.max(0, decimals));
  if (doubts.length > 0) return bounded(Math.min(...doubts));
  const wanted = means.map((mean) => {
    const size = Math.abs(mean / unit);
    const own = decimalsOf(Number(size.toPrecision(12)));
    return size === 0 ? 0 : Math.min(own, DIGITS - 1 - Math.floor(Math.log10(size)));
  });
  return bounded(Math.max(0, ...wanted));
}

function decimalsOf(value: number): number {
  const [, fraction = '', exponent = '0'] = /^-?\d+(?:\.(\d+))?(?:e([-+]\d+))?$/.exec(String(value)) ?? [];
  return Math.max(0, fraction.length - Number(exponent));
}

/** Whether what is shown at this scale is true of the exact numbers. */
function isTrue({ current, baseline, change, limits }: RowFacts, scale: Scale): boolean {
  const shown = (value: number) => Number(`${rounded(value, scale)}e${scale.exponent}`);
  const [mean, before] = [current?.mean ?? null, baseline?.mean ?? null];
  const size = Math.max(Math.abs(mean ?? 0), Math.abs(before ?? 0));
  const sides = limits.every(({ of, at }) => {
    const [exact, bound] = of === 'value' ? [mean, Math.abs(at)] : [change, Math.max(size, Math.abs(at))];
    return exact === null || sideOf(shown(exact), at, bound) === sideOf(exact, at, bound);
  });
  if (!sides || mean === null || before === null || change === null) return sides;
  const isSeen = digitsOf(change, scale) !== 0n || !exceeds(Math.abs(change), 0, size);
  return isSeen && shownChange(change, mean, before, scale) === digitsOf(change, scale);
}

/** In units of the last decimal: what the shown columns differ by, also where no number of decimals rounds all three alike. */
function shownChange(change: number, mean: number, before: number, scale: Scale): bigint {
  const size = Math.max(Math.abs(mean), Math.abs(before));
  // Of runs that were left out on one side the means say something else.
  const isTheirs = !exceeds(Math.abs(mean - before - change), 0, size);
  return isTheirs ? digitsOf(mean, scale) - digitsOf(before, scale) : digitsOf(change, scale);
}

function digitsOf(value: number, scale: Scale): bigint {
  return BigInt(rounded(value, scale).replace('.', ''));
}

/** 1 beyond the limit, −1 below it, 0 where it cannot be told from it: as the rules tell it. */
function sideOf(value: number, at: number, size: number): number {
  const scale = Math.max(Math.abs(value), size);
  return exceeds(value, at, scale) ? 1 : exceeds(at, value, scale) ? -1 : 0;
}

function rounded(value: number, { exponent, decimals }: Scale): string {
  return (value / 10 ** exponent).toFixed(decimals);
}

function numberAt(value: number, scale: Scale): string {
  const text = rounded(value, scale);
  const isZero = !/[1-9]/.test(text);
  const power = scale.exponent === 0 || isZero ? '' : `e${scale.exponent}`;
  return signed(`${isZero ? text.replace('-', '') : text}${power}`);
}

function sampleText(sample: Sample, scale: Scale): string {
  const { values, mean, interval } = sample;
  const [first] = values;
  if (mean === null && values.length === 1 && first !== undefined) return signed(formatNumber(first));
  if (mean === null) {
    const odd = values.filter((value) => typeof value === 'string');
    return `${[...new Set(odd)].join(', ')} in ${odd.length} of ${values.length}`;
  }
  const text = numberAt(mean, scale);
  if (values.length === 1) return text;
  if (interval === null) return `${text} (${values.length})`;
  const half = halfOf(sample) ?? 0;
  return `${text} ± ${half === 0 ? '0' : numberAt(half, scale)} (${values.length})`;
}

/** Half of the confidence interval; null for none. */
function halfOf({ interval }: Pick<Sample, 'interval'>): number | null {
  if (interval === null) return null;
  const half = (interval[1] - interval[0]) / 2;
  return Number.isFinite(half) && half > 0 ? half : 0;
}

function changeText(digits: bigint, { exponent, decimals }: Scale): string {
  if (digits === 0n) return '0';
  const all = String(digits < 0n ? -digits : digits).padStart(decimals + 1, '0');
  const [whole, fraction] = [all.slice(0, all.length - decimals), all.slice(all.length - decimals)];
  const number = decimals === 0 ? whole : `${whole}.${fraction}`;
  return `${digits > 0n ? '+' : MINUS}${number}${exponent === 0 ? '' : signed(`e${exponent}`)}`;
}

function doubtText(compared: MetricComparison['compared'], scale: Scale): string {
  const half = compared === null ? null : halfOf(compared);
  if (half === null || half === 0) return '';
  const text = numberAt(half, scale);
  return ` ± ${/[1-9]/.test(text) ? text : signed(formatNumber(Number(half.toPrecision(2))))}`;
}

function shareOf(change: number | null, before: number): string | null {
  const share = change === null || before === 0 ? Number.NaN : (change / Math.abs(before)) * 100;
  if (share === 0 || !Number.isFinite(share)) return null;
  return `${share > 0 ? '+' : ''}${signed(percentText(share))} %`;
}

function percentText(share: number): string {
  const size = Math.abs(share);
  if (size >= 1e6) return share.toExponential(1);
  return share.toFixed(size >= 99.95 ? 0 : size >= 0.095 || size === 0 ? 1 : 2);
}

function signed(text: string): string {
  return text.replaceAll('-', MINUS);
}
