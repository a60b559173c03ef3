// Whatever somebody pushes past the registry, the model comes back with what it had, by one more event and nothing else.
import { sha256 } from '../../../src/core/digest.js';
import { UserError } from '../../../src/core/errors.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { digestOfEvent } from '../../../src/core/registry/disowned.js';
import { chooseVersion } from '../../../src/core/registry/version.js';
import { eventPath, versionPath } from '../../../src/ledger/layout.js';
import { readRegistry } from '../../../src/ledger/read/registry.js';
import { Folders } from '../../ledger/fixtures.js';
import { MODEL, pathOf, RegistryWorld } from './setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

interface Poison {
  name: string;
  /** @returns paths of the records that must not count */
  append: (world: RegistryWorld) => Promise<string[]>;
  /** The fold sees nothing wrong, so a person has to name the records. */
  isNamed?: boolean;
  /** The ledger goes on with the forged ones, so that the true ones look like the wrong ones. */
  isMisread?: boolean;
  /** What the refusal names, where that is not the forged record. */
  tells?: string;
  /** It follows the same event as a true one: a person has to say which is forged. */
  isRival?: boolean;
  /** Versions that register refuses to stand beside, with stages that can be told. */
  stageHolds?: boolean;
}

const move = (version: number, from: string, to: string, more: object = {}) => ({
  ...{ type: 'stage-changed', version, from_stage: from, to_stage: to, reason: null },
  ...more,
});
const alias = (name: string, more: object = {}) => ({ type: 'alias-set', alias: name, ...more });
const registered = (version: number, run_id: string) => ({
  ...{ type: 'registered', version, run_id, manifest_digest: sha256('x') },
});

async function junk(world: RegistryWorld, path: string, text: string): Promise<string[]> {
  await world.write({ [path]: text });
  return [path];
}

/** Events of the true chain, its first at 0. */
async function chain(world: RegistryWorld): Promise<readonly ModelEvent[]> {
  return (await world.state()).events;
}

const POISONS: Poison[] = [
  {
    name: 'bytes that are no JSON',
    append: (world) => junk(world, eventPath(MODEL, world.newId()), '\u0000{'),
  },
  {
    name: 'an event of no schema',
    append: (world) => world.forge([{ type: 'teleported' }]),
  },
  {
    name: 'a rival of the last event',
    append: async (world) => world.forge([alias('evil')], (await chain(world)).at(-2)),
    isRival: true,
  },
  {
    name: 'a rival of the last event, of an earlier id',
    // Of two of the same length the ledger goes on with the first of their paths.
    append: async (world) =>
      world.forge(
        [alias('evil', { event_id: '00000000000070008000000000000001' })],
        (await chain(world)).at(-2),
      ),
    isMisread: true,
  },
  {
    name: 'a rival chain that is longer',
    append: async (world) =>
      world.forge([alias('evil'), alias('evil2'), alias('evil3'), alias('evil4')], (await chain(world))[0]),
    isMisread: true,
  },
  {
    name: 'another beginning, and a longer one',
    append: (world) =>
      world.forge(
        ['a', 'b', 'c', 'd'].map((name) => alias(name)),
        null,
      ),
    isMisread: true,
  },
  {
    name: 'events that follow nothing',
    isRival: true,
    append: async (world) => {
      const nothing = world.event(alias('never'), null);
      return world.forge([alias('evil'), move(1, 'None', 'Production')], nothing);
    },
  },
  { name: 'an event of no version', append: (world) => world.forge([alias('evil', { version: 7 })]) },
  { name: 'a stage that it was not in', append: (world) => world.forge([move(2, 'Staging', 'Archived')]) },
  {
    name: 'a stranger archived',
    append: (world) => world.forge([move(2, 'Production', 'Staging', { archived: [1] })]),
  },
  {
    name: 'a time that does not exist',
    append: (world) => world.forge([alias('evil', { at: '2026-02-30T00:00:00Z' })]),
  },
  {
    name: 'a time that is far off',
    append: (world) => world.forge([alias('evil', { at: '9999-01-01T00:00:00Z' })]),
    isNamed: true,
  },
  {
    name: 'a forged change that fits, with another on top',
    append: (world) =>
      world.forge([move(2, 'Production', 'Archived'), move(1, 'None', 'Production', { reason: 'mine' })]),
    isNamed: true,
  },
  {
    name: 'a forged removal of a true event',
    append: async (world) => {
      const true1 = (await chain(world)).at(-1) as ModelEvent;
      const records = [{ path: pathOf(true1), digest: digestOfEvent(true1) }];
      return world.forge([{ type: 'disowned', version: null, records, reason: 'so there' }]);
    },
    isNamed: true,
  },
  {
    name: 'a removal of a true event, outside of the chain',
    append: async (world) => {
      const true1 = (await chain(world)).at(-1) as ModelEvent;
      const records = [{ path: pathOf(true1), digest: digestOfEvent(true1) }];
      const nothing = world.event(alias('never'), null);
      return world.forge([{ type: 'disowned', version: null, records, reason: 'so there' }], nothing);
    },
  },
  {
    name: 'a forged removal of a registration',
    append: async (world) => {
      const [first] = await chain(world);
      const records = [{ path: pathOf(first as ModelEvent), digest: digestOfEvent(first as ModelEvent) }];
      return world.forge([{ type: 'disowned', version: null, records, reason: 'so there' }]);
    },
    tells: versionPath(MODEL, 1),
  },
  {
    name: 'a removal of a registration, outside of the chain',
    append: async (world) => {
      const [first] = await chain(world);
      const records = [{ path: pathOf(first as ModelEvent), digest: digestOfEvent(first as ModelEvent) }];
      const nothing = world.event(alias('never'), null);
      return world.forge([{ type: 'disowned', version: null, records, reason: 'so there' }], nothing);
    },
  },
  {
    name: 'a forged removal of the record of a version',
    append: async (world) => {
      const path = versionPath(MODEL, 1);
      const bytes = (await (await world.ledger.view()).read([path])).get(path) ?? Buffer.of();
      const records = [{ path, digest: sha256(bytes) }];
      return world.forge([{ type: 'disowned', version: null, records, reason: 'so there' }]);
    },
    tells: 'is about version 1, which is not there',
  },
  {
    name: 'junk at the number of the next version',
    append: (world) => junk(world, versionPath(MODEL, 3), '{}\n'),
  },
  {
    name: 'junk at a number far off',
    append: (world) => junk(world, versionPath(MODEL, 999_999), 'x'),
  },
  {
    name: 'a version without an event',
    append: async (world) => [await world.forgeVersion(3, { description: 'mine' })],
  },
  {
    name: 'a version far off, with its event',
    append: async (world) => {
      const path = await world.forgeVersion(1000);
      const [first] = (await world.state()).versions;
      const { run_id = '', manifest } = first ?? {};
      const body = { ...registered(1000, run_id), manifest_digest: manifest?.digest };
      return [path, ...(await world.forge([body]))];
    },
  },
  {
    name: 'a second registration of a version',
    append: async (world) => {
      const [first] = (await world.state()).versions;
      return world.forge([
        { ...registered(1, first?.run_id ?? ''), manifest_digest: first?.manifest.digest },
      ]);
    },
  },
  {
    name: 'a second registration of a version as something else',
    append: (world) => world.forge([registered(1, world.newId())]),
  },
  {
    name: 'the same outside of the chain, and one more on top',
    isRival: true,
    append: (world) => {
      const nothing = world.event(alias('never'), null);
      return world.forge([registered(1, world.newId()), alias('evil')], nothing);
    },
  },
  {
    name: 'a version of an id that no run has',
    append: async (world) => {
      const path = await world.forgeVersion(3, { run_id: '0'.repeat(32) });
      const [first] = (await world.state()).versions;
      const body = { ...registered(3, '0'.repeat(32)), manifest_digest: first?.manifest.digest };
      return [path, ...(await world.forge([body]))];
    },
  },
  {
    name: 'a version of a run that is not there',
    append: async (world) => {
      const run_id = world.newId();
      const path = await world.forgeVersion(3, { run_id });
      const [first] = (await world.state()).versions;
      return [
        path,
        ...(await world.forge([{ ...registered(3, run_id), manifest_digest: first?.manifest.digest }])),
      ];
    },
    stageHolds: true,
  },
];

test.each(POISONS)('$name', async (poison) => {
  const { append, isNamed = false, isMisread = false, isRival = false, stageHolds = false } = poison;
  const tells = poison.tells ?? (isMisread ? `models/${MODEL}/events/` : undefined);
  const world = await RegistryWorld.served(folders);
  const before = await world.state();
  const served = (await world.fold()).holders.get('Production');
  const moment = new Date().toISOString();
  const tip = (await world.ledger.view()).commit ?? '';
  const paths = await append(world);
  const poisoned = (await world.ledger.view()).commit;

  // Meanwhile a version is found by its number, and nobody rests on a stage that cannot be told.
  const choice = { by: 'number', number: 2 } as const;
  const byNumber = () =>
    world.state().then((state) => chooseVersion(MODEL, state, { choice, allowArchived: true }));
  expect((await byNumber()).version.version).toBe(2);
  if (!isNamed && !stageHolds) {
    const refused = await readRegistry(await world.ledger.view(), MODEL).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UserError);
    expect((refused as UserError).has('E_MODEL_DAMAGED')).toBe(true);
    expect(String(refused)).toContain(tells ?? paths[0]);
    await expect(world.register()).rejects.toThrow('E_MODEL_DAMAGED');
  }

  // Whoever asked for nothing is proposed what is wrong, and by itself that writes nothing.
  const untouched = (await world.ledger.view()).commit;
  const proposal = await world.propose(isNamed || isMisread ? paths : []);
  const proposed = proposal.records.map(({ path }) => path);
  expect(proposed.sort()).toEqual([...paths].sort());
  if (isRival || isMisread) await expect(world.repair()).rejects.toThrow('E_INPUT_MISSING');
  expect((await world.ledger.view()).commit).toBe(untouched);
  const { state, ...repaired } = await world.repair(isNamed || isMisread || isRival ? paths : []);
  expect({ state, ...repaired }).toMatchObject({ state: 'done', events: [{ type: 'disowned' }] });

  // The same version is in Production, by the same event since the same time, then and now.
  const after = await world.fold();
  expect(after.damage).toEqual([]);
  expect(after.holders.get('Production')).toEqual(served);
  expect((await world.fold(moment)).holders.get('Production')).toEqual(served);
  expect((await byNumber()).version).toEqual(before.versions[1]);
  expect([...after.aliases.keys()]).toEqual([]);

  // The model lives on, and its past is all there.
  const number = await world.register();
  expect((await world.promote(String(number), 'Production')).state).toBe('done');
  expect((await world.fold()).holders.get('Production')?.map(({ version }) => version)).toEqual([number]);
  const verification = await world.verify();
  expect(verification.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(verification.valid).toBe(true);
  expect(new Set(verification.findings.map(({ rule }) => rule.replace(/^time-.*/, 'time')))).toEqual(
    new Set([
      'record-disowned',
      ...verification.findings.flatMap(({ rule }) => (rule.startsWith('time') ? ['time'] : [])),
    ]),
  );
  expect(await world.isAncestor(tip, poisoned ?? '')).toBe(true);
  expect(await world.isAncestor(poisoned ?? '', (await world.ledger.view()).commit ?? '')).toBe(true);
});
