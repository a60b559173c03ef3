// What a command registered is not lost with the step that recorded its runs and was killed before it registered anything.
import { join } from 'node:path';
import { endedBefore } from '../../../../src/commands/track/finish.js';
import type { Logged } from '../../../../src/commands/track/mlflow/opened.js';
import { noteSent } from '../../../../src/commands/track/sent.js';
import type { Session } from '../../../../src/commands/track/session.js';
import type { RunRecord } from '../../../../src/core/generated/types.js';
import type { HeldVersion } from '../../../../src/mlflow/held/held-versions.js';
import { policy } from '../../../core/policy/support.js';
import {
  adding,
  DAY,
  Folders,
  idAt,
  localLedger,
  modelVersion,
  newRun,
  RecordingLog,
  runFile,
  runRecord,
} from '../../../ledger/fixtures.js';
import { bareEnvironment, execOk } from '../../../support/exec.js';
import { logged as loggedTo, MADE, made, runsAfter } from '../../../support/logged.js';
import { initRepository } from '../../../support/repository.js';

const folders = new Folders();
afterAll(() => folders.remove());

const MAIN = idAt(MADE, 1);
const OTHER = idAt(MADE, 2);
const log = new RecordingLog();

function modelLogged(name: string, digit: string, source_run_id: string): Parameters<typeof runsAfter> {
  const model_id = `m-${digit.repeat(32)}`;
  const created = { model_id, name, experiment_id: '0', source_run_id, model_type: '', params: [], tags: [] };
  return [
    {
      ...{ type: 'logged-model-created', ...created },
      artifact_uri: `mlflow-artifacts:/0/models/${model_id}/artifacts`,
    },
    { type: 'logged-model-finalized', model_id, status: 'LOGGED_MODEL_READY' },
  ];
}

function held(run_id: string, storage: string): HeldVersion {
  const nothing = { description: '', tags: new Map(), aliases: [] };
  return { model: 'clf', number: 1, run_id, storage, ...nothing };
}

const ofModel = (digit: string) => `mlflow-artifacts:/0/models/m-${digit.repeat(32)}/artifacts`;
const ofRun = (id: string, path: string) => `mlflow-artifacts:/0/${id}/artifacts/${path}`;
const LOGGED: Logged = {
  runs: runsAfter(
    made(MAIN),
    loggedTo(MAIN, { params: { a: '1' } }),
    made(OTHER, { 'mlflow.parentRunId': MAIN }),
    ...modelLogged('model', 'a', MAIN),
    ...modelLogged('model', 'b', MAIN),
  ),
  held: [
    held(MAIN, ofModel('a')),
    held(MAIN, `${ofModel('b')}/`),
    held(MAIN, ofRun(MAIN, 'old')),
    held(OTHER, ofRun(OTHER, 'leaf')),
    held(MAIN, ofRun(MAIN, 'none')),
  ],
  folder: '',
  faults: [],
};

/** A run that an earlier step has recorded under another id than its client knows. */
async function recorded(mode: 'hold' | 'refuse', command_run = idAt(DAY)) {
  const folder = await folders.make();
  await initRepository(folder);
  const ledger = localLedger(folder);
  const id = idAt(DAY);
  const models = (...paths: string[]): Partial<RunRecord> => ({
    outputs: {
      ...runRecord(id).outputs,
      models: paths.map((path) => ({ path, manifest: modelVersion('m', 1).manifest })),
    },
  });
  const { context } = runRecord(id);
  const session = {
    ...{ run_id: id, started_at_ms: DAY, lineage_dir: join(folder, 'x', 'files'), context },
    ...{ not_recorded: null, request: { mlflow_registry: mode, main_run: 'only' } },
  } as unknown as Session;
  await folders.make();
  const run = await newRun(id, models('model', `model-m-${'a'.repeat(32)}`, 'old'));
  await execOk('mkdir', [join(folder, 'x')], { cwd: folder, env: bareEnvironment(folder) });
  await noteSent(session, run, { log });
  await ledger.append([run]);
  const other = await runFile(OTHER, { ...models('leaf'), context: { ...context, command_run } });
  await ledger.write(adding(other));
  return { id, session, ledger };
}

test('each version is of the run and the model that the records have', async () => {
  const { id, session, ledger } = await recorded('hold');
  const finished = await endedBefore(session, { ledger, log, policy: policy({}), logged: LOGGED });
  expect(finished?.held).toMatchObject([
    { run_id: id, run_path: `model-m-${'a'.repeat(32)}` },
    { run_id: id, run_path: 'model' },
    { run_id: id, run_path: 'old' },
    { run_id: OTHER, run_path: 'leaf' },
    { run_id: id, run_path: null },
  ]);
});

test('the run of another command is none, and without `hold` nothing was registered', async () => {
  const foreign = await recorded('hold', idAt(DAY, 9));
  const deps = { ledger: foreign.ledger, log, policy: policy({}), logged: LOGGED };
  expect((await endedBefore(foreign.session, deps))?.held[3]).toMatchObject({ run_path: null });
  const refusing = await recorded('refuse');
  const given = { ...deps, ledger: refusing.ledger };
  expect((await endedBefore(refusing.session, given))?.held).toEqual([]);
});
