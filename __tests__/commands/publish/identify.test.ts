import { timeOfId } from '../../../src/core/ids.js';
import { canonicalJson } from '../../../src/core/json.js';
import { runPath } from '../../../src/ledger/layout.js';
import { addToLedger } from '../../e2e/gate-support.js';
import { only, readLedger } from '../../e2e/support.js';
import { pngOf } from '../../support/pictures.js';
import { PublishSetup } from './setup.js';

let setup: PublishSetup;
beforeEach(async () => {
  setup = await PublishSetup.start();
});
afterEach(() => setup.close());

const { problems } = PublishSetup;
const CURVE = '{"key":"loss","value":1,"step":1,"at":null}\n';

test('code of a fork takes no id of somebody else: its run is recorded under another one, once, whoever publishes it', async () => {
  const own = setup.record(await setup.world.push());
  await addToLedger(setup.world, { [runPath(own.run_id)]: canonicalJson(own) });
  const trigger = await setup.world.pullRequest({ fork: true });
  const claim = { ...setup.record(trigger), run_id: own.run_id, status: 'FAILED' as const };
  const more = { series: CURVE, pictures: [{ name: 'roc.png', bytes: pngOf(1) }] };
  const artifact = setup.hand(trigger, claim, more);
  // GitHub's own clock, to the second.
  const createdAt = Math.floor(Date.now() / 1000) * 1000;
  artifact.createdAt = new Date(createdAt).toISOString();

  const [first, second] = await Promise.all([setup.publish(trigger), setup.publish(trigger)]);
  expect(problems(first)).toEqual([]);
  expect(second.run_ids).toEqual(first.run_ids);
  const id = only(first.run_ids);
  expect(id).not.toBe(own.run_id);
  expect(timeOfId(id)).toBe(createdAt);
  const { runs, files } = await readLedger(setup.world);
  expect(runs.find(({ run_id }) => run_id === own.run_id)).toEqual(own);
  expect(only(runs.filter(({ run_id }) => run_id !== own.run_id))).toMatchObject({
    ...{ run_id: id, evidence_id: own.run_id, status: 'FAILED', context: { trust: 'fork' } },
  });
  const day = runPath(id).slice(0, -'.json'.length);
  expect(files.get(`${day}.series.ndjson`)?.toString()).toBe(CURVE);
  expect(files.get(`${day}/roc.png`)).toEqual(pngOf(1));

  artifact.expired = true;
  expect(await setup.publish(trigger)).toMatchObject({ run_ids: first.run_ids, refused: [] });
  expect((await readLedger(setup.world)).runs).toHaveLength(2);
});

test('other evidence of a fork with the same id is another run, and takes nothing away', async () => {
  const trigger = await setup.world.pullRequest({ fork: true });
  const record = setup.record(trigger, { status: 'FAILED' });
  setup.hand(trigger, record);
  const [failed = ''] = (await setup.publish(trigger)).run_ids;
  setup.hand(trigger, { ...record, status: 'FINISHED' });
  const done = await setup.publish(trigger);
  expect(problems(done)).toEqual([]);
  const { runs } = await readLedger(setup.world);
  expect(runs.map(({ run_id }) => run_id).sort()).toEqual([failed, ...done.run_ids].sort());
  expect(runs.map(({ status }) => status).sort()).toEqual(['FAILED', 'FINISHED']);
});

test('a trusted run keeps its id', async () => {
  const trigger = await setup.world.push();
  const record = setup.record(trigger);
  setup.hand(trigger, record);
  expect((await setup.publish(trigger)).run_ids).toEqual([record.run_id]);
  expect(only((await readLedger(setup.world)).runs)).not.toHaveProperty('evidence_id');
});
