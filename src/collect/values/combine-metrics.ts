import type { Fault, Faults } from '../../core/errors.js';
import { KEYS_LIMIT, numberOrName } from '../../core/flatten.js';
import { originOf, prefixesOf } from '../../core/key-prefix.js';
import { keyProblem, shown } from '../../core/key-values.js';
import { keptHistory, type RunCurve, type WholeHistory } from '../../core/long-history.js';
import { curveId, type SeriesPoint } from '../../core/series.js';
import { Curve } from './metric-curves.js';
import type { Metric, MetricNumber } from './metric-values.js';

/** What steps are called that nothing else is said of. */
const STEP = 'step';
/** Hugging Face writes the results of all splits, whose names are in the keys, to one file as well. */
const ROLL_UP = /(?:^|\/)all_results\.json$/;

export interface InlineMetric {
  key: string;
  value: MetricNumber;
  /** The input and line. */
  where: string;
}

export interface MetricsOfFile {
  /** As records and messages name it. */
  path: string;
  curves: ReadonlyMap<string, Curve>;
  /** Whether it says what the files of the run say once more, as far as it agrees with them. */
  repeats?: boolean;
}

export interface Combined {
  /** Last value by key: that without a step, else that of the highest step; the later one of the same. No prototype. */
  metrics: Record<string, Metric>;
  /** The points of the keys that have several, or a step; of a long history what a ledger keeps. */
  series: SeriesPoint[];
  /** All of them, where the series is not. */
  whole: WholeHistory | null;
}

/** What one key of the record is made of: the value that counts, and the history around it. */
interface Entry {
  key: string;
  parts: readonly Part[];
}

interface Part {
  source: string;
  curve: Curve;
  repeats?: boolean;
}

/**
 * The metrics of a run from all its sources. A key of several files stays one where they cannot contradict each other: one file
 * has the final value and one the curve. Else the files' keys are told apart by their paths, also where their final values are the
 * same by chance: what a policy names must not come and go with them. Then the key itself is a metric as well.
 * An inline value is the metric, with a file's curve as its history; a file with another final value is a fault: a gate must not
 * decide on either.
 */
export function combine(
  { inline, files }: { inline: readonly InlineMetric[]; files: readonly MetricsOfFile[] },
  faults: Faults,
): Combined {
  const byKey = new Map<string, Part[]>();
  // By path, so that what is recorded does not depend on the order of the files.
  for (const { path, curves, repeats } of [...files].sort((one, other) => (one.path < other.path ? -1 : 1))) {
    for (const [key, curve] of curves) {
      const part = { source: path, curve, repeats: repeats === true || ROLL_UP.test(path) };
      const parts = byKey.get(key);
      if (parts === undefined) byKey.set(key, [part]);
      else parts.push(part);
    }
  }
  const given = givenOf(inline, byKey, faults);
  const taken = new Set([...byKey.keys(), ...given.keys()]);
  const entries = new Map<string, readonly Part[]>();
  for (const [key, parts] of byKey) {
    const own = given.get(key);
    if (own === null) continue;
    const { together, clashing } = divide(parts);
    const one = own === undefined ? together : [own, ...together];
    if (one.length > 0) entries.set(key, one);
    for (const entry of apart({ key, parts: clashing }, taken, faults)) entries.set(entry.key, entry.parts);
  }
  for (const [key, own] of given) if (own !== null && !entries.has(key)) entries.set(key, [own]);
  if (entries.size > KEYS_LIMIT) faults.add(tooManyMetrics());
  return summary([...entries].slice(0, KEYS_LIMIT).map(([key, parts]) => ({ key, parts })));
}

/** The inline metrics by key; null for one that contradicts another or a file, of which none is recorded. */
function givenOf(
  inline: readonly InlineMetric[],
  byKey: ReadonlyMap<string, readonly Part[]>,
  faults: Faults,
): Map<string, Part | null> {
  const given = new Map<string, Part | null>();
  for (const { key, value, where } of inline) {
    const curve = new Curve();
    curve.push(Number(value), Number.NaN, Number.NaN);
    const own = { source: `input ${where}`, curve };
    const earlier = given.get(key);
    const others = [
      ...(earlier === undefined || earlier === null ? [] : [earlier]),
      ...(byKey.get(key) ?? []),
    ];
    const other = others.find((part) => part.curve.hasFinal && !Object.is(finalOf(part), finalOf(own)));
    if (other !== undefined) faults.add(twoValues(key, { own, other, where }));
    given.set(key, other === undefined && earlier !== null ? (earlier ?? own) : null);
  }
  return given;
}

function finalOf({ curve }: Part): number {
  return curve.values[curve.last] ?? Number.NaN;
}

/** Which parts can be one metric, and which are told apart. Final values that differ leave none: not even a curve beside them could be told to be theirs. */
function divide(parts: readonly Part[]): { together: readonly Part[]; clashing: readonly Part[] } {
  const finals = parts.filter(({ curve }) => curve.hasFinal);
  if (new Set(finals.map(finalOf)).size > 1) return { together: [], clashing: parts };
  const own = finals.filter(({ repeats }) => repeats !== true);
  if (own.length > 1)
    return {
      together: own.slice(0, 1).map(finalAlone),
      clashing: parts.filter(({ repeats }) => repeats !== true),
    };
  const curves = parts.filter(({ curve }) => curve.hasSteps);
  if (curves.length < 2) return { together: parts, clashing: [] };
  return { together: parts.filter((part) => !curves.includes(part)), clashing: curves };
}

/** A part as its final value alone. */
function finalAlone({ source, curve: { values, times, last } }: Part): Part {
  const curve = new Curve();
  curve.push(values[last] ?? Number.NaN, Number.NaN, times[last] ?? Number.NaN);
  return { source, curve };
}

/** @param taken keys that a longer key must not be taken for; gets the new ones */
function apart({ key, parts }: Entry, taken: Set<string>, faults: Faults): Entry[] {
  if (parts.length === 0) return [];
  const prefixes = prefixesOf(
    parts.map(({ source }) => originOf(source)),
    (prefix) => !taken.has(`${prefix}/${key}`),
  );
  const entries = (prefixes ?? []).map((prefix, index) => ({
    key: `${prefix}/${key}`,
    parts: parts.slice(index, index + 1),
  }));
  const problem = entries.map((entry) => keyProblem(entry.key)).find((text) => text !== undefined);
  if (prefixes === undefined || problem !== undefined) {
    const places = parts.map(({ source }) => source).join(' and ');
    const why = problem === undefined ? 'every longer key is another metric' : `the longer key ${problem}`;
    faults.add({
      code: 'E_METRIC_INVALID',
      what: `The metric ${shown(key)} is in ${places}, and ${why}`,
      where: parts[0]?.source,
      mend: 'Give them different keys',
    });
    return [];
  }
  for (const entry of entries) taken.add(entry.key);
  return entries;
}

function twoValues(key: string, { own, other, where }: { own: Part; other: Part; where: string }): Fault {
  const text = (part: Part) => String(numberOrName(finalOf(part)));
  const place = other.source.replace(/^input /, '');
  return {
    code: 'E_METRIC_INVALID',
    what: `The metric ${shown(key)} has two values: ${text(own)} in ${where} and ${text(other)} in ${place}`,
    where: other.source.startsWith('input ') ? where : place,
    mend: 'Leave one of them out, or give them different keys',
  };
}

function tooManyMetrics(): Fault {
  return {
    code: 'E_METRIC_INVALID',
    what: `There are more than ${KEYS_LIMIT} metrics`,
    where: 'metrics',
    mend: 'Name fewer files, and record the others as artifacts',
  };
}

interface Whole {
  key: string;
  curve: Curve;
  /** Index of the value that counts. */
  last: number;
}

function summary(entries: readonly Entry[]): Combined {
  const metrics: Record<string, Metric> = Object.create(null);
  const histories: Whole[] = [];
  for (const { key, parts } of entries) {
    const main = parts.find(({ curve }) => curve.hasFinal) ?? parts[0];
    if (main === undefined) continue;
    const last = main.curve.last;
    const { value, step, at } = main.curve.point(key, last);
    // Several files with the same final value say it once.
    const told = parts.filter((part) => part === main || part.curve.hasSteps);
    const step_name = told.map((part) => part.curve.stepName).find((name) => name !== undefined);
    const named = step_name === undefined || step_name === STEP ? {} : { step_name };
    metrics[key] = { value, step, ...named, at, source: main.source };
    const curve = told.length === 1 ? main.curve : joined(told.map((part) => part.curve));
    if (curve.hasHistory) histories.push({ key, curve, last: curve.last });
  }
  return { metrics, ...keptHistory(histories.flatMap(curvesOf)) };
}

function joined(curves: readonly Curve[]): Curve {
  const whole = new Curve();
  for (const { values, steps, times, measured } of curves) {
    for (const [index, value] of values.entries()) {
      whole.push(value, steps[index] ?? Number.NaN, times[index] ?? Number.NaN, measured.get(index));
    }
  }
  return whole;
}

/** One for all that nothing is known of, and one for each thing that others were measured of: they are thinned apart. */
function curvesOf({ key, curve, last }: Whole): RunCurve[] {
  const apart = new Map<string, number[]>();
  for (const [index, measured] of curve.measured) {
    const id = curveId({ key, ...measured });
    const own = apart.get(id);
    if (own === undefined) apart.set(id, [index]);
    else own.push(index);
  }
  if (apart.size === 0)
    return [{ values: curve.values, keep: [last], point: (index) => curve.point(key, index) }];
  const plain = [...curve.values.keys()].filter((index) => !curve.measured.has(index));
  return [plain, ...apart.values()].map((indexes) => ({
    values: indexes.map((index) => curve.values[index] ?? Number.NaN),
    keep: [indexes.indexOf(last)].filter((index) => index >= 0),
    point: (index) => curve.point(key, indexes[index] ?? -1),
  }));
}
