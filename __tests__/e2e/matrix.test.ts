import type { GitHubWorld } from '../support/github-world.js';
import { errorsOf, only, readLedger, TRACK, TRAINING, useWorld } from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

test('four legs at once: four records and four uploads of their own; a re-run adds to them', async () => {
  const trigger = await world.push();
  const legs = [1, 2, 3, 4].map((seed) => ({ seed, tree: { depth: seed * 2 } }));
  const jobs = await Promise.all(
    legs.map((matrix, jobIndex) => world.job(trigger, { matrix, jobIndex, jobTotal: legs.length })),
  );
  const reports = await Promise.all(
    jobs.map((job, index) =>
      job.uses(TRACK, { ...TRAINING, run: `sh train.sh; echo ${index} > out/model/leg.txt` }),
    ),
  );
  expect(reports.flatMap(errorsOf)).toEqual([]);
  expect(reports.map(({ outcome }) => outcome)).toEqual(Array(4).fill('success'));
  const ledger = await readLedger(world);
  expect(ledger.runs).toHaveLength(4);
  for (const [index, report] of reports.entries()) {
    const run = only(ledger.runs.filter((one) => one.run_id === report.outputs['run-id']));
    expect(run.context.matrix).toEqual(legs[index]);
    expect(run.context.ci_run_id).toBe(String(trigger.runId));
    const model = run.outputs.artifacts.find(({ kind }) => kind === 'model');
    const files = await (await world.artifacts()).files(Number(only(model?.stored ?? []).id));
    expect(files.get('leg.txt')?.toString()).toBe(`${index}\n`);
  }
  const models = (await world.artifacts())
    .list(trigger.runId)
    .filter(({ name }) => name.startsWith('model-'));
  expect(new Set(models.map(({ id }) => id)).size).toBe(4);
  // Legs that lose the race are folded into one commit; each run is named by exactly one.
  const named = ledger.log.flatMap(({ message }) => message.match(/(?<=^Lineage-Run: )\w+/gm) ?? []);
  expect(named.sort()).toEqual(ledger.runs.map((run) => run.run_id).sort());

  const again = await world.job(trigger, { matrix: legs[2], jobIndex: 2, jobTotal: 4, runAttempt: 2 });
  const report = await again.uses(TRACK, { ...TRAINING, run: 'sh train.sh; echo 2 > out/model/leg.txt' });
  expect(errorsOf(report)).toEqual([]);
  const after = await readLedger(world);
  expect(after.runs).toHaveLength(5);
  const second = only(after.runs.filter((one) => one.run_id === report.outputs['run-id']));
  expect(second.context).toMatchObject({ ci_run_attempt: 2, matrix: legs[2] });
  expect(second.context.ci_run_url).toMatch(/\/attempts\/2$/);
  expect(second.outputs.models[0]?.manifest.digest).toBe(reports[2]?.outputs['model-digest']);
}, 90_000);

test('a job without a matrix has none in its record', async () => {
  const job = await world.job(await world.push());
  const report = await job.uses(TRACK, { run: 'true' });
  const { runs } = await readLedger(world);
  expect(only(runs.filter((run) => run.run_id === report.outputs['run-id'])).context.matrix).toBeNull();
  expect(report.summary).toContain('✅');
}, 60_000);
