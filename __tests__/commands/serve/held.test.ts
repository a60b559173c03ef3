// With a policy, versions of runs that go on are held until these are recorded.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../src/core/errors.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import { readModel } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { call, content, put, ServeSetup } from './setup.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

const PYFUNC = 'flavors:\n  python_function:\n    loader_module: x\n';
const TRUSTING = { trust: ['trusted', 'claimed'], required_tags: ['triggered_by'] } as const;
let rules: Policy;
/** What is judged by; set to throw. */
let unreadable: (() => Policy) | undefined;
beforeEach(() => {
  unreadable = undefined;
  rules = policy(TRUSTING as unknown as Parameters<typeof policy>[0]);
});

const gated = (folder = setup.folder) =>
  setup.open(folder, setup.fetch.ledger, { judgedBy: async () => unreadable?.() ?? rules });
type Answerer = ReturnType<typeof gated>;
const model = async (name = 'clf') => readModel(await setup.fetch.ledger.view(), name);
const version = async (served: Answerer, number: string) =>
  (await call(served, 'GET model-versions/get', { name: 'clf', version: number })).model_version;

/** A run that goes on, with the files of a model. */
async function begun(served: Answerer, bytes = 'ONE'): Promise<string> {
  const made = await call(served, 'POST runs/create', { experiment_id: '0', start_time: setup.now });
  const { run_id } = made.run.info;
  await put(served, `0/${run_id}/artifacts/model/MLmodel`, PYFUNC);
  await put(served, `0/${run_id}/artifacts/model/w.bin`, bytes);
  return run_id;
}

/** As `register_model` does it. */
async function register(served: Answerer, run_id: string, name = 'clf'): Promise<string> {
  await call(served, 'POST registered-models/create', { name }).catch(({ code }) => {
    expect(code).toBe('RESOURCE_ALREADY_EXISTS');
  });
  const source = `mlflow-artifacts:/0/${run_id}/artifacts/model`;
  const { model_version } = await call(served, 'POST model-versions/create', { name, run_id, source });
  expect(model_version.status).toBe('READY');
  return model_version.version;
}

/** Ends a run; it is recorded once it has been quiet. */
async function end(served: Answerer, run_id: string, status = 'FINISHED'): Promise<void> {
  await call(served, 'POST runs/update', { run_id, status, end_time: setup.now });
}

async function settled(served: Answerer, until: () => Promise<boolean>): Promise<void> {
  setup.now += 61_000;
  while (!(await until())) await new Promise((resolve) => setTimeout(resolve, 50));
  await call(served, 'GET registered-models/search');
}

test('a version of a run that goes on is held, is loaded meanwhile, and is registered with what was said of it', async () => {
  const served = gated();
  const run_id = await begun(served);
  expect(await register(served, run_id)).toBe('1');
  const about = { name: 'clf', version: '1' };
  await call(served, 'PATCH model-versions/update', { ...about, description: 'good' });
  await call(served, 'POST model-versions/set-tag', { ...about, key: 'k', value: 'v' });
  await call(served, 'POST registered-models/alias', { ...about, alias: 'champion' });
  expect(await version(served, '1')).toMatchObject({
    ...{ status: 'READY', run_id, description: 'good', aliases: ['champion'] },
    status_message: expect.stringContaining(run_id),
  });
  const found = await call(served, 'GET model-versions/search', { filter: `run_id = '${run_id}'` });
  expect(found.model_versions).toHaveLength(1);
  const { artifact_uri } = await call(served, 'GET model-versions/get-download-uri', about);
  expect(await content(served, `${artifact_uri.replace('mlflow-artifacts:/', '')}/w.bin`)).toBe('ONE');
  const [latest] = (await call(served, 'GET registered-models/get', { name: 'clf' })).registered_model
    .latest_versions;
  expect(latest.version).toBe('1');
  expect((await model()).versions).toEqual([]);
  const move = { ...about, stage: 'Staging' };
  await expect(call(served, 'POST model-versions/transition-stage', move)).rejects.toMatchObject({
    ...{ status: 403, message: expect.stringMatching(/End the run first.*promote/) },
  });

  // A stage that is asked for once the run has ended has it recorded and judged at once.
  await end(served, run_id);
  expect((await call(served, 'POST model-versions/transition-stage', move)).model_version).toMatchObject({
    ...{ version: '1', current_stage: 'Staging', aliases: ['champion'] },
  });
  const { versions, events } = await model();
  expect(versions).toMatchObject([
    { version: 1, run_id, run_path: 'model', description: 'good', policy: { verdict: 'pass' } },
  ]);
  expect(events.map(({ type }) => type)).toEqual(['registered', 'tag-set', 'alias-set', 'stage-changed']);
  expect((await version(served, '1')).status_message).toBeUndefined();
  expect(await content(served, 'models/clf/1/w.bin')).toBe('ONE');
});

test('what is held outlives the server, killed or stopped, and is written once', async () => {
  let served = gated();
  const run_id = await begun(served);
  await register(served, run_id);
  // A server that is killed leaves its file as it is at this moment.
  const spool = join(setup.folder, 'spool.ndjson');
  const before = await readFile(spool);
  await served.close();
  expect(setup.fetch.log.lines.join('\n')).toMatch(/not registered.*clf.* version 1 \(run/i);
  served = gated();
  expect(await version(served, '1')).toMatchObject({ status: 'READY', run_id });
  await end(served, run_id);
  await settled(served, async () => (await model()).versions.length === 1);
  await served.close();
  await writeFile(spool, before);
  served = gated();
  // Both what the ledger has and what the file holds are said to be version 1: it is found to be the same.
  await served.close();
  expect((await model()).versions).toHaveLength(1);
  expect(await call(gated(), 'GET model-versions/search')).toMatchObject({
    model_versions: [{ version: '1', run_id }],
  });
});

test.each([
  ['the policy', 'FINISHED', /reviewed_by/],
  ['its run, which failed', 'FAILED', /FAILED/],
])('a version that %s refuses says why', async (_, status, why) => {
  let served = gated();
  const run_id = await begun(served);
  await register(served, run_id);
  rules = policy({ ...TRUSTING, required_tags: ['reviewed_by'] } as unknown as Parameters<typeof policy>[0]);
  await end(served, run_id, status);
  await settled(served, async () => (await version(served, '1')).status === 'FAILED_REGISTRATION');
  await served.close();
  served = gated();
  expect(await version(served, '1')).toMatchObject({
    ...{ status: 'FAILED_REGISTRATION', status_message: expect.stringMatching(why) },
  });
  expect((await model()).versions).toEqual([]);
  const about = { name: 'clf', version: '1' };
  for (const [what, more] of [
    ['POST model-versions/transition-stage', { stage: 'Staging' }],
    ['POST registered-models/alias', { alias: 'champion' }],
  ] as const)
    await expect(call(served, what, { ...about, ...more })).rejects.toMatchObject({
      ...{ status: 400, message: expect.stringMatching(why) },
    });
  // The next one has the number that it will most likely have.
  expect(await register(served, await begun(served))).toBe('1');
});

test('what is held, refused or registered says so first, and behind it what was held by its number before', async () => {
  const served = gated();
  const demand = (tag: string) => {
    rules = policy({ ...TRUSTING, required_tags: [tag] } as unknown as Parameters<typeof policy>[0]);
  };
  const first = await begun(served);
  await register(served, first);
  demand('owner');
  await end(served, first);
  await settled(served, async () => (await version(served, '1')).status === 'FAILED_REGISTRATION');
  const second = await begun(served);
  expect(await register(served, second)).toBe('1');
  const before = `Version 1 that was held for run ${first} was not registered: [^]*owner`;
  expect(await version(served, '1')).toMatchObject({
    ...{ run_id: second, status: 'READY' },
    status_message: expect.stringMatching(`^It is held: [^]*once run ${second} has ended[^]* ${before}`),
  });
  demand('reviewed_by');
  await end(served, second);
  await settled(served, async () => (await version(served, '1')).status === 'FAILED_REGISTRATION');
  expect(await version(served, '1')).toMatchObject({
    ...{ run_id: second, status_message: expect.stringMatching(`^[^]*reviewed_by[^]* ${before}`) },
  });
  demand('triggered_by');
  const third = await begun(served);
  await register(served, third);
  await end(served, third);
  await settled(served, async () => (await model()).versions.length === 1);
  const { status_message } = await version(served, '1');
  expect(status_message).toMatch(new RegExp(`^It is registered\\. ${before}`));
  expect(status_message).toMatch(/reviewed_by/);
});

test('what is held by the number of one that was refused is changed by it', async () => {
  const served = gated();
  const refused = await begun(served, 'REFUSED');
  await register(served, refused);
  await end(served, refused, 'FAILED');
  await settled(served, async () => (await version(served, '1')).status === 'FAILED_REGISTRATION');
  const good = await begun(served, 'GOOD');
  expect(await register(served, good)).toBe('1');
  const about = { name: 'clf', version: '1' };
  await call(served, 'POST registered-models/alias', { ...about, alias: 'champion' });
  await call(served, 'POST model-versions/set-tag', { ...about, key: 'k', value: 'v' });
  expect(await version(served, '1')).toMatchObject({
    ...{ run_id: good, aliases: ['champion'], tags: [{ key: 'k', value: 'v' }] },
  });
  await end(served, good);
  await settled(served, async () => (await model()).versions.length === 1);
  expect(await version(served, '1')).toMatchObject({ run_id: good, aliases: ['champion'] });
});

test('a number that the ledger has given to another version is said to have moved', async () => {
  const served = gated();
  const slow = await begun(served, 'SLOW');
  expect(await register(served, slow)).toBe('1');
  const quick = await begun(served, 'QUICK');
  await end(served, quick);
  // This one can be judged, and is.
  expect(await register(served, quick)).toBe('1');
  expect(await version(served, '1')).toMatchObject({
    ...{ run_id: quick, status_message: expect.stringMatching(`${slow} is held as version 2`) },
  });
  expect(await version(served, '2')).toMatchObject({ run_id: slow, status: 'READY' });
  // Whoever knew the other one by the number must not change this one.
  const tag = { name: 'clf', version: '1', key: 'k', value: 'v' };
  await expect(call(served, 'POST model-versions/set-tag', tag)).rejects.toMatchObject({ status: 409 });
  await end(served, slow);
  await settled(served, async () => (await model()).versions.length === 2);
  await call(served, 'POST model-versions/set-tag', tag);
  expect(await version(served, '1')).toMatchObject({
    ...{ run_id: quick, status_message: expect.stringMatching(`${slow} is version 2`) },
  });
  expect(await version(served, '2')).toMatchObject({ run_id: slow, status: 'READY' });
  expect(await content(served, 'models/clf/2/w.bin')).toBe('SLOW');
  expect(setup.fetch.log.lines.join('\n')).toMatch(/knew as version 1 of .*clf.* is version 2/);
});

const TAG = 'mlflow.modelVersions';

/** Logs a model of MLflow 3 in a run and registers it, as the client does; its id. */
async function loggedAndRegistered(served: Answerer, source_run_id: string): Promise<string> {
  const asked = { experiment_id: '0', name: 'model', source_run_id };
  const { model_id } = (await call(served, 'POST logged-models', asked)).model.info;
  await put(served, `0/models/${model_id}/artifacts/MLmodel`, PYFUNC);
  await call(served, `PATCH logged-models/${model_id}`, { model_id, status: 'LOGGED_MODEL_READY' });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  const source = `models:/${model_id}`;
  const { model_version } = await call(served, 'POST model-versions/create', {
    name: 'clf',
    source,
    model_id,
  });
  expect(model_version.version).toBe('1');
  // The client says it once more.
  const value = '[{"name": "clf", "version": 1}, {"name": "clf", "version": "1"}]';
  await call(served, `PATCH logged-models/${model_id}/tags`, { model_id, tags: [{ key: TAG, value }] });
  return model_id;
}

async function versionsSaid(served: Answerer, model_id: string): Promise<unknown> {
  const { model } = await call(served, `GET logged-models/${model_id}`, { model_id });
  return model.info.tags.find(({ key }: { key: string }) => key === TAG)?.value;
}

test('a logged model names its version by the number that the ledger gave it', async () => {
  let served = gated();
  const slow = await begun(served, 'SLOW');
  const model_id = await loggedAndRegistered(served, slow);
  const quick = await begun(served, 'QUICK');
  await end(served, quick);
  expect(await register(served, quick)).toBe('1');
  await end(served, slow);
  await settled(served, async () => (await model()).versions.length === 2);
  const said = '[{"name": "clf", "version": 2}, {"name": "clf", "version": "2"}]';
  expect(await versionsSaid(served, model_id)).toBe(said);
  const origin = { source: `models:/${model_id}`, model_id, run_id: slow };
  expect(await version(served, '2')).toMatchObject(origin);
  await served.close();
  served = setup.open();
  expect(await versionsSaid(served, model_id)).toBe(said);
  expect(await version(served, '2')).toMatchObject(origin);
  expect((await version(served, '1')).source).toBe(`runs:/${quick}/model`);
});

test('what serves goes on serving until what is held has been judged', async () => {
  const served = gated();
  const first = await begun(served, 'FIRST');
  await register(served, first);
  const alias = (number: string) =>
    call(served, 'POST registered-models/alias', { name: 'clf', alias: 'champion', version: number });
  const champion = async () =>
    (await call(served, 'GET registered-models/alias', { name: 'clf', alias: 'champion' })).model_version;
  const latest = async () =>
    (await call(served, 'GET registered-models/alias', { name: 'clf', alias: 'latest' })).model_version;
  await alias('1');
  await end(served, first);
  await settled(served, async () => (await model()).versions.length === 1);
  const second = await begun(served, 'SECOND');
  expect(await register(served, second)).toBe('2');
  await alias('2');
  expect([await champion(), await latest()]).toMatchObject([{ version: '1' }, { version: '1' }]);
  await end(served, second);
  await settled(served, async () => (await champion()).version === '2');
  expect(await latest()).toMatchObject({ version: '2' });
});

test('what is held can be taken back, and its model can be described and deleted', async () => {
  const served = gated();
  const run_id = await begun(served);
  await register(served, run_id);
  await call(served, 'DELETE model-versions/delete', { name: 'clf', version: '1' });
  await expect(version(served, '1')).rejects.toMatchObject({ status: 404 });
  await call(served, 'DELETE registered-models/delete', { name: 'clf' });
  expect(await call(served, 'GET registered-models/search')).toEqual({});
  expect((await model()).events).toEqual([]);
  await register(served, run_id);
  await call(served, 'PATCH registered-models/update', { name: 'clf', description: 'orders' });
  await call(served, 'POST registered-models/rename', { name: 'clf', new_name: 'orders' });
  await end(served, run_id);
  await settled(served, async () => (await model('orders')).versions.length === 1);
});

test('while the policy cannot be read, what is held waits', async () => {
  const served = gated();
  const run_id = await begun(served);
  await register(served, run_id);
  await end(served, run_id);
  const fit = rules;
  let asked = 0;
  unreadable = () => {
    asked += 1;
    throw new UserError({
      code: 'E_POLICY_INVALID',
      what: 'It is no YAML',
      where: 'policy',
      mend: 'Mend it',
    });
  };
  await settled(served, async () => asked > 1 && setup.fetch.log.lines.join().includes('tried again'));
  expect(await version(served, '1')).toMatchObject({ status: 'READY', run_id });
  unreadable = () => fit;
  await settled(served, async () => (await model()).versions.length === 1);
});

test('names that the ledger would refuse are refused at once', async () => {
  const served = gated();
  await call(served, 'POST registered-models/create', { name: 'clf' });
  for (const name of ['CLF', '.git', 'x'.repeat(201)])
    await expect(call(served, 'POST registered-models/create', { name })).rejects.toMatchObject({
      status: 400,
    });
  await register(served, await begun(served));
  const alias = { name: 'clf', version: '1', alias: 'production' };
  await expect(call(served, 'POST registered-models/alias', alias)).rejects.toMatchObject({ status: 400 });
});
