import { shown } from '../../core/key-values.js';
import type { Curve, Curves } from './metric-curves.js';
import { ONE_VALUE } from './metric-rows.js';
import { isSpeed } from './metric-values.js';

/** Keys that a note names. */
const NAMED = 3;

/** What is in doubt of a curve: nothing says which of several values is the metric; where it is none, the key goes. */
const DOUBTS = [
  {
    isIn: ({ fresh, steps, values }: Curve) =>
      new Set(values.filter((_, index) => index >= fresh && Number.isNaN(steps[index]))).size > 1,
    isMetric: false,
    say: (keys: string, where: string) =>
      `Several values of ${keys} in ${where} have no step, and nothing says which of them counts: none is a metric; ${ONE_VALUE}`,
  },
  {
    isIn: (curve: Curve) => !curve.isOrdered && beginsAnew(curve),
    isMetric: false,
    say: (keys: string, where: string) =>
      `The steps of ${keys} in ${where} begin anew, and nothing tells the passes apart: none is a metric; ${ONE_VALUE}`,
  },
  {
    isIn: (curve: Curve) => !curve.isOrdered && lastAreSeveral(curve),
    isMetric: true,
    say: (keys: string, where: string) =>
      `Several values of ${keys} in ${where} have the highest step, and nothing tells them apart: the metric is the last of them`,
  },
  {
    isIn: ({ last, length, steps }: Curve) => (steps[length - 1] ?? Number.NaN) < (steps[last] ?? Number.NaN),
    isMetric: true,
    say: (keys: string, where: string) =>
      `The steps of ${keys} in ${where} go back: the metric is the value of the highest step, which is not the last row`,
  },
];

/** Takes away what could be one value as well as another, and notes it. */
export function settleDoubts(curves: Curves, notes: string[]): void {
  const found = DOUBTS.map((doubt) => ({ ...doubt, keys: [] as string[] }));
  for (const [key, curve] of curves.byKey) {
    if (!isSpeed(key)) found.find(({ isIn }) => isIn(curve))?.keys.push(key);
  }
  for (const { keys, isMetric, say } of found) {
    if (keys.length === 0) continue;
    const more = keys.length > NAMED ? ` and ${keys.length - NAMED} more` : '';
    notes.push(say(`${keys.slice(0, NAMED).map(shown).join(', ')}${more}`, curves.where));
    if (isMetric) continue;
    curves.isSetAside = true;
    for (const key of keys) curves.byKey.delete(key);
  }
}

function beginsAnew({ fresh, steps, values }: Curve): boolean {
  const at = new Map<number, number>();
  let [isAnew, isOther] = [false, false];
  let [first, before] = [Number.NaN, Number.NaN];
  for (let index = fresh; index < steps.length; index++) {
    const [step, value] = [steps[index] ?? Number.NaN, values[index] ?? Number.NaN];
    if (Number.isNaN(step)) continue;
    if (Number.isNaN(first)) first = step;
    isAnew ||= step < before && step <= first;
    isOther ||= at.has(step) && !Object.is(at.get(step), value);
    at.set(step, value);
    before = step;
  }
  return isAnew && isOther;
}

function lastAreSeveral({ fresh, last, steps, values }: Curve): boolean {
  const highest = steps[last];
  return values.some(
    (value, index) => index >= fresh && steps[index] === highest && !Object.is(value, values[last]),
  );
}
