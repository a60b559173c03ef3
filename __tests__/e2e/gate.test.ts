import type { GitHubWorld, Trigger } from '../support/github-world.js';
import {
  commentsOf,
  findingsOf,
  GATE_PERMISSIONS,
  gateFor,
  moveToStage,
  POLICY,
  pushPolicy,
  record,
  rulesOf,
  statusesOf,
  trainFor,
} from './gate-support.js';
import { errorsOf, only, REGISTER, readLedger, TRACK, useFreshWorld } from './support.js';

const METRICS = (auc: number | string) => ({ metrics: `auc=${auc}` });

let world: GitHubWorld;
useFreshWorld((made) => {
  world = made;
});

const body = () => only(commentsOf(world)).body;

/** A run on main, so that pull requests have something to be compared with. */
async function trainMain(auc: number): Promise<string> {
  return trainFor(world, await pushPolicy(world), METRICS(auc));
}

async function pullWith(auc: number | string, inputs = {}): Promise<{ trigger: Trigger; run: string }> {
  const trigger = await world.pullRequest();
  return { trigger, run: await trainFor(world, trigger, { ...METRICS(auc), ...inputs }) };
}

test('a first pull request without a baseline: said in words, and it passes on what can be judged', async () => {
  await pushPolicy(world);
  const { trigger, run } = await pullWith(0.9);
  const report = await gateFor(world, trigger);
  expect(errorsOf(report)).toEqual([]);
  expect(report).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  expect(report.outputs['comment-url']).toContain(String(only(commentsOf(world)).id));
  expect(body()).toMatch(/auc/);
  expect(body()).toMatch(/no run of `clf` on `main` lies at or before the merge base/i);
  expect(body()).toMatch(/`clf` is no registered model.*set the input `model`/);
  expect(body()).toContain(run);
  expect(report.summary).toMatch(/auc/);
  const status = only(statusesOf(world, trigger.headSha));
  expect(status).toMatchObject({ state: 'success', context: 'lineage-gate' });
  expect(statusesOf(world, trigger.sha)).toEqual([]);
  expect(report.displayLog).toContain(
    `The gate judges commit ${trigger.headSha} of pull request 7 into main`,
  );
  expect(report.displayLog).toContain(`Found 1 run(s) of commit ${trigger.headSha}`);
  expect(report.displayLog).toContain(`clf: ${run} no baseline: `);
  expect(report.displayLog).toMatch(/Comment created: http.*\n/);
  expect(report.displayLog).toContain(`Commit status lineage-gate of ${trigger.headSha}: success.`);
}, 120_000);

test('an improvement passes and a regression fails, against the run on main at the merge base', async () => {
  const base = await trainMain(0.8);
  const better = await pullWith(0.85);
  const passed = await gateFor(world, better.trigger);
  expect(passed.outputs['verdict']).toBe('pass');
  expect(body()).toMatch(/at the merge base/);
  expect(body()).toContain(base);

  const worse = await pullWith(0.7, { 'run-name': 'worse' });
  const failed = await gateFor(world, worse.trigger);
  expect(failed).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  expect(findingsOf(failed)).toEqual([
    expect.objectContaining({ rule: 'metrics.auc.max_drop', model: 'clf' }),
  ]);
  expect(only(statusesOf(world, worse.trigger.headSha)).state).toBe('failure');
}, 180_000);

test('annotations stand on the line of the policy that is not met', async () => {
  const { sha } = await pushPolicy(world);
  await record(world, [{ commit: sha, ref: 'refs/heads/main', metrics: { auc: 0.9 } }]);
  const trigger = await world.pullRequest();
  await record(world, [{ commit: trigger.headSha, metrics: { auc: 0.7 } }]);
  const report = await gateFor(world, trigger);
  const [annotation] = report.annotations.filter(({ level }) => level === 'error');
  expect(annotation).toMatchObject({ properties: { file: '.github/lineage.yml', line: '3' } });
}, 60_000);

test('what others merged since the pull request began is no baseline, and Production comes first', async () => {
  const base = await trainMain(0.8);
  const { trigger } = await pullWith(0.82);
  const later = await world.push({ files: { 'later.txt': 'x' } });
  const after = await trainFor(world, later, METRICS(0.95));
  const report = await gateFor(world, trigger);
  expect(report.outputs['verdict']).toBe('pass');
  expect(body()).toContain(base);
  expect(body()).not.toContain(after);

  const model = await trainFor(world, later, { ...METRICS(0.99), run: 'echo w > m.bin', model: 'm.bin' });
  const registered = await (await world.job(later)).uses(REGISTER, { model: 'clf', 'run-id': model });
  expect(registered.outputs['version']).toBe('1');
  await moveToStage(world, { model: 'clf', version: 1, stage: 'Production' });
  const again = await gateFor(world, trigger);
  expect(again).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  expect(body()).toMatch(/Production version 1/);

  // Who may not ask compares with the branch, and is told what it takes, once.
  const { actions: _, ...fewer } = GATE_PERMISSIONS;
  const unasked = await gateFor(world, trigger, {}, { permissions: fewer });
  expect(unasked.outputs['verdict']).toBe('pass');
  expect(body()).not.toMatch(/Production version 1/);
  expect(body().match(/What is in Production was not compared with.*`actions: read`/g)).toHaveLength(1);

  // An event that nobody's run has written is no baseline.
  const { runs } = world.github.state;
  const { events } = await readLedger(world);
  runs.delete(Number(events.at(-1)?.by?.ci_run_id));
  const forged = await gateFor(world, trigger);
  expect(forged.outputs['verdict']).toBe('pass');
  expect(body()).toContain(`models/clf/events/${events.at(-1)?.event_id}.json`);
  expect(body()).toMatch(/does not count: it names attempt 1 of workflow run .* was deleted since/);
}, 240_000);

test('missing tag, missing metric and NaN fail, each with its own finding and mend', async () => {
  await pushPolicy(world);
  const trigger = await world.pullRequest();
  await trainFor(world, trigger, { tags: '', metrics: 'loss=1', params: 'variant=a' });
  await trainFor(world, trigger, { ...METRICS('NaN'), params: 'variant=b' });
  const report = await gateFor(world, trigger);
  expect(report.exitCode).toBe(1);
  const rules = rulesOf(report);
  for (const rule of ['required_tags.dataset_version', 'metrics.auc.required', 'metrics.auc.finite'])
    expect(rules).toContain(rule);
  for (const { mend } of findingsOf(report)) expect(body()).toContain(mend.split('`')[0]);
}, 120_000);

test('a waiver lets a finding through and is shown; an expired one does not count', async () => {
  const waiver = (expires: string) =>
    `${POLICY}waivers:\n  - { rule: metrics.auc.min, reason: cold start, by: alice, expires: ${expires} }\n`;
  await pushPolicy(world, waiver('2999-12-31'));
  const first = await world.pullRequest();
  await record(world, [{ commit: first.headSha, metrics: { auc: 0.4 } }]);
  const waived = await gateFor(world, first);
  expect(waived.outputs['verdict']).toBe('pass');
  expect(body()).toMatch(/cold start[\s\S]*alice|alice[\s\S]*cold start/);

  await pushPolicy(world, waiver('2020-12-31'));
  const late = await world.pullRequest({ branch: 'late' });
  await record(world, [{ commit: late.headSha, metrics: { auc: 0.4 } }]);
  const report = await gateFor(world, late);
  expect(report.outputs['verdict']).toBe('fail');
  expect(rulesOf(report)).toContain('metrics.auc.min');
}, 180_000);

test('no run for the head is a failure that says what to add; nothing touched is a pass that says so', async () => {
  await pushPolicy(world, `${POLICY}applies_to: ['src/**', params.yaml]\n`);
  const trigger = await world.pullRequest();
  const report = await gateFor(world, trigger);
  expect(report).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  expect(errorsOf(report).join('\n')).toContain(`No run was recorded for ${trigger.headSha}`);
  expect(body()).toMatch(/uses: .*lineage-gate@/);

  const docs = await world.pullRequest({ branch: 'docs', files: { 'README.md': '# New words\n' } });
  const passed = await gateFor(world, docs);
  expect(passed).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  expect(passed.summary).toMatch(/applies_to/);
}, 120_000);

test('where no run is found, the job that lost it is named with what it said, as far as the token may read', async () => {
  await pushPolicy(world);
  const trigger = await world.pullRequest();
  const training = await world.job(trigger);
  const track = await training.uses(TRACK, { run: 'true', metric: 'auc=1' }, { continueOnError: true });
  expect(track.outputs['run-id']).toBeUndefined();
  const { state } = world.github;
  const { id } = state.addJob({
    runId: trigger.runId,
    name: 'train',
    conclusion: 'failure',
    steps: [{ name: 'Run octo/lineage-gate@v1', conclusion: 'failure' }],
    annotations: errorsOf(track).map((message) => ({ message })),
  });
  state.addJob({ runId: trigger.runId, name: 'lint', conclusion: 'success' });
  const { actions: _, ...without } = GATE_PERMISSIONS;
  const silent = await gateFor(world, trigger, {}, { permissions: without });
  expect(silent.summary).not.toContain('`train`');
  expect(silent.summary).toContain('  actions: read #');
  const report = await gateFor(world, trigger);
  expect(report.outputs['verdict']).toBe('fail');
  expect(body()).toContain('`train` failed at the step `Run octo/lineage-gate@v1`: ');
  expect(body()).toContain("Did you mean 'metrics'?");
  expect(body()).toContain(`/actions/runs/${trigger.runId}/job/${id}#step:1:1`);
  expect(body()).not.toMatch(/lint|python train\.py|permissions:/);
  expect(errorsOf(report).join('\n')).toContain("Did you mean 'metrics'?");
}, 120_000);

test('a run that failed is no pass, and says why, until it is made again and finishes', async () => {
  await pushPolicy(world);
  const trigger = await world.pullRequest();
  const run = ['echo "Traceback (most recent call last):" >&2', 'echo "KeyError: 42" >&2', 'exit 3'].join(
    '\n',
  );
  await trainFor(world, trigger, { run, metrics: 'metrics.json' });
  const report = await gateFor(world, trigger);
  expect(report.outputs['verdict']).toBe('fail');
  expect(rulesOf(report)).toEqual(['run.status']);
  expect(body()).toContain('`KeyError: 42`');
  expect(body()).toContain(`/actions/runs/${trigger.runId}/attempts/1)`);
  await record(world, [{ commit: trigger.headSha }]);
  expect((await gateFor(world, trigger)).outputs['verdict']).toBe('pass');
}, 120_000);

test('malformed inputs are told all at once, and nothing is written', async () => {
  await pushPolicy(world);
  const trigger = await world.pullRequest();
  const report = await gateFor(world, trigger, { comment: 'maybe', status: 'on', 'run-ids': 'x, y' });
  expect(report.exitCode).toBe(1);
  expect(errorsOf(report)).toHaveLength(4);
  expect(report.summary).toContain('Nothing was judged');
  expect(commentsOf(world)).toEqual([]);
}, 60_000);
