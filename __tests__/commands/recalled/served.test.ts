import type { Served } from '../../../src/commands/serve/serve.js';
import { policy } from '../../core/policy/support.js';
import { call, ServeSetup } from '../serve/setup.js';
import { addRecalls, recalled } from './world.js';

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
