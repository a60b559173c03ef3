import { setTimeout as sleep } from 'node:timers/promises';
import type { GitHubWorld } from '../support/github-world.js';
import type { Job, StepReport } from '../support/runner.js';
import {
  checkoutState,
  errorsOf,
  ledgerTip,
  only,
  REGISTER,
  runOf,
  TRACK,
  TRAINING,
  useWorld,
} from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

async function newJob(): Promise<Job> {
  return world.job(await world.push());
}

function recordOf(report: StepReport) {
  return runOf(world, report.outputs['run-id']);
}

test('a failing command: its exit code, a FAILED record with what it said last, and no registration', async () => {
  const job = await newJob();
  const before = await checkoutState(job.workspace);
  const lines = Array.from({ length: 30 }, (_, index) => `echo line ${index + 1} >&2`).join('\n');
  const report = await job.uses(TRACK, { ...TRAINING, run: `sh train.sh\n${lines}\nexit 3` });
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 3, outputs: { status: 'FAILED' } });
  const run = await recordOf(report);
  expect(run).toMatchObject({ status: 'FAILED', command: { exit_code: 3 } });
  expect(run.command.stderr_tail).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 11}`));
  // What was there is kept: the metrics of a failed run say how far it came.
  expect(run.outputs.metrics['val_auc']?.value).toBe(0.93);
  expect(report.summary).toContain('❌');
  expect(report.summary).toContain('exit code 3');
  expect(report.summary).toContain('line 30');
  expect(report.stderr).toContain('line 1\nline 2\n');

  const commit = await ledgerTip(world);
  const refusal = await job.uses(REGISTER, { model: 'clf' }, { if: 'failure()' });
  expect(refusal).toMatchObject({ outcome: 'failure', exitCode: 1 });
  expect(errorsOf(refusal).join('\n')).toMatch(/E_RUN_NOT_FINISHED: .*FAILED/);
  const [post] = await job.finish();
  expect(post).toMatchObject({ outcome: 'success', summary: '' });
  expect(await ledgerTip(world)).toBe(commit);
  expect(await checkoutState(job.workspace)).toEqual(before);
}, 60_000);

test('a failing command whose files are missing keeps its exit code, and the record says what there is', async () => {
  const job = await newJob();
  const report = await job.uses(TRACK, { ...TRAINING, run: 'echo cannot train >&2; exit 42' });
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 42, outputs: { status: 'FAILED' } });
  const run = await recordOf(report);
  expect(run.command).toMatchObject({ exit_code: 42, stderr_tail: ['cannot train'] });
  expect(run.outputs.metrics).toEqual({});
  expect(run.inputs.params).toMatchObject({ seed: 7 });
  expect(report.displayLog).toContain('Not collected: E_');
}, 60_000);

test('a command that ends well but leaves nothing it was to leave: every fault, exit 1, and a record of them', async () => {
  const job = await newJob();
  const report = await job.uses(TRACK, {
    run: 'true',
    metrics: 'none.json',
    model: 'no-model',
    artifacts: 'nothing/*.png',
  });
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
  const errors = errorsOf(report);
  expect(errors.filter((one) => one.includes('none.json'))).toHaveLength(1);
  expect(errors.filter((one) => one.includes('no-model'))).toHaveLength(1);
  expect(errors.filter((one) => one.includes('E_ARTIFACT_NONE'))).toHaveLength(1);
  const [post] = await job.finish();
  expect(post).toMatchObject({ outcome: 'success' });
  const run = await recordOf(report);
  expect(run).toMatchObject({ status: 'FINISHED', outputs: { metrics: {}, models: [], artifacts: [] } });
  expect(run.problems?.map(({ code }) => code).sort()).toEqual([
    'E_ARTIFACT_NONE',
    'E_PATH_MISSING',
    'E_PATH_MISSING',
  ]);
  expect(report.summary).toContain('incomplete');
}, 60_000);

test('cancelled: the command gets SIGINT and may save, and the record is there', async () => {
  const job = await newJob();
  const run = [
    'trap \'echo {\\"epoch\\": 4} > out.json; echo saved; exit 0\' INT',
    'echo training',
    'for i in $(seq 300); do sleep 0.1; done',
  ].join('\n');
  const report = await job.uses(TRACK, { run, metrics: 'out.json' }, { signalAfter: { line: 'training' } });
  expect(report).toMatchObject({ outcome: 'cancelled', outputs: { status: 'KILLED' } });
  expect(report.stdout).toContain('saved');
  const record = await recordOf(report);
  expect(record).toMatchObject({ status: 'KILLED' });
  expect(record.outputs.metrics['epoch']?.value).toBe(4);
  expect(report.summary).toContain('🛑');
  const [post] = await job.finish();
  expect(post).toMatchObject({ outcome: 'success', summary: '' });
  expect(await recordOf(report)).toEqual(record);
}, 60_000);

test('cancelled: a command that ignores SIGINT and SIGTERM is ended, and the record still is in time', async () => {
  const job = await newJob();
  const run = [
    'trap "" INT TERM',
    'echo training; echo stubborn >&2',
    'for i in $(seq 300); do sleep 0.1; done',
  ].join('\n');
  const report = await job.uses(TRACK, { ...TRAINING, run }, { signalAfter: { line: 'training' } });
  expect(report.outcome).toBe('cancelled');
  expect(report.signal).toBeNull();
  expect(await recordOf(report)).toMatchObject({ status: 'KILLED', command: { stderr_tail: ['stubborn'] } });
}, 60_000);

test('the main process is killed: post writes the record, as the job ended', async () => {
  for (const { jobStatus, status } of [
    { jobStatus: 'cancelled', status: 'KILLED' },
    { jobStatus: 'failure', status: 'FAILED' },
  ] as const) {
    const job = await newJob();
    const report = await job.uses(TRACK, {
      run: 'sh train.sh; echo {} > p.json; kill -9 $PPID',
      metrics: 'out/metrics.json',
    });
    expect(report).toMatchObject({ outcome: 'failure', signal: 'SIGKILL', summary: '' });
    job.status = jobStatus;
    const post = only(await job.finish());
    expect(post).toMatchObject({ outcome: 'success', outputs: { status } });
    const record = await recordOf(post);
    expect(record).toMatchObject({ status, command: { exit_code: null } });
    expect(record.run_id).toBe(report.outputs['run-id']);
    expect(record.outputs.metrics['val_auc']?.value).toBe(0.93);
    expect(post.summary).toContain(record.run_id);
  }
}, 60_000);

/** Says to the server of MLflow's client what a client says. */
const LOGS = `
const post = (route, body) =>
  fetch(process.env.MLFLOW_TRACKING_URI + '/api/2.0/mlflow/' + route, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then((answer) => answer.json());
const { run } = await post('runs/create', { experiment_id: '0', start_time: 1 });
const { run_id } = run.info;
await post('runs/log-parameter', { run_id, key: 'lr', value: '0.1' });
await post('runs/log-metric', { run_id, key: 'auc', value: 0.7, timestamp: 1, step: 0 });
`;

test('the main process is killed: what was logged with MLflow until then is in the record', async () => {
  const job = await newJob();
  await job.run('printf %s "$LOGS" > log.mjs', { env: { LOGS } });
  const report = await job.uses(TRACK, { run: 'node log.mjs; kill -9 $PPID' });
  expect(report.signal).toBe('SIGKILL');
  job.status = 'failure';
  const post = only(await job.finish());
  const record = await recordOf(post);
  expect(record).toMatchObject({
    status: 'FAILED',
    inputs: { params: { lr: 0.1 } },
    outputs: { metrics: { auc: { value: 0.7 } } },
  });
  expect(record.run_id).toBe(report.outputs['run-id']);
  expect(errorsOf(post)).toEqual([]);
}, 60_000);

test('cancelled before the command starts: no run, and no error of ours', async () => {
  const commit = await ledgerTip(world);
  const job = await newJob();
  const report = await job.uses(TRACK, { run: 'sleep 0.3; echo ran' }, { signalAfter: { ms: 30 } });
  expect(report.outcome).toBe('cancelled');
  await sleep(500);
  const post = await job.finish();
  expect(post.flatMap(errorsOf)).toEqual([]);
  expect(await ledgerTip(world)).toBe(commit);
}, 60_000);
