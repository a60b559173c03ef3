import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOut } from '../support/checkout.js';
import type { GitHubWorld } from '../support/github-world.js';
import { checkoutState, errorsOf, only, runOf, TRACK, TRAINING, useWorld } from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

test('no checkout: the code of the event, no work tree, and files that the command makes', async () => {
  const trigger = await world.push();
  const job = await world.job(trigger, { checkout: 'none' });
  const report = await job.uses(TRACK, {
    run: 'echo \'{"auc": 1}\' > m.json; echo w > weights.bin',
    metrics: 'm.json',
    model: 'weights.bin',
  });
  expect(errorsOf(report)).toEqual([]);
  const run = await runOf(world, report.outputs['run-id']);
  expect(run.inputs.code).toMatchObject({
    repository: 'octo/models',
    commit: trigger.sha,
    dirty: null,
    diff_digest: null,
    untracked_files: null,
  });
  expect(run.tags['git_commit']).toBe(trigger.sha);
  expect(only(run.outputs.models).manifest.files.map(({ path }) => path)).toEqual(['weights.bin']);
  expect(JSON.parse(report.outputs['missing-tags'] ?? '')).toEqual(['dataset_version']);
  expect(report.summary).toContain('`register` will refuse a model of this run');
}, 60_000);

test('odd places: spaces and letters of many alphabets in the workspace, and a working directory below it', async () => {
  const trigger = await world.push({
    files: { 'projekte/größe 1/train.sh': 'echo \'{"acc": 0.5}\' > "über alles.json"; pwd\n' },
  });
  const job = await world.job(trigger, { workspaceName: "mo dèle 模型 o'brien $x" });
  const before = await checkoutState(job.workspace);
  const report = await job.uses(TRACK, {
    run: 'sh train.sh',
    'working-directory': 'projekte/größe 1',
    metrics: 'über alles.json',
    params: '../../params.yaml',
    datasets: 'orders=v1 ../../data',
    artifacts: '*.json',
  });
  expect(errorsOf(report)).toEqual([]);
  expect(report.stdout).toContain(`${job.workspace}/projekte/größe 1`);
  const run = await runOf(world, report.outputs['run-id']);
  expect(run.outputs.metrics['acc']?.value).toBe(0.5);
  expect(only(run.inputs.datasets)).toMatchObject({ path: 'data' });
  expect(run.inputs.code).toMatchObject({ commit: trigger.sha, dirty: false });
  expect(run.outputs.artifacts.map(({ path }) => path)).toEqual([
    'params.yaml',
    'projekte/größe 1/über alles.json',
  ]);
  expect({ ...(await checkoutState(job.workspace)), status: '' }).toEqual({ ...before, status: '' });
}, 60_000);

test('a checkout below the workspace (`path:`), dirty and with an untracked file', async () => {
  const trigger = await world.push();
  const job = await world.job(trigger, { checkout: 'none' });
  const token = world.tokens.make({ contents: 'read' });
  const code = join(job.workspace, 'code');
  await checkOut(code, { url: world.git.url(world.repository), sha: trigger.sha, ref: trigger.ref, token });
  await writeFile(join(code, 'params.yaml'), 'learning_rate: 9\n');
  await writeFile(join(code, 'notes.txt'), 'n');
  const before = await checkoutState(code);
  const report = await job.uses(TRACK, { ...TRAINING, 'working-directory': 'code' });
  expect(errorsOf(report)).toEqual([]);
  const run = await runOf(world, report.outputs['run-id']);
  expect(run.inputs.code).toMatchObject({ commit: trigger.sha, dirty: true, untracked_files: 1 });
  expect(run.inputs.code?.diff_digest).toMatch(/^sha256:/);
  expect(run.inputs.params).toEqual({ learning_rate: 9 });
  expect(only(run.outputs.models).path).toBe('code/out/model');
  expect(await checkoutState(code)).toEqual(before);
}, 60_000);

test('an artifact service that refuses, hangs up or is not there: a clear error, and a record without the bytes', async () => {
  const trigger = await world.push();
  const service = await world.artifacts();
  const reports = [];
  for (const fault of [{ status: 403 }, { cut: true }, undefined]) {
    if (fault !== undefined) service.failNext({ ...fault, match: /CreateArtifact/ });
    const job = await world.job(trigger, { artifacts: fault !== undefined });
    reports.push(await job.uses(TRACK, TRAINING));
    expect(only(await job.finish())).toMatchObject({ outcome: 'success', summary: '' });
  }
  for (const report of reports) {
    expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
    expect(errorsOf(report).length).toBeGreaterThan(0);
    for (const error of errorsOf(report)) expect(error).toContain('E_STORE_UPLOAD');
    expect(report.summary).toContain('`E_STORE_UPLOAD`');
    const run = await runOf(world, report.outputs['run-id']);
    expect(run.outputs.metrics['val_auc']?.value).toBe(0.93);
    expect(run.problems?.[0]?.code).toBe('E_STORE_UPLOAD');
    const [model] = run.outputs.artifacts;
    expect(model).toMatchObject({ kind: 'model', stored: [] });
  }
}, 90_000);

test('a folder that is not there is named before anything runs', async () => {
  const job = await world.job(await world.push());
  await mkdir(join(job.workspace, 'x'));
  const report = await job.uses(TRACK, { run: 'echo ran', 'working-directory': 'nowhere' });
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
  expect(only(errorsOf(report))).toMatch(/E_PATH_MISSING.*working-directory/);
  expect(report.displayLog).not.toMatch(/^ran$/m);
}, 60_000);
