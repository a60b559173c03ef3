import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { takeFiles } from '../../../../../src/commands/track/mlflow/files.js';
import { leftInFolder } from '../../../../../src/commands/track/mlflow/left/left.js';
import type { Session } from '../../../../../src/commands/track/session.js';
import { Faults } from '../../../../../src/core/errors.js';
import { Folders, idAt, RecordingLog } from '../../../../ledger/fixtures.js';

const BEGAN = Date.UTC(2026, 10, 21, 9);
const RUN = 'b481a07431c34efc8bf4cf9c12b6a16f';
const OLD = 'ff495cbeae384893b0e2bf66f480b61f';
const MODEL = 'm-0cbee115e79b4424baa3b1c9bf2852f7';
const folders = new Folders();
afterAll(() => folders.remove());

interface Place {
  session: Session;
  cwd: string;
  log: RecordingLog;
  /** Writes files below the folder that the command ran in. */
  write(files: Record<string, string>): Promise<void>;
}

async function newPlace(): Promise<Place> {
  const cwd = await folders.make();
  const temp = await folders.make();
  const session = {
    ...{ run_id: idAt(BEGAN), started_at_ms: BEGAN, lineage_dir: path.join(temp, 'run', 'files') },
    request: { workspace: cwd, cwd, experiment: 'clf' },
  } as unknown as Session;
  return {
    ...{ session, cwd, log: new RecordingLog() },
    async write(files) {
      for (const [name, text] of Object.entries(files)) {
        await mkdir(path.dirname(path.join(cwd, name)), { recursive: true });
        await writeFile(path.join(cwd, name), text);
      }
    },
  };
}

/** As the file store of MLflow 3 keeps them: an experiment with a run that is old, and one of this time with a model. */
async function writeStore({ write, cwd }: Place): Promise<void> {
  const meta = (run: string, start: number) =>
    [
      `artifact_uri: file://${cwd}/mlruns/7/${run}/artifacts`,
      `run_id: ${run}`,
      `start_time: ${start}`,
      `end_time: ${start + 5}`,
      "run_name: one\nstatus: 3\nlifecycle_stage: active\nuser_id: ann\nexperiment_id: '7'\ntags: []\n",
    ].join('\n');
  await write({
    'mlruns/0/meta.yaml': "experiment_id: '0'\nname: Default\n",
    'mlruns/7/meta.yaml': "experiment_id: '7'\nname: tut\n",
    [`mlruns/7/${OLD}/meta.yaml`]: meta(OLD, BEGAN - 1),
    [`mlruns/7/${RUN}/meta.yaml`]: meta(RUN, BEGAN + 1),
    [`mlruns/7/${RUN}/params/lr`]: '0.1',
    [`mlruns/7/${RUN}/tags/dataset_version`]: 'wine_v1.0',
    [`mlruns/7/${RUN}/metrics/train/loss`]: `${BEGAN} 1.0 0\n${BEGAN} 0.5 1\n`,
    [`mlruns/7/${RUN}/metrics/acc`]: `${BEGAN} nan 0\n`,
    [`mlruns/7/${RUN}/artifacts/notes/a.txt`]: 'hi',
    [`mlruns/7/${RUN}/inputs/i/meta.yaml`]:
      'source_id: d\nsource_type: DATASET\ntags:\n  mlflow.data.context: training\n',
    'mlruns/7/datasets/d/meta.yaml': "digest: 2981c147\nname: orders\nsource: '{}'\nsource_type: code\n",
    [`mlruns/7/models/${MODEL}/meta.yaml`]:
      `artifact_location: file://${cwd}/mlruns/7/models/${MODEL}/artifacts\n` +
      `name: model\nsource_run_id: ${RUN}\nstatus: 2\nlifecycle_stage: active\n`,
    'mlruns/models/clf/meta.yaml': 'name: clf\n',
    ...Object.fromEntries(
      [RUN, RUN, OLD].map((run, index) => [
        `mlruns/models/clf/version-${index + 1}/meta.yaml`,
        `name: clf\nversion: ${index + 1}\nrun_id: ${run}\n`,
      ]),
    ),
    [`mlruns/7/models/${MODEL}/artifacts/MLmodel`]: 'flavors: {}\n',
  });
}

const EXPECTED = {
  ...{ run_id: RUN, name: 'one', experiment: 'tut', status: 'FINISHED', end_time: BEGAN + 6 },
  datasets: [
    {
      tags: [{ key: 'mlflow.data.context', value: 'training' }],
      dataset: { name: 'orders', digest: '2981c147' },
    },
  ],
  models: [{ model_id: MODEL, name: 'model', isReady: true, isExternal: false }],
};

/** Everything but the lists above, and that the files are copies. */
async function expectRun({ session, cwd, log }: Place): Promise<void> {
  const logged = await leftInFolder(session, log);
  expect(logged?.faults).toEqual([]);
  expect(logged?.runs).toMatchObject([EXPECTED]);
  const [run] = logged?.runs ?? [];
  if (logged === null || run === undefined) throw new Error('no run');
  expect(logged.passed).toMatchObject([1, 2].map((number) => ({ model: 'clf', number, run_id: RUN })));
  expect(Object.fromEntries(run.params)).toEqual({ lr: '0.1' });
  expect(run.tags.get('dataset_version')).toBe('wine_v1.0');
  const values = [...run.curves].map(([key, { points }]) => [key, points.map(({ value }) => value)]);
  expect(Object.fromEntries(values)).toEqual({ 'train/loss': [1, 0.5], acc: [Number.NaN] });
  const faults = new Faults();
  const to = path.join(path.dirname(session.lineage_dir), 'taken');
  const { artifacts, models } = await takeFiles(run, { logged, to, faults });
  expect(faults.list).toEqual([]);
  expect([artifacts.map((file) => file.path), models]).toEqual([['notes/a.txt'], ['model']]);
  expect(await readFile(path.join(cwd, `mlruns/7/${RUN}/artifacts/notes/a.txt`), 'utf8')).toBe('hi');
}

test('runs of this time in a folder `mlruns` are read as if they had been sent here', async () => {
  const place = await newPlace();
  await writeStore(place);
  await expectRun(place);
  expect(place.log.lines.join()).toMatch(/`mlruns`; its runs of this time are recorded/);
});

test('a folder `mlruns` without a run of this time, as a database of another name leaves it, keeps no warning back', async () => {
  const place = await newPlace();
  const { session, log } = place;
  Object.assign(session.request, { command: { run: 'python train.py' } });
  await place.write({
    'mlruns/1/models/m-1/artifacts/MLmodel': 'flavors: {}',
    'train.py': 'import mlflow\nmlflow.set_tracking_uri("sqlite:///my.db")\n',
  });
  expect(await leftInFolder(session, log)).toBeNull();
  expect(log.lines.join()).toMatch(/`train\.py` names by `set_tracking_uri` where it logs/);
});

const sqlite = process.getBuiltinModule?.('node:sqlite') as
  | { DatabaseSync: new (path: string) => { exec(sql: string): void; close(): void } }
  | undefined;

(sqlite === undefined ? test.skip : test)('and those of an `mlflow.db`', async () => {
  const place = await newPlace();
  await writeStore(place);
  const files = (name: string) => path.join(place.cwd, 'mlruns/7', name, 'artifacts');
  const database = new (sqlite as NonNullable<typeof sqlite>).DatabaseSync(path.join(place.cwd, 'mlflow.db'));
  const run = (id: string, start: number) =>
    `INSERT INTO runs VALUES ('${id}', 'one', 'ann', 'FINISHED', ${start}, ${start + 5}, 'active', '${files(id)}', 7);`;
  database.exec(`
    CREATE TABLE experiments (experiment_id INTEGER, name TEXT);
    CREATE TABLE runs (run_uuid TEXT, name TEXT, user_id TEXT, status TEXT, start_time BIGINT, end_time BIGINT,
      lifecycle_stage TEXT, artifact_uri TEXT, experiment_id INTEGER);
    CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);
    CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT);
    CREATE TABLE metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step BIGINT, is_nan BOOLEAN);
    CREATE TABLE datasets (dataset_uuid TEXT, name TEXT, digest TEXT, dataset_source_type TEXT, dataset_source TEXT);
    CREATE TABLE inputs (input_uuid TEXT, source_type TEXT, source_id TEXT, destination_type TEXT, destination_id TEXT);
    CREATE TABLE input_tags (input_uuid TEXT, name TEXT, value TEXT);
    CREATE TABLE logged_models (model_id TEXT, experiment_id INTEGER, name TEXT, artifact_location TEXT,
      creation_timestamp_ms BIGINT, status INTEGER, lifecycle_stage TEXT, source_run_id TEXT);
    INSERT INTO experiments VALUES (0, 'Default'), (7, 'tut');
    ${run(OLD, BEGAN - 1)} ${run(RUN, BEGAN + 1)}
    INSERT INTO params VALUES ('lr', '0.1', '${RUN}'), ('lr', '9', '${OLD}');
    INSERT INTO tags VALUES ('dataset_version', 'wine_v1.0', '${RUN}');
    INSERT INTO metrics VALUES ('train/loss', 1.0, ${BEGAN}, '${RUN}', 0, 0), ('train/loss', 0.5, ${BEGAN}, '${RUN}', 1, 0),
      ('acc', 0, ${BEGAN}, '${RUN}', 0, 1);
    INSERT INTO datasets VALUES ('d', 'orders', '2981c147', 'code', '{}');
    INSERT INTO inputs VALUES ('i', 'DATASET', 'd', 'RUN', '${RUN}');
    INSERT INTO input_tags VALUES ('i', 'mlflow.data.context', 'training');
    CREATE TABLE model_versions (name TEXT, version INTEGER, run_id TEXT, current_stage TEXT);
    INSERT INTO model_versions VALUES ('clf', 1, '${RUN}', 'None'), ('clf', 2, '${RUN}', 'None'),
      ('clf', 3, '${RUN}', 'Deleted_Internal'), ('clf', 4, '${OLD}', 'None');
    INSERT INTO logged_models VALUES ('${MODEL}', 7, 'model', '${files(`models/${MODEL}`)}', 1, 2, 'active', '${RUN}');
  `);
  database.close();
  await expectRun(place);
});

test('what cannot be read is a problem, and never nothing', async () => {
  const place = await newPlace();
  await place.write({ 'mlflow.db': 'no database' });
  const logged = await leftInFolder(place.session, place.log);
  if (sqlite === undefined) expect(place.log.lines.join()).toMatch(/has no SQLite/);
  else
    expect(logged).toMatchObject({
      runs: [],
      faults: [{ code: 'E_MLFLOW_FILES', what: expect.stringContaining('`mlflow.db` cannot be read') }],
    });
  const other = await newPlace();
  await other.write({ 'mlruns/7/meta.yaml': '- a list' });
  expect(await leftInFolder(other.session, other.log)).toMatchObject({
    faults: [{ code: 'E_MLFLOW_FILES' }],
  });
});

test('a file that a link leads to elsewhere is not read, and without a place of its own there is nothing', async () => {
  const none = await newPlace();
  expect(await leftInFolder(none.session, none.log)).toBeNull();
  const place = await newPlace();
  await writeStore(place);
  const secret = path.join(await folders.make(), 'secret');
  await writeFile(secret, 'x');
  await symlink(secret, path.join(place.cwd, `mlruns/7/${RUN}/params/leak`));
  const logged = await leftInFolder(place.session, place.log);
  expect(JSON.stringify([...(logged?.runs[0]?.params ?? [])])).not.toContain('leak');
});
