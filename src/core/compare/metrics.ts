import type { Finding, RunRecord } from '../generated/types.js';
import type { Baseline, MetricComparison } from '../judgement.js';
import {
  boundariesOf,
  type Direction,
  directionOf,
  type MetricRule,
  ruleTexts,
} from '../policy/metric-rule.js';
import { type Move, moveOf, type Sides, scaleOf } from './move.js';
import { exceeds, meanOf, sampleOf } from './sample.js';
import {
  type BothSides,
  besideBaselines,
  type ComparedSides,
  samplesOf,
  seedChangesNothing,
  sidesOf,
} from './sides.js';
import { guessedDirection } from './well-known.js';

/** What tells, in the absence of a limit, that a move should be looked at. */
const UNJUDGED = { noises: 3, ofValue: 0.05, ofRest: 0.25 } as const;

export interface MetricsToCompare {
  runs: readonly RunRecord[];
  /** What a metric is compared with, by its rule. */
  baselineOf(rule: MetricRule | undefined): Baseline | null;
  rules: Readonly<Record<string, MetricRule>>;
  /** Standard deviation of one run under another seed, by metric. */
  noise: Readonly<Record<string, number>>;
  findings: readonly Finding[];
}

/** Keys in the order that every report has: those with rules first, as the policy has them, then the others by name. */
export function metricOrder(keys: Iterable<string>, rules: Readonly<Record<string, unknown>>): string[] {
  const all = new Set(keys);
  const others = [...all].filter((key) => !Object.hasOwn(rules, key)).sort();
  return [...Object.keys(rules).filter((key) => all.has(key)), ...others];
}

/** Whether a finding is about a metric's values, rather than about something that is called like it. */
export function isOfMetric({ rule, subject }: Finding, key: string): boolean {
  return subject === key && rule.startsWith('metrics.');
}

/** Metrics that the policy has rules for, in its order, then the others that the runs or the baseline have, by name. */
export function compareMetrics({
  runs,
  baselineOf,
  rules,
  noise,
  findings,
}: MetricsToCompare): MetricComparison[] {
  const shared = baselineOf(undefined)?.runs ?? [];
  const others = [...runs, ...shared].flatMap(({ outputs }) => Object.keys(outputs.metrics));
  const beside = besideBaselines(runs);
  return metricOrder([...Object.keys(rules), ...others], rules).map((key) => {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    const baseline = baselineOf(rule);
    const own = findings.filter((finding) => isOfMetric(finding, key));
    return comparisonOf(key, {
      runs,
      baseline: baseline?.runs ?? [],
      both: beside(baseline),
      rule,
      noise: noiseOf(noise, key),
      findings: own,
    });
  });
}

/** What is compared of a metric, by the verdict and by the report. @param noise of this metric */
export function comparedSides(key: string, both: BothSides, noise: number | undefined): ComparedSides | null {
  // Where what one run scatters is known, all of the few runs count.
  return sidesOf(key, both, (fewest) => fewest > 2 || noise === undefined);
}

/** @returns undefined where the policy does not say it */
export function noiseOf(noise: MetricsToCompare['noise'], key: string): number | undefined {
  return Object.hasOwn(noise, key) ? noise[key] : undefined;
}

interface About {
  runs: readonly RunRecord[];
  baseline: readonly RunRecord[];
  both: BothSides;
  rule: MetricRule | undefined;
  noise: number | undefined;
  findings: readonly Finding[];
}

function comparisonOf(key: string, { runs, baseline, both, rule, noise, findings }: About): MetricComparison {
  const sides = comparedSides(key, both, noise);
  const move = sides === null ? null : moveOf(sides, noise);
  const direction = rule === undefined ? null : directionOf(rule);
  const guess = direction === null ? guessedDirection(key) : null;
  const limits = rule === undefined ? [] : ruleTexts(rule);
  const known = direction ?? guess;
  const before = sides === null ? samplesOf(baseline, key) : sampleOf(sides.baseline);
  return {
    key,
    current: sides === null ? samplesOf(runs, key) : sampleOf(sides.current),
    baseline: before,
    compared:
      sides === null || move === null
        ? null
        : { by: move.by, interval: move.interval, left_out: sides.left_out },
    change: move?.change ?? null,
    direction,
    guess,
    outcome: outcomeOf(sides, move, direction),
    moved_unjudged:
      limits.length === 0 && known !== null && isLargeMove(sides, { move, direction: known, noise }),
    seed_without_effect: (['current', 'baseline'] as const).filter((side) =>
      seedChangesNothing(both[side], key),
    ),
    rules: limits,
    limits: rule === undefined ? [] : boundariesOf(rule, before?.mean ?? null),
    findings,
  };
}

function outcomeOf(
  sides: Sides | null,
  move: Move | null,
  direction: Direction | null,
): MetricComparison['outcome'] {
  if (sides === null || move === null) return 'unknown';
  const { change } = move;
  if (!exceeds(Math.abs(change), 0, scaleOf(sides))) return 'same';
  if (!isBeyondNoise(move, scaleOf(sides))) return 'within noise';
  if (direction === null) return 'unknown';
  return change > 0 === (direction === 'higher') ? 'better' : 'worse';
}

/** Whether both ends lie on one side of 0. */
function isBeyondNoise({ change, ends }: Move, scale: number): boolean {
  const sign = Math.sign(change);
  return exceeds(Math.min(...ends.map((end) => sign * end)), 0, scale);
}

/** Whether a metric moved for the worse so far that somebody should look, and not within its noise. */
function isLargeMove(
  sides: Sides | null,
  { move, direction, noise }: { move: Move | null; direction: Direction; noise: number | undefined },
): boolean {
  if (sides === null || move === null || !isBeyondNoise(move, scaleOf(sides))) return false;
  const worse = direction === 'higher' ? -move.change : move.change;
  return exceeds(worse, largeFor(sides, direction, noise), scaleOf(sides));
}

function largeFor({ current, baseline }: Sides, direction: Direction, noise: number | undefined): number {
  if (noise !== undefined) return UNJUDGED.noises * noise;
  const value = meanOf(baseline);
  const ofValue = UNJUDGED.ofValue * Math.abs(value);
  // 0.996 that becomes 0.98 has five times the errors, and lost 2 % of its value.
  const isShare = direction === 'higher' && [...current, ...baseline].every((one) => one >= 0 && one <= 1);
  return isShare ? Math.min(ofValue, UNJUDGED.ofRest * (1 - value)) : ofValue;
}
