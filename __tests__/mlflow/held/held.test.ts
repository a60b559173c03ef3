import { heldVersions } from '../../../src/mlflow/held/held-versions.js';
import { withRegistry } from '../../../src/mlflow/held/hold.js';
import { recordedVersions } from '../../../src/mlflow/held/recorded-versions.js';
import { findCall } from '../../../src/mlflow/protocol/protocol.js';
import { applyEntry } from '../../../src/mlflow/state/apply.js';
import type { Change } from '../../../src/mlflow/state/changes.js';
import { emptyState } from '../../../src/mlflow/state/state.js';
import { idOfRun, MADE, made } from '../../support/logged.js';

const RUN = idOfRun(1);
const FILES = `mlflow-artifacts:/0/${RUN}/artifacts`;

/** A registry that is held, beside one run. */
function registry() {
  const state = emptyState();
  const base: Change = {
    ...{ type: 'experiment-created', experiment_id: '0', name: 'Default', tags: [] },
    artifact_location: 'mlflow-artifacts:/0',
  };
  applyEntry(state, { at: MADE, changes: [base, made(RUN)] });
  state.numbers.set('clf', 6);
  const store = withRegistry(
    {
      state,
      async run(call) {
        const { changes, body } = call.run({ state, now: MADE, newId: () => RUN });
        applyEntry(state, { at: MADE, changes });
        return body();
      },
    },
    'hold',
    new Map([['old', 'The registered model `old` is called `orders`']]),
  );
  const call = (method: 'POST' | 'PATCH' | 'DELETE' | 'GET', route: string, sent: Record<string, unknown>) =>
    store.run(findCall(method, route, sent));
  return { state, call };
}

async function withVersions() {
  const one = registry();
  await one.call('POST', 'registered-models/create', { name: 'clf', description: 'all of them' });
  for (const path of ['first', 'second'])
    await one.call('POST', 'model-versions/create', { name: 'clf', source: `${FILES}/${path}`, run_id: RUN });
  return one;
}

test('a version has the number that comes after those of the ledger, and keeps what is said of it', async () => {
  const { state, call } = await withVersions();
  const answer = await call('GET', 'model-versions/get', { name: 'clf', version: '7' });
  expect(answer).toMatchObject({ model_version: { version: '7', status: 'READY', run_id: RUN } });
  await call('PATCH', 'model-versions/update', { name: 'clf', version: '7', description: 'good' });
  await call('POST', 'model-versions/set-tag', { name: 'clf', version: '7', key: 'a', value: 'b' });
  await call('POST', 'registered-models/alias', { name: 'clf', alias: 'champion', version: '8' });
  await call('POST', 'registered-models/alias', { name: 'clf', alias: 'champion', version: '7' });
  const held = heldVersions(state);
  expect(held).toMatchObject([
    { model: 'clf', number: 7, description: 'good', aliases: ['champion'], storage: `${FILES}/first` },
    { model: 'clf', number: 8, description: '', aliases: [] },
  ]);
  expect([...(held[0]?.tags ?? [])]).toEqual([['a', 'b']]);
  await call('DELETE', 'model-versions/delete', { name: 'clf', version: '7' });
  expect(heldVersions(state).map(({ number }) => number)).toEqual([8]);
});

test('a stage, a change of the whole model and a version of what no run of the command has made are refused', async () => {
  const { call } = await withVersions();
  const stage = call('POST', 'model-versions/transition-stage', {
    name: 'clf',
    version: '7',
    stage: 'Staging',
  });
  await expect(stage).rejects.toMatchObject({ code: 'PERMISSION_DENIED', message: /`promote`/ });
  for (const [method, route, sent] of [
    ['PATCH', 'registered-models/update', { name: 'clf', description: 'x' }],
    ['POST', 'registered-models/set-tag', { name: 'clf', key: 'a', value: 'b' }],
    ['POST', 'registered-models/rename', { name: 'clf', new_name: 'x' }],
    ['DELETE', 'registered-models/delete', { name: 'clf' }],
    ['POST', 'model-versions/create', { name: 'clf', source: 's3://bucket/model' }],
  ] as const)
    await expect(call(method, route, sent)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
});

test('versions are of the runs that were recorded, by the paths that these have', async () => {
  const held = heldVersions((await withVersions()).state);
  const run = { client_id: RUN, run_id: idOfRun(9), models: new Map([[`${FILES}/first`, 'first']]) };
  expect(recordedVersions(held, [run])).toMatchObject([
    { run_id: idOfRun(9), run_path: 'first' },
    { run_id: idOfRun(9), run_path: null },
  ]);
  expect(recordedVersions(held, [])).toMatchObject([{ run_path: null }, { run_path: null }]);
});

test('names that the ledger would refuse in the end are refused at once', async () => {
  const { state, call } = await withVersions();
  const models = (name: string) => call('POST', 'registered-models/create', { name });
  for (const name of ['CLF', '\u0441lf', '.git', 'x'.repeat(201)])
    await expect(models(name)).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' });
  await models('old');
  const version = { name: 'old', source: `${FILES}/first`, run_id: RUN };
  await expect(call('POST', 'model-versions/create', version)).rejects.toMatchObject({
    ...{ code: 'INVALID_PARAMETER_VALUE', message: /is called `orders`/ },
  });
  for (const alias of ['production', 'latest', 'a@b'])
    await expect(
      call('POST', 'registered-models/alias', { name: 'clf', alias, version: '7' }),
    ).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' });
  expect(heldVersions(state).map(({ model }) => model)).toEqual(['clf', 'clf']);
});
