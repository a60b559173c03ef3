import { access, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KEPT_BYTES } from '../../../../src/collect/files/kept-digests.js';
import { takeFiles } from '../../../../src/commands/track/mlflow/files.js';
import type { Logged, TrackingDeps } from '../../../../src/commands/track/mlflow/opened.js';
import { beginTracking, type Tracking } from '../../../../src/commands/track/mlflow/tracking.js';
import { tellUnheard } from '../../../../src/commands/track/mlflow/unheard.js';
import { Watch } from '../../../../src/commands/track/mlflow/watch.js';
import type { Session, TrackRequest } from '../../../../src/commands/track/session.js';
import { sha256 } from '../../../../src/core/digest.js';
import { Faults } from '../../../../src/core/errors.js';
import { recordedVersions } from '../../../../src/mlflow/held/recorded-versions.js';
import type { LoggedRun } from '../../../../src/mlflow/logged/logged-runs.js';
import { invalid, ProtocolError } from '../../../../src/mlflow/protocol/errors.js';
import { Folders, idAt, RecordingLog } from '../../../ledger/fixtures.js';
import { breathe, hostileTexts } from '../../../support/hostile-texts.js';
import { MADE } from '../../../support/logged.js';

const RUN = idAt(MADE, 1);
const SECRET = 'f00d'.repeat(8);
const folders = new Folders();
afterAll(() => folders.remove());

interface Setting {
  request?: Partial<TrackRequest>;
  env?: Record<string, string>;
  deps?: Partial<TrackingDeps>;
}

interface Begun extends Tracking {
  log: RecordingLog;
  masked: string[];
  /** What the server keeps. */
  folder: string;
  post(route: string, body: unknown): Promise<{ status: number; body: unknown }>;
}

const begun: Tracking[] = [];
afterEach(async () => {
  for (const one of begun.splice(0)) await one.remove();
});

async function begin({ request, env = {}, deps }: Setting = {}): Promise<Begun> {
  const root = await folders.make();
  const log = new RecordingLog();
  const masked: string[] = [];
  let ids = 10;
  const session = {
    ...{ run_id: RUN, started_at_ms: MADE, lineage_dir: path.join(root, 'run', 'files') },
    request: {
      experiment: 'clf',
      cwd: root,
      mlflow: 'auto',
      mlflow_registry: 'refuse',
      main_run: 'only',
      ...request,
    },
    not_recorded: null,
  } as unknown as Session;
  const tracking = await beginTracking(session, env, {
    ...{ log, now: () => MADE, elapsed: () => performance.now(), sleep, secret: SECRET },
    newId: () => idAt(MADE, ids++),
    mask: (text) => masked.push(text),
    models: async () => [],
    ...deps,
  });
  begun.push(tracking);
  const url = tracking.env['MLFLOW_TRACKING_URI'] ?? '';
  return {
    ...{ ...tracking, log, masked, folder: path.join(root, 'run', 'mlflow') },
    async post(route, body) {
      const answer = await fetch(`${url}/api/2.0/mlflow/${route}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as unknown };
    },
  };
}

/** Makes a run as the client does. @returns its id */
async function newRun({ post }: Begun): Promise<string> {
  const { body } = await post('runs/create', { experiment_id: '0', start_time: MADE, tags: [] });
  return (body as { run: { info: { run_id: string } } }).run.info.run_id;
}

function put(one: Begun, file: string, text: string): Promise<Response> {
  const url = `${one.env['MLFLOW_TRACKING_URI']}/api/2.0/mlflow-artifacts/artifacts/${file}`;
  return fetch(url, { method: 'PUT', body: text });
}

async function ended(one: Begun): Promise<Logged> {
  const logged = await one.end({ hurry: false });
  if (logged === null) throw new Error('nothing was logged');
  return logged;
}

test('what a client sends is there in the end, and the first run has the id of the command', async () => {
  const one = await begin();
  const first = await newRun(one);
  const second = await newRun(one);
  expect(first).toBe(RUN);
  expect(second).not.toBe(RUN);
  for (const run_id of [first, second]) {
    await one.post('runs/log-metric', { run_id, key: 'auc', value: 0.9, timestamp: MADE, step: 0 });
    await one.post('runs/update', { run_id, status: 'FINISHED', end_time: MADE + 5 });
  }
  const { runs, faults } = await ended(one);
  expect(faults).toEqual([]);
  expect(runs.map(({ run_id, curves }) => [run_id, curves.get('auc')?.latest.value])).toEqual([
    [first, 0.9],
    [second, 0.9],
  ]);
});

test('a large file is hashed while it comes, and not again where it is recorded', async () => {
  const one = await begin();
  const run_id = await newRun(one);
  const bytes = 'x'.repeat(KEPT_BYTES);
  await put(one, `0/${run_id}/artifacts/model.bin`, bytes);
  await one.post('runs/update', { run_id, status: 'FINISHED', end_time: MADE + 5 });
  const logged = await ended(one);
  const to = path.join(logged.folder, 'of-record');
  const files = await takeFiles(logged.runs[0] as LoggedRun, { logged, to, faults: new Faults() });
  const stats = await stat(path.join(files.root, 'model.bin'), { bigint: true });
  expect(await files.kept?.find('', stats)).toBe(sha256(bytes));
  // The command could write to the folder, so nothing there says what a digest is.
  expect((await readdir(one.folder)).sort()).toEqual(['artifacts', 'calls', 'incoming']);
});

interface Model {
  model_id: string;
  artifact_uri: string;
}

/** Logs a model as the client does, in no run. */
async function newModel(one: Begun, name: string, tags: object[] = []): Promise<Model> {
  const { body } = await one.post('logged-models', { experiment_id: '0', name, tags });
  const { info } = (body as { model: { info: Model } }).model;
  await put(one, `${info.artifact_uri.replace('mlflow-artifacts:/', '')}/MLmodel`, 'flavors: {a: {}}');
  const url = `${one.env['MLFLOW_TRACKING_URI']}/api/2.0/mlflow/logged-models/${info.model_id}`;
  const done = { model_id: info.model_id, status: 'LOGGED_MODEL_READY' };
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(url, { method: 'PATCH', headers, body: JSON.stringify(done) });
  expect(status).toBe(200);
  return info;
}

test('a model that is logged in no run is one of the command, and can be registered; one that lies elsewhere is none', async () => {
  const one = await begin({ request: { mlflow_registry: 'hold' } });
  const { model_id, artifact_uri: source } = await newModel(one, 'clf');
  await newModel(one, 'hosted', [{ key: 'mlflow.model.isExternal', value: 'true' }]);
  await one.post('registered-models/create', { name: 'clf' });
  const version = { name: 'clf', source, model_id };
  expect((await one.post('model-versions/create', version)).status).toBe(200);
  const logged = await ended(one);
  const [run, ...others] = logged.runs as LoggedRun[];
  expect([run?.run_id, others, run?.logged_models.length]).toEqual([RUN, [], 2]);
  const faults = new Faults();
  const to = path.join(logged.folder, 'of-record');
  const files = await takeFiles(run as LoggedRun, { logged, to, faults });
  expect([files.models, faults.list]).toEqual([['clf'], []]);
  expect(files.notes).toEqual([expect.stringMatching(/"?hosted"? is kept elsewhere/)]);
  const recorded = [{ client_id: RUN, run_id: RUN, models: files.placed }];
  expect(recordedVersions(logged.held, recorded)).toMatchObject([{ run_id: RUN, run_path: 'clf' }]);
});

test('behind runs it is one of the last that is a part of no other, and the first run has the id of the command all the same', async () => {
  const one = await begin();
  const early = await newModel(one, 'early');
  const first = await newRun(one);
  const second = await newRun(one);
  await one.post('runs/set-tag', { run_id: second, key: 'mlflow.parentRunId', value: first });
  const late = await newModel(one, 'late');
  for (const run_id of [first, second])
    await one.post('runs/update', { run_id, status: 'FINISHED', end_time: MADE + 5 });
  const { runs } = await ended(one);
  expect(first).toBe(RUN);
  expect(runs.map(({ models }) => models.map((model) => model.model_id))).toEqual([
    [early.model_id, late.model_id],
    [],
  ]);
});

test.each(['last', 'max:auc', 'min:auc'])(
  'with main-run %s the id of the command is that of no run of the script',
  async (main_run) => {
    const one = await begin({ request: { main_run } });
    const ids = [await newRun(one), await newRun(one)];
    expect(new Set([...ids, RUN]).size).toBe(3);
  },
);

test('the address is a secret, which the log does not show, and what comes lies where nobody else can read it', async () => {
  const one = await begin();
  expect(one.masked).toEqual([SECRET]);
  expect(one.env['MLFLOW_TRACKING_URI']).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/${SECRET}$`));
  const other = one.env['MLFLOW_TRACKING_URI']?.replace(SECRET, SECRET.replace('f', 'e')) ?? '';
  expect((await fetch(`${other}/api/2.0/mlflow/runs/get?run_id=x`)).status).toBe(404);
  if (process.platform !== 'win32') expect((await stat(one.folder)).mode & 0o777).toBe(0o700);
  await newRun(one);
  await one.remove();
  await expect(access(one.folder)).rejects.toThrow('ENOENT');
  expect(one.log.lines.join('\n')).not.toContain(SECRET);
});

test("the run's experiment is the one that a client takes which names none, and is there before two processes can make it at once", async () => {
  const one = await begin();
  const api = `${one.env['MLFLOW_TRACKING_URI']}/api/2.0/mlflow/experiments`;
  const named = async (name: string) => (await fetch(`${api}/get-by-name?experiment_name=${name}`)).json();
  expect(await named('clf')).toMatchObject({ experiment: { experiment_id: '0' } });
  expect(await named('Default')).toMatchObject({ experiment: { name: 'Default' } });
});

test('without a call there is nothing to wait for, and nothing to record', async () => {
  const waits: number[] = [];
  const one = await begin({ deps: { sleep: async (milliseconds) => waits.push(milliseconds) } });
  expect(await one.end({ hurry: false })).toBeNull();
  expect(waits).toEqual([]);
});

test('runs that have ended are not waited for; one that is open is, until it is quiet', async () => {
  let clock = 0;
  const deps = {
    elapsed: () => clock,
    sleep: async (milliseconds: number) => {
      clock += milliseconds;
    },
  };
  const closed = await begin({ deps });
  const run_id = await newRun(closed);
  await closed.post('runs/update', { run_id, status: 'FINISHED', end_time: MADE });
  await ended(closed);
  expect(clock).toBe(0);

  const open = await begin({ deps });
  await newRun(open);
  const { runs } = await ended(open);
  expect(runs).toMatchObject([{ status: 'RUNNING', end_time: null }]);
  expect(clock).toBeGreaterThanOrEqual(2000);
  expect(clock).toBeLessThan(2500);

  const hurried = await begin({ deps });
  await newRun(hurried);
  clock = 0;
  await hurried.end({ hurry: true });
  expect(clock).toBeLessThan(1000);
});

test('after the end nothing is taken any more, and whoever still logs is told so at once', async () => {
  const one = await begin();
  const run_id = await newRun(one);
  await one.end({ hurry: true });
  const late = await one.post('runs/log-metric', { run_id, key: 'a', value: 1, timestamp: MADE });
  expect(late).toMatchObject({ status: 400, body: { message: expect.stringContaining('came too late') } });
  expect((await put(one, 'late.txt', 'x')).status).toBe(400);
  await one.remove();
  await expect(newRun(one)).rejects.toThrow('fetch failed');
});

test('the registry can be read and not be written, and the refusal says what to do instead', async () => {
  const one = await begin();
  const { status, body } = await one.post('registered-models/create', { name: 'clf' });
  expect([status, body]).toMatchObject([403, { error_code: 'PERMISSION_DENIED' }]);
  expect((body as { message: string }).message).toMatch(
    /input `mlflow-registry: hold` \(command line: `--mlflow-registry hold`\).*`register`.*`promote`/,
  );
  const url = `${one.env['MLFLOW_TRACKING_URI']}/api/2.0/mlflow/registered-models/search`;
  expect((await fetch(url)).status).toBe(200);
});

test('a run that the command did not make is not here, and the answer says what to do', async () => {
  const one = await begin();
  const { status, body } = await one.post('runs/update', { run_id: 'b'.repeat(32), status: 'RUNNING' });
  expect([status, body]).toMatchObject([404, { error_code: 'RESOURCE_DOES_NOT_EXIST' }]);
  expect((body as { message: string }).message).toMatch(
    /^Run with id=b+ not found\. .*`lineage-gate register NAME --run b{32}`.*leave `run_id` out of `start_run`.*serve --writable/,
  );
});

test.each([
  [
    'python sub/train.py',
    'mlflow.set_tracking_uri("http://mlflow")',
    /`sub\/train\.py` names by `set_tracking_uri` where it logs/,
  ],
  ['python -m sub.train', 'mlflow.autolog()', /`sub\/train\.py` imports it.*look for `set_tracking_uri`/],
  ['python -m other', 'mlflow.autolog()', null],
])('%s: a script whose calls went elsewhere is told of', async (run, line, told) => {
  const workspace = await folders.make();
  await mkdir(path.join(workspace, 'sub'));
  await writeFile(path.join(workspace, 'sub', 'train.py'), `import mlflow\n${line}\n`);
  const request = { command: { run, shell: null }, workspace, cwd: workspace };
  const one = await begin({ request });
  expect(await one.end({ hurry: false })).toBeNull();
  const warned = one.log.lines.filter((text) => text.includes('Nothing was logged with MLflow here'));
  expect(warned).toEqual(told === null ? [] : [expect.stringMatching(told)]);
  const heard = await begin({ request });
  await newRun(heard);
  await heard.end({ hurry: true });
  expect(heard.log.lines.join()).not.toContain('Nothing was logged');
});

test.each([
  ['import os, mlflow', true],
  ['import numpy as np, mlflow.sklearn as m', true],
  ['import os; from mlflow import log_metric', true],
  ['mlflow = importlib.import_module("mlflow")', true],
  ['mlflow = __import__("mlflow")', true],
  ['  "source": ["import os, mlflow\\n", "x"]', true],
  ['import os  # not mlflow', false],
  ['import os; print("mlflow")', false],
  ['import mlflow_helpers', false],
])('%s imports MLflow: %s', async (line, isTold) => {
  const workspace = await folders.make();
  await writeFile(path.join(workspace, 'train.py'), `${line}\n`);
  const request = { command: { run: 'python train.py', shell: null }, workspace, cwd: workspace };
  const log = new RecordingLog();
  await tellUnheard({ request: request as TrackRequest }, log);
  expect(log.lines.join().includes('imports it')).toBe(isTold);
});

test('a command and a script that were made to take long are looked through in moments', async () => {
  const workspace = await folders.make();
  const log = new RecordingLog();
  for (const text of hostileTexts(300_000, ['import ', 'from\t', '_', 'a.p/', '-m\t', 'a', '.', ' '])) {
    await breathe();
    await writeFile(path.join(workspace, 'train.py'), text);
    const request = { command: { run: `python train.py ${text}`, shell: null }, workspace, cwd: workspace };
    await tellUnheard({ request: request as TrackRequest }, log);
  }
  expect(log.lines).toEqual([]);
});

test('MLflow is left alone where it is to be, and where the user has a server of his own', async () => {
  const off = await begin({ request: { mlflow: 'off' }, env: { MLFLOW_RUN_ID: 'x' } });
  expect(off.env).toEqual({ MLFLOW_RUN_ID: 'x' });
  expect(off.log.lines).toEqual([]);
  const own = { MLFLOW_TRACKING_URI: 'http://mlflow.example', MLFLOW_RUN_ID: 'x' };
  const other = await begin({ env: own });
  expect(other.env).toEqual(own);
  expect(other.log.lines.join()).toMatch(/is not recorded here.*remove MLFLOW_TRACKING_URI/);
  expect(await other.end({ hurry: false })).toBeNull();
});

test('a server that cannot be started keeps no command from running, and is a problem in the end', async () => {
  const one = await begin();
  // A second one in the same place, as if something lay there already.
  const session = { run_id: RUN, lineage_dir: path.join(path.dirname(one.folder), 'files') } as Session;
  const request = { experiment: 'clf', mlflow: 'auto' } as TrackRequest;
  const deps = {
    ...one,
    now: () => MADE,
    elapsed: () => 0,
    sleep,
    newId: () => RUN,
    secret: 's',
    mask: () => {},
    models: async () => [],
  };
  const second = await beginTracking({ ...session, request }, { A: 'b' }, deps);
  expect(second.env).toEqual({ A: 'b' });
  expect(await second.end({ hurry: false })).toMatchObject({
    runs: [],
    faults: [{ code: 'E_MLFLOW_SERVER' }],
  });
});

test('a call that a full disk does not take is a problem, told once; what a client does wrong is none', async () => {
  const watch = new Watch(() => 0);
  const full = () => Promise.reject(new ProtocolError('DATA_LOSS', 'The disk is full.'));
  for (const _ of [1, 2]) await expect(watch.during(full)).rejects.toThrow('full');
  await expect(watch.during(() => Promise.reject(invalid('no')))).rejects.toThrow('no');
  expect(watch.lost).toEqual(['The disk is full.']);
  expect(watch.open).toBe(0);
});

describe('files', () => {
  async function filesOf(one: Begun, faults = new Faults()) {
    const logged = await one.end({ hurry: true });
    const run = logged?.runs[0];
    if (logged === null || run === undefined) throw new Error('no run');
    const to = path.join(one.folder, 'taken');
    return { ...(await takeFiles(run, { logged, to, faults })), faults: faults.list };
  }

  /** A model with an id of its own. */
  async function model(one: Begun, run_id: string, { name = 'model', status = 'LOGGED_MODEL_READY' } = {}) {
    const { body } = await one.post('logged-models', { experiment_id: '0', name, source_run_id: run_id });
    const { model_id } = (body as { model: { info: { model_id: string } } }).model.info;
    await put(one, `0/models/${model_id}/artifacts/MLmodel`, `flavors: {}\nmodel_id: ${model_id}\n`);
    const url = `${one.env['MLFLOW_TRACKING_URI']}/api/2.0/mlflow/logged-models/${model_id}`;
    const headers = { 'content-type': 'application/json' };
    await fetch(url, { method: 'PATCH', headers, body: JSON.stringify({ model_id, status }) });
    return model_id;
  }

  test('artifacts have the paths that the script gave them, and a folder with a model in it is one', async () => {
    const one = await begin();
    const run_id = await newRun(one);
    for (const file of ['plots/roc.png', 'a%20b.txt', 'clf/MLmodel', 'clf/data/model.pkl'])
      await put(one, `0/${run_id}/artifacts/${file}`, 'x');
    const { artifacts, models, faults } = await filesOf(one);
    expect(artifacts).toEqual([
      { path: 'a b.txt', kind: 'report' },
      { path: 'plots/roc.png', kind: 'picture' },
    ]);
    expect(models).toEqual(['clf']);
    expect(faults).toEqual([]);
  });

  test('a name that several models have is that of the last one; the others have their id with it', async () => {
    const one = await begin();
    const run_id = await newRun(one);
    const first = await model(one, run_id);
    const last = await model(one, run_id);
    const other = await model(one, run_id, { name: 'scaler' });
    const { root, models } = await filesOf(one);
    expect(models).toEqual([`model-${first}`, 'model', 'scaler']);
    expect(await readFile(path.join(root, 'model', 'MLmodel'), 'utf8')).toContain(last);
    expect(await readFile(path.join(root, 'scaler', 'MLmodel'), 'utf8')).toContain(other);
    expect((await readdir(root)).sort()).toEqual(['model', `model-${first}`, 'scaler']);
  });

  test('a model gives way to an artifact of its name, and one that was never finished is a problem', async () => {
    const one = await begin();
    const run_id = await newRun(one);
    await put(one, `0/${run_id}/artifacts/Model/notes.txt`, 'x');
    const id = await model(one, run_id);
    await model(one, run_id, { name: 'broken', status: 'LOGGED_MODEL_UPLOAD_FAILED' });
    const { models, artifacts, faults } = await filesOf(one);
    expect(models).toEqual([`model-${id}`]);
    expect(artifacts.map((file) => file.path)).toEqual(['Model/notes.txt']);
    expect(faults).toMatchObject([
      { code: 'E_MLFLOW_FILES', what: expect.stringMatching(/"broken".*never finished/) },
    ]);
  });

  test('what an experiment keeps elsewhere is said', async () => {
    const one = await begin();
    const { body } = await one.post('experiments/create', { name: 'far', artifact_location: 's3://b/c' });
    const { experiment_id } = body as { experiment_id: string };
    await one.post('runs/create', { experiment_id, start_time: MADE });
    await one.post('logged-models', { experiment_id, name: 'm', source_run_id: RUN });
    const { notes, artifacts } = await filesOf(one);
    expect(artifacts).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('s3://b/c')]);
  });
});
