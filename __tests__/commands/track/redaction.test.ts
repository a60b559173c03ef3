import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { detectCi } from '../../../src/collect/ci/detect.js';
import { copyContained } from '../../../src/collect/files/copy.js';
import { beginRun } from '../../../src/commands/track/begin.js';
import { finishRun } from '../../../src/commands/track/finish.js';
import type { Logged } from '../../../src/commands/track/mlflow/opened.js';
import { NOTHING_LOGGED } from '../../../src/commands/track/mlflow/opened.js';
import type { TrackRequest } from '../../../src/commands/track/session.js';
import { BUILT_IN_POLICY } from '../../../src/core/policy/policy.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { secretsOf } from '../../../src/core/redact/secrets.js';
import { readRun } from '../../../src/ledger/read/records.js';
import { loggedRuns } from '../../../src/mlflow/logged/logged-runs.js';
import { applyEntry } from '../../../src/mlflow/state/apply.js';
import { emptyState } from '../../../src/mlflow/state/state.js';
import { localStore } from '../../../src/stores/local-store.js';
import { DAY, Folders, idAt, localLedger, RecordingLog } from '../../ledger/fixtures.js';
import { bareEnvironment } from '../../support/exec.js';
import { initRepository } from '../../support/repository.js';

const folders = new Folders();
afterAll(() => folders.remove());

const S = 'xK9mP2qLw8';
const VARIABLES = {
  MY_SERVICE_TOKEN: S,
  POSTGRES_PASSWORD: 'mlflow',
  METRIC_KEY: 'auc',
  EVAL_TOKEN: 'val_auc',
};

/** A user's repository with a begun run, and what ends it. */
async function world(files: Record<string, string>, changes: Partial<TrackRequest>) {
  const root = await folders.make();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  }
  const env = { ...bareEnvironment(root), ...VARIABLES };
  await initRepository(root);
  const request: TrackRequest = {
    ...{ experiment: 'mlflow-base', run_name: null, command: { run: 'train', shell: null } },
    ...{ workspace: root, cwd: root, tags: '', datasets: '', params: '', metrics: '', artifacts: '' },
    ...{ pictures: '', model: '', model_name: 'clf', flavor: null, record: 'ledger', comment: false },
    // The files lie there when the run begins.
    ...{
      base_models: '',
      stale: 'allow',
      mlflow: 'off',
      mlflow_registry: 'refuse',
      main_run: 'only',
      experiment_named: true,
    },
    ...changes,
  };
  const log = new RecordingLog();
  const ledger = localLedger(root);
  const ciInfo = async () => ({ id: null, isCI: false });
  const ci = await detectCi({ env: {}, ciInfo, matrix: '', toolVersion: '0.1.0' });
  const common = {
    now: () => DAY,
    elapsed: () => 0,
    log,
    env,
    ledger,
    redactor: createRedactor(secretsOf(env)),
  };
  const temp = await folders.make();
  const policy = BUILT_IN_POLICY;
  const keep = { kind: 'folder', path: path.join(root, '.lineage', 'unsent'), other: root } as const;
  const begin = () =>
    beginRun(request, { ...common, newId: () => idAt(DAY), policy, github: null, inAction: false, ci, temp });
  const finish = async (logged: Logged | null = null) => {
    const system = { peak_memory_bytes: null, cpu_s: null, gpu_s: null, gpu_peak_memory_bytes: null };
    const outcome = {
      ...{ status: 'FINISHED' as const, exit_code: 0, stderr_tail: [], ended: { at_ms: DAY } },
      ...{ system, pythons: null, hurry: false },
    };
    const store = async () => localStore({ folder: path.join(root, '.lineage'), copyFile: copyContained });
    const finished = await finishRun((await begin()).session, outcome, {
      ...{ ...common, policy, store, keep, logged },
    });
    return { finished, record: await readRun(await ledger.view(), idAt(DAY)) };
  };
  return { begin, finish, log, ledger };
}

test('weak secrets leave names, paths, keys and digested lists as they are, with one warning', async () => {
  const { finish, log } = await world(
    {
      'model/MLmodel': 'flavors:\n  python_function: {loader_module: mlflow.sklearn}\n',
      'model/data/mlflow.pkl': 'w',
      'model/requirements.txt': 'mlflow==2.9.2\n',
      'p.yaml':
        'oov_token: <OOV>\nprompt_key: prompt\ncost_per_token: 0.002\ndb: {password: mlflow}\nname: mlflow\n',
    },
    { model: 'model', metrics: 'val_auc=0.93', datasets: 'mlflow-data=v1', params: 'p.yaml' },
  );
  const { record } = await finish();
  expect(record).toMatchObject({
    experiment: 'mlflow-base',
    tags: { dataset_version: 'mlflow-data_v1' },
    outputs: { metrics: { val_auc: { value: 0.93 } } },
    inputs: {
      params: {
        oov_token: '<OOV>',
        prompt_key: 'prompt',
        cost_per_token: 0.002,
        'db.password': '[redacted]',
        name: 'mlflow',
      },
    },
    redacted: [{ where: 'inputs.params.db.password', why: 'value of the variable POSTGRES_PASSWORD' }],
  });
  const manifest = record.outputs.models[0]?.manifest;
  expect(manifest?.files.map(({ path: name }) => name)).toContain('data/mlflow.pkl');
  expect(manifest?.dependencies).toEqual(['mlflow==2.9.2']);
  expect(record.problems).toBeUndefined();
  expect(log.lines.filter((line) => line.startsWith('Names of this run hold'))).toEqual([
    expect.stringContaining('the value of EVAL_TOKEN, POSTGRES_PASSWORD'),
  ]);
  expect(log.lines.filter((line) => line.startsWith('Replaced'))).toEqual([
    'Replaced by [redacted] in the record: inputs.params.db.password (value of the variable POSTGRES_PASSWORD).',
  ]);
});

test('what only turns out at the end to have a secret in its name is left out of record and upload', async () => {
  const files = {
    'm.json': `{"auc": 1, "of ${S}": 2}`,
    [`out/${S}.txt`]: 'a',
    'out/b.txt': 'b',
    'out/c.txt': 'c',
  };
  const { finish, log } = await world(files, { metrics: 'm.json', artifacts: 'out/*' });
  const { record } = await finish();
  expect(Object.keys(record.outputs.metrics)).toEqual(['auc']);
  expect(record.outputs.artifacts.map(({ path: name }) => name)).toEqual(['out/b.txt', 'out/c.txt']);
  expect(record.outputs.artifacts.map(({ stored }) => stored.length)).toEqual([1, 1]);
  expect(log.lines.join('\n')).toContain('Stored 2 file(s)');
  expect(record.problems?.map(({ code, what }) => `${code} ${what}`)).toEqual([
    'E_SECRET_IN_NAME A metric is left out: its name holds the value of the variable MY_SERVICE_TOKEN',
    'E_SECRET_IN_NAME An artifact is left out: its name holds the value of the variable MY_SERVICE_TOKEN',
  ]);
  expect(JSON.stringify(record)).not.toContain(S);
});

test('a secret in a name that is known before stops the run before anything is done', async () => {
  const { begin, ledger } = await world({}, { experiment: `of ${S}`, tags: `${S}=x` });
  await expect(begin()).rejects.toMatchObject({
    faults: [
      { code: 'E_SECRET_IN_NAME', where: 'input experiment' },
      { code: 'E_SECRET_IN_NAME', where: 'tags, line 1' },
    ],
  });
  expect((await ledger.view()).commit).toBeNull();
});

test('the log says under which id a run of MLflow is recorded, and what it registered past us', async () => {
  const { finish, log } = await world({}, { mlflow_registry: 'hold' });
  const run_id = 'b481a07431c34efc8bf4cf9c12b6a16f';
  const state = emptyState();
  applyEntry(state, {
    at: DAY,
    changes: [
      { type: 'experiment-created', experiment_id: '0', name: 'Default', artifact_location: '', tags: [] },
      {
        ...{ type: 'run-created', run_id, experiment_id: '0', name: 'one', user_id: '', tags: [] },
        ...{ start_time: DAY, artifact_uri: 'mlflow-artifacts:/0' },
      },
      {
        ...{ type: 'run-logged', run_id, tags: [], metrics: [] },
        params: [{ key: 'lr', value: '0.1' }],
      },
    ],
  });
  const version = { model: 'clf', number: 1, storage: '', description: '', tags: new Map(), aliases: [] };
  const folder = await folders.make();
  const passed = [{ ...version, run_id }];
  const { record } = await finish({ ...NOTHING_LOGGED, runs: loggedRuns(state, run_id), folder, passed });
  expect(record.tags['mlflow.runId']).toBe(run_id);
  expect(log.lines.join('\n')).toContain(`MLflow's run ${run_id} is recorded as ${record.run_id}.`);
  expect(log.lines.join('\n')).toContain(`lineage-gate register clf --run ${record.run_id}`);
});
