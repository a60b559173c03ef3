// A wrapped script sees the registered models of the ledger, and loads their files.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { changeModel } from '../../../../src/commands/registry/change.js';
import { openRegistry } from '../../../../src/commands/serve/open-registry.js';
import { type OpenedRegistry, withLoaded } from '../../../../src/commands/track/mlflow/ledger-registry.js';
import { openTracking } from '../../../../src/commands/track/mlflow/open.js';
import type { Opened, Served } from '../../../../src/commands/track/mlflow/opened.js';
import { UserError } from '../../../../src/core/errors.js';
import { idAt } from '../../../ledger/fixtures.js';
import { MADE } from '../../../support/logged.js';
import { makeTempDir, removeDir } from '../../../support/temp.js';
import { FetchSetup } from '../../fetch/setup.js';

const MODEL = { MLmodel: 'flavors: {}', 'model.pkl': 'pickle' };
let setup: FetchSetup;
let run: string;
beforeAll(async () => {
  setup = await FetchSetup.start();
  run = await setup.train({ model: MODEL });
  await setup.register(run, { aliases: ['champion'], tags: { team: 'fraud' } });
  await setup.register(await setup.train({ model: { MLmodel: 'second' } }));
  await setup.move(1, 'Production');
  const at = new Date(MADE).toISOString();
  const facts = { at, actor: 'octo', ci_run_url: null, newId: () => idAt(MADE, 900) };
  await changeModel('clf', { ledger: setup.ledger, facts }, () => ({
    ...{ version: null, bodies: [{ type: 'tag-set', key: 'kind', value: 'trees' }], subject: 'tag clf' },
  }));
});
afterAll(() => setup.close());

interface Begun extends Opened {
  /** How often the ledger was asked. */
  asked(): number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what they expect
  call(method: string, route: string, body?: object): Promise<{ status: number; body: any }>;
  file(place: string): Promise<string>;
}

const begun: { opened: Opened; folder: string }[] = [];
afterEach(async () => {
  for (const { opened, folder } of begun.splice(0)) {
    await opened.close();
    await removeDir(folder);
  }
});

async function begin(
  mlflow_registry: 'refuse' | 'hold' = 'refuse',
  registry: () => Promise<OpenedRegistry> = async () =>
    openRegistry({ ...setup, temp: setup.root, now: () => MADE }),
): Promise<Begun> {
  let [ids, asked] = [10, 0];
  const folder = await makeTempDir();
  const session: Served = {
    ...{ run_id: idAt(MADE, 1), started_at_ms: MADE },
    request: { experiment: 'clf', mlflow_registry, main_run: 'only' },
  };
  const opened = await openTracking(session, folder, {
    ...{ log: setup.log, now: () => MADE, elapsed: () => performance.now(), sleep, secret: 'f00d' },
    newId: () => idAt(MADE, ids++),
    models: mlflow_registry === 'hold' ? [{ name: 'clf', number: 2 }] : [],
    registry: () => {
      asked += 1;
      return registry();
    },
  });
  begun.push({ opened, folder });
  const get = (place: string, init?: RequestInit) => fetch(`${opened.url}/api/2.0/${place}`, init);
  return {
    ...opened,
    asked: () => asked,
    async call(method, route, body) {
      const query = method === 'GET' ? `?${new URLSearchParams(body as Record<string, string>)}` : '';
      const headers = { 'content-type': 'application/json' };
      const sent = method === 'GET' ? {} : { body: JSON.stringify(body), headers };
      const answer = await get(`mlflow/${route}${query}`, { method, ...sent });
      return { status: answer.status, body: await answer.json() };
    },
    file: async (place) => (await get(`mlflow-artifacts/artifacts/${place}`)).text(),
  };
}

test('versions by stage, alias and number, with their tags and runs; and their files', async () => {
  const one = await begin();
  const latest = await one.call('POST', 'registered-models/get-latest-versions', {
    name: 'clf',
    stages: ['Production'],
  });
  expect(latest.body.model_versions).toMatchObject([
    {
      name: 'clf',
      version: '1',
      current_stage: 'Production',
      run_id: run,
      aliases: ['champion'],
      tags: expect.arrayContaining([{ key: 'team', value: 'fraud' }]),
    },
  ]);
  const alias = await one.call('GET', 'registered-models/alias', { name: 'clf', alias: 'champion' });
  expect(alias.body.model_version).toEqual(latest.body.model_versions[0]);
  const found = await one.call('GET', 'model-versions/search', { filter: "name='clf'" });
  expect(found.body.model_versions.map(({ version }: { version: string }) => version).sort()).toEqual([
    '1',
    '2',
  ]);
  const { body } = await one.call('GET', 'model-versions/get-download-uri', { name: 'clf', version: '1' });
  const place = path.posix.join(body.artifact_uri.replace('mlflow-artifacts:/', ''));
  for (const [name, text] of Object.entries(MODEL)) expect(await one.file(`${place}/${name}`)).toBe(text);
  expect(one.asked()).toBe(1);
  // What it has loaded is an input of the run.
  const logged = await one.end({ hurry: true });
  expect(logged?.loaded).toEqual([
    {
      uri: 'models:/clf/1',
      version: '1',
      revision: null,
      made_by: run,
      digest: expect.stringMatching(/^sha256:/),
    },
  ]);
});

test('a script that only logs, or registers, reads nothing of it; what changes it is refused as before', async () => {
  const one = await begin();
  await one.call('POST', 'runs/create', { experiment_id: '0', start_time: MADE, tags: [] });
  expect(await one.call('POST', 'registered-models/create', { name: 'clf' })).toMatchObject({ status: 403 });
  expect(one.asked()).toBe(0);
  expect((await one.end({ hurry: true }))?.loaded).toEqual([]);
});

const CLF = { name: 'clf', version: '1' };
const CHANGES: [method: string, route: string, body: object, type: string][] = [
  ['POST', 'model-versions/set-tag', { ...CLF, key: 'k', value: 'a b' }, `models tag clf 'k=a b' --of 1`],
  ['DELETE', 'model-versions/delete-tag', { ...CLF, key: 'team' }, 'models untag clf team --of 1'],
  ['PATCH', 'model-versions/update', { ...CLF, description: 'x' }, 'models describe clf --of 1 --text TEXT'],
  ['POST', 'model-versions/transition-stage', { ...CLF, stage: 'Archived' }, 'promote clf 1 Archived'],
  ['DELETE', 'model-versions/delete', CLF, 'models delete clf/1'],
  ['POST', 'registered-models/alias', { ...CLF, alias: 'old' }, 'models alias clf old 1'],
  ['DELETE', 'registered-models/alias', { name: 'clf', alias: 'champion' }, 'models unalias clf champion'],
  ['POST', 'registered-models/set-tag', { name: 'clf', key: 'k', value: 'v' }, 'models tag clf k=v'],
  ['DELETE', 'registered-models/delete-tag', { name: 'clf', key: 'kind' }, 'models untag clf kind'],
  ['PATCH', 'registered-models/update', { name: 'clf' }, 'models describe clf --remove'],
  ['POST', 'registered-models/rename', { name: 'clf', new_name: 'x' }, 'models rename clf x'],
  ['DELETE', 'registered-models/delete', { name: 'clf' }, 'models delete clf'],
];

describe.each(['refuse', 'hold'] as const)('what the ledger has, with mlflow-registry: %s,', (mode) => {
  test.each(CHANGES)(
    'is not changed by %s %s, which says what to type',
    async (method, route, body, type) => {
      const one = await begin(mode);
      expect(await one.call(method, route, body)).toMatchObject({
        ...{ status: 403, body: { error_code: 'PERMISSION_DENIED' } },
        ...{ body: { message: expect.stringContaining(`\`lineage-gate ${type}`) } },
      });
    },
  );

  test('is told apart from what is not there, and from what is so already', async () => {
    const one = await begin(mode);
    const set = (body: object) => one.call('POST', 'registered-models/alias', body);
    expect((await set({ name: 'clf', version: '9', alias: 'old' })).status).toBe(404);
    expect((await set({ name: 'none', version: '1', alias: 'old' })).status).toBe(404);
    expect((await set({ ...CLF, alias: 'champion' })).status).toBe(200);
    const unset = { name: 'clf', alias: 'none' };
    expect((await one.call('DELETE', 'registered-models/alias', unset)).status).toBe(200);
  });

  test('gets no version more by a model of a run that is recorded', async () => {
    const one = await begin(mode);
    const source = `runs:/${run}/model`;
    const made = await one.call('POST', 'model-versions/create', { name: 'clf', source, run_id: run });
    expect(made).toMatchObject({ status: 403, body: { message: expect.stringMatching(/`register`/) } });
  });
});

test('an alias that the script has set is taken back, unless the ledger has it as well', async () => {
  const one = await begin('hold');
  const { body } = await one.call('POST', 'runs/create', { experiment_id: '0', start_time: MADE, tags: [] });
  const { run_id, artifact_uri } = body.run.info;
  await one.call('POST', 'model-versions/create', { name: 'clf', source: `${artifact_uri}/model`, run_id });
  const alias = (method: string, alias: string) =>
    one.call(method, 'registered-models/alias', { name: 'clf', alias, version: '3' });
  for (const name of ['champion', 'candidate']) expect((await alias('POST', name)).status).toBe(200);
  expect((await alias('DELETE', 'candidate')).status).toBe(200);
  expect((await alias('DELETE', 'champion')).status).toBe(403);
  expect((await alias('GET', 'candidate')).status).not.toBe(200);
});

test('beside what the script has registered itself, which goes before it', async () => {
  const one = await begin('hold');
  const { body } = await one.call('POST', 'runs/create', { experiment_id: '0', start_time: MADE, tags: [] });
  const { run_id, artifact_uri } = body.run.info;
  const source = `${artifact_uri}/model`;
  const made = await one.call('POST', 'model-versions/create', { name: 'clf', source, run_id });
  expect(made.body.model_version.version).toBe('3');
  await one.call('POST', 'registered-models/alias', { name: 'clf', alias: 'champion', version: '3' });
  const { registered_model: model } = (await one.call('GET', 'registered-models/get', { name: 'clf' })).body;
  expect(model.aliases).toEqual([{ alias: 'champion', version: '3' }]);
  expect(model.latest_versions.map(({ version }: { version: string }) => version).sort()).toEqual(['1', '3']);
});

test('the run of a version is read as it was recorded, and neither changed nor resumed', async () => {
  const one = await begin();
  const read = await one.call('GET', 'runs/get', { run_id: run });
  expect(read.body.run).toMatchObject({
    info: { run_id: run, status: 'FINISHED' },
    data: { metrics: [expect.objectContaining({ key: 'val_auc', value: 0.93 })] },
  });
  const history = (run_id: string) =>
    one.call('GET', 'metrics/get-history', { run_id, metric_key: 'val_auc' });
  expect((await history(run)).body.metrics).toMatchObject([{ value: 0.93 }]);
  for (const [route, body] of [
    ['runs/set-tag', { key: 'k', value: 'v' }],
    ['runs/update', { status: 'RUNNING' }],
  ] as const)
    expect(await one.call('POST', route, { run_id: run, ...body })).toMatchObject({
      ...{ status: 403, body: { message: expect.stringMatching(/is recorded.*serve --writable/) } },
    });
  // Its files are loaded as those of the version, which the record names.
  const { artifact_uri } = read.body.run.info;
  const place = artifact_uri.replace('mlflow-artifacts:/', '');
  expect(await one.file(`${place}/out/model/MLmodel`)).toMatch(/models:\/NAME\/NUMBER/);
  expect((await one.end({ hurry: true }))?.loaded).toEqual([]);
});

test('a run that is not shown is not there for any call that reads it', async () => {
  const one = await begin();
  const other = await setup.train({ model: { MLmodel: 'other' } });
  for (const [route, body] of [
    ['runs/get', { run_id: other }],
    ['metrics/get-history', { run_id: other, metric_key: 'auc' }],
    ['metrics/get-history-bulk', { run_id: other, metric_key: 'auc' }],
    ['metrics/get-history-bulk-interval', { run_ids: other, metric_key: 'auc' }],
    ['metrics/get-history', { run_id: 'none', metric_key: 'auc' }],
  ] as const)
    expect(await one.call('GET', route, body)).toMatchObject({
      ...{ status: 404, body: { message: expect.stringMatching(/runs show .*`lineage-gate serve`/) } },
    });
  const model = await one.call('GET', `logged-models/m-${'c'.repeat(32)}`, {});
  expect(model).toMatchObject({
    status: 404,
    body: { message: expect.stringMatching(/models:\/NAME\/NUMBER/) },
  });
});

test('where the ledger cannot be read the training goes on, and what is missing says why', async () => {
  const fault = {
    code: 'E_LEDGER_AUTH',
    what: 'The token is not valid',
    where: 'token',
    mend: 'Give one',
  } as const;
  const one = await begin('refuse', () => Promise.reject(new UserError(fault)));
  for (let time = 0; time < 2; time++) {
    const found = await one.call('GET', 'registered-models/get', { name: 'clf' });
    expect(found.status).toBe(404);
    expect(found.body.message).toMatch(/registry of the ledger is not shown: .*The token is not valid/);
  }
  expect((await one.call('GET', 'model-versions/search', {})).status).toBe(200);
  expect(one.asked()).toBe(1);
  expect(setup.log.lines.filter((line) => line.includes('are not shown to it'))).toHaveLength(1);
});

test('a model that the script has described is told in the end, and those of the ledger are not', async () => {
  const one = await begin('hold');
  await one.call('POST', 'registered-models/create', { name: 'plain' });
  await one.call('POST', 'registered-models/create', { name: 'told', description: 'all of them' });
  expect((await one.end({ hurry: true }))?.described).toEqual(['told']);
});

test('where the ledger is not known, what it may have is not said to be gone', async () => {
  const one = await begin('hold', () => Promise.reject(new Error('no token')));
  const unset = { name: 'clf', alias: 'champion' };
  expect(await one.call('DELETE', 'registered-models/alias', unset)).toMatchObject({
    ...{ status: 403, body: { message: expect.stringMatching(/models unalias clf champion.*no token/) } },
  });
  await one.call('POST', 'registered-models/create', { name: 'new' });
  expect((await one.call('DELETE', 'registered-models/alias', { ...unset, name: 'new' })).status).toBe(200);
});

test('a model that the user named is told once', () => {
  const model = (uri: string, digest: string | null) => ({
    uri,
    version: null,
    revision: null,
    digest,
    made_by: null,
  });
  const named = [model('models:/clf/Production', 'sha256:a'), model('models:/b/1', null)];
  const loaded = [
    model('models:/clf/1', 'sha256:a'),
    model('models:/b/1', 'sha256:b'),
    model('models:/c/4', 'sha256:c'),
  ];
  expect(withLoaded(named, loaded).map(({ uri }) => uri)).toEqual([
    'models:/clf/Production',
    'models:/b/1',
    'models:/c/4',
  ]);
  expect(withLoaded(named)).toEqual(named);
});
