// What clients change of the registry is in the ledger before they are answered.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { modelFolder } from '../../../src/ledger/layout.js';
import { readModel } from '../../../src/ledger/read/records.js';
import { findCall } from '../../../src/mlflow/protocol/protocol.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import { call, ServeSetup } from './setup.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

const view = () => setup.fetch.ledger.view();
const other = () => setup.open(join(setup.fetch.root, 'other'));
type Answerer = ReturnType<ServeSetup['open']>;

/** All that a server says of the registry. */
async function shown(served: Answerer): Promise<object> {
  const { registered_models = [] } = await call(served, 'GET registered-models/search', { max_results: 100 });
  const { model_versions = [] } = await call(served, 'GET model-versions/search', { max_results: 100 });
  return { registered_models, model_versions };
}

const created = (name: string) => ({ name, source: `s3://bucket/${name}`, run_id: 'a'.repeat(32) });

/** A bit of everything, each a millisecond after the one before. */
async function changed(served: Answerer): Promise<void> {
  const next = (what: string, raw: object) => {
    setup.now += 1;
    return call(served, what, raw as Record<string, unknown>);
  };
  const tags = [{ key: 'team', value: 'growth' }];
  await next('POST registered-models/create', { name: 'clf', description: 'of orders', tags });
  await next('POST registered-models/create', { name: 'plain' });
  await next('POST model-versions/create', {
    ...created('clf'),
    tags,
    description: 'first',
    run_link: 'https://ci/1',
  });
  await next('POST model-versions/create', created('clf'));
  await next('POST model-versions/create', created('clf'));
  await next('POST model-versions/transition-stage', { name: 'clf', version: '1', stage: 'Production' });
  await next('POST model-versions/transition-stage', {
    name: 'clf',
    version: '2',
    stage: 'Production',
    archive_existing_versions: true,
  });
  await next('POST registered-models/alias', { name: 'clf', alias: 'champion', version: '2' });
  await next('POST registered-models/alias', { name: 'clf', alias: 'gone', version: '3' });
  await next('DELETE registered-models/alias', { name: 'clf', alias: 'gone' });
  await next('POST model-versions/set-tag', { name: 'clf', version: '1', key: 'team', value: 'core' });
  await next('DELETE model-versions/delete-tag', { name: 'clf', version: '1', key: 'team' });
  await next('POST registered-models/set-tag', { name: 'clf', key: 'long', value: 'x'.repeat(20_000) });
  await next('PATCH model-versions/update', { name: 'clf', version: '1', description: '' });
  await next('PATCH registered-models/update', { name: 'clf', description: 'of all orders' });
  await next('DELETE model-versions/delete', { name: 'clf', version: '3' });
  await next('POST model-versions/create', { name: 'clf', source: 'models:/clf/2' });
  await next('POST registered-models/rename', { name: 'plain', new_name: 'simple' });
}

test('whoever has nothing but the ledger shows the same', async () => {
  const served = setup.open(setup.folder);
  await changed(served);
  const before = await shown(served);
  expect(before).toMatchObject({
    registered_models: [{ name: 'clf', description: 'of all orders' }, { name: 'simple' }],
  });
  expect(await shown(other())).toEqual(before);
});

const git = async (...args: string[]) =>
  `${await execOk('git', args, { cwd: join(setup.fetch.root, 'repo'), env: gitEnvironment() })}`.trim();
const commits = async () => Number(await git('rev-list', '--count', 'lineage'));

test('what it is of: an event each, by whom and with which client, of a version that nobody judged', async () => {
  const served = setup.open(setup.folder);
  await call(served, 'POST registered-models/create', { name: 'clf' });
  await call(served, 'POST model-versions/create', created('clf'));
  const move = findCall('POST', 'model-versions/transition-stage', {
    name: 'clf',
    version: '1',
    stage: 'Staging',
  });
  await (await served.store).run({ ...move, agent: 'mlflow-python-client/3.1' });
  const { unjudged, events } = await readModel(await view(), 'clf');
  expect(unjudged).toEqual([
    expect.objectContaining({
      ...{ version: 1, run_id: null, manifest: null, registered_by: 'ada' },
      ...{ source: 's3://bucket/clf', claimed_run_id: 'a'.repeat(32) },
      policy: { digest: null, verdict: 'unjudged', findings: [] },
    }),
  ]);
  expect(events.map(({ type }) => type)).toEqual(['model-created', 'registered', 'stage-changed']);
  expect(events[2]).toMatchObject({ actor: 'ada', reason: 'MLflow API, mlflow-python-client/3.1' });
});

test('calls that wait at the same moment share a commit; what changes nothing makes none', async () => {
  const served = setup.open(setup.folder);
  await call(served, 'POST registered-models/create', { name: 'clf' });
  const before = await commits();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => call(served, 'POST model-versions/create', created('clf'))),
  );
  expect(answers.map(({ model_version }) => model_version.version)).toEqual(
    Array.from({ length: 10 }, (_, index) => `${index + 1}`),
  );
  expect(await commits()).toBe(before + 1);
  const alias = { name: 'clf', alias: 'a', version: '1' };
  await call(served, 'POST registered-models/alias', alias);
  await call(served, 'POST registered-models/alias', alias);
  await shown(served);
  await expect(call(served, 'POST model-versions/create', created('none'))).rejects.toMatchObject({
    status: 404,
  });
  expect(await commits()).toBe(before + 2);
});

test('one that is refused keeps no other out of the commit', async () => {
  const served = setup.open(setup.folder);
  const create = (name: string) => call(served, 'POST registered-models/create', { name });
  const all = await Promise.allSettled(['one', 'one', 'x'.repeat(201), 'two'].map(create));
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(all[1]).toMatchObject({ reason: { code: 'RESOURCE_ALREADY_EXISTS' } });
  expect(all[2]).toMatchObject({
    reason: { status: 400, message: expect.stringContaining('The ledger cannot hold') },
  });
  expect(await shown(other())).toMatchObject({ registered_models: [{ name: 'one' }, { name: 'two' }] });
});

test('two servers of one ledger, and `register` meanwhile, agree', async () => {
  const [one, two] = [setup.open(setup.folder), other()];
  const run = await setup.fetch.train({ model: { MLmodel: 'flavors: {}' } });
  await call(one, 'POST registered-models/create', { name: 'clf' });
  // The other has not looked at the ledger since: it is asked of what the ledger says when it is written.
  await call(two, 'POST model-versions/create', created('clf'));
  const [, , registered] = await Promise.all([
    ...[one, two].map((served) =>
      Promise.all(
        Array.from({ length: 5 }, () => call(served, 'POST model-versions/create', created('clf'))),
      ),
    ),
    setup.fetch.register(run),
  ]);
  await call(two, 'POST registered-models/alias', { name: 'clf', alias: 'last', version: '12' });
  setup.wait();
  const all = await shown(one);
  expect(await shown(two)).toEqual(all);
  const { versions, unjudged = [] } = await readModel(await view(), 'clf');
  expect([...versions, ...unjudged].map(({ version }) => version).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 12 }, (_, index) => index + 1),
  );
  expect(versions).toMatchObject([{ run_id: run }]);
  expect(registered).toBeDefined();
}, 60_000);

test('numbers go on when a version or the model is deleted', async () => {
  const served = setup.open(setup.folder);
  const number = async () =>
    (await call(served, 'POST model-versions/create', created('clf'))).model_version.version;
  await call(served, 'POST registered-models/create', { name: 'clf' });
  expect([await number(), await number()]).toEqual(['1', '2']);
  await call(served, 'DELETE model-versions/delete', { name: 'clf', version: '2' });
  expect(await number()).toBe('3');
  await call(served, 'DELETE registered-models/delete', { name: 'clf' });
  expect(await shown(other())).toEqual({ registered_models: [], model_versions: [] });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  expect(await number()).toBe('4');
  expect(await shown(setup.open(join(setup.fetch.root, 'third')))).toEqual(await shown(served));
  // A number of a name never means two versions, so nothing is renamed to it.
  await call(served, 'POST registered-models/create', { name: 'new' });
  const rename = { name: 'new', new_name: 'clf' };
  await call(served, 'DELETE registered-models/delete', { name: 'clf' });
  await expect(call(served, 'POST registered-models/rename', rename)).rejects.toMatchObject({ status: 400 });
  await call(served, 'POST registered-models/rename', { name: 'new', new_name: 'newer' });
  await call(served, 'POST registered-models/rename', { name: 'newer', new_name: 'new' });
  expect(await shown(served)).toMatchObject({ registered_models: [{ name: 'new' }] });
});

test('a name that looks like that of another model, or that nobody can read, is refused without a policy too', async () => {
  const served = setup.open(setup.folder);
  const create = (name: string) => call(served, 'POST registered-models/create', { name });
  await create('Fraud');
  await create('other');
  for (const name of ['fraud', 'Frau\u0501', 'cl\u0455\u043bf', 'zero\u200bwidth'])
    await expect(create(name)).rejects.toMatchObject({ status: 400 });
  await expect(
    call(served, 'POST registered-models/rename', { name: 'other', new_name: 'FRAUD' }),
  ).rejects.toMatchObject({ status: 400, message: expect.stringContaining('model `Fraud`, which differs') });
  await call(served, 'DELETE registered-models/delete', { name: 'Fraud' });
  // Its records stay, and so does what is called like them.
  await expect(create('fraud')).rejects.toMatchObject({ status: 400 });
  await create('Fraud');
});

test('what cannot be written is told, and is not shown', async () => {
  const { ledger } = setup.fetch;
  const served = setup.open(setup.folder);
  await call(served, 'POST registered-models/create', { name: 'clf' });
  await git('checkout', '-q', '-f', 'lineage');
  await expect(call(served, 'POST model-versions/create', created('clf'))).rejects.toMatchObject({
    ...{ code: 'DATA_LOSS', message: expect.stringContaining('E_LEDGER_CHECKED_OUT') },
  });
  expect(await shown(served)).toMatchObject({ registered_models: [{ name: 'clf' }], model_versions: [] });
  await git('checkout', '-q', '--orphan', 'main');
  expect((await call(served, 'POST model-versions/create', created('clf'))).model_version.version).toBe('1');
  expect((await ledger.view()).commit).not.toBeNull();
});

test('the ledger has no secret that a client has sent', async () => {
  const secret = 'b8Zq2LmX91vT0cRk7NfWy4Hs';
  setup.redactor = createRedactor([{ name: 'API_KEY', value: secret }]);
  const served = setup.open(setup.folder);
  await call(served, 'POST registered-models/create', { name: 'clf', description: `with ${secret}` });
  await call(served, 'POST model-versions/create', {
    ...{ name: 'clf', source: `s3://bucket/x?key=${secret}`, run_link: `https://ci/?k=${secret}` },
    tags: [{ key: 'token', value: secret }],
  });
  for (const name of ['model', 'alias'])
    await expect(
      name === 'model'
        ? call(served, 'POST registered-models/create', { name: secret })
        : call(served, 'POST registered-models/alias', { name: 'clf', alias: secret, version: '1' }),
    ).rejects.toMatchObject({ status: 400 });
  const files = await (await view()).list(modelFolder('clf'));
  expect(files.length).toBeGreaterThan(3);
  for (const [path, bytes] of await (await view()).read(files))
    expect([path, `${bytes}`]).not.toContain(secret);
  expect(JSON.stringify(await shown(served))).not.toContain(secret);
  expect(await shown(other())).toEqual(await shown(served));
});

test('nor one that stands where an id or the name of a client is', async () => {
  const token = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;
  const key = 'AKIAQ3EGXJ7M2LPN5RTW';
  const served = setup.open(setup.folder);
  const asked = async (what: string, raw: Record<string, unknown>) => {
    const [method, route = ''] = what.split(' ') as ['POST', string];
    const found = findCall(method, route, raw);
    await (await served.store).run({ ...found, agent: `${'x'.repeat(480)} ${token}` });
  };
  await asked('POST registered-models/create', { name: 'clf' });
  for (const run_id of [token, key]) await asked('POST model-versions/create', { ...created('clf'), run_id });
  await asked('POST model-versions/transition-stage', { name: 'clf', version: '1', stage: 'Staging' });
  const files = await (await view()).read(await (await view()).list(modelFolder('clf')));
  const all = [...files.values()].join();
  expect(all).toContain('claimed_run_id');
  expect(all).toContain('to_stage');
  for (const secret of [token.slice(0, 15), key]) expect(all).not.toContain(secret);
});

test('what GitHub confirms is said by no client', async () => {
  const served = setup.open(setup.folder);
  await call(served, 'POST registered-models/create', { name: 'clf' });
  await call(served, 'POST model-versions/create', created('clf'));
  const tag = { key: 'lineage.verified', value: 'yes' };
  for (const [what, raw] of [
    ['POST registered-models/create', { name: 'other', tags: [tag] }],
    ['POST registered-models/set-tag', { name: 'clf', ...tag }],
    ['POST model-versions/create', { ...created('clf'), tags: [tag] }],
    ['POST model-versions/set-tag', { name: 'clf', version: '1', ...tag }],
  ] as const)
    await expect(call(served, what, raw)).rejects.toMatchObject({
      ...{ status: 400, message: expect.stringContaining('lineage.verified') },
    });
});

describe('what earlier releases kept in a file of the server', () => {
  const spool = () => join(setup.folder, 'spool.ndjson');
  const version = {
    source: 's3://x',
    storage: 's3://x',
    run_id: '',
    run_link: '',
    user_id: 'ada',
    model_id: '',
    description: '',
  };
  const entry = (number: number, change: object) =>
    `${JSON.stringify({ at: setup.now - 5000 + number, number, changes: [change] })}\n`;

  async function left(...changes: object[]): Promise<void> {
    await mkdir(setup.folder, { recursive: true });
    const head = `${JSON.stringify({ server: 'd'.repeat(32), next: 50 })}\n`;
    await writeFile(spool(), head + changes.map((change, index) => entry(index + 1, change)).join(''));
  }

  const model = (name: string) => ({
    type: 'model-created',
    model: name,
    description: `${name} of a client`,
    tags: [],
  });

  test('is brought into the ledger once, when the server starts', async () => {
    await left(
      model('clf'),
      { type: 'version-created', model: 'clf', version: 1, ...version, tags: [{ key: 'k', value: 'v' }] },
      { type: 'alias-set', model: 'clf', alias: 'champion', version: 1 },
      { type: 'model-renamed', model: 'clf', to: 'better' },
    );
    const served = setup.open(setup.folder);
    const all = await shown(served);
    expect(all).toMatchObject({
      registered_models: [
        { name: 'better', description: 'clf of a client', aliases: [{ alias: 'champion' }] },
      ],
      model_versions: [{ version: '1', tags: [{ key: 'k', value: 'v' }] }],
    });
    const count = await commits();
    await served.close();
    expect(await readFile(spool(), 'utf8')).not.toContain('of a client');
    expect(await shown(setup.open(setup.folder))).toEqual(all);
    expect(await shown(other())).toEqual(all);
    expect(await commits()).toBe(count);
  });

  test('waits there where the ledger has a model of the name, or can have none', async () => {
    const long = 'x'.repeat(220);
    const run = await setup.fetch.train({ model: { MLmodel: 'flavors: {}' } });
    await setup.fetch.register(run);
    await left(model('clf'), model(long), model('other'));
    const served = setup.open(setup.folder);
    expect(await shown(served)).toMatchObject({
      registered_models: [
        { name: 'clf', latest_versions: [{ run_id: run }] },
        { name: 'other' },
        { name: long },
      ],
    });
    expect(await call(served, 'GET registered-models/get', { name: 'clf' })).not.toHaveProperty(
      'registered_model.description',
    );
    await expect(call(served, 'POST model-versions/create', created(long))).rejects.toMatchObject({
      status: 400,
    });
    await served.close();
    const text = await readFile(spool(), 'utf8');
    for (const name of ['clf', long]) expect(text).toContain(`${name} of a client`);
    expect(text).not.toContain('other of a client');
  });
});
