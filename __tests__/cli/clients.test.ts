// What MLflow clients wrote, as the command line shows it.
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { call, put, ServeSetup } from '../commands/serve/setup.js';
import { bareEnvironment, exec } from '../support/exec.js';

jest.setTimeout(180_000);

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

async function cli(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const cwd = join(setup.fetch.root, 'repo');
  const { code, stdout, stderr } = await exec(
    process.execPath,
    [join(process.cwd(), 'dist/cli/index.js'), ...args],
    { cwd, env: bareEnvironment(setup.fetch.root) },
  );
  return { code, stdout: String(stdout), stderr: String(stderr) };
}

test('runs that were amended after their end are marked, and versions that nobody judged have their numbers', async () => {
  const served = setup.open(setup.folder);
  const sent = { experiment_id: '0', run_name: 'first', start_time: setup.now };
  const { run_id } = (await call(served, 'POST runs/create', sent)).run.info;
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
  await served.close();
  setup.now += 60_000;
  const again = setup.open(setup.folder);
  const dataset = { name: 'late_ds', digest: 'abc', source_type: 'local', source: '{}' };
  await call(again, 'POST runs/log-inputs', { run_id, datasets: [{ tags: [], dataset }] });
  await call(again, 'POST registered-models/create', { name: 'clf' });
  for (const _ of [1, 2])
    await call(again, 'POST model-versions/create', { name: 'clf', source: 's3://b/clf', run_id });
  await again.close();

  const runs = await cli('runs', 'ls');
  expect(runs.stdout).toMatch(/ FINISHED\+ [\s\S]*\n\+ amended after the end by an MLflow client: /);
  const models = await cli('models', 'ls');
  expect(models.stdout).toMatch(/^clf +2\* +\d{4}-[\s\S]*\n\* unjudged: /m);
  const shown = await cli('models', 'show', 'clf');
  expect(shown.stdout).toMatch(new RegExp(`^1\\* +None .* ${run_id.slice(0, 8)}`, 'm'));
  expect(shown.stdout).not.toContain(' unjudged ');
  const impact = await cli('impact', 'dataset:late_ds');
  expect([impact.code, impact.stderr]).toEqual([
    3,
    expect.stringContaining(`records alone are read: ${run_id}`),
  ]);
  const traced = await cli('trace', `runs:/${run_id}`);
  expect([traced.code, traced.stderr]).toEqual([0, expect.stringContaining(`Run ${run_id} was amended`)]);
});

test('a version that nobody judged and that is recalled is told of wherever versions are, also by its bytes', async () => {
  const maker = await setup.fetch.train({ model: { 'weights.bin': 'bad' }, changes: { tags: {} } });
  const served = setup.open(setup.folder);
  const register = async (name: string, file: string, tags: object[]) => {
    const sent = { experiment_id: '0', start_time: setup.now, tags };
    const { run_id, artifact_uri } = (await call(served, 'POST runs/create', sent)).run.info;
    await put(served, `${artifact_uri.replace('mlflow-artifacts:/', '')}/model/w.png`, file);
    await put(served, `${artifact_uri.replace('mlflow-artifacts:/', '')}/model/code.py`, 'code');
    await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
    await call(served, 'POST registered-models/create', { name });
    await call(served, 'POST model-versions/create', { name, source: `runs:/${run_id}/model`, run_id });
    await call(served, 'POST registered-models/alias', { name, alias: 'champion', version: '1' });
    const stage = { name, version: '1', stage: 'Production' };
    await call(served, 'POST model-versions/transition-stage', stage);
  };
  await register('named', 'own', [{ key: 'dataset_version', value: 'orders_v1' }]);
  await register('copied', 'bad', []);
  await register('sound', 'good', []);
  await served.close();
  const recall = await cli('recall', 'dataset:orders@v1', '--only-name', '--reason', 'leak', '--rollback');
  expect(recall.stdout).toMatch(
    /named Production .* There is no version of `named` that Production could.* \(no command archives what nobody has judged/,
  );
  const bytes = await cli('recall', `run:${maker}`, '--reason', 'leak', '--rollback');
  expect(bytes.stdout).toMatch(
    /, 1 model version, models:\/copied\/1 in Production\.[\s\S]*copied Production/,
  );

  const said = / comes from what is recalled: [0-9a-f]{32}/;
  const models = await cli('models', 'ls');
  expect(models.stderr).toMatch(new RegExp(`models:/named/1${said.source}`));
  expect(models.stderr).toMatch(new RegExp(`models:/copied/1${said.source}`));
  expect(models.stderr).not.toContain('sound');
  for (const name of ['named', 'copied']) {
    expect((await cli('models', 'show', name)).stdout).toMatch(
      new RegExp(`^Version 1${said.source} \\(.*\\)$`, 'm'),
    );
    const staged = await cli('models', 'show', name, '--stage', 'Production');
    expect(staged.stderr).toMatch(new RegExp(`${said.source}[^]*E_VERSION_UNJUDGED`));
    expect((await cli('models', 'audit', name)).stdout).toMatch(
      new RegExp(`Production .* 1; nobody has judged it;${said.source} `),
    );
    expect((await cli('trace', `models:/${name}/1`)).stderr).toMatch(said);
  }

  // No command archives it, so none is proposed: every other one does what it says.
  const [{ recall: event }] = JSON.parse((await cli('recalls', 'ls', '--json')).stdout);
  const shown = await cli('recalls', 'show', event.event_id);
  expect(shown.stdout).toMatch(/`Production` since \S+: no command archives what nobody has judged/);
  expect((await cli('models', 'delete', 'named/1')).stderr).toMatch(
    /E_VERSION_SERVES: .*no command archives/,
  );
  const { still_in_use } = JSON.parse((await cli('recalls', 'show', event.event_id, '--json')).stdout);
  const commands = still_in_use.map(({ command }: { command: string | null }) => command);
  expect(commands).toEqual([
    null,
    expect.stringMatching(/^lineage-gate models unalias (?:named|copied) champion$/),
  ]);
  expect((await cli(...commands[1].split(' ').slice(1))).code).toBe(0);
});

test('a version without a run is of what its own tags name, and of the bytes of its logged model', async () => {
  const maker = await setup.fetch.train({ model: { 'weights.bin': 'bad' }, changes: { tags: {} } });
  const served = setup.open(setup.folder);
  const register = async (name: string, raw: object) => {
    await call(served, 'POST registered-models/create', { name });
    await call(served, 'POST model-versions/create', { name, ...raw });
    await call(served, 'POST registered-models/alias', { name, alias: 'champion', version: '1' });
  };
  const log = async (name: string, file: string) => {
    const { info } = (await call(served, 'POST logged-models', { experiment_id: '0', name })).model;
    const { model_id, artifact_uri } = info;
    await put(served, `${artifact_uri.replace('mlflow-artifacts:/', '')}/weights.bin`, file);
    await call(served, `PATCH logged-models/${model_id}`, { status: 'LOGGED_MODEL_READY' });
    await register(name, { source: `models:/${model_id}`, model_id });
  };
  await register('tagged', { source: 's3://a/b', tags: [{ key: 'dataset_version', value: 'orders_v1' }] });
  await log('alone', 'bad');
  await log('sound', 'good');
  await served.close();
  expect((await cli('recall', 'dataset:orders@v1', '--only-name', '--reason', 'leak')).code).toBe(0);
  const recall = await cli('recall', `run:${maker}`, '--reason', 'leak');
  expect(recall.stdout).toContain('alone');

  const said = / comes from what is recalled: [0-9a-f]{32}/;
  const models = await cli('models', 'ls');
  for (const name of ['tagged', 'alone']) {
    expect(models.stderr).toMatch(new RegExp(`models:/${name}/1${said.source}`));
    expect((await cli('models', 'show', name)).stdout).toMatch(
      new RegExp(`^Version 1${said.source} \\(.*\\)$`, 'm'),
    );
    expect((await cli('trace', `models:/${name}/1`)).stderr).toMatch(said);
  }
  expect(models.stderr).not.toContain('sound');
  expect((await cli('impact', 'dataset:orders@v1')).stdout).toContain('models:/tagged/1');
  const impact = await cli('impact', `run:${maker}`);
  expect(impact.stdout).toMatch(/models:\/alone\/1|alone +1/);
  for (const name of ['tagged', 'alone']) {
    expect((await cli('models', 'delete', `${name}/1`)).code).toBe(0);
    const shown = [await cli('models', 'show', name), await cli('trace', `models:/${name}/1`)];
    for (const { stdout, stderr } of [...shown, await cli('models', 'audit', name)])
      expect(stdout + stderr).toMatch(said);
  }
});
