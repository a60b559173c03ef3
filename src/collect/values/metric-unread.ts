import { shown } from '../../core/key-values.js';
import type { Curve, Curves, Unread } from './metric-curves.js';
import { isSpeed } from './metric-values.js';

/** Digits and signs, such as `1,500.5`, `[0.95]` or `95 %`: whoever wrote it meant a number. */
const NUMBER_LIKE = /^(?=.*\d)[^\p{L}]+$/su;

/** A date, a time of day, a version, a part of several: nobody meant a metric. */
const NO_METRIC = /^(?!\d{1,3}(?:\.\d{3})+$)(?:\d+(?:[-/:.]\d+){2,}|\d+[:/]\d+)(?:[ T]|$)/;

/** Whether something that is no number stands behind the value that would count. */
function isLast({ step, before }: Unread, curve: Curve): boolean {
  const { last } = curve;
  if (last < 0) return false;
  const [own, other] = [rank(step), rank(curve.steps[last] ?? Number.NaN)];
  return own > other || (own === other && before > last);
}

function rank(step: number): number {
  return Number.isNaN(step) ? Number.POSITIVE_INFINITY : step;
}

/** Takes away what would be the value of an earlier step than the last one, which is no number, and says so. */
export function settleUnread(curves: Curves, notes: string[]): void {
  for (const [key, unread] of curves.unread) {
    const curve = curves.byKey.get(key);
    if (curve === undefined || !isLast(unread, curve)) continue;
    curves.byKey.delete(key);
    curves.isSetAside = true;
    const { cell, where } = unread;
    const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
    const what = `The last value of ${shown(key)} is ${shown(text)}, which is no number: an earlier one is not taken for it`;
    const isMeant = typeof cell === 'string' && NUMBER_LIKE.test(text) && !NO_METRIC.test(text);
    if (!isMeant || isSpeed(key)) notes.push(`${what} (${where})`);
    else curves.fault(what, where, 'Write numbers with a dot for decimals and with nothing else, as 1500.5');
  }
}
