import { pushPolicy, record } from '../../e2e/gate-support.js';
import type { WorkflowJob } from '../../support/github/state.js';
import type { Trigger } from '../../support/github-world.js';
import { GateSetup } from './setup.js';

let setup: GateSetup;
let trigger: Trigger;

/** A pull request on which two of the legs of `train` have left a record. */
beforeEach(async () => {
  setup = await GateSetup.start();
  await pushPolicy(setup.world);
  trigger = await setup.world.pullRequest();
  const common = { commit: trigger.headSha, ciRunId: trigger.runId };
  await record(setup.world, [
    { ...common, params: { depth: 4 }, matrix: { depth: 4, data: 'orders' } },
    { ...common, params: { depth: 6 }, matrix: { depth: 6, data: 'orders' } },
  ]);
}, 60_000);

afterEach(() => setup.close());

function ended(
  name: string,
  conclusion: WorkflowJob['conclusion'],
  changes: Partial<WorkflowJob> = {},
): WorkflowJob {
  return setup.world.github.state.addJob({ runId: trigger.runId, name, conclusion, ...changes });
}

test('a leg that was lost beside others that were recorded is a failure that names it', async () => {
  ended('train (4, orders)', 'success');
  const cancelled = ended('train (8, orders)', 'cancelled');
  const failed = ended('train (10, orders)', 'failure', {
    steps: [
      { name: 'Set up job', conclusion: 'success' },
      { name: 'Run octo/lineage-gate@v1', conclusion: 'failure' },
    ],
    annotations: [
      { level: 'warning', message: 'Node 16 is old' },
      { message: 'Process completed with exit code 1.' },
      { message: 'E_DATASET_MISSING: Nothing is\nat x.csv.' },
    ],
  });
  const { verdict, judgements } = await setup.gate(trigger);
  expect(verdict).toBe('fail');
  const failing = judgements.filter((one) => one.verdict === 'fail');
  expect(failing).toHaveLength(1);
  expect(failing[0]).toMatchObject({ subject: 'clf', runs: [], metrics: [] });
  expect(failing[0]?.findings).toEqual([
    {
      rule: 'run.recorded',
      severity: 'error',
      subject: 'clf',
      message: 'No run is recorded: `train (8, orders)` was cancelled',
      mend: 'Run it again',
      log_url: `${setup.world.git.serverUrl}/octo/models/actions/runs/${trigger.runId}/job/${cancelled.id}`,
    },
    {
      rule: 'run.recorded',
      severity: 'error',
      subject: 'clf',
      message:
        'No run is recorded: `train (10, orders)` failed at the step `Run octo/lineage-gate@v1`: `E_DATASET_MISSING: Nothing is at x.csv`',
      mend: 'Mend what it says and run the failed jobs again',
      log_url: `${setup.world.git.serverUrl}/octo/models/actions/runs/${trigger.runId}/job/${failed.id}#step:2:1`,
    },
  ]);
}, 60_000);

test('a leg whose run is recorded, other jobs, and legs that ended well are no failure', async () => {
  ended('train (6, orders)', 'failure');
  ended('train (8, orders)', 'skipped');
  ended('train (12, orders)', 'success');
  ended('lint (8, orders)', 'failure');
  ended('training (8)', 'failure');
  expect((await setup.gate(trigger)).verdict).toBe('pass');
}, 60_000);

test('a leg that still goes on is none that passed, unless the gate is a step of its job', async () => {
  ended('train (8, orders)', null, { status: 'in_progress' });
  const { verdict, judgements } = await setup.gate(trigger, { variables: { GITHUB_JOB: 'gate' } });
  expect(verdict).toBe('fail');
  expect(judgements.at(-1)?.findings[0]?.message).toBe(
    'No run is recorded: `train (8, orders)` is still in progress',
  );
  expect((await setup.gate(trigger, { variables: { GITHUB_JOB: 'train' } })).verdict).toBe('pass');
}, 60_000);

test('of many legs all are counted, a few named, and fewer asked for what they say', async () => {
  for (let depth = 10; depth < 250; depth += 1) ended(`models / train (${depth}, orders)`, 'failure');
  const { requests } = setup.world.github;
  const before = requests.length;
  const { judgements } = await setup.gate(trigger);
  const findings = judgements.at(-1)?.findings ?? [];
  expect(findings).toHaveLength(11);
  expect(findings.at(-1)?.message).toBe('No run is recorded of 230 more jobs');
  const asked = requests.slice(before).filter(({ path }) => path.includes('/check-runs/'));
  expect(asked).toHaveLength(5);
  // What the action adds (comment, status, policy) takes no more than five.
  expect(requests.length - before).toBeLessThanOrEqual(15);
}, 60_000);

test('without a permission that is said; for runs that are named nothing is said of others', async () => {
  ended('train (8, orders)', 'cancelled');
  const permissions = { contents: 'read', pull_requests: 'read' } as const;
  const { judgements, verdict, notes } = await setup.gate(trigger, { permissions });
  expect(verdict).toBe('pass');
  expect(notes).toEqual([
    "The gate's job lacks `actions: read`, which tells which job left no run, and where it ended",
  ]);
  const blind = await setup.gate(trigger, { permissions: { ...permissions, actions: 'read' } });
  expect(blind.judgements.at(-1)?.findings[0]?.message).toMatch(/was cancelled$/);
  expect(blind.notes).toEqual([
    "The gate's job lacks `checks: read`, which tells what that job says went wrong",
  ]);
  const run_ids = judgements.flatMap(({ runs }) => runs.map(({ run_id }) => run_id));
  expect((await setup.gate(trigger, { run_ids })).verdict).toBe('pass');
}, 60_000);
