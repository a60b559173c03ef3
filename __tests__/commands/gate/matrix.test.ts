import { POLICY, pushPolicy, type Recorded, record } from '../../e2e/gate-support.js';
import { GateSetup } from './setup.js';

let setup: GateSetup;

beforeEach(async () => {
  setup = await GateSetup.start();
}, 60_000);

afterEach(() => setup.close());

const legs = (number: number, facts: Omit<Recorded, 'params'>): Recorded[] =>
  Array.from({ length: number }, (_, depth) => ({ ...facts, params: { depth } }));

test('a matrix of any size takes no more requests than one leg, and each leg has its own baseline', async () => {
  const { world } = setup;
  const { sha } = await pushPolicy(world);
  await record(world, legs(64, { commit: sha, ref: 'refs/heads/main' }));
  const one = await world.pullRequest({ branch: 'one', files: { 'params.yaml': 'legs: 1\n' } });
  await record(world, legs(1, { commit: one.headSha }));
  const many = await world.pullRequest({ branch: 'many', files: { 'params.yaml': 'legs: 64\n' } });
  await record(world, legs(64, { commit: many.headSha }));
  const forOne = await setup.requestsOf(async () => {
    expect((await setup.gate(one)).judgements).toHaveLength(1);
  });
  const forMany = await setup.requestsOf(async () => {
    const { judgements, verdict } = await setup.gate(many);
    expect(verdict).toBe('pass');
    const pairs = judgements.map(({ runs, baseline }) => [
      runs[0]?.inputs.params['depth'],
      baseline?.runs[0]?.inputs.params['depth'],
    ]);
    expect(pairs).toHaveLength(64);
    for (const [own, before] of pairs) expect(before).toBe(own);
  });
  expect(forMany).toBe(forOne);
}, 120_000);

test('256 legs on a branch that nobody trains take few requests, and each has the leg of the merged pull request', async () => {
  const { world } = setup;
  await pushPolicy(world, `${POLICY}applies_to: ['**']\n`);
  const before = await world.pullRequest({ branch: 'before', files: { 'params.yaml': 'legs: 256\n' } });
  await record(world, legs(256, { commit: before.headSha, pull: before.pull?.number }));
  await world.merge(before, 'squash');
  for (const name of ['a', 'b', 'c', 'd', 'e']) await world.push({ files: { [name]: 'x\n' } });
  const trigger = await world.pullRequest({ branch: 'legs', files: { 'params.yaml': 'legs: 257\n' } });
  await record(world, legs(256, { commit: trigger.headSha }));
  const requests = await setup.requestsOf(async () => {
    const { judgements } = await setup.gate(trigger);
    expect(judgements).toHaveLength(256);
    for (const { runs, baseline } of judgements) {
      expect(baseline).toMatchObject({ commit: before.headSha, pull_request: 7, untrained: 5 });
      expect(baseline?.runs[0]?.inputs.params).toEqual(runs[0]?.inputs.params);
    }
  });
  // Beside these a gate makes four for its comment and its status.
  expect(requests).toBeLessThanOrEqual(16);
}, 240_000);

test('a leg that failed on the newest commit of the branch is compared with what it was before', async () => {
  const { world } = setup;
  const first = await pushPolicy(world);
  const leg = (commit: string, max_depth: number, auc: number): Recorded => ({
    commit,
    ref: 'refs/heads/main',
    params: { max_depth },
    matrix: { max_depth },
    metrics: { auc },
  });
  await record(world, [leg(first.sha, 2, 0.92), leg(first.sha, 6, 0.96)]);
  const second = await world.push({ files: { 'more.txt': 'x' } });
  await record(world, [leg(second.sha, 2, 0.92), { ...leg(second.sha, 6, 0.96), status: 'FAILED' }]);
  const pull = await world.pullRequest();
  await record(
    world,
    [2, 6].map((depth) => ({ ...leg(pull.headSha, depth, 0.93), ref: 'refs/pull/7/merge' })),
  );
  const { verdict, judgements } = await setup.gate(pull);
  expect(verdict).toBe('fail');
  const worse = judgements.find(({ runs }) => runs[0]?.inputs.params['max_depth'] === 6);
  expect(worse?.baseline?.runs[0]?.inputs.code?.commit).toBe(first.sha);
  expect(worse?.findings.map(({ rule }) => rule)).toContain('metrics.auc.max_drop');
}, 60_000);
