import type { AskEvent } from '../../../src/commands/confirm/ask.js';
import { chosenVersion } from '../../../src/commands/fetch/chosen-version.js';
import { modelInProduction } from '../../../src/commands/gate/in-production.js';
import { createModel } from '../../../src/commands/registry/create.js';
import { deleteFromRegistry } from '../../../src/commands/registry/delete.js';
import { renameModel } from '../../../src/commands/registry/rename.js';
import { UserError } from '../../../src/core/errors.js';
import { canonicalJson } from '../../../src/core/json.js';
import type { VersionChoice } from '../../../src/core/registry/registry.js';
import { versionInStage } from '../../../src/core/registry/registry.js';
import { readModel } from '../../../src/ledger/read/records.js';
import { Folders, RecordingLog } from '../../ledger/fixtures.js';
import { MODEL, RegistryWorld } from '../registry/setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

let world: RegistryWorld;
beforeEach(async () => {
  world = await RegistryWorld.served(folders);
});

/** GitHub knows nothing of what mallory has pushed. */
const ask: AskEvent = async ({ actor }) =>
  actor === 'mallory'
    ? { state: 'contradicted', why: ['names a run that there is not'] }
    : { state: 'confirmed', notes: [], conclusion: 'success' };

const PRODUCTION: VersionChoice = { by: 'stage', stage: 'Production' };
const LATEST: VersionChoice = { by: 'latest' };
const numbered = (number: number): VersionChoice => ({ by: 'number', number });

async function chosen(choice: VersionChoice, name = MODEL, asking: AskEvent | null = ask) {
  const log = new RecordingLog();
  const given = { choice, allowArchived: false, log, ...(asking === null ? {} : { ask: asking }) };
  const { version } = await chosenVersion(await world.ledger.view(), name, given);
  return `${version.model}/${version.version}`;
}

async function code(work: Promise<unknown>): Promise<string | undefined> {
  const error = await work.catch((one: unknown) => one);
  if (!(error instanceof UserError)) throw error;
  return error.faults[0]?.code;
}

async function inProduction(): Promise<number | undefined> {
  const model = await modelInProduction(MODEL, { view: await world.ledger.view(), ask }, []);
  return model === null ? undefined : versionInStage(model, 'Production')?.version;
}

function promoted(version: string) {
  const { deps } = world;
  world.deps = () => ({ ...deps.call(world), ask });
  return world.promote(version, 'Staging');
}

/** Both halves of a rename, pushed past the registry. */
async function forgeRename(from: string, to: string): Promise<void> {
  const view = await world.ledger.view();
  const common = { type: 'model-renamed', version: null, from, to, reason: null };
  const [given, taken] = [world.newId(), world.newId()];
  const last = async (name: string) => (await readModel(view, name)).events.at(-1) ?? null;
  const one = world.event({ ...common, model: from, event_id: given, counterpart: taken }, await last(from));
  const two = world.event({ ...common, model: to, event_id: taken, counterpart: given }, await last(to));
  await world.write({
    [`models/${from}/events/${given}.json`]: canonicalJson(one),
    [`models/${to}/events/${taken}.json`]: canonicalJson(two),
  });
}

test.each([
  ['version-deleted', { version: 2, type: 'version-deleted', reason: null }],
  ['model-deleted', { version: null, type: 'model-deleted', reason: null }],
])(
  'a forged %s hides nothing from who asks GitHub, and stops what would be written behind it',
  async (_, body) => {
    await world.forge([body]);
    expect(await chosen(PRODUCTION)).toBe('clf/2');
    expect(await chosen(LATEST)).toBe('clf/2');
    expect(await chosen(numbered(2))).toBe('clf/2');
    expect(await inProduction()).toBe(2);
    expect(await code(chosen(numbered(2), MODEL, null))).toMatch(/^E_(VERSION|MODEL)_DELETED$/);
    for (const version of ['2', 'latest']) expect(await code(promoted(version))).toBe('E_EVENT_UNCONFIRMED');
  },
);

test('a forged rename takes a good model away from nobody', async () => {
  await forgeRename(MODEL, 'evil');
  for (const choice of [PRODUCTION, LATEST, numbered(2)]) expect(await chosen(choice)).toBe('clf/2');
  expect(await inProduction()).toBe(2);
  expect(await code(promoted('2'))).toBe('E_EVENT_UNCONFIRMED');
  // The ledger alone says otherwise.
  expect(await chosen(PRODUCTION, MODEL, null)).toBe('evil/2');
});

test('a forged rename puts no bad model under a good name', async () => {
  // A model of its own, of which the version in Production was promoted as it should be.
  await renameModel({ from: MODEL, to: 'bad', reason: null }, world.deps());
  await createModel({ model: 'good', description: null, tags: [] }, world.deps());
  await deleteFromRegistry({ model: 'good', version: null, reason: null, isGated: true }, world.deps());
  await forgeRename('bad', 'good');
  expect(await code(chosen(PRODUCTION, 'good'))).toBe('E_MODEL_DELETED');
  expect(await chosen(PRODUCTION, 'bad')).toBe('bad/2');
  expect(await chosen(PRODUCTION, 'good', null)).toBe('good/2');
});

test('a true rename is followed by stage, number and newest, and by the gate', async () => {
  await renameModel({ from: MODEL, to: 'orders', reason: null }, world.deps());
  await renameModel({ from: 'orders', to: 'orders-2', reason: null }, world.deps());
  for (const choice of [PRODUCTION, LATEST, numbered(2)]) expect(await chosen(choice)).toBe('orders-2/2');
  expect(await chosen(numbered(1), MODEL, null)).toBe('orders-2/1');
  expect(await inProduction()).toBe(2);
  // The name means what it meant, whatever is made under it.
  await createModel({ model: MODEL, description: null, tags: [] }, world.deps());
  expect(await world.register()).toBe(3);
  expect([await chosen(numbered(1)), await chosen(numbered(3))]).toEqual(['orders-2/1', 'clf/3']);
});

test('what was truly deleted is said as deleted', async () => {
  await deleteFromRegistry({ model: MODEL, version: 1, reason: null, isGated: true }, world.deps());
  expect(await code(chosen(numbered(1)))).toBe('E_VERSION_DELETED');
  expect(await chosen(LATEST)).toBe('clf/2');
});
