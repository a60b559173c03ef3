import { sha256 } from '../../src/core/digest.js';
import type { ModelEvent, ModelVersion } from '../../src/core/generated/types.js';
import { canonicalJson } from '../../src/core/json.js';
import { aliasesOf, registerVersion, stagesOf, versionInStage } from '../../src/core/registry.js';
import { candidate, eventFacts } from './fixtures.js';

const DIGEST_A = sha256('a');
const DIGEST_B = sha256('b');

const register = (
  digest: string,
  state: { versions: ModelVersion[]; events: ModelEvent[] },
  aliases: string[] = [],
) => registerVersion(candidate(digest), state, { aliases, facts: eventFacts() });

test('the first version is 1, with one event that starts the chain', () => {
  const { version, isNew, events } = register(DIGEST_A, { versions: [], events: [] });
  expect([version.version, isNew]).toEqual([1, true]);
  expect(events).toMatchObject([
    { type: 'registered', version: 1, manifest_digest: DIGEST_A, previous: null },
  ]);
});

test('each event names the digest of the one before it, the last of the ledger first', () => {
  const first = register(DIGEST_A, { versions: [], events: [] });
  const second = register(DIGEST_B, { versions: [first.version], events: first.events }, [
    'champion',
    'blue',
  ]);
  expect(second.version.version).toBe(2);
  expect(second.events.map((event) => event.type)).toEqual(['registered', 'alias-set', 'alias-set']);
  const chain = [...first.events, ...second.events];
  expect(chain.slice(1).map((event) => event.previous)).toEqual(
    chain.slice(0, -1).map((event) => sha256(canonicalJson(event))),
  );
});

test('the same manifest again is the same version and writes nothing', () => {
  const first = register(DIGEST_A, { versions: [], events: [] }, ['champion']);
  const state = { versions: [first.version], events: first.events };
  expect(register(DIGEST_A, state, ['champion'])).toEqual({
    version: first.version,
    isNew: false,
    same_content_as: null,
    events: [],
  });
});

test('the first version with the same content is named, and stays a version of its own', () => {
  const versions: ModelVersion[] = [];
  const next = (digest: string, content_digest?: string) => {
    const { manifest, ...others } = candidate(digest);
    const registration = registerVersion(
      { ...others, manifest: { ...manifest, ...(content_digest && { content_digest }) } },
      { versions, events: [] },
      { aliases: [], facts: eventFacts() },
    );
    if (registration.isNew) versions.push(registration.version);
    return [registration.version.version, registration.same_content_as];
  };
  const digests = ['1', '2', '3', '4', '5'].map((text) => sha256(text));
  // Older versions do not say it.
  expect(next(digests[0] ?? '')).toEqual([1, null]);
  expect(next(digests[1] ?? '', DIGEST_A)).toEqual([2, null]);
  expect(next(digests[2] ?? '', DIGEST_B)).toEqual([3, null]);
  expect(next(digests[3] ?? '', DIGEST_A)).toEqual([4, 2]);
  expect(next(digests[4] ?? '', DIGEST_A)).toEqual([5, 2]);
  expect(next(digests[3] ?? '', DIGEST_A)).toEqual([4, 2]);
});

test('an alias moves to the version it was last set to', () => {
  const first = register(DIGEST_A, { versions: [], events: [] }, ['champion']);
  const second = register(DIGEST_B, { versions: [first.version], events: first.events }, ['champion']);
  const events = [...first.events, ...second.events];
  expect(aliasesOf(events)).toEqual(new Map([['champion', 2]]));
  const back = register(DIGEST_A, { versions: [first.version, second.version], events }, ['champion']);
  expect(back.events).toMatchObject([{ type: 'alias-set', alias: 'champion', version: 1 }]);
});

test('a stage is what the events of a version say last, and of two versions in it the one that came last counts', () => {
  const one = register(DIGEST_A, { versions: [], events: [] });
  const two = register(DIGEST_B, { versions: [one.version], events: one.events });
  const versions = [one.version, two.version];
  const move = (version: number, from_stage: string, to_stage: string): ModelEvent => ({
    schema: 'lineage-gate/model-event/v1',
    event_id: eventFacts().newId(),
    model: 'clf',
    version,
    at: '2026-11-21T10:00:00Z',
    actor: 'octocat',
    ci_run_url: null,
    previous: DIGEST_A,
    type: 'stage-changed',
    from_stage,
    to_stage,
    reason: null,
  });
  const production = (...events: ModelEvent[]) => versionInStage({ versions, events }, 'Production')?.version;
  expect(production()).toBeUndefined();
  expect(production(move(2, 'None', 'Production'), move(1, 'None', 'Production'))).toBe(1);
  const archived = [
    move(2, 'None', 'Production'),
    move(1, 'None', 'Production'),
    move(1, 'Production', 'Archived'),
  ];
  expect(production(...archived)).toBe(2);
  expect([...stagesOf(archived)]).toEqual([
    [2, 'Production'],
    [1, 'Archived'],
  ]);
});
