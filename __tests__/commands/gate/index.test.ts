// What `index/` of the ledger says decides nothing: whoever may push there may write any.
import { segmentFiles } from '../../../src/ledger/index/segment.js';
import { runIdOf } from '../../../src/ledger/layout.js';
import { addToLedger, pushPolicy, type Recorded, record } from '../../e2e/gate-support.js';
import type { Trigger } from '../../support/github-world.js';
import { READ_WRITE } from '../../support/tokens.js';
import { GateSetup } from './setup.js';

const { actions: _, ...NO_ACTIONS } = READ_WRITE;

let setup: GateSetup;

beforeAll(async () => {
  setup = await GateSetup.start();
  await pushPolicy(setup.world);
}, 60_000);

afterAll(() => setup.close());

/** An index that is as it should be but that it names none of the runs of this commit except one. */
async function hideAllBut(kept: string, commit: string): Promise<void> {
  const { repo } = setup.world;
  const paths = await repo.listFiles('lineage', 'runs');
  const days = new Map<string, string[]>();
  for (const path of paths.filter((one) => one.endsWith('.json'))) {
    const day = path.slice('runs/'.length, 'runs/2026/11/21'.length);
    days.set(day, [...(days.get(day) ?? []), path]);
  }
  const facts = await Promise.all(
    [...days].map(async ([day, all]) => {
      const tree = (await repo.resolve(`lineage:runs/${day}`)) ?? '';
      const at = all.flatMap((path, index) => (runIdOf(path) === kept ? [index] : []));
      const named = at.length === 0 ? [] : [[`commit=${commit}`, at] as const];
      return [day.replaceAll('/', '-'), { tree, count: all.length, facts: new Map(named) }] as const;
    }),
  );
  const files = segmentFiles(99_999_999, new Map(facts));
  await addToLedger(
    setup.world,
    Object.fromEntries(files.map(({ path, bytes }) => [path, bytes.toString('utf8')])),
  );
}

/** A run that is worse than the policy allows, and one of another job that is good enough. */
async function recordBoth(trigger: Trigger, about: Partial<Recorded> = {}): Promise<string> {
  const commit = trigger.headSha;
  const [, good = ''] = await record(setup.world, [
    { commit, metrics: { auc: 0.1 }, name: 'bad', params: { C: 1 }, ...about },
    { commit, metrics: { auc: 0.9 }, name: 'good', params: { C: 2 }, ...about },
  ]);
  return good;
}

test.each([
  ['from its first workflow run on', READ_WRITE],
  ['from its own date on, without the permission to list workflow runs', NO_ACTIONS],
] as const)(
  'an index that hides the failing run of a commit hides nothing: records are read %s',
  async (_, permissions) => {
    const trigger = await setup.world.pullRequest();
    await hideAllBut(await recordBoth(trigger), trigger.headSha);
    const { verdict, judgements, notes } = await setup.gate(trigger, { permissions });
    expect(verdict).toBe('fail');
    expect(judgements.map(({ runs }) => runs[0]?.run_name).sort()).toEqual(['bad', 'good']);
    expect(notes).toEqual([]);
  },
  60_000,
);

test('a commit whose date lies in the future has its runs read all the same', async () => {
  const { world } = setup;
  const trigger = await world.pullRequest();
  const date = Math.floor(Date.now() / 1000) + 100 * 86_400;
  const headSha = await world.repo.commit({ 'x.txt': 'x' }, { branch: trigger.headRef, date });
  const pull = trigger.pull;
  if (pull === undefined) throw new Error('no pull request');
  pull.head = { ref: trigger.headRef, sha: headSha };
  const moved = { ...trigger, headSha, eventName: 'workflow_dispatch', sha: headSha, ref: 'refs/heads/main' };
  await hideAllBut(await recordBoth(moved), headSha);
  const { verdict } = await setup.gate(moved, { permissions: NO_ACTIONS });
  expect(verdict).toBe('fail');
}, 60_000);

test('an old commit of which nothing tells when it was first run: how far back was read is said', async () => {
  const { world } = setup;
  const date = Math.floor(Date.now() / 1000) - 100 * 86_400;
  const sha = await world.repo.commit({ 'old.txt': 'x' }, { branch: 'main', date });
  const push = await world.push();
  expect(push.sha).toBe(sha);
  await recordBoth(push);
  const { verdict, notes } = await setup.gate(push, { permissions: NO_ACTIONS });
  expect(verdict).toBe('fail');
  expect(notes.join('\n')).toMatch(/before \d{4}-\d\d-\d\d only those count .*`actions: read`/);
  expect((await setup.gate(push)).notes).toEqual([]);
}, 60_000);
