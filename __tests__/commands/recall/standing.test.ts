import { decide } from '../../../src/commands/promote/decide.js';
import { decisionOf } from '../../../src/commands/promote/decision.js';
import { affectedBy } from '../../../src/commands/recall/affected.js';
import { allAffected } from '../../../src/commands/recall/report.js';
import { renameModel } from '../../../src/commands/registry/rename.js';
import type { ModelEvent, RecalledEvent, RunRecord } from '../../../src/core/generated/types.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { rollbackReason } from '../../../src/core/registry/confirm/recall-title.js';
import { eventPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { encodeRecord, readModel } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { adding } from '../../ledger/fixtures.js';
import { depsOf, move, registerEach } from '../promote/setup.js';
import { freshId } from '../recalled/events.js';
import { cleared, digest, emptyLedger, folders, type RecallAs, recalled, standing, train } from './setup.js';

afterAll(() => folders.remove());

type Data = RunRecord['inputs']['datasets'][number];
const NOW = () => new Date().toISOString();
const ORDERS = {
  ...{ name: 'orders', version: 'v2.1', digest: digest('a'), path: null, size_bytes: 3, source: null },
  scheme: 'file' as const,
};

async function withRecall(datasets: Partial<Data> = {}): Promise<{ ledger: Ledger; recall: RecalledEvent }> {
  const ledger = await emptyLedger();
  await registerEach(ledger, [0.9, 0.9, 0.9], { datasets: [{ ...ORDERS, ...datasets }] });
  for (const version of ['1', '2']) await move(ledger, { version });
  const { event } = await recalled(ledger, 'dataset:orders@v2.1');
  return { ledger, recall: event };
}

/** A policy that lets what is recalled pass. */
function waiving(recall: string, more: object = {}, stages: object = {}): Policy {
  const waiver = { rule: 'recalled', recall, reason: 'known', by: 'me', expires: '2999-01-01', ...more };
  return policy({ required_tags: [], waivers: [waiver], stages: stages as Policy['stages'] });
}

test('a waiver that counts names its versions, one of another version, model, recall or day names none', async () => {
  const { ledger, recall } = await withRecall();
  const id = recall.event_id;
  const waived = async (...args: Parameters<typeof waiving>) =>
    (await standing(ledger, recall, waiving(...args))).waived.map(({ version }) => version);
  expect(await waived(id)).toEqual([2, 1, 3]);
  expect(await waived(id, { version: 3 })).toEqual([3]);
  expect(await waived(id, { model: 'other' })).toEqual([]);
  expect(await waived(id, { expires: '2000-01-01' })).toEqual([]);
  expect(await waived('a'.repeat(32))).toEqual([]);
  const all = await standing(ledger, recall, waiving(id));
  expect(all.waived[0]).toEqual({ model: 'clf', version: 2, why: 'waived by me until 2999-01-01 (known)' });
  // What may pass has to go back from nothing.
  expect(all.stages).toEqual([]);
  const none = await standing(ledger, recall);
  expect(none.waived).toEqual([]);
  expect(none.stages).toMatchObject([{ model: 'clf', stage: 'Production' }]);
});

test('what was judged on it alone is told with what holds it', async () => {
  const { ledger, recall } = await withRecall({ role: 'validation' });
  const { judged, now } = await standing(ledger, recall);
  expect(now.versions).toEqual([]);
  expect(judged.map(({ version, holds }) => [version, holds])).toEqual([
    [1, ['Archived']],
    [2, ['Production']],
    [3, []],
  ]);
});

test('what was moved because of it is told, with what became of requests, and nothing else', async () => {
  const { ledger, recall } = await withRecall();
  const id = recall.event_id;
  const back = (rules: Policy, reason = rollbackReason(id)) =>
    move(ledger, { version: '', rollback: true, reason }, { rules, at: NOW(), actor: 'alice' });
  const asks = waiving(id, {}, { Production: { approvals: 1 } });
  const answer = async (kind: 'approve' | 'reject' | 'cancel', request: string, actor: string) => {
    const none = { approve: '', reject: '', cancel: '', model: '', version: '', stage: '' };
    const decision = decisionOf({ ...none, [kind]: request, reason: 'because', dryRun: false });
    if (decision === null) throw new Error('no decision');
    const person = { login: actor, id: null, type: null };
    const deciders = async () => [{ person, evidence: { via: 'local' as const } }];
    await decide(decision, { ...depsOf(ledger, { rules: asks, at: NOW(), actor }), deciders });
  };
  const asked = async () => (await back(asks)).request?.event.event_id ?? '';
  await answer('reject', await asked(), 'bob');
  await answer('cancel', await asked(), 'alice');
  await answer('approve', await asked(), 'bob');
  await move(ledger, { version: '2', reason: 'else' }, { rules: waiving(id), at: NOW() });
  await back(waiving(id), 'of another kind');
  await move(ledger, { version: '2', reason: 'else' }, { rules: waiving(id), at: NOW() });
  await back(asks);
  // What somebody pushes past the chain has moved nothing.
  const { events } = await readModel(await ledger.view(), 'clf');
  const moved = events.find(({ type }) => type === 'stage-changed');
  if (moved === undefined) throw new Error('nothing was moved');
  const forged = { ...moved, event_id: freshId(), reason: rollbackReason(id) } as ModelEvent;
  const bytes = await encodeRecord('modelEvent', forged);
  await ledger.write(adding({ path: eventPath('clf', forged.event_id), bytes }));
  const { moves } = await standing(ledger, recall);
  expect(moves.map(({ event, became }) => [event.type, became.replace(/\d{4}-\d{2}-\S+Z/g, 'T')])).toEqual([
    [
      'approval-requested',
      expect.stringMatching(/^bob rejected request \w{32}: nothing was moved, T by bob$/),
    ],
    [
      'approval-requested',
      expect.stringMatching(/^request \w{32} cancelled: nothing was moved, T by alice$/),
    ],
    ['approval-requested', 'done, approved by bob'],
    ['stage-changed', ''],
    ['approval-requested', 'waits for approvals: 0 of 1, until T'],
  ]);
});

test('a version that was recalled under an earlier name of its model is one under the name of now', async () => {
  const { ledger, recall } = await withRecall();
  const given = { rules: waiving(recall.event_id), at: NOW() };
  await move(ledger, { version: '1', reason: rollbackReason(recall.event_id) }, given);
  const deps = { ...depsOf(ledger, { at: NOW() }), redactor: createRedactor([]) };
  await renameModel({ from: 'clf', to: 'orders', reason: null }, deps);
  expect((await standing(ledger, recall)).moves).toMatchObject([{ event: { model: 'clf', version: 1 } }]);
  // By these `--rollback` goes: of the old name nothing can be moved.
  const all = allAffected(recall, await affectedBy(recall, await ledger.view()));
  expect(all).toHaveLength(3);
  expect(new Set(all.map(({ model }) => model))).toEqual(new Set(['orders']));
});

test('a model that cannot be read, what could not be judged and a recall that does not count are said', async () => {
  const { ledger, recall } = await withRecall();
  for (let number = 1; number <= 5; number += 1) await train(ledger, number);
  // Where events should be is a file.
  await ledger.write(adding({ path: 'models/gone/events', bytes: Buffer.from('{}') }));
  const { affected } = recall;
  const versions = [...affected.versions, { model: 'gone', version: 1 }];
  const told = await standing(ledger, { ...recall, affected: { ...affected, versions } });
  expect(told.notes).toEqual([
    expect.stringMatching(/^5 name no data and no model that they began with: \w+, \w+, \w+ and 2 more$/),
    expect.stringMatching(/gone/),
  ]);
  expect(told).toMatchObject({ uncounted: null, cleared: null, clears: [] });
  const ask: RecallAs['ask'] = async () => ({ state: 'contradicted', why: ['is of nobody'] });
  expect((await standing(ledger, recall, undefined, ask)).uncounted).toBe('is of nobody');
  await cleared(ledger, recall.event_id, { actor: 'alice' });
  await cleared(ledger, recall.event_id, { actor: 'bob' });
  const lifted = await standing(ledger, recall);
  expect(lifted).toMatchObject({ cleared: { actor: 'bob' }, clears: [{ event: { actor: 'alice' } }] });
});
