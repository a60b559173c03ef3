import { findRun } from '../../src/ledger/find-run.js';
import { FetchSetup } from '../commands/fetch/setup.js';

const CLIENT = 'c'.repeat(32);
const TWICE = 'd'.repeat(32);
let setup: FetchSetup;
beforeAll(async () => {
  setup = await FetchSetup.start();
});
afterAll(() => setup.close());

test('a run is found by its own id, its beginning and the id that its client knew; also by a URI', async () => {
  const tags = { 'mlflow.runId': CLIENT };
  const id = await setup.train({ model: { MLmodel: 'x' }, changes: { tags } });
  const other = await setup.train({ changes: { tags: { 'mlflow.runId': TWICE } } });
  await setup.train({ changes: { tags: { 'mlflow.runId': TWICE } } });
  const view = await setup.ledger.view();
  for (const text of [id, id.slice(0, 12), CLIENT, CLIENT.toUpperCase()])
    expect([text, await findRun(view, text)]).toEqual([text, id]);
  // Its own id counts before all others.
  expect(await findRun(view, other)).toBe(other);
  for (const text of [TWICE, 'e'.repeat(32), CLIENT.slice(0, 12)])
    await expect(findRun(view, text)).rejects.toMatchObject({ faults: [{ code: 'E_RUN_NOT_FOUND' }] });
  expect(await setup.fetch(`runs:/${CLIENT}/out/model`)).toMatchObject({ run_id: id });
});
