import { rollBack } from '../../../src/commands/recall/rollback.js';
import type { RecalledEvent } from '../../../src/core/generated/types.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { leftToDo, moveWords } from '../../../src/report/recall/words.js';
import { policy } from '../../core/policy/support.js';
import { DAY, datasetOf, idAt } from '../../ledger/fixtures.js';
import { depsOf, ledgerWith, move, registerEach, removeLedgers } from '../promote/setup.js';
import { digest, emptyLedger, folders, recalled, standing } from './setup.js';

afterAll(async () => {
  await removeLedgers();
  await folders.remove();
});

/** Recalls the run of a version of `clf`. */
async function recallRun(ledger: Ledger, version: number): Promise<RecalledEvent> {
  return (await recalled(ledger, `run:${idAt(DAY, 999 + version)}`)).event;
}

/** What is told to do, without the reason. */
async function commands(ledger: Ledger, recall: RecalledEvent, rules?: Policy) {
  const view = await standing(ledger, recall, rules);
  return leftToDo(view).map(({ command }) => command?.replace(/ --reason .*/, ''));
}

async function planned(ledger: Ledger, recall: RecalledEvent, rules?: Policy, dry_run = true) {
  const affected = recall.affected.versions;
  const done = await rollBack(recall, { affected, dry_run }, depsOf(ledger, { ...(rules && { rules }) }));
  return done.map(({ stage, version, state, to }) => [stage, version, state, to]);
}

/** A policy that lets one version pass. */
function waiving({ event_id: recall }: RecalledEvent, version: number): Policy {
  const waiver = { rule: 'recalled', recall, version, reason: 'known', by: 'me', expires: '2999-01-01' };
  return policy({ required_tags: [], waivers: [waiver] });
}

test('what a stage only ever held is archived, and that is told to have been done', async () => {
  const ledger = await ledgerWith([0.9]);
  await move(ledger, { stage: 'Staging' });
  const recall = await recallRun(ledger, 1);
  expect(await planned(ledger, recall)).toEqual([['Staging', 1, 'no-target', null]]);
  expect(await commands(ledger, recall)).toEqual(['lineage-gate promote clf 1 Archived']);
  await move(ledger, { stage: 'Archived', reason: `recall ${recall.event_id}` });
  const { moves } = await standing(ledger, recall);
  expect(moves.map(moveWords)).toEqual(['version 1 of clf to Archived, by octo']);
  expect(await commands(ledger, recall)).toEqual([]);
});

test('where a stage means a good version, the bad one beside it is archived', async () => {
  const ledger = await ledgerWith([0.9, 0.9, 0.9]);
  for (const version of ['1', '2']) await move(ledger, { version });
  await move(ledger, { version: '3', archiveExisting: false });
  const recall = await recallRun(ledger, 2);
  expect(await planned(ledger, recall)).toEqual([['Production', 2, 'left', 3]]);
  expect(await commands(ledger, recall)).toEqual(['lineage-gate promote clf 2 Archived']);
});

test('a rollback is told once, and not to what another recall refuses', async () => {
  const ledger = await ledgerWith([0.9, 0.9, 0.9]);
  for (const version of ['1', '2']) await move(ledger, { version });
  await move(ledger, { version: '3', archiveExisting: false });
  const last = await recallRun(ledger, 3);
  expect(await planned(ledger, last)).toEqual([['Production', 3, 'would', 2]]);
  expect(await commands(ledger, last)).toEqual(['lineage-gate rollback clf Production']);
  await recallRun(ledger, 2);
  expect(await planned(ledger, last)).toEqual([['Production', 3, 'would', 1]]);
  await recallRun(ledger, 1);
  expect(await planned(ledger, last)).toEqual([['Production', 3, 'no-target', null]]);
  expect(await commands(ledger, last)).toEqual(['lineage-gate promote clf 3 Archived']);
});

test('what a waiver lets pass is rolled back by nobody, and is good to go back to', async () => {
  const ledger = await emptyLedger();
  const orders = { ...datasetOf('orders', 'v2.1', digest('a')), size_bytes: 3, scheme: 'file' as const };
  await registerEach(ledger, [0.9, 0.9], { datasets: [orders] });
  for (const version of ['1', '2']) await move(ledger, { version });
  const { event: recall } = await recalled(ledger, 'dataset:orders@v2.1');
  const [held, earlier] = [waiving(recall, 2), waiving(recall, 1)];
  for (const dry_run of [true, false])
    expect(await planned(ledger, recall, held, dry_run)).toEqual([['Production', 2, 'waived', null]]);
  expect(await commands(ledger, recall, held)).toEqual([]);
  expect(await planned(ledger, recall, earlier)).toEqual([['Production', 2, 'would', 1]]);
  expect(await commands(ledger, recall, earlier)).toEqual(['lineage-gate rollback clf Production']);
  expect(await planned(ledger, recall, earlier, false)).toEqual([['Production', 2, 'done', 1]]);
});
