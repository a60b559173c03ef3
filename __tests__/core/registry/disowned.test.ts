import type { ModelEvent } from '../../../src/core/generated/types.js';
import { digestOfEvent, uncounted } from '../../../src/core/registry/disowned.js';
import { idAt, registered } from '../../ledger/fixtures.js';

function disowning(event: ModelEvent, number: number): ModelEvent {
  const { schema, model, at, actor, ci_run_url } = event;
  return {
    ...{ schema, model, at, actor, ci_run_url, type: 'disowned', version: null, reason: 'forged' },
    ...{ event_id: idAt(number), previous: null, records: [{ path: 'p', digest: digestOfEvent(event) }] },
  };
}

const [first, second] = [registered('clf', 1, null), registered('clf', 2, null)];
const claim = disowning(first, 10);

test('an event that is disowned does not count, and what a disowned event says is not heard', () => {
  const events = [first, second, claim];
  expect(uncounted({ events })).toEqual(new Map([[first.event_id, claim]]));
  const answer = disowning(claim, 11);
  expect(uncounted({ events: [...events, answer] })).toEqual(new Map([[claim.event_id, answer]]));
});

test('what a reader leaves out is not heard either', () => {
  const without = new Set([digestOfEvent(claim)]);
  expect(uncounted({ events: [first, second, claim], without })).toEqual(new Map([[claim.event_id, null]]));
});
