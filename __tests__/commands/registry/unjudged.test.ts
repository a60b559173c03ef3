import { chosenVersion } from '../../../src/commands/fetch/chosen-version.js';
import { modelInProduction } from '../../../src/commands/gate/in-production.js';
import { setTags } from '../../../src/commands/registry/labels.js';
import { UserError } from '../../../src/core/errors.js';
import type { ModelVersion, UnjudgedVersion } from '../../../src/core/generated/types.js';
import type { VersionChoice } from '../../../src/core/registry/registry.js';
import { foldModel, versionInStage } from '../../../src/core/registry/registry.js';
import { DAY, Folders, idAt, RecordingLog } from '../../ledger/fixtures.js';
import { MODEL, RegistryWorld, unjudgedVersion } from './setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

const RUN = idAt(DAY);
const UNJUDGED = unjudgedVersion(3, RUN);

let world: RegistryWorld;
beforeAll(async () => {
  world = await RegistryWorld.served(folders);
  await world.pushUnjudged(UNJUDGED);
});

async function chosen(choice: VersionChoice): Promise<number | string> {
  const given = { choice, allowArchived: false, log: new RecordingLog() };
  const found = await chosenVersion(await world.ledger.view(), MODEL, given).catch((one: unknown) => one);
  if (found instanceof UserError) return `${found.faults[0]?.code}: ${found.faults[0]?.mend}`;
  return (found as { version: ModelVersion }).version.version;
}

test('a version that nobody judged has its number and its labels, and counts for nothing', async () => {
  const { versions, unjudged, next } = await world.state();
  expect([versions.length, unjudged, next]).toEqual([2, [UNJUDGED], 4]);
  expect(await chosen({ by: 'number', number: 3 })).toBe(
    `E_VERSION_UNJUDGED: Let the policy judge its run: \`lineage-gate register clf --run ${RUN}\` makes the next version of it`,
  );
  expect(await chosen({ by: 'latest' })).toBe(2);
  await expect(world.promote('3', 'Staging')).rejects.toThrow('E_VERSION_UNJUDGED');
  await setTags({ model: MODEL, version: '3', tags: ['reviewed=no'] }, world.deps());
  expect((await world.fold()).tags.get(3)).toEqual(new Map([['reviewed', 'no']]));
  expect((await world.fold()).damage).toEqual([]);
  expect((await world.verify()).findings).toEqual([]);
  // What `register` judges is a version of its own.
  expect(await world.register()).toBe(4);
});

test('what a client moved an unjudged version to serves nobody, and older versions are no answer', async () => {
  await world.forge([
    {
      type: 'stage-changed',
      version: 3,
      from_stage: 'None',
      to_stage: 'Production',
      reason: null,
      archived: [2],
    },
    { type: 'alias-set', version: 3, alias: 'champion' },
  ]);
  expect(await chosen({ by: 'stage', stage: 'Production' })).toMatch(/^E_VERSION_UNJUDGED/);
  expect(await chosen({ by: 'alias', aliases: ['champion'] })).toMatch(/^E_VERSION_UNJUDGED/);
  const notes: string[] = [];
  const model = await modelInProduction(MODEL, { view: await world.ledger.view() }, notes);
  expect(versionInStage(model ?? { versions: [], events: [] }, 'Production')).toBeUndefined();
  expect(notes).toEqual([
    expect.stringMatching(/^Version 3 of `clf` is in Production, and no policy has judged it/),
  ]);
  // Promoting a judged one archives it like any other.
  await world.promote('4', 'Production');
  expect(foldModel(await world.state()).stages.get(3)).toBe('Archived');
});

test('a record that says it is unjudged and names a run is none', async () => {
  const forged = { ...UNJUDGED, version: 5, run_id: RUN } as unknown as UnjudgedVersion;
  await world.pushUnjudged(forged);
  expect((await world.state()).strays).toMatchObject([
    { path: 'models/clf/versions/5.json', why: expect.stringContaining('/run_id must be null') },
  ]);
});
