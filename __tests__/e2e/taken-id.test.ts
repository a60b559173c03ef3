import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunRecord } from '../../src/core/generated/types.js';
import { canonicalJson } from '../../src/core/json.js';
import { runPath } from '../../src/ledger/layout.js';
import { runRecord } from '../ledger/fixtures.js';
import type { GitHubWorld } from '../support/github-world.js';
import { addToLedger } from './gate-support.js';
import { only, REGISTER, readLedger, runOf, TRACK, TRAINING, useWorld } from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

const { run: _, ...WHOLE_JOB } = TRAINING;

/** What somebody writes who has seen a run's id while it trains. */
const forged = (id: string) => canonicalJson(runRecord(id, { run_name: 'forged' }));

/** What lies under the id that was taken, and the true run, of which there is one. */
async function runsOf(id: string): Promise<{ planted: RunRecord; own: RunRecord }> {
  const { runs } = await readLedger(world);
  return {
    planted: only(runs.filter(({ run_id }) => run_id === id)),
    own: only(runs.filter(({ evidence_id }) => evidence_id === id)),
  };
}

async function registeredRun(name: string): Promise<string> {
  const { versions } = await readLedger(world);
  return only(versions.filter(({ model }) => model === name)).run_id;
}

test('a run whose id is taken while it trains is recorded under another one, and that one is registered', async () => {
  const job = await world.job(await world.push());
  const begun = await job.uses(TRACK, WHOLE_JOB);
  const id = begun.outputs['run-id'] ?? '';
  await job.run('sh train.sh');
  await addToLedger(world, { [runPath(id)]: forged(id) });
  const report = await job.uses(REGISTER, { model: 'clf' });
  expect(report).toMatchObject({ outcome: 'success', outputs: { verdict: 'pass', version: '1' } });
  const { planted, own } = await runsOf(id);
  expect(planted.run_name).toBe('forged');
  expect(own).toMatchObject({
    evidence_id: id,
    status: 'FINISHED',
    tags: { dataset_version: 'orders_v2.1' },
  });
  expect(own.outputs.artifacts.flatMap(({ stored }) => stored)).not.toEqual([]);
  expect(report.outputs['run-id']).toBe(own.run_id);
  expect(await registeredRun('clf')).toBe(own.run_id);
  expect(report.displayLog).toContain(`under the id of run ${id}: the run is recorded as ${own.run_id}`);
  await job.finish();
  expect((await runsOf(id)).own).toEqual(own);
}, 60_000);

test('with `run` as well, and a later step that finds the run by itself takes the one that was recorded', async () => {
  const job = await world.job(await world.push());
  let planted = '';
  // As soon as the command has run, and before anything is written.
  world.git.before = async () => {
    const id = await readFile(path.join(job.workspace, 'id.txt'), 'utf8').catch(() => '');
    if (planted !== '' || id === '') return;
    planted = id.trim();
    await addToLedger(world, { [runPath(planted)]: forged(planted) });
  };
  const tracked = await job.uses(TRACK, {
    ...TRAINING,
    run: 'sh train.sh && echo "$LINEAGE_RUN_ID" > id.txt',
  });
  expect(tracked).toMatchObject({ outcome: 'success', outputs: { status: 'FINISHED' } });
  const own = await runOf(world, tracked.outputs['run-id']);
  expect(own).toMatchObject({ evidence_id: planted });
  expect(tracked.outputs['record-path']).toBe(runPath(own.run_id));
  const report = await job.uses(REGISTER, { model: 'another' });
  expect(report).toMatchObject({ outcome: 'success', outputs: { verdict: 'pass' } });
  expect(await registeredRun('another')).toBe(own.run_id);
  await job.finish();
  expect((await runsOf(planted)).own).toEqual(own);
}, 60_000);
