import fc from 'fast-check';
import { sha256 } from '../../../src/core/digest.js';
import type { DisownedEvent, ModelEvent } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { digestOfEvent, disownedBy, keyOfEvent, uncounted } from '../../../src/core/registry/disowned.js';
import { eventPath, recordKey } from '../../../src/core/registry/record-paths.js';
import { idAt, registered } from '../../ledger/fixtures.js';

function recordOf(event: ModelEvent) {
  return { path: eventPath(event.model, event.event_id), digest: digestOfEvent(event) };
}

function disowning(event: ModelEvent, number: number): ModelEvent {
  const { schema, model, at, actor, ci_run_url } = event;
  return {
    ...{ schema, model, at, actor, ci_run_url, type: 'disowned', version: null, reason: 'forged' },
    ...{ event_id: idAt(number), previous: null, records: [recordOf(event)] },
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

test('the bytes of an event disowned at another path leave the event as it is', () => {
  const copy = { path: eventPath('clf', idAt(99)), digest: digestOfEvent(first) };
  expect(uncounted({ events: [first, { ...claim, records: [copy] } as ModelEvent] })).toEqual(new Map());
});

test('what a reader leaves out is not heard either', () => {
  const without = new Set([keyOfEvent(claim)]);
  expect(uncounted({ events: [first, second, claim], without })).toEqual(new Map([[claim.event_id, null]]));
});

/** As it is told, and as slow as that: the claims that no open one names count, then those that these leave open, and so on. */
function asTold(events: readonly ModelEvent[], without: ReadonlySet<string>): Map<string, DisownedEvent> {
  const all = events.filter((event) => event.type === 'disowned');
  const out = new Map<string, DisownedEvent>();
  let open = all.filter((one) => !without.has(keyOfEvent(one)));
  for (;;) {
    const named = new Set(open.flatMap(({ records }) => records.map(recordKey)));
    const settled = open.filter((one) => !named.has(keyOfEvent(one)));
    if (settled.length === 0) return out;
    for (const one of settled) for (const record of one.records) out.set(recordKey(record), one);
    open = open.filter((one) => !settled.includes(one) && !out.has(keyOfEvent(one)));
  }
}

/** Claims each of which names some of those before it and of other records; a digest names nothing that comes later. */
function claimsOf(choices: readonly (readonly number[])[]): ModelEvent[] {
  const events: ModelEvent[] = [first];
  for (const [index, choice] of choices.entries()) {
    const named = choice.map((one) => events[one % events.length] as ModelEvent);
    const records = named.map(recordOf);
    events.push({ ...disowning(first, 20 + index), records } as ModelEvent);
  }
  return events;
}

test('whatever names whatever, it comes to what is told, in any order of the events', () => {
  let disputed = 0;
  const choices = fc.array(fc.array(fc.nat(11), { minLength: 1, maxLength: 4 }), { maxLength: 10 });
  fc.assert(
    fc.property(choices, fc.infiniteStream(fc.nat(1000)), fc.array(fc.nat(9)), (chosen, shuffle, left) => {
      const events = claimsOf(chosen)
        .map((event) => ({ event, at: shuffle.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ event }) => event);
      const without = new Set(left.flatMap((at) => (events[at] ? [keyOfEvent(events[at])] : [])));
      const told = asTold(events, without);
      if (told.size > 0 && told.size < chosen.length) disputed += 1;
      expect(disownedBy(events, without)).toEqual(told);
    }),
    { numRuns: 500 },
  );
  expect(disputed).toBeGreaterThan(50);
});

test('a long chain, each of which disowns the one before, is not looked at anew for each of them', () => {
  let reads = 0;
  const counted = (event: ModelEvent): ModelEvent => {
    const { records } = event as DisownedEvent;
    const get = () => {
      reads += 1;
      return records;
    };
    return Object.defineProperty({ ...event }, 'records', { get, enumerable: true });
  };
  const events: ModelEvent[] = [claim];
  for (let index = 0; index < 1_999; index += 1)
    events.push(counted(disowning(events.at(-1) as ModelEvent, 20 + index)));
  reads = 0;
  const out = disownedBy(events);
  expect(out.size).toBe(1_000);
  expect(out.has(keyOfEvent(first))).toBe(false);
  expect(reads).toBeLessThan(10 * events.length);
});

test('the digest of an event is made once, however often its model is folded', () => {
  let reads = 0;
  const get = () => {
    reads += 1;
    return 'octo';
  };
  const event = Object.defineProperty({ ...first }, 'actor', { get, enumerable: true });
  const digest = digestOfEvent(event);
  expect(digest).toBe(sha256(canonicalJson(event)));
  const before = reads;
  for (let fold = 0; fold < 10; fold += 1) uncounted({ events: [event], without: new Set([digest]) });
  expect(reads).toBe(before);
});
