import type { Finding, RunRecord } from './generated/types.js';

/** One metric over one run, or over several that differ in their seed only. */
export interface Sample {
  /** As recorded; NaN and infinities as texts. One for each run. */
  values: readonly (number | string)[];
  /** Null when a value is no finite number. */
  mean: number | null;
  /** Ends of the 90 % confidence interval of the mean; null for fewer than two runs. */
  interval: readonly [low: number, high: number] | null;
}

/** What the judged runs are compared with, and why that. */
export interface Baseline {
  kind: 'production' | 'base-branch';
  /** Several when they differ in their seed only. */
  runs: readonly RunRecord[];
  /** Registered version behind it; null for a run of the base branch. */
  model: { name: string; version: number } | null;
  /** For people: `Production version 3 of clf_orders`, `run of #41 (abc1234), merged as def5678`. Foreign names stand between backticks. */
  reason: string;
  /** The commit that was trained, in full; null or left out where the record does not say. */
  commit?: string | null;
  /** The pull request that it was trained for; null or left out for none. */
  pull_request?: number | null;
  /** The commit of the base branch that the run stands for, where that is another than its own. */
  merged_as?: string | null;
  /** Whether that commit has other files than were trained: more had come in meanwhile. Null or left out: not known. */
  tree_differs?: boolean | null;
  /** Newer commits of the base branch that change what the policy applies to and have no run; at most so many. */
  untrained?: number;
}

/** Why there is nothing on the base branch to compare with. */
export interface NoBaseline {
  /** The end of a sentence. */
  why: string;
  /** Whether the base branch has no run at all: once the change is merged, its own is what others are compared with. */
  is_first: boolean;
  /** Where the base branch has runs under other names only: the branch, and the name that is nearest. */
  renamed: { branch: string; nearest: string } | null;
  /** Whether there would be some if it did not come from what is recalled. */
  is_recalled?: true;
}

/** How a metric of several runs was compared; docs/policy.md has the words. */
export interface Compared {
  /**
   * `paired`, `welch`: Student's t of at least three pairs of one seed, or of two sides without pairs. With two runs on a side a
   * move counts in `both-pairs`, or when the sides are `separate`. `noise`: by what the policy says one run scatters. `means`:
   * as they are.
   */
  by: 'paired' | 'welch' | 'both-pairs' | 'separate' | 'noise' | 'means';
  /** Ends of the 90 % confidence interval of the change; null where so few runs give none. */
  interval: readonly [low: number, high: number] | null;
  /** Runs on either side that have no partner of their seed on the other and were left out. */
  left_out: { current: number; baseline: number };
}

/** Where a rule of the policy draws its line. */
export interface Boundary {
  /** What is held against it: the metric's value, or how it moved from the baseline (negative: it fell). */
  of: 'value' | 'change';
  at: number;
}

/** A metric of the judged runs beside that of the baseline. */
export interface MetricComparison {
  key: string;
  /** Of the runs that are compared, where there is something to compare with. Null when the judged runs lack it. */
  current: Sample | null;
  baseline: Sample | null;
  /** Null when there is nothing to compare. */
  compared: Compared | null;
  /** Difference of the means; null where one is missing or no finite number. */
  change: number | null;
  /** Which way is better, as the policy says; null when it does not. */
  direction: 'higher' | 'lower' | null;
  /** Which way is better, as its well-known name lets guess; null where the policy says it, or the name does not. */
  guess: 'higher' | 'lower' | null;
  outcome: 'better' | 'worse' | 'same' | 'within noise' | 'unknown';
  /** No limit judges it, and it moved so far for the worse, by `direction` or `guess`, that somebody should look. No verdict. */
  moved_unjudged: boolean;
  /** Sides whose runs have other seeds and all the same value. */
  seed_without_effect: readonly ('current' | 'baseline')[];
  /** The policy's rules for it, for people: `≥ 0.9`, `drop ≤ 0.01`. */
  rules: readonly string[];
  /** The same as numbers; those of a change only where there is a baseline. */
  limits: readonly Boundary[];
  /** What it is complained of; `waived` ones are not here. */
  findings: readonly Finding[];
}

/** A complaint that a waiver of the policy silences. */
export interface WaivedFinding {
  finding: Finding;
  waiver: { rule: string; model: string | null; reason: string; by: string; expires: string };
}

/** A param or dataset that is not as it was in the baseline. Null: not there. */
export interface Change {
  name: string;
  before: string | null;
  after: string | null;
  /** Why it cannot be said whether it changed; absent when it did. */
  unknown?: string;
}

/** Everything that is said of one model (or experiment) of one commit. */
export interface Judgement {
  /** Registered model that it would become, else the experiment. */
  subject: string;
  experiment: string;
  /** The judged runs, newest first; they differ in their seed only. Empty when none was recorded. */
  runs: readonly RunRecord[];
  baseline: Baseline | null;
  /** Why there is no baseline; null when there is one. */
  no_baseline: string | null;
  verdict: 'pass' | 'fail';
  /** Whether the policy has no limit for any metric, so that a pass says nothing of them. */
  tags_only: boolean;
  findings: readonly Finding[];
  waived: readonly WaivedFinding[];
  metrics: readonly MetricComparison[];
  params: readonly Change[];
  datasets: readonly Change[];
  /** Datasets that hold other data than the baseline's, where metrics were compared across them. */
  other_data: readonly string[];
}
