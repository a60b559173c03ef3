// With a policy, what clients register is held against it as on the command line.
import { UserError } from '../../../src/core/errors.js';
import { LINEAGE_TAGS } from '../../../src/core/policy/policy.js';
import { readModel, readRun } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { call, content, put, ServeSetup } from './setup.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

const MODEL = { MLmodel: 'flavors: {}' };
const PYFUNC = 'flavors:\n  python_function:\n    loader_module: x\n';
const gated = (rules: Parameters<typeof policy>[0] = {}) =>
  setup.open(setup.folder, setup.fetch.ledger, { judgedBy: async () => policy(rules) });
type Answerer = ReturnType<typeof gated>;
const view = () => setup.fetch.ledger.view();
const create = (served: Answerer, run_id: string, more: object = {}) =>
  call(served, 'POST model-versions/create', {
    name: 'clf',
    run_id,
    source: `runs:/${run_id}/out/model`,
    ...more,
  });
const move = (served: Answerer, version: string, stage: string) =>
  call(served, 'POST model-versions/transition-stage', { name: 'clf', version, stage });

test('a run that passes becomes a version as `register` makes it, however often', async () => {
  const run = await setup.fetch.train({ model: MODEL });
  const served = gated();
  await call(served, 'POST registered-models/create', { name: 'clf' });
  const first = await create(served, run, {
    tags: [
      { key: 'k', value: 'v' },
      { key: 'git_commit', value: 'abc' },
    ],
  });
  expect(first.model_version).toMatchObject({ version: '1', run_id: run, status: 'READY' });
  expect((await create(served, run)).model_version.version).toBe('2');
  const { versions, unjudged } = await readModel(await view(), 'clf');
  expect(unjudged).toEqual([]);
  expect(versions).toMatchObject(
    [{ version: 1 }, { version: 2 }].map((one) => ({
      ...{ ...one, run_id: run, run_path: 'out/model' },
      policy: { verdict: 'pass', digest: expect.stringContaining('sha256:') },
    })),
  );
  expect(await content(served, 'models/clf/2/MLmodel')).toBe('flavors: {}');
  await move(served, '1', 'Production');
  const { events } = await readModel(await view(), 'clf');
  expect(events.at(-1)).toMatchObject({ type: 'stage-changed', policy: { verdict: 'pass' } });
  const shown = await call(served, 'GET model-versions/search');
  expect(await call(setup.open(), 'GET model-versions/search')).toEqual(shown);
});

test('a refusal is an error with every finding, and writes nothing', async () => {
  const run = await setup.fetch.train({ model: MODEL });
  const served = gated({ required_tags: ['owner', 'reviewed_by'] });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  const { commit } = await view();
  await expect(create(served, run)).rejects.toMatchObject({
    ...{ code: 'INVALID_PARAMETER_VALUE', status: 400 },
    message: expect.stringMatching(/The policy refuses a version of clf\.\n.*owner.*reviewed_by/s),
  });
  for (const [more, why] of [
    [{ run_id: '', source: 's3://x/y' }, 'names none'],
    [{ tags: [{ key: 'git_commit', value: 'other' }] }, 'Leave it out|refuses'],
    [{ source: 's3://x/y' }, 'none of the models of run'],
    [{ run_id: 'f'.repeat(32), source: `runs:/${'f'.repeat(32)}/out/model` }, 'E_RUN|not in the ledger'],
  ] as const) {
    // As `register_model` does each time: a model without a version is not kept.
    await call(served, 'POST registered-models/create', { name: 'clf' });
    await expect(create(served, run, more)).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(why),
    });
  }
  expect(await call(served, 'GET registered-models/search')).toEqual({});
  expect((await view()).commit).toBe(commit);
});

test('a tag that the policy asks for and the run lacks may come with the version; a refusal says what a client can do', async () => {
  const served = gated({ trust: ['trusted', 'claimed'], required_tags: ['owner'] });
  const sent = { experiment_id: '0', start_time: setup.now };
  const { run_id } = (await call(served, 'POST runs/create', sent)).run.info;
  await put(served, `0/${run_id}/artifacts/out/model/MLmodel`, PYFUNC);
  await put(served, `0/${run_id}/artifacts/notes.txt`, 'a');
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  await expect(create(served, run_id)).rejects.toMatchObject({
    status: 400,
    message: expect.stringMatching(
      /^(?!.*track step).*create_model_version\(…, tags=\{"owner": "VALUE"\}\).*--tag owner=VALUE/s,
    ),
  });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  const tags = [
    { key: 'owner', value: 'risk' },
    { key: 'note', value: 'a' },
  ];
  const { model_version } = await create(served, run_id, { tags });
  expect(model_version.tags).toEqual(expect.arrayContaining(tags));
  const [version] = (await readModel(await view(), 'clf')).versions;
  expect(version?.tags).toMatchObject({ owner: 'risk' });
  expect(version?.tags).not.toHaveProperty('note');
  // Moving it holds it against the policy again.
  expect(await move(served, '1', 'Production')).toMatchObject({ model_version: { version: '1' } });
});

test('a client that registers a file of a run, which has no model, is told of `log_model`', async () => {
  const served = gated({ trust: ['trusted', 'claimed'], required_tags: [] });
  const sent = { experiment_id: '0', start_time: setup.now };
  const { run_id } = (await call(served, 'POST runs/create', sent)).run.info;
  await put(served, `0/${run_id}/artifacts/notes.txt`, 'a');
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  await expect(create(served, run_id, { source: `runs:/${run_id}/notes.txt` })).rejects.toMatchObject({
    status: 400,
    message: expect.stringMatching(/^(?!.*track step).*log_model/s),
  });
});

test('what serves in Production is not deleted, and what nobody judged does not serve', async () => {
  const run = await setup.fetch.train({ model: MODEL });
  const open = setup.open(setup.folder);
  await call(open, 'POST registered-models/create', { name: 'clf' });
  await call(open, 'POST model-versions/create', { name: 'clf', source: 's3://x/y' });
  await open.close();
  const served = gated();
  await create(served, run);
  await expect(move(served, '1', 'Production')).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('register'),
  });
  await move(served, '2', 'Production');
  const gone = (what: string, raw: object) => call(served, `DELETE ${what}`, { name: 'clf', ...raw });
  for (const deletion of [
    gone('registered-models/delete', {}),
    gone('model-versions/delete', { version: '2' }),
  ])
    await expect(deletion).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('is in Production'),
    });
  await gone('model-versions/delete', { version: '1' });
  await move(served, '2', 'Archived');
  await gone('registered-models/delete', {});
});

test('a stage that needs approvals is for `promote`', async () => {
  const run = await setup.fetch.train({ model: MODEL });
  const served = gated({ stages: { Production: { approvals: 1 } } });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  await create(served, run);
  await expect(move(served, '1', 'Production')).rejects.toMatchObject({
    ...{ status: 400, message: expect.stringContaining('lineage-gate promote clf 1 Production') },
  });
  await move(served, '1', 'Staging');
});

test('approvals and whatever else keeps a version from a stage are told at once', async () => {
  const run = await setup.fetch.train({ model: MODEL });
  const served = gated({ stages: { Production: { approvals: 1, from: ['Staging'] } } });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  await create(served, run);
  await expect(move(served, '1', 'Production')).rejects.toMatchObject({
    message: expect.stringMatching(/stages\.Production\.from: [\s\S]*\nThe policy asks for 1 approval/),
  });
});

test('names are those that the command line takes', async () => {
  const served = gated();
  await call(served, 'POST registered-models/create', { name: 'clf' });
  for (const name of ['CLF', 'cl\u0455\u043bf'])
    await expect(call(served, 'POST registered-models/create', { name })).rejects.toMatchObject({
      status: 400,
    });
});

test('what a client says of its data and code in its own ways are lineage tags of the run', async () => {
  const served = gated({ trust: ['trusted', 'claimed'], required_tags: [...LINEAGE_TAGS, 'owner'] });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  const commit = 'c'.repeat(40);
  const { info } = (
    await call(served, 'POST runs/create', {
      ...{ experiment_id: '0', start_time: setup.now },
      tags: [{ key: 'mlflow.source.git.commit', value: commit }],
    })
  ).run;
  const { run_id } = info;
  await call(served, 'POST runs/log-parameter', { run_id, key: 'owner', value: 'risk' });
  const dataset = { name: 'iris', digest: '4f2a9c01', source_type: 'code', source: '{}' };
  await call(served, 'POST runs/log-inputs', { run_id, datasets: [{ tags: [], dataset }] });
  await put(served, `0/${run_id}/artifacts/out/model/MLmodel`, PYFUNC);
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
  const shown = await call(served, 'GET runs/get', { run_id });
  expect((await create(served, run_id)).model_version).toMatchObject({ version: '1', run_id });
  const { tags, inputs } = await readRun(await view(), run_id);
  expect(tags).toMatchObject({ dataset_version: 'iris_4f2a9c01', git_commit: commit, owner: 'risk' });
  expect(inputs).toMatchObject({ datasets: [], code: null });
  // It reads back what it has said, and nothing else.
  expect((await call(setup.open(), 'GET runs/get', { run_id })).run.data).toEqual(shown.run.data);
});

test.each([
  ['refused', {}],
  ['taken where the policy trusts it', { trust: ['trusted', 'claimed'], required_tags: ['triggered_by'] }],
] as const)('a run that has ended is sealed at once, and what clients claim is %s', async (_, rules) => {
  const served = gated(rules as Parameters<typeof policy>[0]);
  await call(served, 'POST registered-models/create', { name: 'clf' });
  const { info } = (await call(served, 'POST runs/create', { experiment_id: '0', start_time: setup.now }))
    .run;
  await put(served, `0/${info.run_id}/artifacts/out/model/MLmodel`, PYFUNC);
  await call(served, 'POST runs/update', { run_id: info.run_id, status: 'FINISHED', end_time: setup.now });
  if ('trust' in rules) {
    const { model_version } = await create(served, info.run_id);
    expect(model_version).toMatchObject({ version: '1', run_id: info.run_id });
    expect(await content(served, 'models/clf/1/MLmodel')).toContain('python_function');
  } else
    await expect(create(served, info.run_id)).rejects.toMatchObject({
      ...{ status: 400, message: expect.stringContaining('E_RUN_UNTRUSTED') },
    });
  expect((await (await view()).list('runs')).filter((path) => path.includes(info.run_id))).not.toEqual([]);
});

test('of several logged models of one name each version has the bytes of its own', async () => {
  const served = gated({ trust: ['trusted', 'claimed'], required_tags: ['triggered_by'] });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  const { info } = (await call(served, 'POST runs/create', { experiment_id: '0', start_time: setup.now }))
    .run;
  const { run_id } = info;
  const log = async (bytes: string) => {
    const sent = { experiment_id: '0', name: 'model', source_run_id: run_id };
    const { model_id } = (await call(served, 'POST logged-models', sent)).model.info;
    const place = `0/models/${model_id}/artifacts`;
    await put(served, `${place}/MLmodel`, 'flavors:\n  python_function:\n    loader_module: x\n');
    await put(served, `${place}/w.bin`, bytes);
    return model_id as string;
  };
  const ids = [await log('ONE'), await log('TWO')];
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
  const register = (model_id = '') => create(served, run_id, { source: `models:/${model_id}`, model_id });
  for (const [index, bytes] of ['ONE', 'TWO'].entries()) {
    const { version } = (await register(ids[index])).model_version;
    expect(await content(served, `models/clf/${version}/w.bin`)).toBe(bytes);
  }
  // Its registration has had the run recorded.
  await expect(log('LATE')).rejects.toMatchObject({ status: 403 });
});

test('the policy is the one of the moment, and while it cannot be read nothing is written', async () => {
  const run = await setup.fetch.train({ model: MODEL });
  let now: () => ReturnType<typeof policy> | undefined = () => undefined;
  const served = setup.open(setup.folder, setup.fetch.ledger, { judgedBy: async () => now() });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  await create(served, run);
  now = () => policy({ required_tags: ['reviewed_by'] });
  await expect(create(served, run)).rejects.toMatchObject({
    message: expect.stringContaining('reviewed_by'),
  });
  now = () => {
    const fault = { what: 'It is no YAML', where: 'policy', mend: 'Mend it' };
    throw new UserError({ code: 'E_POLICY_INVALID', ...fault });
  };
  const { commit } = await view();
  for (const write of [create(served, run), call(served, 'POST registered-models/create', { name: 'b' })])
    await expect(write).rejects.toMatchObject({ message: expect.stringContaining('It is no YAML') });
  expect((await view()).commit).toBe(commit);
  now = () => policy({});
  expect((await create(served, run)).model_version.version).toBe('2');
});

test('a model is renamed to no name for which the policy has other rules', async () => {
  const run = await setup.fetch.train({ model: MODEL });
  const served = gated({ models: { 'good_*': { required_tags: ['owner'] } } });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  await create(served, run);
  const rename = (new_name: string) =>
    call(served, 'POST registered-models/rename', { name: 'clf', new_name });
  const { commit } = await view();
  await expect(rename('good_orders')).rejects.toMatchObject({
    ...{ status: 400, message: expect.stringContaining('other rules for `good_orders` than for `clf`') },
  });
  expect((await view()).commit).toBe(commit);
  await rename('orders');
  expect((await readModel(await view(), 'orders')).versions).toMatchObject([{ version: 1 }]);
});
