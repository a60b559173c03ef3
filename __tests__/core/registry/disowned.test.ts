import { sha256 } from '../../../src/core/digest.js';
import type { DisownedEvent } from '../../../src/core/generated/types.js';
import { digestOfEvent, uncounted } from '../../../src/core/registry/disowned.js';
import { registerVersion } from '../../../src/core/registry/registration.js';
import { foldModel } from '../../../src/core/registry/registry.js';
import { candidate, eventFacts } from '../fixtures.js';

test('what is not to count disowns nothing either', () => {
  const none = { versions: [], events: [] };
  const facts = eventFacts();
  const { version, events } = registerVersion(candidate(sha256('1')), none, { aliases: ['best'], facts });
  const [, alias] = events;
  if (alias === undefined) throw new Error('there is no alias');
  const { at, actor, ci_run_url, schema, model } = alias;
  const claim: DisownedEvent = {
    ...{ at, actor, ci_run_url, schema, model, event_id: facts.newId(), previous: digestOfEvent(alias) },
    ...{
      type: 'disowned',
      version: null,
      reason: 'forged',
      records: [{ path: 'x', digest: digestOfEvent(alias) }],
    },
  };
  const all = { versions: [version], events: [...events, claim] };
  expect(foldModel(all).aliases.size).toBe(0);
  const without = new Set([digestOfEvent(claim)]);
  expect(foldModel({ ...all, without }).aliases.get('best')?.version).toBe(1);
  expect([...uncounted({ ...all, without })]).toEqual([[claim.event_id, null]]);
});
