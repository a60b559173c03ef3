import { rollBack } from '../../../src/commands/recall/rollback.js';
import { foldModel } from '../../../src/core/registry/registry.js';
import { eventPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { readModel } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { adding } from '../../ledger/fixtures.js';
import { depsOf, ledgerWith, move, newId, registerEach, removeLedgers } from '../promote/setup.js';

afterAll(removeLedgers);

const RECALL = { event_id: newId() };
const of = (model: string, ...versions: number[]) => versions.map((version) => ({ model, version }));

async function holders(ledger: Ledger, model: string, stage: string): Promise<number[]> {
  const state = foldModel(await readModel(await ledger.view(), model));
  return (state.holders.get(stage) ?? []).map(({ version }) => version);
}

test('each stage that holds what comes from it goes back, Production first, and a second time adds nothing', async () => {
  const ledger = await ledgerWith([0.9, 0.9]);
  await registerEach(ledger, [0.9, 0.9], { name: 'rank', firstRun: 2000 });
  for (const version of ['1', '2']) await move(ledger, { version, stage: 'Staging' });
  for (const version of ['1', '2']) await move(ledger, { model: 'rank', version });
  const affected = [...of('clf', 2), ...of('rank', 2)];
  const dry = await rollBack(RECALL, { affected, dry_run: true }, depsOf(ledger));
  expect(dry.map(({ model, stage, version, state, to }) => [model, stage, version, state, to])).toEqual([
    ['rank', 'Production', 2, 'would', 1],
    ['clf', 'Staging', 2, 'would', 1],
  ]);
  const done = await rollBack(RECALL, { affected, dry_run: false }, depsOf(ledger));
  expect(done.map(({ model, stage, state, to }) => [model, stage, state, to])).toEqual([
    ['rank', 'Production', 'done', 1],
    ['clf', 'Staging', 'done', 1],
  ]);
  expect(done.map(({ result }) => result?.events)).toMatchObject([
    [{ type: 'stage-changed', reason: `recall ${RECALL.event_id}`, rollback: true, archived: [2] }],
    [{ type: 'stage-changed', reason: `recall ${RECALL.event_id}`, rollback: true, archived: [2] }],
  ]);
  expect(new Set(done.map(({ result }) => result?.commit)).size).toBe(2);
  expect([await holders(ledger, 'rank', 'Production'), await holders(ledger, 'clf', 'Staging')]).toEqual([
    [1],
    [1],
  ]);
  expect(await rollBack(RECALL, { affected, dry_run: false }, depsOf(ledger))).toEqual([]);
});

test('one that waits for approvals is asked for once', async () => {
  const ledger = await ledgerWith([0.9, 0.9]);
  for (const version of ['1', '2']) await move(ledger, { version });
  const rules = policy({ required_tags: [], stages: { Production: { approvals: 1 } } });
  const back = () => rollBack(RECALL, { affected: of('clf', 2), dry_run: false }, depsOf(ledger, { rules }));
  const [first] = await back();
  expect(first).toMatchObject({ state: 'pending-approval', version: 2, to: 1 });
  expect(first?.result?.request?.event).toMatchObject({
    reason: `recall ${RECALL.event_id}`,
    change: { rollback: true, to_stage: 'Production' },
  });
  const [again] = await back();
  expect(again).toMatchObject({ state: 'pending-approval', result: { asked_already: true, events: [] } });
});

test('one that cannot go back stops none of the others, and says what else there is', async () => {
  const ledger = await ledgerWith([0.9]);
  await registerEach(ledger, [0.9, 0.9], { name: 'rank', firstRun: 2000 });
  await move(ledger, { version: '1' });
  await registerEach(ledger, [0.9, 0.9], { name: 'bad', firstRun: 3000 });
  for (const model of ['bad', 'rank'])
    for (const version of ['1', '2']) await move(ledger, { model, version, stage: 'Staging' });
  await ledger.write(adding({ path: eventPath('bad', newId()), bytes: Buffer.from('{}') }));
  const affected = [...of('bad', 2), ...of('clf', 1), ...of('gone', 1), ...of('rank', 2)];
  const done = await rollBack(RECALL, { affected, dry_run: false }, depsOf(ledger));
  expect(done).toMatchObject([
    { model: 'clf', stage: 'Production', version: 1, state: 'no-target', to: null },
    { model: 'bad', stage: 'Staging', version: 2, state: 'failed', to: null },
    { model: 'rank', stage: 'Staging', state: 'done', to: 1 },
  ]);
  expect(done[1]?.why).toContain('models/bad/events/');
  expect(done[0]?.why).toMatch(
    /no version of `clf` that Production could go back to\. Archive models:\/clf\/1 .*`lineage-gate withdrawn ENDPOINT`/,
  );
  expect(await holders(ledger, 'clf', 'Production')).toEqual([1]);
});

test('what the policy refuses says why, and a stage whose newest version is good is left', async () => {
  const ledger = await ledgerWith([0.9, 0.9]);
  for (const version of ['1', '2']) await move(ledger, { version });
  const rules = policy({ required_tags: [], stages: { Production: { allowed_actors: ['alice'] } } });
  const [refused] = await rollBack(
    RECALL,
    { affected: of('clf', 2), dry_run: false },
    depsOf(ledger, { rules, actor: 'mallory' }),
  );
  expect(refused).toMatchObject({ state: 'refused', version: 2 });
  expect(refused?.why).toContain('mallory');

  const several = await ledgerWith([0.9, 0.9]);
  for (const version of ['1', '2']) await move(several, { version, stage: 'Staging' });
  const [left] = await rollBack(RECALL, { affected: of('clf', 1), dry_run: false }, depsOf(several));
  expect(left).toMatchObject({ state: 'left', stage: 'Staging', version: 1, to: 2 });
  expect(await holders(several, 'clf', 'Staging')).toEqual([1, 2]);
});
