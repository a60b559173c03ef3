import { type RepairView, repairSummary } from '../../../src/report/promote/repair-summary.js';

const HOSTILE = '<script>x</script> | **b** @everyone';
const view = (changes: Partial<RepairView> = {}): RepairView => ({
  ...{ state: 'done', dry_run: false, model: 'clf', findings: [], request: null, issue: null, url: null },
  ...{ actor: 'octo', reason: 'pushed by hand', left: 0 },
  records: [{ path: 'models/clf/events/1.json', why: HOSTILE }],
  ...changes,
});

test.each<[string, Partial<RepairView>]>([
  ['✅ clf: 1 record disowned', {}],
  ['✅ clf: [1 record disowned](https://x/e)', { url: 'https://x/e' }],
  ['✅ clf: there is nothing to disown', { records: [] }],
  ['🔎 clf: 1 record would be disowned; nothing was written', { dry_run: true }],
  [
    '🔎 clf: 1 record would wait for approvals to be disowned; nothing was written',
    { dry_run: true, state: 'pending-approval' },
  ],
  ['⏳ clf: 1 record to be disowned, waits for approvals', { state: 'pending-approval' }],
  ['⛔ clf was not repaired', { state: 'refused' }],
  ['⛔ clf would not be repaired', { state: 'refused', dry_run: true }],
  ['⛔ The repair of clf was rejected', { state: 'rejected' }],
  ['⛔ The request to repair clf was cancelled', { state: 'cancelled' }],
])('%s', (title, changes) => {
  expect(repairSummary(view(changes)).split('\n')[0]).toBe(`## ${title}`);
});

test('a proposal names the events that disowned something earlier, but for those that it names itself', () => {
  const text = repairSummary(view({ dry_run: true, earlier: ['models/clf/events/1.json', 'b.json'] }));
  expect(text).toContain('disowned records earlier. Is one of them forged');
  expect(text.split('earlier.')[1]).toMatch(/`b\.json`/);
  expect(text.split('earlier.')[1]).not.toContain('1.json');
  expect(repairSummary(view({ earlier: [] }))).not.toContain('earlier');
});

test('what a request leaves is told, with what to do', () => {
  expect(repairSummary(view({ state: 'pending-approval', left: 100 }))).toContain(
    '100 more are left; ask again once these are disowned.',
  );
  expect(repairSummary(view({ left: 1 }))).toContain('1 more is left; ask again.');
  expect(repairSummary(view())).not.toContain('left');
});

test('it names each record, and says where a person has to look; text of the ledger is made harmless', () => {
  const text = repairSummary(
    view({ records: [{ path: 'a.json', why: HOSTILE, rival_of: 'b.json', follows_missing: true }] }),
  );
  expect(text).toContain('Asked by `octo`: pushed by hand');
  expect(text).toMatch(/`a\.json`.*of the two, `b\.json` counts for now.*may have been removed/);
  expect(text).not.toMatch(/<script>|@everyone/);
});
