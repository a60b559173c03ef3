import { jest } from '@jest/globals';
import { tellCleared } from '../../src/cli/cleared.js';
import type { ClearResult } from '../../src/commands/recall/deps.js';
import { recalledEvent, requestedEvent } from '../commands/recalled/events.js';
import { RecordingLog } from '../ledger/fixtures.js';

test.each([
  [1, 'waits to be lifted: 0 of 1'],
  [2, 'wait to be lifted: 0 of 1'],
])('%i recalls: %s', (number, words) => {
  const recalls = Array.from({ length: number }, () => recalledEvent());
  const ids = recalls.map(({ event_id }) => event_id);
  const event = requestedEvent(ids, 'alice');
  const request = { event, approvals: [], ends: [], answered: null };
  const asked: ClearResult = {
    ...{ state: 'pending-approval', recalls, request, approvers: null, events: [event], cancelled: [] },
    commit: null,
  };
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const host = { log: new RecordingLog() };
  tellCleared(asked, { host, options: {} });
  tellCleared({ ...asked, events: [] }, { host, options: {} });
  const [first = '', again = ''] = written.mock.calls.map(([text]) => String(text));
  written.mockRestore();
  const named = ids.map((id) => `${id} (dataset:orders@v2.1)`).join(', ');
  expect(first).toContain(`${named} ${words} approvals, request ${event.event_id}.`);
  expect(again).toContain(`${named} ${words.split(' ')[0]} to be lifted already: `);
});
