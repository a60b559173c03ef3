// What no ledger has, below `models/`: it takes away the model it lies in at most, and says so.
import { sha256 } from '../../../src/core/digest.js';
import { UserError } from '../../../src/core/errors.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { chooseVersion } from '../../../src/core/registry/version.js';
import {
  eventPath,
  LARGEST_EVENT,
  LARGEST_FILE,
  modelFolder,
  versionPath,
} from '../../../src/ledger/layout.js';
import { readModel, readModelFiles } from '../../../src/ledger/read/model.js';
import { encodeRecord, findModels, readSound } from '../../../src/ledger/read/records.js';
import { readRegistry } from '../../../src/ledger/read/registry.js';
import { Folders } from '../../ledger/fixtures.js';
import { MODEL, pathOf, RegistryWorld } from './setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

const OTHER = 'other';

/** Versions 1 and 2 of the model, the second in Production; and another model. */
async function served(): Promise<RegistryWorld> {
  const world = await RegistryWorld.served(folders);
  await world.register({ model: OTHER });
  return world;
}

async function registryOf(world: RegistryWorld, model = MODEL) {
  return readRegistry(await world.ledger.view(), model);
}

async function faultOf(work: Promise<unknown>): Promise<UserError> {
  const error = await work.catch((one: unknown) => one);
  if (error instanceof UserError) return error;
  throw new Error('was no error of a user', { cause: error });
}

/** All models are listed, and the other one can be read and written. */
async function expectOthers(world: RegistryWorld, names: readonly string[] = [MODEL, OTHER]): Promise<void> {
  const found = await findModels(await world.ledger.view());
  expect(found.names).toEqual(names);
  expect((await registryOf(world, OTHER)).versions.length).toBeGreaterThan(0);
  const before = (await registryOf(world, OTHER)).versions.length;
  expect(await world.register({ model: OTHER })).toBe(before + 1);
}

/** Spaces: so that it is not the JSON that is wrong. */
const blank = (size: number) => Buffer.alloc(size, 0x20);
const ID = '01a1fce40c6973ed85f5f8e6835c2943';

type Place = 'version' | 'event';
const PATHS: Record<Place, string> = { version: versionPath(MODEL, 3), event: eventPath(MODEL, ID) };

const ODD: [what: string, why: string, put: (world: RegistryWorld, path: string) => Promise<void>][] = [
  ['a link', 'is a symbolic link, which no ledger has', (world, path) => world.put(path, '120000')],
  ['a submodule', 'is a submodule, which no ledger has', (world, path) => world.put(path, '160000')],
  [
    'an executable file',
    'is an executable file, which no ledger has',
    (world, path) => world.put(path, '100755'),
  ],
  ['a folder', 'is a folder where a file belongs', (world, path) => world.put(`${path}/x.json`, '100644')],
  [
    'a file of more than 16 MiB',
    `has ${LARGEST_FILE + 1} bytes and `,
    (world, path) => world.put(path, '100644', blank(LARGEST_FILE + 1)),
  ],
];

describe.each(['version', 'event'] as const)('in the place of a record (%s)', (place) => {
  test.each(ODD)('%s takes away one model until it is disowned', async (_, why, put) => {
    const world = await served();
    const path = PATHS[place];
    await put(world, path);
    await expectOthers(world);

    // Versions are read by their number; stages are not, and who reads is told why.
    const { version } = chooseVersion(MODEL, await world.state(), {
      choice: { by: 'number', number: 2 },
      allowArchived: true,
    });
    expect(version.version).toBe(2);
    const damaged = await faultOf(registryOf(world));
    expect(damaged.faults).toMatchObject([{ code: 'E_MODEL_DAMAGED', where: path }]);
    expect(damaged.message).toContain(`The record ${path} ${why}`);
    await expect(world.register()).rejects.toThrow('E_MODEL_DAMAGED');
    const told = (await world.verify()).findings.filter((one) => one.path === path);
    expect(told.map(({ severity }) => severity)).toContain('error');

    // It is disowned like any other record, and the number that it took is passed over.
    expect((await world.propose()).records).toMatchObject([{ path }]);
    expect(await world.repair()).toMatchObject({ state: 'done', records: [{ path }] });
    expect((await world.propose()).damage).toEqual([]);
    expect((await world.fold()).holders.get('Production')).toMatchObject([{ version: 2 }]);
    expect(await world.register()).toBe(place === 'version' ? 4 : 3);
    const rules = (await world.verify()).findings.map(({ rule }) => rule);
    expect(rules).toContain('record-disowned');
    // What no plain file is stays an error for as long as it lies there, and nothing else is one.
    const errors = rules.filter((rule) => rule !== 'record-disowned' && !rule.startsWith('time'));
    expect(errors.filter((rule) => !['not-plain-file', 'unknown-path'].includes(rule))).toEqual([]);
  });
});

test('a link with the bytes of a true record is disowned without it', async () => {
  const world = await served();
  const view = await world.ledger.view();
  const [first] = (await world.state()).events;
  const source = pathOf(first as { event_id: string });
  const bytes = (await view.read([source])).get(source) ?? Buffer.of();
  await world.put(PATHS.event, '120000', bytes);
  await world.repair();
  expect((await registryOf(world)).versions).toHaveLength(2);
});

test('a link that was disowned as a record hides records all the same', async () => {
  const world = await served();
  await world.put(PATHS.event, '120000');
  await world.repair();
  const path = `${modelFolder(MODEL)}/versions`;
  await world.put(path, '120000');
  expect((await faultOf(registryOf(world))).faults.map(({ where }) => where)).toContain(path);
});

test.each(['100644', '120000', '160000'])(
  'mode %s in the place of a folder of records hides them: nothing is proposed but to take it out',
  async (mode) => {
    for (const group of ['versions', 'events']) {
      const world = await served();
      const whole = await world.state();
      const tip = (await world.ledger.view()).commit ?? '';
      const path = `${modelFolder(MODEL)}/${group}`;
      await world.put(path, mode);
      await expectOthers(world);
      expect((await faultOf(registryOf(world))).faults.map(({ where }) => where)).toContain(path);
      const choice = { choice: { by: 'number', number: 2 }, allowArchived: true } as const;
      const state = await world.state();
      expect(() => chooseVersion(MODEL, state, choice)).toThrow('E_LEDGER_RECORD_INVALID');
      expect((await world.propose()).records).toEqual([]);
      const refused = await faultOf(world.repair());
      expect(refused.faults).toMatchObject([
        { code: 'E_MODEL_DAMAGED', where: path, mend: 'Revert the commit that put it there' },
      ]);
      expect((await world.verify()).findings.map((one) => one.path)).toContain(path);
      // As `git revert` does.
      await world.commit(`M 040000 ${await world.idOf(`${tip}:${path}`)} ${path}`);
      expect((await registryOf(world)).events).toEqual(whole.events);
    }
  },
);

test.each(['100644', '120000', '160000'])(
  'mode %s beside models and beside records takes nothing',
  async (mode) => {
    const world = await served();
    const beside = ['models/notes', 'models/b.json'];
    const within = [`${modelFolder(MODEL)}/notes`, `${modelFolder(MODEL)}/events/notes`];
    for (const path of [...beside, ...within]) await world.put(path, mode);
    await expectOthers(world);
    expect((await world.promote(String(await world.register()), 'Staging')).state).toBe('done');
    const { faults } = await findModels(await world.ledger.view());
    expect(faults.flatMap((error) => error.faults.map(({ where }) => where)).sort()).toEqual(beside.sort());
    const named = (await world.verify()).findings.map(({ path }) => path);
    for (const path of [...beside, ...within]) expect(named).toContain(path);
  },
);

test.each(['100644', '120000', '160000'])(
  'mode %s in the place of a model is told, and is not no model',
  async (mode) => {
    const world = await served();
    await world.put(modelFolder(MODEL), mode);
    await expectOthers(world, [OTHER]);
    const view = await world.ledger.view();
    const { faults } = await findModels(view);
    expect(faults.map((error) => error.faults[0]?.where)).toEqual([modelFolder(MODEL)]);
    await expect(readModel(view, MODEL)).rejects.toThrow(`E_LEDGER_RECORD_INVALID: ${modelFolder(MODEL)} is`);
    await expect(world.register()).rejects.toThrow(`E_LEDGER_RECORD_INVALID: ${modelFolder(MODEL)} is`);
  },
);

test('an event of more than 1 MiB is not read, whatever it says; a version of that size is', async () => {
  const world = await served();
  const [body] = (await world.state()).events;
  const long = 'x'.repeat(LARGEST_EVENT);
  const forged = world.event({ ...body, policy: { findings: [{ message: long }] } }, null);
  await world.write({ [PATHS.event]: JSON.stringify(forged) });
  const damaged = await faultOf(registryOf(world));
  expect(damaged.message).toMatch(
    new RegExp(`${PATHS.event} has \\d+ bytes and ${LARGEST_EVENT} is the most`),
  );
  expect((await world.verify()).findings).toMatchObject([{ rule: 'record-too-large', path: PATHS.event }]);
  await world.repair();
  expect((await world.verify()).valid).toBe(true);
  await world.put(versionPath(MODEL, 3), '100644', blank(LARGEST_EVENT + 1));
  expect((await faultOf(registryOf(world))).message).toContain('is not JSON');
});

test('an empty event is disowned like one that says something else', async () => {
  const world = await served();
  await world.put(PATHS.event, '100644', Buffer.alloc(0));
  expect((await faultOf(registryOf(world))).faults).toMatchObject([{ where: PATHS.event }]);
  await world.repair();
  const { valid, findings } = await world.verify();
  expect(valid).toBe(true);
  expect(findings.filter(({ path }) => path === PATHS.event)).toMatchObject([{ rule: 'record-disowned' }]);
});

test('what is named like no record, among records, is disowned like what cannot be read', async () => {
  const world = await served();
  const names = [`events/${'0'.repeat(32)}`, 'events/zzz', 'versions/05', 'versions/1234567890'];
  const paths = names.map((name) => `${modelFolder(MODEL)}/${name}.json`);
  await world.write(Object.fromEntries(paths.map((path, at) => [path, `junk ${at}`])));
  await world.put(`${modelFolder(MODEL)}/events/tool.json`, '100755', Buffer.from('x'));
  paths.push(`${modelFolder(MODEL)}/events/tool.json`);
  const misplaced = async () =>
    (await world.verify()).findings.flatMap((one) => (one.rule === 'record-misplaced' ? [one.path] : []));
  expect((await misplaced()).sort()).toEqual([...paths].sort());
  // They stand for nothing, so that they take nothing.
  expect((await registryOf(world)).versions).toHaveLength(2);
  expect(await world.register()).toBe(3);
  expect((await world.repair()).records.map(({ path }) => path).sort()).toEqual([...paths].sort());
  expect(await misplaced()).toEqual([]);
  const { findings } = await world.verify();
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors).toMatchObject([{ rule: 'not-plain-file' }]);
  expect((await world.propose()).damage).toEqual([]);
  expect(await world.register()).toBe(4);
});

test('of records of many models, one that cannot be read takes none of the others away', async () => {
  const world = await served();
  const there = versionPath(OTHER, 1);
  const hidden = eventPath('hidden', ID);
  await world.put(PATHS.event, '120000');
  await world.put(`${modelFolder('hidden')}/events`, '160000');
  const view = await world.ledger.view();
  const paths = [PATHS.event, hidden, there, versionPath(OTHER, 9)];
  const files = await readSound(view, paths);
  expect([...files.keys()].sort()).toEqual([PATHS.event, hidden, there].sort());
  expect([files.get(PATHS.event), files.get(hidden)]).toEqual([null, null]);
  expect(files.get(there)).toEqual((await view.read([there])).get(there));
});

test('nobody writes an event that no reader would take', async () => {
  const world = await served();
  const finding = { rule: 'r', severity: 'notice', subject: 's', message: 'm'.repeat(4_000), mend: '' };
  const findings = Array.from({ length: LARGEST_EVENT / 4_000 }, () => finding);
  const event = world.event(
    {
      ...{ type: 'stage-changed', from_stage: 'None', to_stage: 'Staging', reason: null },
      policy: { digest: sha256('x'), verdict: 'pass', findings },
    },
    null,
  );
  await expect(encodeRecord('modelEvent', event)).rejects.toThrow('E_LEDGER_OVERSIZE');
  const some = { ...event, policy: { digest: sha256('x'), verdict: 'pass', findings: findings.slice(20) } };
  expect((await encodeRecord('modelEvent', some as ModelEvent)).length).toBeLessThanOrEqual(LARGEST_EVENT);
});

test('more bad records than one event names are disowned by several, in one commit', async () => {
  const world = await served();
  const count = 1_001;
  const paths = Array.from({ length: count }, () => eventPath(MODEL, world.newId()));
  await world.write(Object.fromEntries(paths.map((path, index) => [path, `junk ${index}`])));
  const { commit, events, records } = await world.repair();
  expect(records).toHaveLength(count);
  expect(events.map((event) => event.type === 'disowned' && event.records.length)).toEqual([1_000, 1]);
  expect((await world.ledger.view()).commit).toBe(commit);
  expect((await registryOf(world)).events.slice(-2)).toEqual(events);
  expect((await world.verify()).valid).toBe(true);
});

test('more bytes of events than can be held are an error that names the model, which reverting what added them mends', async () => {
  const world = await served();
  const read = async (most: number, name = MODEL) =>
    readModelFiles(await world.ledger.view(), name, { most });
  const events = (await read(LARGEST_FILE)).events;
  const bytes = events.reduce((sum, { event }) => sum + canonicalJson(event).length, 0);
  // What cannot be read is not held.
  await world.write({ [eventPath(MODEL, ID)]: ' '.repeat(5000) });
  expect((await read(bytes)).events).toHaveLength(events.length);
  const [path = ''] = await world.forge([{ type: 'tag-set', key: 'k', value: 'v'.repeat(1000) }]);
  expect(await faultOf(read(bytes))).toMatchObject({
    faults: [
      {
        code: 'E_LEDGER_OVERSIZE',
        what: `The events of the model \`${MODEL}\` have more than ${bytes} bytes together, which no registry writes`,
        where: `${modelFolder(MODEL)}/events`,
        mend: expect.stringContaining('revert'),
      },
    ],
  });
  expect((await read(bytes, OTHER)).events.length).toBeGreaterThan(0);
  await world.commit(`D ${path}`);
  expect((await read(bytes)).events).toHaveLength(events.length);
});
