import type { Finding, RunRecord } from '../../../src/core/generated/types.js';
import type {
  Baseline,
  Judgement,
  MetricComparison,
  Sample,
  WaivedFinding,
} from '../../../src/core/judgement.js';
import type { SeriesPoint } from '../../../src/core/series.js';
import type { GateView } from '../../../src/report/gate/view.js';
import { DAY, idAt } from '../../ledger/fixtures.js';
import { COMMIT, DIGEST, fullRun } from '../views.js';

const SERVER = 'https://github.com';
export const BEFORE = '7d0c1a94be3f6a1de05b9ad61c7a3b1f00c4e2a9';
const REPOSITORY = `${SERVER}/octo/models`;

export function gateView(changes: Partial<GateView> = {}): GateView {
  const judgements = changes.judgements ?? [judgement()];
  const runs = judgements.flatMap((one) => [...one.runs, ...(one.baseline?.runs ?? [])]);
  return {
    case: 'judged',
    judgements,
    model: null,
    head_sha: COMMIT,
    pull_request: 12,
    workflow: 'train',
    job: 'gate',
    leg: null,
    stamp: { run_id: '6401', run_attempt: 1, at: '2026-11-21T09:31:00Z' },
    urls: {
      server: SERVER,
      repository: 'octo/models',
      ci_run: `${REPOSITORY}/actions/runs/6401`,
      records: new Map(
        runs.map(({ run_id }) => [run_id, `${REPOSITORY}/blob/lineage/runs/2026/11/21/${run_id}.json`]),
      ),
    },
    series: new Map(),
    pictures: new Map(),
    notes: [],
    policy: { source: '`.github/lineage.yml` of `main`', digest: DIGEST },
    applies_to: null,
    search: null,
    merge_queue_commit: null,
    action: 'octo/lineage-gate@v1',
    places: new Map([['metrics.val_auc.min', { file: '.github/lineage.yml', line: 9 }]]),
    workflow_file: '.github/workflows/train.yml',
    ...changes,
  };
}

/** A run of the pull request with a model and a report. */
export function currentRun(seed = 1, changes: Partial<RunRecord> = {}): RunRecord {
  const run = fullRun();
  const [model] = run.outputs.artifacts;
  return {
    ...run,
    run_id: idAt(DAY, seed),
    duration_s: 184,
    outputs: { ...run.outputs, artifacts: model === undefined ? [] : [model] },
    context: { ...run.context, workflow: 'train', ci_run_url: `${REPOSITORY}/actions/runs/6400` },
    ...changes,
  };
}

/** A run that was merged earlier. */
export function baselineRun(seed: number): RunRecord {
  const run = currentRun(seed);
  const { code } = run.inputs;
  const pull_request = { number: 9, head_ref: 'depth', base_ref: 'main', head_repository: 'octo/models' };
  return {
    ...run,
    inputs: { ...run.inputs, code: code === null ? null : { ...code, commit: BEFORE } },
    context: { ...run.context, pull_request },
  };
}

export const PRODUCTION: Baseline = {
  kind: 'production',
  runs: [baselineRun(100)],
  model: { name: 'clf_orders', version: 3 },
  reason: 'Production version 3 of `clf_orders`',
};

/** `≥ 0.9`, `drop ≤ 0.01`. */
const LIMITS: MetricComparison['limits'] = [
  { of: 'value', at: 0.9 },
  { of: 'change', at: -0.01 },
];

export function judgement(changes: Partial<Judgement> = {}): Judgement {
  return {
    subject: 'clf_orders',
    experiment: 'clf_orders',
    runs: [currentRun()],
    baseline: PRODUCTION,
    no_baseline: null,
    verdict: 'pass',
    tags_only: false,
    findings: [],
    waived: [],
    metrics: [
      metric('val_auc', [0.9412], {
        baseline: one(0.9301),
        change: 0.0111,
        direction: 'higher',
        outcome: 'better',
        rules: ['≥ 0.9', 'drop ≤ 0.01'],
        limits: LIMITS,
      }),
      metric('val_loss', [0.2103], {
        baseline: one(0.2251),
        change: -0.0148,
        direction: 'lower',
        outcome: 'better',
      }),
      metric('train_s', [184], { baseline: one(171), change: 13 }),
    ],
    params: [],
    datasets: [],
    other_data: [],
    ...changes,
  };
}

export function one(value: number | string): Sample {
  return { values: [value], mean: typeof value === 'number' ? value : null, interval: null };
}

export function seeds(values: number[], half: number): Sample {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { values, mean, interval: [mean - half, mean + half] };
}

export function metric(
  key: string,
  values: (number | string)[] | Sample | null,
  changes: Partial<MetricComparison> = {},
): MetricComparison {
  const current = Array.isArray(values) ? one(values[0] ?? 'NaN') : values;
  return {
    key,
    current,
    baseline: null,
    compared: null,
    change: null,
    direction: null,
    guess: null,
    moved_unjudged: false,
    seed_without_effect: [],
    outcome: 'unknown',
    rules: [],
    limits: [],
    findings: [],
    ...changes,
  };
}

export const BELOW_MINIMUM: Finding = {
  rule: 'metrics.val_auc.min',
  severity: 'error',
  subject: 'val_auc',
  message: 'The metric `val_auc` is `0.8912`, below the minimum `0.9`',
  mend: 'Train a model that reaches `0.9`, or change `metrics.val_auc.min` of the policy in a pull request of its own',
};

export const DROPPED: Finding = {
  rule: 'metrics.val_auc.max_drop',
  severity: 'error',
  subject: 'val_auc',
  message: 'The metric `val_auc` fell by `0.0389` against the baseline, more than `0.01`',
  mend: 'Find what made it worse in the changes below',
};

export const MISSING_TAG: Finding = {
  rule: 'required_tags.owner',
  severity: 'error',
  subject: 'owner',
  message: 'The lineage tag `owner` is missing',
  mend: 'Add `owner=VALUE` to `tags` of the track step',
};

export const DIRTY: Finding = {
  rule: 'code.allow_dirty',
  severity: 'warning',
  subject: 'code',
  message: 'The run was made with uncommitted changes',
  mend: 'Commit them before training, or let the job check the code out anew',
};

export const FORK: Finding = {
  rule: 'run.trust',
  severity: 'notice',
  subject: 'r1',
  message: 'The run was made by a pull request from a fork: its numbers are that code’s own word',
  mend: 'Review the change, merge it, and register the run of the merged commit',
};

export const NEW_METRIC: Finding = {
  rule: 'metrics.recall.baseline',
  severity: 'notice',
  subject: 'recall',
  message: 'The baseline has no metric `recall`, so it was not compared',
  mend: 'Nothing is to be done when the metric is new: the next baseline has it',
};

export const WAIVED: WaivedFinding = {
  finding: BELOW_MINIMUM,
  waiver: {
    rule: 'metrics.val_auc.min',
    model: 'clf_orders',
    reason: 'The new labels are stricter; agreed in the model review of 14 November',
    by: 'alice',
    expires: '2026-12-31',
  },
};

/** `val_auc` as `BELOW_MINIMUM` and `DROPPED` have it. */
export function worse(findings: readonly Finding[]): MetricComparison {
  return metric('val_auc', [0.8912], {
    baseline: one(0.9301),
    change: -0.0389,
    direction: 'higher',
    outcome: 'worse',
    rules: ['≥ 0.9', 'drop ≤ 0.01'],
    limits: LIMITS,
    findings,
  });
}

/** A curve that falls to `end`, with some noise that is the same each time. */
export function falling(key: string, end: number, steps: number): (SeriesPoint & { step: number })[] {
  return Array.from({ length: steps }, (_, step) => ({
    key,
    step,
    value: end + 0.7 * Math.exp((-6 * step) / steps) + 0.02 * Math.sin(step * 12.9898),
    at: null,
  }));
}
