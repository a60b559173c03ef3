import type { Served } from '../../../src/commands/serve/serve.js';
import { policy } from '../../core/policy/support.js';
import { call, ServeSetup } from '../serve/setup.js';
import { addRecalls, dataset, recalled } from './world.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

test.each([
  ['by a policy', { judgedBy: async () => policy({ required_tags: [] }) }],
  ['where nobody judges', {}],
])('a client gives a version that descends no alias and no stage, %s; it may leave one', async (_, more) => {
  const run = await setup.fetch.train({ model: { 'weights.bin': 'one' } });
  await setup.fetch.register(run);
  const other = await setup.fetch.train({ model: { 'weights.bin': 'two' } });
  await addRecalls(setup.fetch.ledger, recalled({ kind: 'run', run_id: run }));
  await setup.fetch.register(other);
  const served: Served = setup.open(setup.folder, setup.fetch.ledger, more);
  const change = (what: string, raw: object) => call(served, what, { name: 'clf', ...raw });
  const alias = (version: string) => change('POST registered-models/alias', { alias: 'champion', version });
  const stage = (version: string, to: string) =>
    change('POST model-versions/transition-stage', { version, stage: to });
  await expect(alias('1')).rejects.toThrow(/refuses .*recalled: It comes from what is recalled/s);
  await expect(stage('1', 'Production')).rejects.toThrow(/recalled: It comes from what is recalled/);
  await alias('2');
  await stage('2', 'Production');
  await stage('1', 'Archived');
});

describe('a version that nobody has judged', () => {
  const refusal = /recalled: It comes from what is recalled/;
  const nameIt = async (served: Served, name: string) => {
    const version = '1';
    await expect(call(served, 'POST registered-models/alias', { name, alias: 'a', version })).rejects.toThrow(
      refusal,
    );
    const stage = call(served, 'POST model-versions/transition-stage', {
      name,
      version,
      stage: 'Production',
    });
    await expect(stage).rejects.toThrow(refusal);
  };
  const create = (served: Served, raw: object) =>
    call(served, 'POST model-versions/create', { name: 'clf', ...raw });

  test('is of the run that its client names, and so is its copy', async () => {
    const run_id = await setup.fetch.train({ model: { 'weights.bin': 'one' } });
    const served = setup.open(setup.folder);
    for (const name of ['clf', 'copy']) await call(served, 'POST registered-models/create', { name });
    await create(served, { source: `runs:/${run_id}/model`, run_id });
    await create(served, { name: 'copy', source: 'models:/clf/1' });
    await addRecalls(setup.fetch.ledger, recalled({ kind: 'run', run_id }));
    await nameIt(served, 'clf');
    await nameIt(served, 'copy');
  });

  test('is of a run that goes on: what its client has said of it counts', async () => {
    await addRecalls(setup.fetch.ledger, recalled(dataset('orders', 'v1')));
    const served = setup.open(setup.folder);
    await call(served, 'POST registered-models/create', { name: 'clf' });
    const made = await call(served, 'POST runs/create', { experiment_id: '0', start_time: setup.now });
    const { run_id } = made.run.info;
    const asked = { source: `runs:/${run_id}/model`, run_id };
    await create(served, asked);
    await call(served, 'POST runs/set-tag', { run_id, key: 'dataset_version', value: 'orders_v1' });
    await nameIt(served, 'clf');
    await expect(create(served, asked)).rejects.toThrow(refusal);
  });
});
