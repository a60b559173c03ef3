import type { MetricComparison, Sample } from '../core/judgement.js';
import { formatNumber } from './units.js';

/** Typographic, so that it is as wide as the plus sign. */
const MINUS = '−';

/** e.g. `0.93`, `0.912 ± 0.004 (5)`: mean, half of the confidence interval, how many runs. */
export function formatSample({ values, mean, interval }: Sample): string {
  const [first] = values;
  if (values.length === 1 && first !== undefined) return signed(formatNumber(first));
  if (mean === null) {
    const odd = values.filter((value) => typeof value === 'string');
    return `${[...new Set(odd)].join(', ')} in ${odd.length} of ${values.length}`;
  }
  if (interval === null) return `${signed(formatNumber(mean))} (${values.length})`;
  const half = (interval[1] - interval[0]) / 2;
  if (!Number.isFinite(half) || half <= 0) return `${signed(formatNumber(mean))} ± 0 (${values.length})`;
  // Digits of the mean beyond the second digit of its uncertainty say nothing.
  const decimals = 1 - Math.floor(Math.log10(half));
  const shown =
    decimals >= 0 && decimals <= 12
      ? [mean.toFixed(decimals), half.toFixed(decimals)]
      : [formatNumber(mean), formatNumber(Number(half.toPrecision(2)))];
  return `${signed(shown[0] ?? '')} ± ${shown[1]} (${values.length})`;
}

/** e.g. `−0.012 ± 0.004 (−1.3 %)`: with half of its interval where it has one; empty when there is no difference to tell. */
export function formatChange({ change, baseline, compared }: MetricComparison): string {
  if (change === null || !Number.isFinite(change)) return '';
  if (change === 0) return '0';
  const absolute = `${withSign(change, formatNumber(Number(change.toPrecision(4))))}${halfText(compared?.interval ?? null)}`;
  const before = baseline?.mean ?? 0;
  const share = before === 0 ? Number.NaN : (change / Math.abs(before)) * 100;
  return Number.isFinite(share) ? `${absolute} (${withSign(share, percentText(share))} %)` : absolute;
}

function halfText(interval: readonly [number, number] | null): string {
  const half = interval === null ? 0 : (interval[1] - interval[0]) / 2;
  return half > 0 && Number.isFinite(half) ? ` ± ${formatNumber(Number(half.toPrecision(2)))}` : '';
}

function percentText(share: number): string {
  const size = Math.abs(share);
  if (size >= 1e6) return share.toExponential(1);
  return share.toFixed(size >= 99.95 ? 0 : size >= 0.095 || size === 0 ? 1 : 2);
}

function withSign(value: number, text: string): string {
  return value > 0 ? `+${text}` : signed(text);
}

function signed(text: string): string {
  return text.replaceAll('-', MINUS);
}
