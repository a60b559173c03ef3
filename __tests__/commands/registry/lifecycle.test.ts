import { recordEndpoint } from '../../../src/commands/endpoints/endpoints.js';
import { createModel } from '../../../src/commands/registry/create.js';
import { deleteFromRegistry } from '../../../src/commands/registry/delete.js';
import { setTags } from '../../../src/commands/registry/labels.js';
import { renameModel } from '../../../src/commands/registry/rename.js';
import { UserError } from '../../../src/core/errors.js';
import { canonicalJson } from '../../../src/core/json.js';
import { foldModel, type RegisteredModel } from '../../../src/core/registry/registry.js';
import { versionPath } from '../../../src/ledger/layout.js';
import { readEndpoint } from '../../../src/ledger/read/endpoints.js';
import { readModel } from '../../../src/ledger/read/records.js';
import { readRegistry } from '../../../src/ledger/read/registry.js';
import { policy } from '../../core/policy/support.js';
import { Folders } from '../../ledger/fixtures.js';
import { MODEL, RegistryWorld } from './setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

const GATED = { reason: null, isGated: true };
const NEW = { description: null, tags: [] };
let world: RegistryWorld;
beforeEach(async () => {
  world = await RegistryWorld.create(folders);
});

const state = async (name: string) => readModel(await world.ledger.view(), name);
const numbers = ({ versions }: RegisteredModel) => versions.map(({ version }) => version);
const inProduction = (model: RegisteredModel) =>
  foldModel(model)
    .holders.get('Production')
    ?.map(({ version }) => version);
const create = (model: string) => createModel({ model, ...NEW }, world.deps());
const rename = (from: string, to: string) => renameModel({ from, to, reason: null }, world.deps());
const remove = (version: number | null, model = MODEL) =>
  deleteFromRegistry({ model, version, ...GATED }, world.deps());
async function fault(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((one: unknown) => one);
  if (!(error instanceof UserError)) throw error;
  return `${error.faults[0]?.code}: ${error.faults[0]?.what}`;
}

test('a model is created without versions, with its labels, and once', async () => {
  const made = await createModel(
    { model: MODEL, description: ' orders that come back ', tags: ['team=growth'] },
    world.deps(),
  );
  expect(made.events).toMatchObject([{ type: 'model-created', description: 'orders that come back' }]);
  const model = await readRegistry(await world.ledger.view(), MODEL);
  expect([model.versions, foldModel(model).tags.get(null)]).toEqual([[], new Map([['team', 'growth']])]);
  expect(await fault(create(MODEL))).toMatch(/^E_MODEL_EXISTS: /);
  expect(await fault(create('CLF'))).toMatch(/^E_NAME_INVALID: /);
  expect(await world.register()).toBe(1);
  expect((await world.verify()).findings).toEqual([]);
});

test('what is deleted is hidden and said with who did it, and its number is never given again', async () => {
  await world.register();
  await world.register();
  await remove(2);
  const now = await state(MODEL);
  expect([numbers(now), now.hidden?.map(({ version }) => version)]).toEqual([[1], [2]]);
  expect(await fault(remove(2))).toMatch(
    /^E_VERSION_DELETED: Version 2 of `clf` was deleted at .*Z by octo$/,
  );
  expect(await fault(world.promote('2', 'Staging'))).toMatch(/^E_VERSION_DELETED/);
  expect(await world.register()).toBe(3);
  await remove(null);
  expect(await fault(world.promote('1', 'Staging'))).toMatch(
    /^E_MODEL_DELETED: .* was deleted at .*Z by octo$/,
  );
  expect(await fault(world.register())).toMatch(/^E_MODEL_DELETED/);
  await create(MODEL);
  expect(await world.register()).toBe(4);
  expect(numbers(await state(MODEL))).toEqual([4]);
  expect((await world.verify()).findings).toEqual([]);
});

test('under a policy nothing is deleted that serves', async () => {
  await world.register();
  await world.promote('1', 'Production');
  expect(await fault(remove(1))).toMatch(/^E_VERSION_SERVES: Version 1 of `clf` is in Production$/);
  expect(await fault(remove(null))).toMatch(/^E_VERSION_SERVES/);
  const deleted = await deleteFromRegistry(
    { model: MODEL, version: 1, reason: 'wrong data', isGated: false },
    world.deps(),
  );
  expect(deleted.events).toMatchObject([{ type: 'version-deleted', version: 1, reason: 'wrong data' }]);
  expect(inProduction(await state(MODEL))).toEqual([]);
});

test('a renamed model keeps versions, stages and numbers, through a chain of names and back', async () => {
  await world.register();
  await world.promote('1', 'Production');
  const { events } = await rename(MODEL, 'orders');
  expect(events.map(({ model, type }) => [model, type])).toEqual([
    [MODEL, 'model-renamed'],
    ['orders', 'model-renamed'],
  ]);
  expect(await world.register({ model: 'orders' })).toBe(2);
  await setTags({ model: 'orders', version: '1', tags: ['reviewed=yes'] }, world.deps());
  await rename('orders', 'orders-2');
  const now = await readRegistry(await world.ledger.view(), 'orders-2');
  expect([numbers(now), inProduction(now), now.next]).toEqual([[1, 2], [1], 3]);
  expect(foldModel(now).tags.get(1)).toEqual(new Map([['reviewed', 'yes']]));
  expect(await fault(world.promote('1', 'Staging'))).toMatch(
    /^E_MODEL_RENAMED: The registered model `clf` is called `orders` since .*Z, by octo$/,
  );
  await rename('orders-2', MODEL);
  expect(await world.register()).toBe(3);
  const back = await state(MODEL);
  expect([numbers(back), inProduction(back), foldModel(back).damage]).toEqual([[1, 2, 3], [1], []]);
  expect((await world.verify()).findings).toEqual([]);
});

test('what serves is a version by every name that its model has had since', async () => {
  const deploy = (uri: string) =>
    recordEndpoint({ endpoint: 'eu', uri, reason: null, allow_archived: false }, world.deps());
  const eu = async () => (await readEndpoint(await world.ledger.view(), 'eu')).stateAt();
  await world.register();
  await deploy('models:/clf/1');
  await rename(MODEL, 'orders');
  await deploy('models:/orders/1');
  await world.register({ model: 'orders' });
  await rename('orders', 'orders-2');
  for (const uri of ['models:/clf/1', 'models:/orders-2/2']) await deploy(uri);
  await remove(2, 'orders-2');
  expect((await world.verify()).findings).toEqual([]);
  expect(await eu()).toMatchObject({ serves: { model: 'orders-2', version: 2 }, damage: [], unread: null });
  // One whose record cannot be read is there all the same: an older answer would be wrong.
  await deploy('models:/orders/1');
  await world.put(versionPath(MODEL, 1), '100644', Buffer.from('{}'));
  expect(await eu()).toMatchObject({ serves: { model: 'orders-2', version: 1 }, damage: [] });
  expect((await eu()).unread?.why).toMatch(/whose record cannot be read$/);
  const rules = (await world.verify()).findings.map(({ rule }) => rule);
  expect(rules).not.toContain('event-without-version');
});

test('a name that was given away can be made anew, and means what it meant', async () => {
  await world.register();
  await rename(MODEL, 'orders');
  await create(MODEL);
  expect(await world.register()).toBe(2);
  expect([numbers(await state(MODEL)), numbers(await state('orders'))]).toEqual([[2], [1]]);
  expect(await fault(rename('orders', MODEL))).toMatch(/^E_MODEL_EXISTS/);
  await remove(null);
  expect(await fault(rename('orders', MODEL))).toMatch(
    /^E_MODEL_EXISTS: .*`models:\/clf\/2` cannot mean two/,
  );
  expect(await fault(rename('orders', 'Orders'))).toMatch(/^E_NAME_INVALID/);
  expect((await world.verify()).findings).toEqual([]);
});

test('a rename of which only one half was pushed brings nothing, and is told', async () => {
  await world.register();
  await create('orders');
  await remove(null, 'orders');
  const half = {
    type: 'model-renamed',
    from: MODEL,
    to: 'orders',
    reason: null,
    version: null,
    model: 'orders',
  };
  const last = (await state('orders')).events.at(-1) ?? null;
  const taking = world.event({ ...half, counterpart: '0'.repeat(32) }, last);
  await world.write({ [`models/orders/events/${taking.event_id}.json`]: canonicalJson(taking) });
  const [giving] = await world.forge([{ ...half, model: MODEL, counterpart: taking.event_id }]);
  expect(numbers(await state('orders'))).toEqual([]);
  expect(await fault(world.register({ model: 'orders' }))).toMatch(
    /^E_MODEL_DAMAGED: .* takes over clf, and no event there gives it away/,
  );
  expect((await world.verify()).findings).toMatchObject([
    { rule: 'rename-half', path: giving, what: 'renames clf to orders, and no event there says so' },
    { rule: 'rename-half', what: 'takes over clf, and no event there gives it away' },
  ]);
});

test('a model that stricter rules were not asked about is renamed to no name of theirs', async () => {
  const strict = { required_tags: ['legal_basis'], stages: { Production: { approvals: 1 } } };
  world.rules = policy({ required_tags: [], models: { 'good_*': strict } });
  await world.register();
  await world.promote('1', 'Production');
  const { commit } = await world.ledger.view();
  expect(await fault(rename(MODEL, 'good_orders'))).toBe(
    'E_POLICY_NOT_MET: The policy has other rules for `good_orders` than for `clf`, and a rename judges nothing by them',
  );
  expect((await world.ledger.view()).commit).toBe(commit);
  await rename(MODEL, 'orders');
  expect(inProduction(await state('orders'))).toEqual([1]);
});
