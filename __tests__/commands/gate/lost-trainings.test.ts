import type { GateResult } from '../../../src/commands/gate/gate.js';
import { POLICY, pushPolicy, type Recorded, record } from '../../e2e/gate-support.js';
import type { WorkflowJob } from '../../support/github/state.js';
import type { Trigger } from '../../support/github-world.js';
import { GateSetup } from './setup.js';

let setup: GateSetup;

beforeAll(async () => {
  setup = await GateSetup.start();
}, 60_000);

afterAll(() => setup.close());

const WORKFLOW_REF = 'octo/models/.github/workflows/train.yml@refs/heads/main';

type Training = [experiment: string, job: string, context?: Recorded['context']];

const LR: Training = ['clf_lr', 'train-lr'];
const GB: Training = ['clf_gb', 'train-gb'];

function runsOf(trainings: readonly Training[], facts: Pick<Recorded, 'commit' | 'ref' | 'ciRunId'>) {
  return trainings.map(([experiment, job, context = {}]): Recorded => {
    const event = facts.ref === 'refs/heads/main' ? 'push' : 'pull_request';
    return { ...facts, experiment, context: { workflow_ref: WORKFLOW_REF, event, job, ...context } };
  });
}

/** A pull request into a main branch that was trained with some, which has left runs of others. */
async function pullWith(before: readonly Training[], now: readonly Training[], policy = POLICY) {
  const { world } = setup;
  const { sha } = await pushPolicy(world, `${policy}# ${Math.random()}\n`);
  await record(world, runsOf(before, { commit: sha, ref: 'refs/heads/main' }));
  const trigger = await world.pullRequest({ branch: `b-${sha.slice(0, 8)}` });
  await record(world, runsOf(now, { commit: trigger.headSha, ciRunId: trigger.runId }));
  return trigger;
}

function ended(
  { runId }: Trigger,
  name: string,
  conclusion: WorkflowJob['conclusion'],
  steps: WorkflowJob['steps'] = [],
): void {
  setup.world.github.state.addJob({ runId, name, conclusion, steps });
}

async function judge(trigger: Trigger, more: Parameters<GateSetup['gate']>[1] = {}) {
  const variables = { GITHUB_WORKFLOW_REF: WORKFLOW_REF, GITHUB_JOB: 'gate' };
  return said(await setup.gate(trigger, { variables, ...more }));
}

/** The verdict, errors that no run is recorded of, and notes about what is not judged. */
function said({ verdict, judgements, notes }: GateResult) {
  const errors = judgements.flatMap(({ subject, findings }) =>
    findings.filter(({ severity }) => severity === 'error').map(({ message }) => `${subject}: ${message}`),
  );
  return { verdict, errors, notes: notes.filter((note) => /no run|actions: read/.test(note)) };
}

const pip = [
  { name: 'Run pip install', conclusion: 'failure' },
  { name: 'Train', conclusion: 'skipped' },
] as const;
const ABSENT = 'Not judged, since this commit has no run of it and the base branch has one: `clf_gb`';

test('a job that failed before it trained fails the verdict beside runs of other jobs', async () => {
  const trigger = await pullWith([LR, GB], [LR]);
  ended(trigger, 'train-lr', 'success');
  ended(trigger, 'train-gb', 'failure', [...pip]);
  expect(await judge(trigger)).toEqual({
    verdict: 'fail',
    errors: ['clf_gb: No run is recorded: `train-gb` failed at the step `Run pip install`'],
    notes: [],
  });
}, 60_000);

test('so does a step that never came, a job that was skipped beside a lost one, and one with a name of its own', async () => {
  const step = await pullWith(
    [
      ['clf', 'train', { step: 'lr' }],
      ['clf', 'train', { step: 'gb' }],
    ],
    [['clf', 'train', { step: 'lr' }]],
  );
  ended(step, 'train', 'failure', [{ name: 'Run make features', conclusion: 'failure' }]);
  expect((await judge(step)).errors).toEqual([
    'clf: No run is recorded: `train` failed at the step `Run make features`',
  ]);
  const merged = await pullWith([LR, GB], [['clf_lr', 'train']]);
  ended(merged, 'train', 'failure', [{ name: 'Run make features', conclusion: 'failure' }]);
  expect((await judge(merged)).errors).toEqual([
    'clf_gb: No run is recorded, and the base branch has one: `train` failed at the step `Run make features`',
  ]);
  const skipped = await pullWith([LR, GB], [LR]);
  ended(skipped, 'features', 'failure');
  ended(skipped, 'train-gb', 'skipped');
  ended(skipped, 'train-lr', 'success');
  expect((await judge(skipped)).errors).toEqual([
    'clf_gb: No run is recorded, and the base branch has one: `train-gb` was skipped',
  ]);
  const named = await pullWith([LR, GB], [LR]);
  ended(named, 'train-lr', 'success');
  ended(named, 'Gradient boosting', 'timed_out');
  expect((await judge(named)).errors).toEqual([
    'clf_gb: No run is recorded, and the base branch has one: `Gradient boosting` took too long and was ended',
  ]);
}, 60_000);

test('a job that is known to train by its step or by earlier runs is none that may be lost, whatever main has', async () => {
  const trigger = await pullWith([LR], [LR]);
  ended(trigger, 'train-lr', 'success');
  ended(trigger, 'train-new', 'failure', [
    { name: 'Run pip install', conclusion: 'failure' },
    { name: 'Run octo/lineage-gate@v1', conclusion: 'skipped' },
  ]);
  ended(trigger, 'train-gb', 'cancelled');
  ended(trigger, 'lint', 'failure');
  ended(trigger, 'gate', null);
  expect((await judge(trigger)).errors.sort()).toEqual([
    'clf_gb: No run is recorded: `train-gb` was cancelled',
    'clf_lr: No run is recorded: `train-new` failed at the step `Run pip install`',
  ]);
}, 60_000);

test('a step that records and never came is lost beside one that did; one that was left out before is not', async () => {
  const track = 'Run octo/lineage-gate@v1';
  const trigger = await pullWith([LR], [LR]);
  ended(trigger, 'train-lr', 'failure', [
    { name: track, conclusion: 'skipped' },
    { name: track, conclusion: 'success' },
    { name: 'Run make report', conclusion: 'failure' },
  ]);
  expect((await judge(trigger)).verdict).toBe('pass');
  const never = await pullWith([LR], [LR]);
  ended(never, 'train-lr', 'failure', [
    { name: track, conclusion: 'success' },
    { name: 'Run make features', conclusion: 'failure' },
    { name: track, conclusion: 'skipped' },
  ]);
  expect((await judge(never)).errors).toEqual([
    'clf_lr: No run is recorded: `train-lr` failed at the step `Run make features`',
  ]);
}, 60_000);

test('what another workflow left stands for none of what this one lost', async () => {
  const workflow_ref = WORKFLOW_REF.replace('train', 'train-gb');
  const trigger = await pullWith([LR, ['clf_gb', 'train', { workflow_ref }]], [LR]);
  ended(trigger, 'train', 'failure');
  const variables = { GITHUB_WORKFLOW_REF: workflow_ref, GITHUB_JOB: 'gate' };
  expect((await judge(trigger, { variables })).errors).toEqual([
    'clf_gb: No run is recorded: `train` failed',
  ]);
}, 60_000);

test('what nothing has lost is told, and passes, unless the policy says otherwise', async () => {
  const trigger = await pullWith([LR, GB], [LR]);
  const blind = await judge(trigger, { permissions: { contents: 'read', pull_requests: 'read' } });
  expect(blind).toEqual({
    verdict: 'pass',
    errors: [],
    notes: [
      `${ABSENT} (what became of its job is not known)`,
      "The gate's job lacks `actions: read`, which tells which job left no run, and where it ended",
    ],
  });
  ended(trigger, 'train-lr', 'success');
  const passes = { verdict: 'pass', errors: [] };
  expect(await judge(trigger)).toEqual({ ...passes, notes: [`${ABSENT} (no job is called \`train-gb\`)`] });
  expect(setup.log.lines).toContain(`Note: ${ABSENT} (no job is called \`train-gb\`).`);
  ended(trigger, 'train-gb', 'skipped');
  expect(await judge(trigger)).toEqual({ ...passes, notes: [`${ABSENT} (\`train-gb\` was skipped)`] });

  const strict = await pullWith([LR, GB], [LR], `${POLICY}run: { recorded: error }\n`);
  ended(strict, 'train-gb', 'success');
  expect(await judge(strict)).toEqual({
    verdict: 'fail',
    errors: ['clf_gb: No run is recorded, and the base branch has one: `train-gb` ended well without it'],
    notes: [],
  });
  const off = await pullWith([LR, GB], [LR], `${POLICY}models: { clf_gb: { run: { recorded: off } } }\n`);
  ended(off, 'features', 'failure');
  ended(off, 'train-gb', 'skipped');
  expect(await judge(off)).toEqual({ ...passes, notes: [] });
}, 60_000);

test('nothing is said of what comes and goes: names, legs, jobs of other workflows and of a clock', async () => {
  const leg = (kind: string): Training => [`clf_${kind}`, 'train', { matrix: { kind } }];
  const trigger = await pullWith(
    [
      ['churn', 'churn'],
      ['sweep-1', 'sweep'],
      leg('a'),
      leg('b'),
      ['other', 'other', { workflow_ref: WORKFLOW_REF.replace('train', 'other') }],
      ['nightly', 'nightly', { event: 'schedule' }],
      ['by-hand', 'by-hand', { event: 'workflow_dispatch' }],
    ],
    [['churn', 'renamed'], ['sweep-2', 'sweep'], leg('a')],
    'version: 1\n',
  );
  for (const name of ['renamed', 'sweep', 'train (a)']) ended(trigger, name, 'success');
  expect(await judge(trigger)).toEqual({ verdict: 'pass', errors: [], notes: [] });
}, 60_000);
