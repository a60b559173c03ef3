import type { MetricRuleFile } from '../generated/types.js';
import type { Baseline, Boundary } from '../judgement.js';

/** A metric's rule as the policy file has it; what is absent has its default. */
export type MetricRule = NonNullable<MetricRuleFile>;
export type Direction = 'higher' | 'lower';

/** What a pass is about where no metric has a limit, as the end of a sentence. */
export const TAGS_ONLY = 'tags only: no metric has a limit';

/** How far a metric may move from its baseline. */
export interface Limit {
  /** In the metric's unit, or a part of the baseline's value. */
  value: number;
  isRelative: boolean;
  /** As the policy has it. */
  text: string;
}

/** @param raw a number, or a percentage of the baseline: `2%` */
export function limitOf(raw: number | string | undefined): Limit | null {
  if (raw === undefined) return null;
  if (typeof raw === 'number') return { value: raw, isRelative: false, text: String(raw) };
  return { value: Number(raw.replace('%', '')) / 100, isRelative: true, text: raw };
}

/** Which way is better: as it is said, else as limits on one side only imply. */
export function directionOf(rule: MetricRule): Direction | null {
  if (rule.higher_is_better !== undefined) return rule.higher_is_better ? 'higher' : 'lower';
  const limitsFall = rule.min !== undefined || rule.max_drop !== undefined;
  const limitsRise = rule.max !== undefined || rule.max_increase !== undefined;
  if (limitsFall === limitsRise) return null;
  return limitsFall ? 'higher' : 'lower';
}

/** Whether the rule compares with a baseline at all. */
export function comparesWithBaseline(rule: MetricRule): boolean {
  return rule.baseline !== 'none' && (rule.max_drop !== undefined || rule.max_increase !== undefined);
}

/** Whether any value of the metric could be refused. */
export function hasLimit(rule: MetricRule): boolean {
  return ruleTexts(rule).length > 0;
}

/** The kind of baseline that the rule asks for; null when any will do. */
export function baselineKind(rule: MetricRule): Baseline['kind'] | null {
  if (rule.baseline === 'Production') return 'production';
  return rule.baseline === 'main' ? 'base-branch' : null;
}

/** The rule for people, e.g. `≥ 0.9`, `drop ≤ 0.01`. */
export function ruleTexts(rule: MetricRule): string[] {
  return [
    ...(rule.min === undefined ? [] : [`≥ ${rule.min}`]),
    ...(rule.max === undefined ? [] : [`≤ ${rule.max}`]),
    ...(rule.max_drop === undefined ? [] : [`drop ≤ ${rule.max_drop}`]),
    ...(rule.max_increase === undefined ? [] : [`increase ≤ ${rule.max_increase}`]),
  ];
}

/** The rule as numbers. @param from mean of the baseline; null when there is none to move from */
export function boundariesOf(rule: MetricRule, from: number | null): Boundary[] {
  const moves = ([-1, 1] as const).flatMap((sign): Boundary[] => {
    const limit = limitOf(sign < 0 ? rule.max_drop : rule.max_increase);
    if (limit === null || from === null) return [];
    return [{ of: 'change', at: sign * (limit.isRelative ? limit.value * Math.abs(from) : limit.value) }];
  });
  const bounds = [rule.min, rule.max].filter((bound) => bound !== undefined);
  return [...bounds.map((at): Boundary => ({ of: 'value', at })), ...moves];
}
