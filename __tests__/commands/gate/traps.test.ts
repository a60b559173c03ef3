import { githubCi } from '../../../src/collect/ci-github.js';
import { gateTarget } from '../../../src/commands/gate/target.js';
import { createGitHub } from '../../../src/github/client.js';
import { pushPolicy, record } from '../../e2e/gate-support.js';
import { RecordingLog } from '../../ledger/fixtures.js';
import { READ_WRITE } from '../../support/tokens.js';
import { GateSetup } from './setup.js';

let setup: GateSetup;

beforeEach(async () => {
  setup = await GateSetup.start();
}, 60_000);

afterEach(() => setup.close());

test('a run of the merge queue is a baseline once its commit is on the branch, and of no other branch', async () => {
  const { world } = setup;
  const { sha, baseSha } = await pushPolicy(world);
  const ofQueue = (branch: string) => `refs/heads/gh-readonly-queue/${branch}/pr-3-${baseSha}`;
  await record(world, [{ commit: sha, ref: ofQueue('other'), metrics: { auc: 0.99 } }]);
  const trigger = await world.pullRequest();
  await record(world, [{ commit: trigger.headSha, metrics: { auc: 0.9 } }]);
  const before = await setup.gate(trigger);
  expect(before.judgements[0]?.baseline).toBeNull();

  const [queued] = await record(world, [{ commit: sha, ref: ofQueue('main'), metrics: { auc: 0.95 } }]);
  const after = await setup.gate(trigger);
  expect(after.judgements[0]?.baseline?.runs[0]?.run_id).toBe(queued);
  expect(after.verdict).toBe('fail');
}, 60_000);

test('of several pull requests with one head the one into the default branch decides on `workflow_run`', async () => {
  const { world } = setup;
  const trigger = await world.pullRequest({ fork: true });
  const { pull } = trigger;
  if (pull === undefined) throw new Error('no pull request');
  const old = { ref: 'old', sha: trigger.baseSha };
  world.github.state.addPull({ ...pull, number: 3, base: old });
  const ci = githubCi({
    env: {
      GITHUB_EVENT_NAME: 'workflow_run',
      GITHUB_REPOSITORY: world.repository,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: trigger.baseSha,
    },
    event: { workflow_run: { id: trigger.runId } },
    matrix: null,
    toolVersion: '1.2.3',
  });
  const client = createGitHub({
    token: world.tokens.make(READ_WRITE),
    apiUrl: world.github.url,
    userAgent: 'lineage-gate/1.2.3',
    log: new RecordingLog(),
  });
  const [owner = '', repo = ''] = world.repository.split('/');
  const target = () => gateTarget({ ci, repository: { owner, repo }, github: async () => client });
  expect((await target()).pull?.number).toBe(pull.number);
  pull.state = 'closed';
  expect((await target()).pull?.number).toBe(3);
}, 60_000);
