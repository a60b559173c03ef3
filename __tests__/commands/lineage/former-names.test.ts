import { chosenVersion } from '../../../src/commands/fetch/chosen-version.js';
import { readRegistry } from '../../../src/commands/lineage/read-registry.js';
import { Relatives } from '../../../src/commands/recalled/relatives.js';
import { createModel } from '../../../src/commands/registry/create.js';
import { deleteFromRegistry } from '../../../src/commands/registry/delete.js';
import { renameModel } from '../../../src/commands/registry/rename.js';
import { UserError } from '../../../src/core/errors.js';
import { findNodes } from '../../../src/core/lineage/find.js';
import { LineageGraph } from '../../../src/core/lineage/graph.js';
import { namedIn } from '../../../src/core/lineage/named-version.js';
import { parseReference } from '../../../src/core/lineage/reference.js';
import { uriOf } from '../../../src/core/registry/version.js';
import type { LedgerView } from '../../../src/ledger/ledger.js';
import { readModel } from '../../../src/ledger/read/records.js';
import { Folders, RecordingLog } from '../../ledger/fixtures.js';
import { MODEL, RegistryWorld, setAlias } from '../registry/setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

let world: RegistryWorld;
let view: LedgerView;
let graph: LineageGraph;
/** When version 1 was in Production under its first name, and when version 2 was under its second. */
const then: string[] = [];

// Of the two that gave the name away the later one is not the last by name, so that no order answers.
beforeAll(async () => {
  world = await RegistryWorld.create(folders);
  const rename = (from: string, to: string) => renameModel({ from, to, reason: null }, world.deps());
  const promote = async (version: string, model: string) => {
    await world.promote(version, 'Production', model);
    const { events } = await readModel(await world.ledger.view(), model);
    then.push(events.at(-1)?.at ?? '');
  };
  await world.register();
  await promote('1', MODEL);
  await setAlias({ model: MODEL, alias: 'y', version: '1' }, world.deps());
  await rename(MODEL, 'zeta');
  await world.register({ model: 'zeta' });
  await promote('2', 'zeta');
  await createModel({ model: MODEL, description: null, tags: [] }, world.deps());
  await world.register();
  await rename(MODEL, 'beta');
  view = await world.ledger.view();
  const faults: UserError[] = [];
  graph = new LineageGraph({ ...(await readRegistry(view, faults)), runs: [] });
  expect(faults).toEqual([]);
});

const missing = (error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  return 'none';
};

async function fetched(uri: string): Promise<string> {
  const reference = parseReference(uri);
  if (reference.kind !== 'model') throw new Error(uri);
  const [name = ''] = reference.uri.names;
  const asked = { choice: reference.uri.choice, allowArchived: true, log: new RecordingLog() };
  return chosenVersion(view, name, asked).then(
    ({ version }) => uriOf(version.model, version.version),
    missing,
  );
}

function traced(uri: string): string {
  try {
    const [node] = findNodes(graph, parseReference(uri));
    if (node === undefined) return 'none';
    const version = node.kind === 'version' ? node : graph.up(node)[0]?.from;
    return version?.kind === 'version' ? uriOf(version.model, version.version) : 'none';
  } catch (error) {
    return missing(error);
  }
}

test.each([
  ['models:/clf/1', 'models:/zeta/1'],
  ['models:/clf/2', 'models:/beta/2'],
  ['models:/clf/latest', 'models:/beta/2'],
  ['models:/clf/Production', 'none'],
  ['models:/clf@y', 'none'],
  ['models:/beta/1', 'none'],
  ['models:/beta/2', 'models:/beta/2'],
  ['models:/zeta/1', 'models:/zeta/1'],
  ['models:/zeta/2', 'models:/zeta/2'],
  ['models:/zeta/Production', 'models:/zeta/2'],
  ['models:/zeta@y', 'models:/zeta/1'],
])('%s is one thing to whoever fetches and whoever traces: %s', async (uri, expected) => {
  expect([await fetched(uri), traced(uri)]).toEqual([expected, expected]);
});

test('a number that a name never had is not found, and it is said whose it was under the name before', async () => {
  await expect(world.promote('1', 'Staging', 'beta')).rejects.toThrow(
    /: `beta` has no version 1 .* Under its earlier name `clf` .* by now `zeta`: models:\/clf\/1 leads to it/,
  );
  await expect(world.promote('1', 'Staging')).rejects.toThrow(
    /`clf` is called `beta` since .* Use the new name `beta`; `zeta` for version 1\.?$/,
  );
});

/** What decisions and what questions take for what a run began with. */
async function began(uri: string, at: string): Promise<(string | undefined)[]> {
  const { version } = namedIn(uri, null, at);
  if (version === null) throw new Error('no version');
  const now = await world.ledger.view();
  const { versions } = new LineageGraph({ ...(await readRegistry(now, [])), runs: [] });
  const relatives = new Relatives(now, []);
  const link = { version } as never;
  await relatives.loadVersions([link]);
  return [relatives.version(link)?.run_id ?? undefined, versions.named(version)?.run_id ?? undefined];
}

test.each([
  ['Production', 0],
  ['latest', 0],
  ['Production', 1],
  ['latest', 1],
])('%s of a former name is of the model that was called so then (%i)', async (what, at) => {
  const { versions } = await readModel(view, 'zeta');
  const run_id = versions[at]?.run_id;
  expect(await began(`models:/clf/${what}`, then[at] ?? '')).toEqual([run_id, run_id]);
});

test('the newest version that there was then is meant, whether it or its model was deleted since', async () => {
  await world.register({ model: 'gone' });
  const model = async () => readModel(await world.ledger.view(), 'gone');
  const [first] = (await model()).versions;
  const { registered_at: at = '', run_id } = first ?? {};
  await world.register({ model: 'gone' });
  const remove = (version: number | null) =>
    deleteFromRegistry({ model: 'gone', version, reason: null, isGated: true }, world.deps());
  await remove(1);
  expect(await began('models:/gone/latest', at)).toEqual([run_id, run_id]);
  await remove(null);
  expect(await began('models:/gone/latest', at)).toEqual([run_id, run_id]);
  await createModel({ model: 'gone', description: null, tags: [] }, world.deps());
  await world.register({ model: 'gone' });
  expect(await began('models:/gone/latest', at)).toEqual([run_id, run_id]);
  const later = (await model()).events.find(({ type }) => type === 'model-deleted')?.at ?? '';
  expect(await began('models:/gone/latest', later)).toEqual([undefined, undefined]);
});
