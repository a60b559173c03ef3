import { compareDatasets, compareParams, otherData } from '../compare/changes.js';
import { compareMetrics } from '../compare/metrics.js';
import type { Finding, RunRecord } from '../generated/types.js';
import type { Baseline, Judgement, NoBaseline } from '../judgement.js';
import { evaluate, verdictOf } from './evaluate.js';
import {
  baselineFor,
  type DatasetVersion,
  type EarlierUse,
  type Judged,
  type RecordProblem,
  type RegisteredNames,
} from './judged.js';
import { directionOf, hasLimit } from './metric-rule.js';
import { policyFor } from './overrides.js';
import type { Matches, Policy, Tags } from './policy.js';
import { hasFinished } from './rules/run-status.js';
import { applyWaivers } from './waivers.js';

/** All that a verdict rests on. */
export interface JudgeFacts {
  purpose: Judged['purpose'];
  /** Registered model that it would become, else the experiment; `models` and waivers go by it. */
  subject: string;
  experiment: string;
  /** Newest first; they differ in their seed only. None: the verdict is a failure. */
  runs: readonly RunRecord[];
  /** Why there is none, for people: `job train left no record`. */
  no_run?: string;
  /** Those of the version that the run would become. Default: those of each run. */
  tags?: Tags;
  matches: Matches;
  baseline: Baseline | null;
  /** Why there is none; null when there is one, or when none was looked for. */
  no_baseline: string | null;
  /** More of why the base branch has none; null or left out when it has one, or when none was looked for. */
  missing?: NoBaseline | null;
  /** One of the other kind than `baseline`, for metrics whose rule asks for it. */
  other_baseline?: Baseline | null;
  /** The policy as it was when a baseline was made, by the kind of baseline; tells of metrics whose direction changed. */
  earlier_policies?: ReadonlyMap<Baseline['kind'], Policy>;
  /** Runs that used the datasets, oldest first; absent where nobody looked for them. */
  earlier_uses?: readonly EarlierUse[];
  /** By id, runs that made what the runs reused, as far as they are known. */
  makers?: ReadonlyMap<string, RunRecord>;
  /** Datasets that nobody looked for, being too many. */
  unchecked_datasets?: readonly DatasetVersion[];
  /** Names of registered models, for a subject that may be none; left out: nobody looked. */
  registered?: RegisteredNames;
  /** What does not fit the policy's own schema for records; null when the policy has none. */
  record_problems: readonly RecordProblem[] | null;
  /** What open recalls say of the runs; left out: nobody asked. */
  recalled?: readonly Finding[];
  /** The model version that it is or would become; null or left out: none. */
  version?: number | null;
  /** RFC 3339, UTC: waivers end. */
  now: string;
}

/** The verdict on one model of one commit, with all that was found. Pure. */
export function judge(policy: Policy, facts: JudgeFacts): Judgement {
  const { subject, experiment, runs, baseline, no_baseline, now, recalled = [], version = null } = facts;
  const rules = policyFor(policy, subject);
  const all = runs.length === 0 ? [noRun(facts)] : [...recalled, ...findingsOf(rules, facts)];
  const { findings, waived } = applyWaivers(all, rules.waivers, { subject, now, version });
  const finished = runs.filter(hasFinished);
  const from = { baseline, other_baseline: facts.other_baseline ?? null };
  const metrics =
    finished.length === 0
      ? []
      : compareMetrics({
          runs: finished,
          baselineOf: (rule) => baselineFor(from, rule),
          rules: rules.metrics,
          noise: rules.noise,
          findings,
        });
  return {
    subject,
    experiment,
    runs,
    baseline,
    no_baseline,
    verdict: verdictOf(findings),
    tags_only: !Object.values(rules.metrics).some(hasLimit),
    findings,
    waived,
    metrics,
    params: compareParams(runs, baseline?.runs ?? []),
    datasets: compareDatasets(runs, baseline?.runs ?? []),
    other_data: metrics.some(({ change }) => change !== null) ? otherData(runs, baseline?.runs ?? []) : [],
  };
}

function findingsOf(rules: Policy, facts: JudgeFacts): Finding[] {
  const { purpose, runs, baseline, no_baseline, record_problems, matches } = facts;
  const judged: Judged = {
    subject: facts.subject,
    purpose,
    runs,
    baseline,
    no_baseline,
    missing: facts.missing ?? null,
    other_baseline: facts.other_baseline ?? null,
    earlier_directions: directionsOf(facts),
    earlier_uses: facts.earlier_uses ?? [],
    makers: facts.makers ?? new Map(),
    unchecked_datasets: facts.unchecked_datasets ?? [],
    registered: facts.registered ?? null,
    record_problems,
  };
  const tags = facts.tags === undefined ? runs.map((run) => run.tags) : [facts.tags];
  return evaluate(rules, { tags, matches, judged }).findings;
}

function directionsOf({ earlier_policies = new Map(), subject }: JudgeFacts): Judged['earlier_directions'] {
  return new Map(
    [...earlier_policies].map(([kind, policy]) => {
      const { metrics } = policyFor(policy, subject);
      return [kind, new Map(Object.entries(metrics).map(([key, rule]) => [key, directionOf(rule)]))];
    }),
  );
}

function noRun({ subject, no_run }: JudgeFacts): Finding {
  const train = 'Train with the track step in a workflow of this event';
  return {
    rule: 'run.recorded',
    severity: 'error',
    subject,
    message: `No run is recorded${no_run === undefined ? '' : `: ${no_run}`}`,
    mend: no_run === undefined ? train : 'Look at the log, mend what is wrong and run it again',
  };
}
