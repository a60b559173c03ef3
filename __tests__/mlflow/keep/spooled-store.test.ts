import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSpool, SpoolDamage } from '../../../src/mlflow/keep/spool.js';
import { openSpooledStore, type SpooledStore } from '../../../src/mlflow/keep/spooled-store.js';
import type { Method } from '../../../src/mlflow/protocol/endpoint.js';
import { findCall } from '../../../src/mlflow/protocol/protocol.js';
import { applyEntry } from '../../../src/mlflow/state/apply.js';
import { emptyState, type State } from '../../../src/mlflow/state/state.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

let folder: string;
let path: string;
let now: number;
let ids: number;
let opened: SpooledStore[];
let told: string[];
beforeEach(async () => {
  folder = await makeTempDir('store-');
  path = join(folder, 'spool.ndjson');
  now = 1000;
  ids = 0;
  opened = [];
  told = [];
});
afterEach(async () => {
  for (const store of opened) await store.close();
  await removeDir(folder);
});

async function open(state: () => State | Promise<State> = emptyState): Promise<SpooledStore> {
  const base = async () => ({ state: await state(), isNeeded: () => true });
  const newId = () => (++ids).toString(16).padStart(32, '0');
  const passedOver = (why: string) => told.push(why);
  const context = { newId, now: () => now };
  const store = await openSpooledStore({ path, newServer: 'f'.repeat(32), base, passedOver, context });
  opened.push(store);
  return store;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look at what they expect
function call(store: SpooledStore, what: string, raw: Record<string, unknown> = {}): Promise<any> {
  const [method, route = ''] = what.split(' ') as [Method, string];
  return store.run(findCall(method, route, raw));
}

const create = (store: SpooledStore, name: string) => call(store, 'POST experiments/create', { name });
const names = ({ state }: { state: State }) => [...state.experimentIds.keys()].sort();
const written = async () => (await readFile(path, 'utf8')).split('\n').length - 2;

test('a call is answered when what it changes is in the file, and not before', async () => {
  const store = await open();
  for (let count = 1; count <= 20; count++) {
    const { experiment_id } = await create(store, `e${count}`);
    // Read at once, in the same turn: nothing can be written meanwhile.
    const { entries } = await readSpool(path);
    expect(entries).toHaveLength(count);
    expect(entries[count - 1]).toMatchObject({
      at: 1000,
      changes: [{ type: 'experiment-created', experiment_id }],
    });
  }
});

test('what is asked or refused leaves the file alone', async () => {
  const store = await open();
  const { experiment_id } = await create(store, 'a');
  await call(store, 'POST experiments/search', { max_results: 10 });
  await expect(create(store, 'a')).rejects.toMatchObject({ code: 'RESOURCE_ALREADY_EXISTS' });
  await expect(call(store, 'POST runs/create', { experiment_id: '7' })).rejects.toThrow('No Experiment');
  expect(await written()).toBe(1);
  await call(store, 'POST runs/create', { experiment_id });
  expect(await written()).toBe(2);
});

test('opened again it knows the same, with the times of the calls', async () => {
  const store = await open();
  const { experiment_id } = await create(store, 'a');
  now = 5000;
  const { run } = await call(store, 'POST runs/create', { experiment_id, run_name: 'r' });
  const metric = { key: 'k', value: 'NaN', timestamp: 1, step: 0 };
  await call(store, 'POST runs/log-metric', { run_id: run.info.run_id, ...metric });
  const before = await call(store, 'GET runs/get', { run_id: run.info.run_id });
  await store.close();
  now = 9000;
  const again = await open();
  expect(await call(again, 'GET runs/get', { run_id: run.info.run_id })).toEqual(before);
  expect((await call(again, 'GET experiments/get', { experiment_id })).experiment.creation_time).toBe(1000);
});

test('what a killed process left of a line is nothing, and a damaged line is told', async () => {
  await create(await open(), 'a');
  await appendFile(path, '{"at":1,"chan');
  const again = await open();
  await create(again, 'b');
  expect(names(await open())).toEqual(['a', 'b']);
  await writeFile(path, 'x\n');
  await expect(open()).rejects.toThrow(SpoolDamage);
  await writeFile(path, '');
});

describe('made anew', () => {
  /** What a ledger holds, which grows. */
  function ledger() {
    const there: string[] = [];
    const base = () => {
      const state = emptyState();
      for (const name of there)
        applyEntry(state, {
          at: 1,
          changes: [
            { type: 'experiment-created', experiment_id: name, name, artifact_location: '', tags: [] },
          ],
        });
      return state;
    };
    return { there, base };
  }

  test('it has its base as that is now, and all of its own', async () => {
    const { there, base } = ledger();
    const store = await open(base);
    await create(store, 'a');
    there.push('7');
    expect(names(store)).toEqual(['a']);
    await store.rebuild();
    expect(names(store)).toEqual(['7', 'a']);
  });

  test('calls wait for it, and see what it has found', async () => {
    const { there, base } = ledger();
    const slow = { isOn: false, reached: () => {}, go: () => {} };
    const reached = new Promise<void>((resolve) => (slow.reached = resolve));
    const store = await open(async () => {
      if (slow.isOn)
        await new Promise<void>((resolve) => {
          slow.go = resolve;
          slow.reached();
        });
      return base();
    });
    slow.isOn = true;
    there.push('7');
    const rebuilt = store.rebuild();
    const asked = call(store, 'GET experiments/get', { experiment_id: '7' });
    const made = create(store, 'a');
    await reached;
    expect(await written()).toBe(0);
    slow.go();
    expect((await asked).experiment.name).toBe('7');
    await Promise.all([rebuilt, made]);
    expect(names(store)).toEqual(['7', 'a']);
  });

  test('calls that are under way are not lost', async () => {
    const store = await open(async () => {
      await turn();
      return emptyState();
    });
    for (let round = 0; round < 200; round++) {
      const before = create(store, `before ${round}`);
      const rebuilt = store.rebuild();
      await Promise.all([before, rebuilt, create(store, `beside ${round}`)]);
    }
    const many = Array.from({ length: 200 }, async (_, index) => {
      for (let waits = index % 5; waits > 0; waits--) await turn();
      if (index % 7 === 0) await store.rebuild();
      await create(store, `many ${index}`);
    });
    await Promise.all(many);
    expect(names(store)).toHaveLength(600);
    const kept = names(store);
    await store.close();
    expect(names(await open())).toEqual(kept);
  });

  test('nor is a large one, whose line takes a moment to be written', async () => {
    const store = await open();
    const tags = Array.from({ length: 100 }, (_, index) => ({ key: `${index}`, value: 'x'.repeat(20_000) }));
    for (let round = 0; round < 10; round++) {
      const made = call(store, 'POST experiments/create', { name: `${round}`, tags });
      await Promise.all([made, store.rebuild()]);
      expect(names(store)).toHaveLength(round + 1);
    }
  });

  test('what was logged to something that is gone is told and passed over, and counts when that is there again', async () => {
    const { there, base } = ledger();
    there.push('7');
    const store = await open(base);
    const tag = (key: string, experiment_id: string) =>
      call(store, 'POST experiments/set-experiment-tag', { experiment_id, key, value: 'v' });
    await tag('a', '7');
    const { experiment_id } = await create(store, 'own');
    there.pop();
    await store.rebuild();
    await tag('b', experiment_id);
    expect(names(store)).toEqual(['own']);
    expect(told).toEqual(['entry 1: there is no 7']);
    there.push('7');
    await store.rebuild();
    expect(told).toHaveLength(1);
    const tags = (id: string) => [...(store.state.experiments.get(id)?.tags.keys() ?? [])];
    expect([tags('7'), tags(experiment_id)]).toEqual([['a'], ['b']]);
  });

  test('where its base cannot be read, the call is told, and the next one finds all of it', async () => {
    let isThere = true;
    const store = await open(() => {
      if (!isThere) throw new Error('gone');
      return emptyState();
    });
    await create(store, 'a');
    isThere = false;
    await expect(store.rebuild()).rejects.toThrow('gone');
    isThere = true;
    await create(store, 'b');
    expect(names(store)).toEqual(['a', 'b']);
  });
});

function turn(): Promise<string> {
  return new Promise((resolve) => setImmediate(() => resolve('turned')));
}
