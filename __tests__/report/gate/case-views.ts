import type { Finding, RunRecord } from '../../../src/core/generated/types.js';
import type { Judgement } from '../../../src/core/judgement.js';
import type { JobSearch } from '../../../src/core/lost-job.js';
import type { GateView } from '../../../src/report/gate/view.js';
import {
  BELOW_MINIMUM,
  currentRun,
  DIRTY,
  DROPPED,
  FORK,
  falling,
  gateView,
  judgement,
  MISSING_TAG,
  metric,
  NEW_METRIC,
  one,
  PRODUCTION,
  seeds,
  WAIVED,
  worse,
} from './views.js';

const [BEFORE_RUN] = PRODUCTION.runs;

function improvement(): GateView {
  const run = currentRun();
  const { metrics } = run.outputs;
  const val_loss = { value: 0.2103, step: 199, step_name: 'epoch', at: null };
  return gateView({
    judgements: [
      judgement({
        runs: [{ ...run, outputs: { ...run.outputs, metrics: { ...metrics, val_loss } } }],
        params: [
          { name: 'lr', before: '0.1', after: '0.05' },
          { name: 'model.depth', before: null, after: '6' },
        ],
        datasets: [{ name: 'orders', before: 'v2.0', after: 'v2.1' }],
      }),
    ],
    series: new Map([
      [run.run_id, [...falling('val_loss', 0.21, 200), ...falling('train_loss', 0.12, 200)]],
      [BEFORE_RUN?.run_id ?? '', falling('val_loss', 0.225, 160)],
    ]),
    pictures: new Map([
      [
        run.run_id,
        [
          {
            name: 'confusion matrix',
            url: `https://github.com/octo/models/raw/${'1a'.repeat(20)}/runs/2026/11/21/${run.run_id}/confusion%2520matrix.png`,
          },
          {
            name: 'roc',
            url: `https://github.com/octo/models/raw/${'1a'.repeat(20)}/runs/2026/11/21/${run.run_id}/roc.webp`,
          },
          { name: 'elsewhere', url: 'https://pictures.test/1.png' },
        ],
      ],
      [
        BEFORE_RUN?.run_id ?? '',
        [
          {
            name: 'confusion matrix',
            url: `https://github.com/octo/models/raw/${'1a'.repeat(20)}/runs/2026/11/20/base/confusion%2520matrix.png`,
          },
        ],
      ],
    ]),
  });
}

function regression(): GateView {
  const findings = [BELOW_MINIMUM, DROPPED];
  const [, loss, time] = judgement().metrics;
  return gateView({
    judgements: [
      judgement({
        verdict: 'fail',
        findings,
        metrics: [
          worse(findings),
          ...(time === undefined ? [] : [time]),
          ...(loss === undefined
            ? []
            : [{ ...loss, current: one(0.2502), change: 0.0251, outcome: 'worse' as const }]),
        ],
        params: [
          { name: 'lr', before: '0.1', after: '0.5' },
          { name: 'optimizer', before: 'adamw', after: 'sgd' },
          { name: 'warmup', before: '100', after: null },
        ],
        datasets: [{ name: 'orders', before: 'v2.0', after: 'v2.1' }],
      }),
    ],
    series: new Map([
      [currentRun().run_id, falling('val_loss', 0.25, 30)],
      [BEFORE_RUN?.run_id ?? '', falling('val_loss', 0.225, 40)],
    ]),
  });
}

const JOB = 'https://github.com/octo/models/actions/runs/6400/job/77';

const LOST: JobSearch = {
  jobs: [
    {
      name: 'train (4)',
      ending: 'failed',
      step: 'Run octo/lineage-gate@v1',
      reasons: [
        'E_INPUT_INVALID: `metric` is no input of this action (input metric). Did you mean `metrics`?',
        'E_DATASET_MISSING: Nothing is at data/orders.csv (input datasets, line 1). Correct the path',
      ],
      url: `${JOB}#step:4:1`,
    },
    { name: 'train (6)', ending: 'cancelled', step: null, reasons: [], url: `${JOB}1` },
    { name: 'train (8)', ending: 'in progress', step: null, reasons: [], url: `${JOB}2` },
    { name: 'report', ending: 'skipped', step: null, reasons: [], url: null },
  ],
  more: 3,
  recorder: 'there',
  lacking: [],
};

function failedRun(): GateView {
  const run = currentRun(1, { status: 'FAILED' });
  const finding: Finding = {
    rule: 'run.status',
    severity: 'error',
    subject: run.run_id,
    message: `Run ${run.run_id} has the status FAILED (exit code 1): \`ModuleNotFoundError: No module named 'sklearn'\``,
    mend: 'Look at the log of the training step, mend it and run it again',
    log_url: `${JOB}#step:4:1`,
  };
  return gateView({
    judgements: [judgement({ runs: [run], verdict: 'fail', findings: [finding], metrics: [] })],
  });
}

function leg(depth: number, changes: Partial<Judgement> = {}): Judgement {
  const run = currentRun(depth);
  return judgement({
    runs: [{ ...run, context: { ...run.context, matrix: { depth } } }],
    params: [{ name: 'model.depth', before: '6', after: String(depth) }],
    ...changes,
  });
}

function withSeed(run: RunRecord, seed: number): RunRecord {
  return { ...run, inputs: { ...run.inputs, seeds: { seed }, params: { ...run.inputs.params, seed } } };
}

/** One model that is trained with two values of a param, one of which failed; each under three seeds but the failed one. */
function configurations(): GateView {
  const runs = (from: number, C: number) =>
    [1, 2, 3].map((seed) => {
      const run = withSeed(currentRun(from + seed), seed);
      return { ...run, inputs: { ...run.inputs, params: { ...run.inputs.params, C } } };
    });
  const broken = currentRun(30, { status: 'FAILED' });
  const failed: Finding = {
    rule: 'run.status',
    severity: 'error',
    subject: broken.run_id,
    message: 'The run failed (exit code 1): `KeyError: orders`',
    mend: 'Look at the log of the training step, mend it and run it again',
  };
  return gateView({
    judgements: [
      judgement({ subject: 'breast-cancer', runs: runs(0, 0.1) }),
      judgement({
        subject: 'breast-cancer',
        runs: runs(10, 1),
        verdict: 'fail',
        findings: [BELOW_MINIMUM],
        metrics: [worse([BELOW_MINIMUM])],
      }),
      judgement({
        subject: 'breast-cancer',
        runs: [
          {
            ...broken,
            inputs: { ...broken.inputs, params: {} },
            context: { ...broken.context, job: 'train', matrix: { C: 10, seed: 1 } },
          },
        ],
        verdict: 'fail',
        findings: [failed],
        metrics: [],
      }),
    ],
  });
}

function severalSeeds(): GateView {
  const runs = [1, 2, 3, 4, 5].map((seed) => withSeed(currentRun(seed), seed));
  return gateView({
    judgements: [
      judgement({
        runs,
        baseline: {
          kind: 'base-branch',
          runs: [currentRun(100), currentRun(101), currentRun(102)],
          model: null,
          reason: 'newest finished runs on `main` at or before the merge base `1a2b3c4`',
        },
        metrics: [
          metric('val_auc', seeds([0.9291, 0.9324, 0.9278, 0.9335, 0.9302], 0.0029), {
            baseline: seeds([0.9301, 0.9333, 0.9311], 0.0041),
            compared: { by: 'welch', interval: [-0.0037, 0.0019], left_out: { current: 0, baseline: 0 } },
            change: -0.0009,
            direction: 'higher',
            outcome: 'within noise',
            rules: ['≥ 0.9', 'drop ≤ 0.01'],
          }),
          metric('steps', seeds([1200, 1200, 1200, 1200, 1200], 0), {
            baseline: seeds([1200, 1200, 1200], 0),
            compared: { by: 'welch', interval: [0, 0], left_out: { current: 0, baseline: 0 } },
            seed_without_effect: ['current', 'baseline'],
            change: 0,
            outcome: 'same',
          }),
        ],
      }),
    ],
  });
}

/** Shared by all metrics of a run that is compared with one. */
const AS_IT_IS = { by: 'means', interval: null, left_out: { current: 0, baseline: 0 } } as const;

/** A policy that limits nothing, and a model that got much worse. */
function tagsOnly(): GateView {
  return gateView({
    judgements: [
      judgement({
        tags_only: true,
        metrics: [
          metric('train_s', [184], { baseline: one(171), compared: AS_IT_IS, change: 13 }),
          metric('val_auc', [0.776], {
            baseline: one(0.996),
            compared: AS_IT_IS,
            change: -0.22,
            guess: 'higher',
            moved_unjudged: true,
          }),
        ],
      }),
    ],
  });
}

function notANumber(): GateView {
  const finding = {
    rule: 'metrics.val_loss.finite',
    severity: 'error' as const,
    subject: 'val_loss',
    message: 'The metric `val_loss` is `NaN`',
    mend: 'Look for the step at which it stopped being a number in the training curve',
  };
  const some = { values: [0.2, 'NaN', 'NaN'], mean: null, interval: null };
  return gateView({
    judgements: [
      judgement({
        verdict: 'fail',
        findings: [finding],
        metrics: [
          metric('val_loss', ['NaN'], {
            baseline: one(0.2251),
            direction: 'lower',
            rules: ['a number'],
            findings: [finding],
          }),
          metric('grad_norm', some, { baseline: one(1.5) }),
          metric('val_auc', [0.5], { baseline: one('-Infinity'), direction: 'higher' }),
        ],
      }),
    ],
    series: new Map([
      [
        currentRun().run_id,
        falling('val_loss', 0.2, 40).map((point) => (point.step > 29 ? { ...point, value: 'NaN' } : point)),
      ],
    ]),
  });
}

/** Enough of everything that the comment has to leave most of it out. */
function veryLong(): GateView {
  const many = Array.from({ length: 30 }, (_, index) => index);
  const judgements = many.map((index) => {
    const findings = index % 10 === 0 ? [BELOW_MINIMUM] : [];
    return judgement({
      subject: `model_${index}`,
      runs: [currentRun(index)],
      verdict: findings.length > 0 ? 'fail' : 'pass',
      findings,
      metrics: [
        worse(findings),
        ...many.map((other) =>
          metric(`group_${other}/score`, [other / 7], { baseline: one(other / 8), change: other / 56 }),
        ),
      ],
      params: many
        .slice(0, 10)
        .map((other) => ({ name: `layer_${other}.width`, before: '64', after: '128' })),
    });
  });
  const series = judgements.map(({ runs }): [string, ReturnType<typeof falling>] => [
    runs[0]?.run_id ?? '',
    falling('loss', 0.2, 500),
  ]);
  return gateView({ judgements, series: new Map(series.slice(0, 8)) });
}

const MISSING_METRIC = {
  rule: 'metrics.val_auc.required',
  severity: 'error' as const,
  subject: 'val_auc',
  message: 'The metric `val_auc` is missing',
  mend: 'Let the training write it to a file that `metrics` of the track step names',
};

const EXPIRED = {
  rule: 'waivers.expired',
  severity: 'warning' as const,
  subject: 'metrics.val_auc.min',
  message: 'The waiver of `metrics.val_auc.min` by `alice` expired on `2026-10-31`',
  mend: 'Remove it from the policy, or give it a later date',
};

const NONE_YET = '`clf_orders` has no Production version yet, and no finished run was recorded on `main`';

/** The views whose comment and summary are kept as files. */
export const CASES: Record<string, () => GateView> = {
  'first-pull-request': () =>
    gateView({
      judgements: [
        judgement({
          baseline: null,
          no_baseline: NONE_YET,
          findings: [
            {
              rule: 'baseline.missing',
              severity: 'notice',
              subject: 'baseline',
              message: `There is nothing to compare \`val_auc\` with: ${NONE_YET}`,
              mend: 'Nothing is to be done for a first run',
            },
          ],
          metrics: judgement().metrics.map((one) => ({
            ...one,
            baseline: null,
            change: null,
            outcome: 'unknown',
          })),
        }),
      ],
    }),
  improvement,
  regression,
  'missing-tag': () => gateView({ judgements: [judgement({ verdict: 'fail', findings: [MISSING_TAG] })] }),
  'missing-metric': () =>
    gateView({
      judgements: [
        judgement({
          verdict: 'fail',
          findings: [MISSING_METRIC],
          metrics: [
            metric('val_auc', null, {
              baseline: one(0.9301),
              direction: 'higher',
              rules: ['required', '≥ 0.9'],
              findings: [MISSING_METRIC],
            }),
            metric('auc', [0.94]),
          ],
        }),
      ],
    }),
  'not-a-number': notANumber,
  waived: () => gateView({ judgements: [judgement({ waived: [WAIVED], metrics: [worse([])] })] }),
  'expired-waiver': () =>
    gateView({
      judgements: [
        judgement({
          verdict: 'fail',
          findings: [EXPIRED, BELOW_MINIMUM],
          metrics: [worse([BELOW_MINIMUM])],
        }),
      ],
    }),
  'matrix-legs': () =>
    gateView({
      judgements: [
        leg(10),
        leg(4, { verdict: 'fail', findings: [BELOW_MINIMUM], metrics: [worse([BELOW_MINIMUM])] }),
        leg(6, { waived: [WAIVED] }),
        leg(8),
      ],
    }),
  'several-models': () =>
    gateView({
      judgements: ['a', 'b', 'c', 'd', 'e'].map((name) => judgement({ subject: `clf_${name}` })),
      merge_queue_commit: 'f00dfeed00000000000000000000000000000000',
    }),
  'several-seeds': severalSeeds,
  'tags-only': tagsOnly,
  configurations,
  'no-run': () =>
    gateView({
      case: 'no-runs',
      judgements: [],
      search: { jobs: [], more: 0, recorder: 'missing', lacking: [] },
    }),
  'lost-job': () => gateView({ case: 'no-runs', judgements: [], model: 'clf_orders', search: LOST }),
  'unseen-jobs': () =>
    gateView({
      case: 'no-runs',
      judgements: [],
      search: { jobs: [], more: 0, recorder: 'unknown', lacking: ['actions: read'] },
    }),
  'failed-run': failedRun,
  'nothing-changed': () =>
    gateView({
      case: 'not-applicable',
      judgements: [],
      applies_to: { patterns: ['src/**', 'params.yaml', 'dvc.lock', '!**/*.md'], changed_files: 3 },
    }),
  'very-long': veryLong,
  'fork-evidence': () =>
    gateView({
      notes: [
        'The run was recorded by a job of the fork `octocat/models`. Its values are what that job says; a maintainer should look at the code before trusting them',
      ],
    }),
  'notices-and-warning': () =>
    gateView({
      judgements: [
        judgement({
          findings: [FORK, NEW_METRIC, DIRTY],
          metrics: [
            metric('recall', [0.8], { direction: 'higher', rules: ['drop ≤ 0.01'], findings: [NEW_METRIC] }),
            ...judgement().metrics,
          ],
        }),
      ],
    }),
  // The policy compares no metric, so that no finding says that there is nothing to compare with.
  'nothing-to-compare': () =>
    gateView({ judgements: [judgement({ baseline: null, no_baseline: NONE_YET, metrics: [] })] }),
  'warning-only': () => gateView({ judgements: [judgement({ findings: [DIRTY] })] }),
};
