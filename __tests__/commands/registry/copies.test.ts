// The bytes of a record at another path are another record: what is said of the one says nothing of the other.
import { sha256 } from '../../../src/core/digest.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { digestOfEvent } from '../../../src/core/registry/disowned.js';
import { historyOf } from '../../../src/core/registry/history.js';
import { chooseVersion } from '../../../src/core/registry/version.js';
import { eventPath, versionPath } from '../../../src/ledger/layout.js';
import { policy } from '../../core/policy/support.js';
import { Folders } from '../../ledger/fixtures.js';
import { MODEL, pathOf, RegistryWorld } from './setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

let world: RegistryWorld;
beforeEach(async () => {
  world = await RegistryWorld.served(folders);
});

async function bytesOf(path: string): Promise<string> {
  return String((await (await world.ledger.view()).read([path])).get(path));
}

/** Pushes the bytes of the last event, which is true, to another path. */
async function copied(): Promise<{ copy: string; last: ModelEvent }> {
  const last = (await world.state()).events.at(-1) as ModelEvent;
  const copy = eventPath(MODEL, world.newId());
  await world.write({ [copy]: await bytesOf(pathOf(last)) });
  return { copy, last };
}

async function expectServed(last: ModelEvent): Promise<void> {
  const fold = await world.fold();
  expect(fold.holders.get('Production')).toMatchObject([{ version: 2, event: last }]);
  expect([fold.damage, [...fold.disowned]]).toEqual([[], []]);
  const told = historyOf(await world.state()).find(({ event }) => event.event_id === last.event_id);
  expect(told?.not_counted).toBeNull();
  const { valid, findings } = await world.verify();
  expect(valid).toBe(true);
  const disowned = findings.filter(({ rule }) => rule === 'record-disowned').map(({ path }) => path);
  expect(disowned).not.toContain(pathOf(last));
}

test.each(['by itself', 'by name'])('a copy of a true event is disowned without it (%s)', async (how) => {
  const { copy, last } = await copied();
  const { damage, records } = await world.propose();
  expect([damage, records]).toMatchObject([[{ path: copy }], [{ path: copy }]]);
  expect((await world.verify()).findings).toMatchObject([{ rule: 'record-misplaced', path: copy }]);
  await world.repair(how === 'by name' ? [copy] : []);
  await expectServed(last);
  expect((await world.verify()).findings.map(({ path }) => path)).toContain(copy);
});

test('a copy of a true event is asked for and approved without it', async () => {
  world.rules = policy({ required_tags: [], stages: { Production: { approvals: 1 } } });
  const { copy } = await copied();
  const { request } = await world.repair();
  expect(request?.event.change).toMatchObject({ records: [{ path: copy }] });
});

test('a name of a true event with the path of a copy, or with another digest, takes nothing away', async () => {
  const { copy, last } = await copied();
  await world.repair();
  const records = [
    { path: copy, digest: digestOfEvent(last) },
    { path: pathOf(last), digest: sha256('another') },
  ];
  await world.forge([{ type: 'disowned', version: null, records, reason: 'x' }]);
  const production = (await world.fold()).holders.get('Production');
  expect(production).toMatchObject([{ version: 2, event: last }]);
});

test('bytes that were disowned once, pushed to another path, are asked about anew', async () => {
  await world.write({ [eventPath(MODEL, world.newId())]: '{}' });
  await world.repair();
  const again = eventPath(MODEL, world.newId());
  await world.write({ [again]: '{}' });
  expect((await world.propose()).records).toMatchObject([{ path: again }]);
  expect((await world.verify()).findings).toContainEqual(
    expect.objectContaining({ rule: 'record-invalid', path: again, severity: 'error' }),
  );
});

test('the record of the newest version with the bytes of the one before is no way to have latest answer that', async () => {
  const path = versionPath(MODEL, 2);
  const bytes = Buffer.from(await bytesOf(versionPath(MODEL, 1)));
  await world.commit(`M 100644 inline ${path}`, `data ${bytes.length}`, bytes);
  const state = await world.state();
  expect(() => chooseVersion(MODEL, state, { choice: { by: 'latest' }, allowArchived: true })).toThrow(
    `The record ${path} is the record of another model version`,
  );
  expect((await world.propose()).damage).toContainEqual(expect.objectContaining({ path }));
});

test('the record of the newest version is taken away, and latest does not answer the one before', async () => {
  const path = versionPath(MODEL, 2);
  await world.commit(`D ${path}`);
  const state = await world.state();
  expect(() => chooseVersion(MODEL, state, { choice: { by: 'latest' }, allowArchived: true })).toThrow(
    `The record ${path} is missing, and event `,
  );
});

describe('two events that follow the same one, both of them disowned by mistake', () => {
  const alias = (name: string) => ({ type: 'alias-set', version: 1, alias: name });
  let [forged, truth, mistake] = ['', '', ''];

  beforeEach(async () => {
    const last = (await world.state()).events.at(-1) as ModelEvent;
    [truth = ''] = await world.forge([alias('good')], last);
    [forged = ''] = await world.forge([alias('evil')], last);
    const [event] = (await world.repair([forged, truth])).events;
    mistake = pathOf(event as ModelEvent);
    expect([...(await world.fold()).aliases.keys()]).toEqual([]);
  });

  test('the true one counts again once the event that did it is disowned with the forged one', async () => {
    expect((await world.propose([mistake, forged])).records.map(({ path }) => path)).toEqual([
      mistake,
      forged,
    ]);
    await world.repair([mistake, forged]);
    expect([...(await world.fold()).aliases.keys()]).toEqual(['good']);
    expect((await world.propose()).damage).toEqual([]);
    expect((await world.verify()).valid).toBe(true);
  });

  test('what is proposed is taken when it is named', async () => {
    const proposed = (await world.propose([mistake])).records.map(({ path }) => path);
    expect(proposed).toHaveLength(2);
    expect(await world.repair(proposed)).toMatchObject({ state: 'done', events: [{ type: 'disowned' }] });
    expect((await world.propose()).damage).toEqual([]);
  });
});
