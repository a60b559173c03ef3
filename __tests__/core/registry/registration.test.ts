import { sha256 } from '../../../src/core/digest.js';
import type { ModelEvent, ModelVersion } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { registerVersion } from '../../../src/core/registry/registration.js';
import { foldModel } from '../../../src/core/registry/registry.js';
import { candidate, eventFacts } from '../fixtures.js';

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
  expect(
    foldModel({ versions: [{ version: 1 }, { version: 2 }], events }).aliases.get('champion')?.version,
  ).toBe(2);
  const back = register(DIGEST_A, { versions: [first.version, second.version], events }, ['champion']);
  expect(back.events).toMatchObject([{ type: 'alias-set', alias: 'champion', version: 1 }]);
});
