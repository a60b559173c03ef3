import fc from 'fast-check';
import { sha256 } from '../../../src/core/digest.js';
import type { EndpointEvent } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import {
  type DigestOf,
  endpointEvent,
  foldEndpoint,
  type Served,
} from '../../../src/core/registry/endpoint.js';
import { eventFacts } from '../fixtures.js';

const VERSIONS = 4;
const digestOf: DigestOf = ({ model, version }) =>
  model === 'clf' && version <= VERSIONS ? sha256(`${version}`) : undefined;
const served = (version: number): Served => ({
  ...{ model: 'clf', version },
  manifest_digest: sha256(`${version}`),
});

interface Step {
  /** Null withdraws. */
  version: number | null;
  at?: string;
}

function after(steps: readonly Step[]): EndpointEvent[] {
  const events: EndpointEvent[] = [];
  for (const { version, at } of steps) {
    const change = { endpoint: 'eu', serves: version === null ? null : served(version), reason: null };
    const facts = { ...eventFacts(events.length), ...(at === undefined ? {} : { at }) };
    events.push(endpointEvent(change, events, facts));
  }
  return events;
}

const state = (events: readonly EndpointEvent[], at?: string) => foldEndpoint(events, { digestOf, at });

test('what was deployed last serves, until it is withdrawn', () => {
  expect(state([])).toEqual({ serves: null, last: null, unread: null, damage: [] });
  expect(state(after([{ version: 1 }, { version: 2 }])).serves).toEqual(served(2));
  const gone = state(after([{ version: 1 }, { version: null }]));
  expect(gone).toMatchObject({ serves: null, last: { event: { type: 'withdrawn' } }, damage: [] });
});

test('each event names the digest of the one before it, and what the job said of itself', () => {
  const by = { actor_id: '7' } as NonNullable<EndpointEvent['by']>;
  const [first] = after([{ version: 1 }]);
  if (first === undefined) throw new Error('no event');
  expect(first.previous).toBeNull();
  const change = { endpoint: 'eu', serves: null, reason: 'broken' };
  expect(endpointEvent(change, [first], { ...eventFacts(1), by })).toMatchObject({
    ...{ type: 'withdrawn', reason: 'broken', by },
    previous: sha256(canonicalJson(first)),
  });
});

test.each([
  ['is about no version', { version: 9 }, /version 9 of "clf", which is not there/],
  ['is about no model', { model: '..' }, /version 2 of "\.\.", which is not there/],
  ['has the digest of another version', { manifest_digest: sha256('3') }, /with manifest .*, and it has/],
  ['has a time that does not exist', { at: '2026-99-99T99:99:99Z' }, /a time that does not exist/],
])('an event that %s is told and changes nothing', (_, change, why) => {
  const [first, second] = after([{ version: 1 }, { version: 2 }]);
  const forged = { ...second, ...change } as EndpointEvent;
  expect(state([first as EndpointEvent, forged])).toMatchObject({
    serves: served(1),
    damage: [{ event_id: forged.event_id, why: expect.stringMatching(why) }],
  });
});

test('nothing can be withdrawn where nothing serves, and a version that cannot be read is told as such', () => {
  expect(state(after([{ version: null }])).damage).toMatchObject([
    { why: 'withdraws what serves, and nothing did' },
  ]);
});

test('a version whose record cannot be read serves as the event says, and that nobody can tell is said', () => {
  const digestOf: DigestOf = ({ version }) => (version === 3 ? null : sha256(`${version}`));
  const fold = (...versions: (number | null)[]) =>
    foldEndpoint(after(versions.map((version) => ({ version }))), { digestOf });
  const why = expect.stringMatching(/version 3 of "clf", whose record cannot be read/);
  expect(fold(2, 3)).toMatchObject({ serves: served(3), unread: { why }, damage: [] });
  expect(fold(2, 3, null)).toMatchObject({ serves: null, unread: null, damage: [] });
  expect(fold(2, 3, 2)).toMatchObject({ serves: served(2), unread: null, damage: [] });
});

test('whatever is deployed when, the order of the chain counts, and nothing that is appended changes an earlier answer', () => {
  const step = fc.record({
    version: fc.option(fc.integer({ min: 1, max: VERSIONS }), { nil: null }),
    day: fc.integer({ min: 1, max: 28 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (all) => {
      let serves: number | null = null;
      const steps: (Step & { at: string })[] = [];
      const answers: [time: string, answer: unknown][] = [];
      for (const { version, day } of all) {
        // Nobody can withdraw what does not serve.
        if (version === null && serves === null) continue;
        serves = version;
        steps.push({ version, at: `2099-01-${String(day).padStart(2, '0')}T00:00:00Z` });
        const events = after(steps);
        const latest = Math.max(...steps.map(({ at }) => Date.parse(at)));
        expect(state(events)).toMatchObject({
          ...{ serves: serves === null ? null : served(serves), damage: [] },
          last: { since: new Date(latest).toISOString().replace('.000', '') },
        });
        const before = new Date(latest - 1).toISOString();
        answers.push([before, state(events, before).serves]);
        for (const [time, answer] of answers) expect(state(events, time).serves).toEqual(answer);
      }
    }),
    { numRuns: 200 },
  );
});
