import { deleteTags, describeModel, setTags } from '../../../src/commands/registry/labels.js';
import { UserError } from '../../../src/core/errors.js';
import { descriptionOf } from '../../../src/core/registry/description.js';
import { Folders } from '../../ledger/fixtures.js';
import { deleteAlias, MODEL, RegistryWorld, setAlias } from './setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

const model = MODEL;
let world: RegistryWorld;
beforeAll(async () => {
  world = await RegistryWorld.served(folders);
});

const aliases = async () =>
  Object.fromEntries([...(await world.fold()).aliases].map(([name, { version }]) => [name, version]));
const tags = async (version: number | null) =>
  Object.fromEntries((await world.fold()).tags.get(version) ?? new Map());
const description = async (version: number | null) =>
  descriptionOf(await world.state(), await world.fold(), version);
/** Nothing is written by what is refused or is so already. */
async function unchanged(work: () => Promise<unknown>): Promise<void> {
  const before = (await world.ledger.view()).commit;
  await work();
  expect((await world.ledger.view()).commit).toBe(before);
}
async function faults(work: Promise<unknown>): Promise<string[]> {
  const error = await work.catch((one: unknown) => one);
  if (!(error instanceof UserError)) throw error;
  return error.faults.map(({ code, what, mend }) => `${code}: ${what}. ${mend}`);
}

test('an alias is set, moved and taken away, each by one event', async () => {
  const set = await setAlias({ model, alias: '@champion', version: 'Production' }, world.deps());
  expect(set).toMatchObject({ version: 2, events: [{ type: 'alias-set', alias: 'champion' }] });
  await unchanged(async () => {
    const again = await setAlias({ model, alias: 'champion', version: 'latest' }, world.deps());
    expect(again).toMatchObject({ version: 2, events: [] });
  });
  await setAlias({ model, alias: 'champion', version: '1' }, world.deps());
  await setAlias({ model, alias: 'old', version: '@champion' }, world.deps());
  expect(await aliases()).toEqual({ champion: 1, old: 1 });
  const gone = await deleteAlias({ model, alias: 'champion' }, world.deps());
  expect(gone).toMatchObject({ version: 1, events: [{ type: 'alias-deleted', version: 1 }] });
  expect(await aliases()).toEqual({ old: 1 });
  expect((await world.fold()).damage).toEqual([]);
});

test('what cannot be an alias, or is none, is told with what is near', async () => {
  await unchanged(async () => {
    for (const alias of ['latest', 'v1', '3', 'a/b', '..', 'tr0ub4dor-and-three-horses-9'])
      expect(await faults(setAlias({ model, alias, version: '1' }, world.deps()))).toEqual([
        expect.stringMatching(/^E_(?:NAME_INVALID|SECRET_IN_NAME): /),
      ]);
    expect(await faults(deleteAlias({ model, alias: 'odl' }, world.deps()))).toEqual([
      'E_VERSION_NOT_FOUND: "clf" has no alias "odl". Did you mean "old"?',
    ]);
    expect(await faults(setAlias({ model, alias: 'a', version: '@odl' }, world.deps()))).toEqual([
      expect.stringContaining('`models:/clf@old`'),
    ]);
    expect(await faults(setAlias({ model: 'clv', alias: 'a', version: '1' }, world.deps()))).toEqual([
      'E_MODEL_NOT_FOUND: There is no registered model "clv". Did you mean "clf"?',
    ]);
  });
});

test('the model and its versions are described apart, and secrets are replaced', async () => {
  const text = 'for orders; key tr0ub4dor-and-three-horses-9\nsecond line ';
  const set = await describeModel({ model, version: null, description: text }, world.deps());
  expect(set.events).toMatchObject([{ version: null }]);
  await describeModel({ model, version: 'latest', description: 'the second' }, world.deps());
  expect(await description(null)).toBe('for orders; key [redacted]\nsecond line');
  expect(await description(2)).toBe('the second');
  expect(await description(1)).toBeNull();
  await unchanged(() => describeModel({ model, version: '2', description: ' the second\n' }, world.deps()));
  await describeModel({ model, version: '2', description: null }, world.deps());
  expect(await description(2)).toBeNull();
  await unchanged(async () => {
    await describeModel({ model, version: '2', description: null }, world.deps());
    const long = describeModel({ model, version: null, description: 'x'.repeat(20_001) }, world.deps());
    expect(await faults(long)).toEqual([expect.stringContaining('20001 characters')]);
  });
  await describeModel({ model, version: null, description: 'x'.repeat(20_000) }, world.deps());
});

test('tags are set together and one by one taken away', async () => {
  const asked = { model, version: null };
  await setTags({ ...asked, tags: ['team=growth', 'risk = low', 'a=b=c'] }, world.deps());
  expect(await tags(null)).toEqual({ team: 'growth', risk: 'low', a: 'b=c' });
  const some = await setTags({ ...asked, tags: ['team=growth', 'risk=high'] }, world.deps());
  expect(some.events).toMatchObject([{ type: 'tag-set', key: 'risk', value: 'high' }]);
  await unchanged(() => setTags({ ...asked, tags: ['team=growth'] }, world.deps()));
  await setTags({ model, version: '@old', tags: ['password=hunter2', 'team=core'] }, world.deps());
  expect(await tags(1)).toEqual({ password: '[redacted]', team: 'core' });
  await deleteTags({ ...asked, keys: ['team', 'a', 'team'] }, world.deps());
  expect(await tags(null)).toEqual({ risk: 'high' });
  await unchanged(async () => {
    const wrong = ['no', '=x', 'x=1', 'x=2', `k=${'v'.repeat(8001)}`, 'tr0ub4dor-and-three-horses-9=1'];
    const told = await faults(setTags({ ...asked, tags: wrong }, world.deps()));
    expect(told.map((fault) => fault.split(':')[0])).toEqual([
      ...['E_TAG_INVALID', 'E_TAG_INVALID', 'E_TAG_INVALID', 'E_TAG_INVALID', 'E_SECRET_IN_NAME'],
    ]);
    expect(await faults(deleteTags({ ...asked, keys: ['rsk', 'team'] }, world.deps()))).toEqual([
      'E_TAG_INVALID: There is no tag "rsk". Did you mean "risk"?',
      'E_TAG_INVALID: There is no tag "team". The tags are "risk"',
    ]);
  });
  expect((await world.fold()).damage).toEqual([]);
  expect((await world.verify()).valid).toBe(true);
});

test('what a version was registered with is no tag of the registry', async () => {
  const other = await RegistryWorld.create(folders);
  await other.register({ tags: { owner: 'alice' }, description: 'as registered' });
  const before = (await other.ledger.view()).commit;
  const set = setTags({ model, version: '1', tags: ['owner=bob', 'x=1'] }, other.deps());
  expect(await faults(set)).toEqual([expect.stringContaining('registered with "owner" = "alice"')]);
  expect(await faults(deleteTags({ model, version: '1', keys: ['owner'] }, other.deps()))).toEqual([
    expect.stringContaining('registered with the tag "owner"'),
  ]);
  await setTags({ model, version: '1', tags: ['owner=alice'] }, other.deps());
  await describeModel({ model, version: '1', description: 'as registered' }, other.deps());
  expect((await other.ledger.view()).commit).toBe(before);
  await describeModel({ model, version: '1', description: null }, other.deps());
  expect(descriptionOf(await other.state(), await other.fold(), 1)).toBeNull();
});

test('nothing is written behind a record that cannot be true', async () => {
  const damaged = await RegistryWorld.served(folders);
  await damaged.forge([{ type: 'alias-deleted', alias: 'never' }]);
  const before = (await damaged.ledger.view()).commit;
  for (const work of [
    () => setAlias({ model, alias: 'a', version: '1' }, damaged.deps()),
    () => deleteAlias({ model, alias: 'never' }, damaged.deps()),
    () => describeModel({ model, version: null, description: 'a' }, damaged.deps()),
    () => setTags({ model, version: '1', tags: ['a=b'] }, damaged.deps()),
    () => deleteTags({ model, version: null, keys: ['a'] }, damaged.deps()),
  ])
    await expect(work()).rejects.toThrow('E_MODEL_DAMAGED');
  expect((await damaged.ledger.view()).commit).toBe(before);
});
