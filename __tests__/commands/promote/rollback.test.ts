import type { Ledger } from '../../../src/ledger/ledger.js';
import { policy } from '../../core/policy/support.js';
import { ledgerWith, move, removeLedgers, stages } from './setup.js';

afterAll(removeLedgers);

async function production(ledger: Ledger): Promise<string | undefined> {
  return Object.entries(await stages(ledger)).find(([, stage]) => stage === 'Production')?.[0];
}

const back = (ledger: Ledger, as: Parameters<typeof move>[2] = {}) =>
  move(ledger, { version: '', rollback: true }, as);

test('each rollback goes one further back, none goes forward, and a promotion begins anew', async () => {
  const ledger = await ledgerWith([0.9, 0.9, 0.9, 0.9]);
  for (const version of ['1', '2', '3']) await move(ledger, { version });
  expect(await back(ledger)).toMatchObject({ state: 'done', events: [{ version: 2, rollback: true }] });
  expect(await production(ledger)).toBe('2');
  await back(ledger);
  expect(await production(ledger)).toBe('1');
  await expect(back(ledger)).rejects.toThrow(
    'E_VERSION_NOT_FOUND: There is no version of `clf` that Production',
  );
  await move(ledger, { version: '4' });
  await back(ledger);
  expect(await production(ledger)).toBe('1');
  // A version that was promoted again is one to go back to again.
  await move(ledger, { version: '2' });
  await move(ledger, { version: '3' });
  await back(ledger);
  expect(await production(ledger)).toBe('2');
});

test('a version that was taken out of service is not what is gone back to', async () => {
  const ledger = await ledgerWith([0.9, 0.9]);
  for (const version of ['1', '2']) await move(ledger, { version });
  await move(ledger, { version: '2', stage: 'Archived' });
  await back(ledger);
  expect(await production(ledger)).toBe('1');
});

test('a rollback of a stage that keeps several leaves one there', async () => {
  const ledger = await ledgerWith([0.9, 0.9, 0.9]);
  for (const version of ['1', '2', '3']) await move(ledger, { version, stage: 'Staging' });
  expect(await move(ledger, { version: '', stage: 'Staging', rollback: true })).toMatchObject({
    ...{ state: 'done', is_there: false },
    events: [{ version: 2, archived: [1, 3], rollback: true }],
  });
  expect(await stages(ledger)).toEqual({ 1: 'Archived', 2: 'Staging', 3: 'Archived' });
});

test('a version that was moved out by hand is told, and not what another rollback comes to', async () => {
  const ledger = await ledgerWith([0.9, 0.9, 0.9]);
  for (const version of ['1', '2', '3']) await move(ledger, { version });
  await move(ledger, { version: '3', stage: 'Staging' });
  const { judgement } = await back(ledger, {});
  expect(judgement.findings.map(({ message }) => message)).toContain(
    'Version 3 was moved out of Production, so that a rollback goes to the one before it',
  );
  expect(await production(ledger)).toBe('2');
  // The same by hand: what was moved out is no way back, until somebody promotes it again.
  await move(ledger, { version: '3' });
  await move(ledger, { version: '3', stage: 'None' });
  await move(ledger, { version: '2' });
  const again = await back(ledger, {});
  expect(again.judgement.findings.map(({ message }) => message).join()).not.toContain('moved out');
  expect(await production(ledger)).toBe('1');
});

test('approvals of a rollback are its own: with 0 who asks must be one who may approve', async () => {
  const ledger = await ledgerWith([0.9, 0.9]);
  for (const version of ['1', '2']) await move(ledger, { version });
  const rules = policy({
    required_tags: [],
    stages: { Production: { approvals: 2, approvers: ['alice'], rollback: { approvals: 0 } } },
  });
  const stranger = await back(ledger, { rules, actor: 'mallory' });
  expect(stranger).toMatchObject({ state: 'refused', events: [] });
  expect(stranger.judgement.findings).toMatchObject([{ rule: 'stages.Production.rollback' }]);
  expect((await back(ledger, { rules, actor: 'alice' })).state).toBe('done');
  expect(await production(ledger)).toBe('1');
});

test('a rollback finds its version itself, and needs a reason', async () => {
  const ledger = await ledgerWith([0.9]);
  await expect(move(ledger, { version: '1', rollback: true, stage: 'Staging', reason: '' })).rejects.toThrow(
    /`reason` is empty.*a rollback finds its version itself/s,
  );
});

test('where versions may come from does not keep one from coming back', async () => {
  const ledger = await ledgerWith([0.9, 0.9]);
  for (const version of ['1', '2']) await move(ledger, { version });
  const rules = policy({ required_tags: [], stages: { Production: { from: ['Staging'] } } });
  expect((await move(ledger, { version: '1' }, { rules })).state).toBe('refused');
  expect((await back(ledger, { rules })).state).toBe('done');
  expect(await production(ledger)).toBe('1');
});
