import type { RunRecord } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { runPath } from '../../../src/ledger/layout.js';
import { addToLedger } from '../../e2e/gate-support.js';
import { only, readLedger } from '../../e2e/support.js';
import { nextId, PublishSetup } from './setup.js';

let setup: PublishSetup;
beforeEach(async () => {
  setup = await PublishSetup.start();
});
afterEach(() => setup.close());

const { problems } = PublishSetup;
const NOT_A_PART = [expect.objectContaining({ code: 'E_EVIDENCE_PARENT' })];

async function recorded(claimed: RunRecord): Promise<RunRecord> {
  const { runs } = await readLedger(setup.world);
  return only(runs.filter(({ run_id, evidence_id }) => (evidence_id ?? run_id) === claimed.run_id));
}

test('parents of a fork go by their new ids, and a failed run cannot hide behind one that it makes up', async () => {
  const trigger = await setup.world.pullRequest({ fork: true });
  const part = (parent_run_id: string, changes: Partial<RunRecord> = {}) =>
    setup.record(trigger, { parent_run_id, ...changes });
  const whole = setup.record(trigger);
  const late = setup.record(trigger);
  const sound = part(whole.run_id);
  const failed = part(nextId(), { status: 'FAILED' });
  const early = part(late.run_id);
  const leg = part(whole.run_id, { context: { ...whole.context, matrix: { depth: '2' } } });
  const one = part(nextId());
  const other = { ...part(one.run_id), run_id: one.parent_run_id ?? '' };
  const itself = setup.record(trigger);
  const invented = [failed, early, leg, one, other, { ...itself, parent_run_id: itself.run_id }];
  for (const record of [whole, sound, ...invented]) setup.hand(trigger, record);
  const done = await setup.publish(trigger);
  expect(problems(done)).toEqual([]);
  expect(done.run_ids).toHaveLength(8);
  expect((await recorded(sound)).parent_run_id).toBe((await recorded(whole)).run_id);
  expect(await recorded(sound)).not.toHaveProperty('problems');
  for (const record of invented) {
    expect(await recorded(record)).toMatchObject({ parent_run_id: null, problems: NOT_A_PART });
  }
  expect(only((await recorded(failed)).problems ?? []).what).toContain(failed.parent_run_id);

  // What was recorded for itself stays so, also when the parent comes later.
  setup.hand(trigger, late);
  const again = await setup.publish(trigger);
  expect(problems(again)).toEqual([]);
  expect(again.run_ids).toEqual([...done.run_ids, (await recorded(late)).run_id].sort());
  expect(await recorded(early)).toMatchObject({ parent_run_id: null, problems: NOT_A_PART });
  expect((await setup.publish(trigger)).run_ids).toEqual(again.run_ids);
});

test("the runs that a command of a fork made beside its own go with that one, and what invents a command's run does not", async () => {
  const trigger = await setup.world.pullRequest({ fork: true });
  const own = setup.record(trigger);
  const beside = (command_run: string) =>
    setup.record(trigger, { context: { ...own.context, command_run }, status: 'FAILED' });
  const [other, invented] = [beside(own.run_id), beside(nextId())];
  for (const record of [own, other, invented]) setup.hand(trigger, record);
  const done = await setup.publish(trigger);
  expect(problems(done)).toEqual([]);
  expect((await recorded(other)).context.command_run).toBe((await recorded(own)).run_id);
  expect(await recorded(other)).not.toHaveProperty('problems');
  expect((await recorded(invented)).context).not.toHaveProperty('command_run');
  expect(await recorded(invented)).toMatchObject({ problems: NOT_A_PART });
  expect((await setup.publish(trigger)).run_ids).toEqual(done.run_ids);
});

test('a parent on the ledger counts when the same job of the same workflow run made it', async () => {
  const trigger = await setup.world.push();
  const whole = setup.record(trigger);
  const artifact = setup.hand(trigger, whole);
  await setup.publish(trigger);
  artifact.expired = true;
  const foreign = setup.record(trigger);
  const garbage = nextId();
  await addToLedger(setup.world, {
    [runPath(foreign.run_id)]: canonicalJson({
      ...foreign,
      context: { ...foreign.context, ci_run_id: '1' },
    }),
  });
  const partOf = (parent_run_id: string) => setup.record(trigger, { parent_run_id });
  const [sound, bad, unread] = [partOf(whole.run_id), partOf(foreign.run_id), partOf(garbage)];
  for (const record of [sound, bad, unread]) setup.hand(trigger, record);
  await addToLedger(setup.world, { [runPath(garbage)]: '{}\n' });
  const done = await setup.publish(trigger);
  expect(problems(done)).toEqual([]);
  const read = async ({ run_id }: RunRecord) =>
    JSON.parse(String(await setup.world.repo.readFile('lineage', runPath(run_id)))) as RunRecord;
  expect((await read(sound)).parent_run_id).toBe(whole.run_id);
  for (const record of [bad, unread])
    expect(await read(record)).toMatchObject({ parent_run_id: null, problems: NOT_A_PART });
});
