// The ledger could be written when the run began, and cannot when it ends: no training is lost for that.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GitHubWorld } from '../support/github-world.js';
import type { Job } from '../support/runner.js';
import {
  errorsOf,
  ledgerTip,
  only,
  REGISTER,
  readLedger,
  TRACK,
  TRAINING,
  useFreshWorld,
} from './support.js';

const PUBLISHING = { actions: 'read', contents: 'write', pull_requests: 'write', statuses: 'write' } as const;

let world: GitHubWorld;
useFreshWorld((made) => {
  world = made;
});

/** Trains, and lets something happen while the command runs. */
async function trainWhile(job: Job, meanwhile: () => void | Promise<void>) {
  const [started, go] = ['started', 'go'].map((name) => join(job.workspace, name));
  const run = 'touch started; while [ ! -e go ]; do sleep 0.05; done; sh train.sh';
  const report = job.uses(TRACK, { ...TRAINING, run });
  while (!existsSync(started ?? '')) await sleep(20);
  await meanwhile();
  await writeFile(go ?? '', '');
  return report;
}

test('a token that expires during the training: evidence is handed over, the lifetimes are named, and publish records it', async () => {
  await world.artifacts();
  const trigger = await world.push();
  const token = world.tokens.make({ contents: 'write' });
  const job = await world.job(trigger, { token });
  const report = await trainWhile(job, () => world.tokens.revoke(token));
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
  const message = errorsOf(report).join('\n');
  expect(message).toMatch(/E_LEDGER_\w+: .*an app's token lives 1 h, the job's own 24 h/);
  expect(message).toMatch(/Run `publish` later/);
  expect(report.displayLog).toContain('it is handed over as evidence');
  expect(report.summary).toContain('The command itself ended well');
  // What the training came to is shown all the same.
  expect(JSON.parse(report.outputs['metrics'] ?? '{}')).toMatchObject({ val_auc: 0.93 });
  expect(await ledgerTip(world)).toBeUndefined();

  const later = await world.job(trigger, { checkout: 'none', permissions: PUBLISHING, jobName: 'publish' });
  const published = await later.uses(resolve('publish'), {}, { continueOnError: true });
  expect(JSON.parse(published.outputs['run-ids'] ?? '[]')).toEqual([report.outputs['run-id']]);
  const { runs, log } = await readLedger(world);
  expect(log).toHaveLength(1);
  expect(only(runs)).toMatchObject({ run_id: report.outputs['run-id'], status: 'FINISHED' });
}, 120_000);

test('neither ledger nor artifact service at the end: the run stays on the runner as files, and the log says where', async () => {
  const service = await world.artifacts();
  const token = world.tokens.make({ contents: 'write' });
  const job = await world.job(await world.push(), { token });
  const report = await trainWhile(job, () => {
    world.tokens.revoke(token);
    for (let times = 0; times < 4; times += 1) service.failNext({ status: 403, match: /CreateArtifact/ });
  });
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
  const [, folder = ''] = /its files are kept in (\S+) on this runner/.exec(report.displayLog) ?? [];
  const record = JSON.parse(await readFile(join(`${folder}`, `${report.outputs['run-id']}.json`), 'utf8'));
  expect(record).toMatchObject({ status: 'FINISHED', outputs: { metrics: { val_auc: { value: 0.93 } } } });
}, 120_000);

test('nothing of such a run is registered in its job', async () => {
  await world.artifacts();
  const token = world.tokens.make({ contents: 'write' });
  const job = await world.job(await world.push(), { token });
  await trainWhile(job, () => world.tokens.revoke(token));
  const refused = await job.uses(
    REGISTER,
    { model: 'clf', token: world.tokens.make({ contents: 'write' }) },
    { if: 'always()' },
  );
  expect(refused).toMatchObject({ outcome: 'failure', exitCode: 1 });
  expect(errorsOf(refused).join('\n')).toMatch(/E_RUN_NOT_FOUND|E_RUN_NOT_TRACKED/);
  expect(await ledgerTip(world)).toBeUndefined();
}, 120_000);

test('a run that `register` ends and cannot write is handed over once; post says that it is not on the ledger', async () => {
  await world.artifacts();
  const token = world.tokens.make({ contents: 'write' });
  const job = await world.job(await world.push(), { token });
  const { run: _, ...wholeJob } = TRAINING;
  const begun = await job.uses(TRACK, wholeJob);
  await job.run('sh train.sh');
  // The policy can still be read.
  world.tokens.set(token, { permissions: { contents: 'read' } });
  const refused = await job.uses(REGISTER, { model: 'clf' });
  expect(refused.displayLog).toContain('it is handed over as evidence');
  const post = only(await job.finish());
  expect(post).toMatchObject({ exitCode: 1 });
  expect(only(errorsOf(post))).toMatch(
    /^E_RUN_NOT_FOUND: The run has ended, and the ledger does not have it.*`publish`/,
  );
  const name = `lineage-evidence-${begun.outputs['run-id']}`;
  only([...world.github.state.artifacts.values()].filter((artifact) => artifact.name === name));
}, 120_000);

test('where `register` cannot even read the policy, it ends nothing, and post hands the run over', async () => {
  await world.artifacts();
  const token = world.tokens.make({ contents: 'write' });
  const job = await world.job(await world.push(), { token });
  const { run: _, ...wholeJob } = TRAINING;
  const begun = await job.uses(TRACK, wholeJob);
  await job.run('sh train.sh');
  world.tokens.revoke(token);
  const refused = await job.uses(REGISTER, { model: 'clf' }, { continueOnError: true });
  expect(only(errorsOf(refused))).toMatch(/^E_GITHUB_API: .*read \.github\/lineage\.yml/);
  expect(only(await job.finish()).displayLog).toContain('it is handed over as evidence');
  const name = `lineage-evidence-${begun.outputs['run-id']}`;
  only([...world.github.state.artifacts.values()].filter((artifact) => artifact.name === name));
}, 120_000);
