import type { ApprovalRequestedEvent } from '../../../src/core/generated/types.js';
import { type AskedView, asked } from '../../../src/report/promote/asked.js';

const AT = '2026-11-21T09:30:00Z';
const event = {
  ...{ type: 'approval-requested', at: AT, reason: 'shadow <b>', approvals: 1, expires_at: AT },
  requesters: [{ login: 'octocat', id: '1', type: 'User' }],
} as unknown as ApprovalRequestedEvent;
const view = (more: Partial<AskedView> = {}): AskedView => ({
  ...{ state: 'pending-approval', reason: 'other words', issue: null, actor: 'carol' },
  request: { event, since: AT, approvals: [] },
  ...more,
});

test('who asks for what is asked for already is told whose request it is, and that his words are not in it', () => {
  const text = asked(view({ asked_already: true }));
  expect(text).toMatch(/^Was asked for already at 2026-11-21T09:30:00Z by `octocat`: shadow /);
  expect(text).toMatch(/\n\nWhat was said this time is not recorded/);
  expect(text).not.toMatch(/carol|other words|<b>/);
  expect(asked(view({ asked_already: true, reason: null }))).not.toContain('not recorded');
  expect(asked(view())).toBe('Asked by `carol`: other words');
});
