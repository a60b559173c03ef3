import type { RunRecord } from '../generated/types.js';
import type { Baseline, NoBaseline } from '../judgement.js';
import { baselineKind, type Direction, type MetricRule } from './metric-rule.js';

/** A place where a run's record does not fit the team's own schema. */
export interface RecordProblem {
  run_id: string;
  /** JSON pointer into the record. */
  pointer: string;
  /** The end of a sentence about that place: `must be string`. */
  problem: string;
}

/** Datasets of the runs of one verdict that are looked up in earlier runs. */
export const LOOKED_UP = 100;

/** A dataset by name and version. */
export type DatasetVersion = Pick<RunRecord['inputs']['datasets'][number], 'name' | 'version'>;

/** A run that used a dataset. */
export interface EarlierUse {
  run: RunRecord;
  /** Whether it says what the dataset's content is: a sound run of the base branch, or behind a registered version. */
  defines: boolean;
}

/** What is known of the names of models. */
export interface RegisteredNames {
  /** Of those that are registered, or were. */
  names: readonly string[];
  /** Whether the subject was named as a model; else it is called like the experiment. */
  is_given: boolean;
}

/** The runs of a verdict and what they are compared with. */
export interface Judged {
  /** Registered model that the runs would become, else the experiment. */
  subject: string;
  purpose: 'gate' | 'register' | 'promote';
  /** Newest first, at least one; they differ in their seed only. */
  runs: readonly RunRecord[];
  baseline: Baseline | null;
  /** Why there is no baseline; null when there is one, or when none was looked for. */
  no_baseline: string | null;
  /** More of why the base branch has none; null or left out when it has one, or when none was looked for. */
  missing?: NoBaseline | null;
  /** One of the other kind, for metrics whose rule asks for it. */
  other_baseline: Baseline | null;
  /** Which way metrics were better when a baseline was made, by the kind of baseline and by key; null: nothing was said. */
  earlier_directions: ReadonlyMap<Baseline['kind'], ReadonlyMap<string, Direction | null>>;
  /** Runs that used datasets under the names and versions of the judged ones, oldest first. */
  earlier_uses: readonly EarlierUse[];
  /** By id, runs that made what a judged one reused; left out or without one: not known. */
  makers?: ReadonlyMap<string, RunRecord>;
  /** Datasets of the judged runs that were not looked up, being too many, or for a record that cannot be read. */
  unchecked_datasets: readonly DatasetVersion[];
  /** Null or left out: nobody looked, since the subject is a model that there is or will be. */
  registered?: RegisteredNames | null;
  /** Null: the policy has no schema of its own. */
  record_problems: readonly RecordProblem[] | null;
}

/** What a metric is compared with: what its rule asks for, or else what was found first. */
export function baselineFor(
  { baseline, other_baseline }: Pick<Judged, 'baseline' | 'other_baseline'>,
  rule: MetricRule | undefined,
): Baseline | null {
  if (rule?.baseline === 'none') return null;
  const kind = rule === undefined ? null : baselineKind(rule);
  if (kind === null) return baseline;
  return [baseline, other_baseline].find((one) => one?.kind === kind) ?? null;
}
