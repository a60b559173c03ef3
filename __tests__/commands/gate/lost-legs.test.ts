import { pushPolicy, record } from '../../e2e/gate-support.js';
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

function ended(name: string, conclusion: 'success' | 'failure' | 'cancelled' | 'skipped'): void {
  setup.world.github.state.addJob({ runId: trigger.runId, name, conclusion });
}

test('a leg that was lost beside others that were recorded is a failure that names it', async () => {
  ended('train (4, orders)', 'success');
  ended('train (8, orders)', 'cancelled');
  ended('train (10, orders)', 'failure');
  const { verdict, judgements } = await setup.gate(trigger);
  expect(verdict).toBe('fail');
  const failing = judgements.filter((one) => one.verdict === 'fail');
  expect(failing).toHaveLength(1);
  expect(failing[0]).toMatchObject({ subject: 'clf', runs: [], metrics: [] });
  expect(failing[0]?.findings).toEqual([
    expect.objectContaining({
      rule: 'run.recorded',
      severity: 'error',
      message:
        'No run is recorded: `train (8, orders)`, `train (10, orders)` ended without success and left none',
    }),
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

test('without the permission to list jobs, and for runs that are named, nothing is said of others', async () => {
  ended('train (8, orders)', 'cancelled');
  const permissions = { contents: 'read', pull_requests: 'read' } as const;
  expect((await setup.gate(trigger, { permissions })).verdict).toBe('pass');
  const { judgements } = await setup.gate(trigger, { permissions });
  const run_ids = judgements.flatMap(({ runs }) => runs.map(({ run_id }) => run_id));
  expect((await setup.gate(trigger, { run_ids })).verdict).toBe('pass');
}, 60_000);
