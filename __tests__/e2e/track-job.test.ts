import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GitHubWorld } from '../support/github-world.js';
import type { Job, StepReport } from '../support/runner.js';
import {
  checkoutState,
  errorsOf,
  ledgerTip,
  only,
  REGISTER,
  readLedger,
  runOf,
  TRACK,
  TRAINING,
  useWorld,
} from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

const { run: _, ...WHOLE_JOB } = TRAINING;

async function newJob(): Promise<Job> {
  return world.job(await world.push());
}

function recordOf(report: StepReport) {
  return runOf(world, report.outputs['run-id']);
}

test('without `run` the later steps are the run, and post records it', async () => {
  const job = await newJob();
  const before = await checkoutState(job.workspace);
  const commit = await ledgerTip(world);
  const begun = await job.uses(TRACK, { ...WHOLE_JOB, tags: 'team=pricing' });
  expect(begun).toMatchObject({ outcome: 'success', summary: '' });
  expect(begun.outputs['status'] ?? '').toBe('');
  expect(begun.displayLog).toContain('the run ends with the job');
  await job.run('echo \'{"prepared": true}\' > "$LINEAGE_DIR/params/prepare.json"');
  await job.run('sh train.sh');
  const last = await job.run('echo "$LINEAGE_RUN_ID"');
  expect(await ledgerTip(world)).toBe(commit);
  const post = only(await job.finish());
  expect(post).toMatchObject({ outcome: 'success', annotations: [] });
  const record = await recordOf(post);
  expect(record.run_id).toBe(last.stdout.trim());
  expect(record.run_id).toBe(begun.outputs['run-id']);
  expect(record).toMatchObject({
    status: 'FINISHED',
    command: { run: null, shell: null, exit_code: null, stderr_tail: [] },
    inputs: { params: { prepared: true, learning_rate: 0.1, seed: 7 } },
    outputs: { system: { peak_memory_bytes: null, cpu_s: null } },
    tags: { team: 'pricing', dataset_version: 'orders_v2.1' },
  });
  expect(record.duration_s * 1000).toBeGreaterThan(
    job.reports.slice(1, 4).reduce((sum, { durationMs }) => sum + durationMs, 0),
  );
  expect(only(only(record.outputs.models).manifest.files).path).toBe('weights.txt');
  expect(record.outputs.artifacts.find(({ path }) => path === 'out/model')?.stored).toHaveLength(1);
  expect(post.summary).toContain('| val\\_auc | 0.93 |');
  expect(await checkoutState(job.workspace)).toEqual(before);
}, 60_000);

test('a clock that is set back while a job trains ends no run before it began', async () => {
  const job = await newJob();
  const preload = path.join(job.workspace, '..', 'set-back.cjs');
  await writeFile(
    preload,
    'if (/post\\.js$/.test(process.argv[1])) { const now = Date.now; Date.now = () => now() - 3_600_000; console.log("set back"); }\n',
  );
  await job.uses(TRACK, WHOLE_JOB, { env: { NODE_OPTIONS: `--require=${preload}` } });
  await job.run('sh train.sh');
  const post = only(await job.finish());
  expect(post).toMatchObject({ outcome: 'success', annotations: [] });
  expect(post.displayLog).toContain('set back');
  const { started_at, ended_at, duration_s } = await recordOf(post);
  const took = (Date.parse(ended_at) - Date.parse(started_at)) / 1000;
  expect(duration_s * 1000).toBeGreaterThan(job.reports[1]?.durationMs ?? 0);
  expect(Math.abs(took - duration_s)).toBeLessThanOrEqual(0.002);
});

test('a step that fails makes the run FAILED, and post stays green', async () => {
  const job = await newJob();
  await job.uses(TRACK, WHOLE_JOB);
  await job.run('sh train.sh');
  expect(await job.run('echo broken >&2; exit 7')).toMatchObject({ exitCode: 7 });
  expect(await job.run('echo never')).toMatchObject({ outcome: 'skipped' });
  const post = only(await job.finish());
  expect(post).toMatchObject({ outcome: 'success', outputs: { status: 'FAILED' } });
  expect(await recordOf(post)).toMatchObject({ status: 'FAILED', outputs: { metrics: { loss: {} } } });
  expect(job.status).toBe('failure');
}, 60_000);

test('a cancelled job makes the run KILLED', async () => {
  const job = await newJob();
  await job.uses(TRACK, WHOLE_JOB);
  await job.run('echo training; exec sleep 20', { signalAfter: { line: 'training' } });
  const post = only(await job.finish());
  expect(post).toMatchObject({ outcome: 'success', outputs: { status: 'KILLED' } });
  expect(await recordOf(post)).toMatchObject({ status: 'KILLED' });
}, 60_000);

test('`register` in the job ends the run first; post finds it done', async () => {
  const job = await newJob();
  const begun = await job.uses(TRACK, WHOLE_JOB);
  await job.run('sh train.sh');
  const registered = await job.uses(REGISTER, { model: 'clf_job' });
  expect(errorsOf(registered)).toEqual([]);
  expect(registered).toMatchObject({ outcome: 'success', outputs: { version: '1', verdict: 'pass' } });
  const after = await readLedger(world);
  const record = only(after.runs.filter((run) => run.run_id === begun.outputs['run-id']));
  expect(record.status).toBe('FINISHED');
  expect(only(after.versions)).toMatchObject({ run_id: record.run_id, model: 'clf_job', version: 1 });
  // What the step is about comes first, then the run that it has ended.
  expect(registered.summary).toMatch(
    /^## ✅ Registered clf\\_job version 1\n.*\n## ✅ [^\n]*: FINISHED\n.*val\\_auc/s,
  );
  await job.run('echo \'{"late": 1}\' > "$LINEAGE_DIR/metrics/late.json"');
  const post = only(await job.finish());
  expect(post).toMatchObject({ outcome: 'success', summary: '', annotations: [] });
  expect((await readLedger(world)).commit).toBe(after.commit);
}, 60_000);

test('`register` in the job without lineage: the run is recorded, the registration refused', async () => {
  const job = await newJob();
  const begun = await job.uses(TRACK, { ...WHOLE_JOB, datasets: '' });
  await job.run('sh train.sh');
  const { versions } = await readLedger(world);
  const refused = await job.uses(REGISTER, { model: 'clf_job' });
  expect(refused).toMatchObject({ exitCode: 1, outputs: { 'missing-tags': '["dataset_version"]' } });
  expect(refused.summary).toMatch(
    /^## ⛔ clf\\_job was not registered: The lineage tag dataset\\_version is missing\n.*\n## ✅ [^\n]*: FINISHED\n/s,
  );
  await job.finish();
  const after = await readLedger(world);
  expect(after.versions).toEqual(versions);
  const record = only(after.runs.filter((run) => run.run_id === begun.outputs['run-id']));
  expect(record.status).toBe('FINISHED');
}, 60_000);

test('faults at the end of the job are said by post, and are problems of the record', async () => {
  const job = await newJob();
  const begun = await job.uses(TRACK, WHOLE_JOB);
  const post = only(await job.finish());
  expect(post).toMatchObject({ outcome: 'failure', exitCode: 1 });
  expect(errorsOf(post).join('\n')).toContain('out/metrics.json');
  expect(errorsOf(post).join('\n')).toContain('out/model');
  const run = await runOf(world, begun.outputs['run-id']);
  expect(run.status).toBe('FINISHED');
  expect(run.problems?.map(({ code }) => code)).toEqual(['E_PATH_MISSING', 'E_PATH_MISSING']);
}, 60_000);

test('two track steps in one job are two runs, each with its own record', async () => {
  const job = await newJob();
  const outer = await job.uses(TRACK, { experiment: 'outer' });
  const inner = await job.uses(TRACK, { ...TRAINING, experiment: 'inner' });
  expect(inner.outputs['run-id']).not.toBe(outer.outputs['run-id']);
  // Of what the first makes nobody knows while the second reads it.
  expect(inner.annotations.map(({ message }) => message)).toContainEqual(
    expect.stringContaining(`Run ${outer.outputs['run-id']} of experiment \`outer\`, which an earlier step`),
  );
  const posts = await job.finish();
  expect(posts.map(({ outcome }) => outcome)).toEqual(['success', 'success']);
  const { runs } = await readLedger(world);
  const ids = [outer, inner].map((report) => report.outputs['run-id']);
  expect(runs.filter((run) => ids.includes(run.run_id)).map((run) => run.experiment)).toEqual([
    'outer',
    'inner',
  ]);
}, 60_000);

test('that begins after the training has nothing of it, and says where the step belongs', async () => {
  const job = await newJob();
  await job.run('sh train.sh');
  // Params of its own, or a run of another test would be known to have made the same.
  await job.uses(TRACK, { ...WHOLE_JOB, params: 'params.yaml\nlate=1' });
  const post = only(await job.finish());
  expect(post.outcome).toBe('failure');
  expect(errorsOf(post).join('\n')).toMatch(/E_OUTPUT_STALE.*Put the track step before the training/);
  expect(await recordOf(post)).toMatchObject({ outputs: { metrics: {}, models: [] } });
});

test('does not take for its own what another commit brought into the work tree', async () => {
  const job = await newJob();
  await job.run('mkdir old && echo \'{"val_auc": 0.99}\' > old/m.json && git add old');
  await job.run('git -c user.name=octo -c user.email=o@users.noreply.github.com commit -qm old');
  await job.run('git checkout -q HEAD~1');
  await job.uses(TRACK, { metrics: 'old/m.json' });
  await job.run('git checkout -q -');
  const post = only(await job.finish());
  expect(errorsOf(post).join('\n')).toMatch(/E_OUTPUT_STALE.*m\.json/);
  expect((await recordOf(post)).outputs.metrics).toEqual({});
});

test('before a checkout is begun with a warning of what that means', async () => {
  const job = await world.job(await world.push(), { checkout: 'none' });
  const begun = await job.uses(TRACK, { metrics: 'm.json' });
  expect(begun.displayLog).toContain('the track step belongs after the checkout');
  await job.run('echo \'{"auc": 0.5}\' > m.json');
  const post = only(await job.finish());
  expect((await recordOf(post)).outputs.metrics['auc']?.value).toBe(0.5);
});
