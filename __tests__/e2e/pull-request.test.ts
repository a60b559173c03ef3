import { GitHubWorld } from '../support/github-world.js';
import {
  checkoutState,
  errorsOf,
  ledgerTip,
  only,
  REGISTER,
  readLedger,
  TRACK,
  TRAINING,
  useWorld,
} from './support.js';

const STRICT = [
  'version: 1',
  'required_tags: [dataset_version, git_commit, ticket]',
  "tags: { ticket: { pattern: '^ML-\\d+$' } }",
  '',
].join('\n');
const WEAK = 'version: 1\nrequired_tags: []\n';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

test('a merge commit at depth 1: head, merge and base commit apart, and the head is the lineage', async () => {
  const trigger = await world.pullRequest({
    branch: 'deeper-trees',
    title: 'Deeper trees',
    baseFiles: { 'base.txt': 'later' },
  });
  const job = await world.job(trigger);
  const before = await checkoutState(job.workspace);
  const report = await job.uses(TRACK, TRAINING);
  expect(errorsOf(report)).toEqual([]);
  const { runs } = await readLedger(world);
  const run = only(runs);
  expect(run.inputs.code).toEqual({
    repository: 'octo/models',
    commit: trigger.headSha,
    tree: (await world.repo.git(['rev-parse', `${trigger.sha}^{tree}`])).toString().trim(),
    ref: trigger.ref,
    merge_commit: trigger.sha,
    base_commit: trigger.baseSha,
    dirty: false,
    diff_digest: null,
    untracked_files: 0,
  });
  expect(new Set([trigger.headSha, trigger.sha, trigger.baseSha]).size).toBe(3);
  expect(run.tags['git_commit']).toBe(trigger.headSha);
  expect(run.context).toMatchObject({
    event: 'pull_request',
    trust: 'trusted',
    pull_request: {
      number: trigger.pull?.number,
      head_ref: 'deeper-trees',
      base_ref: 'main',
      head_repository: 'octo/models',
    },
  });
  const registered = await job.uses(REGISTER, { model: 'clf_pr' });
  expect(registered).toMatchObject({ outcome: 'success', outputs: { version: '1' } });
  expect(await checkoutState(job.workspace)).toEqual(before);
}, 60_000);

test("the base branch's policy judges a pull request, whatever its head makes of the policy", async () => {
  await world.push({ files: { '.github/lineage.yml': STRICT } });
  const trigger = await world.pullRequest({ branch: 'weaker', files: { '.github/lineage.yml': WEAK } });
  for (const checkout of ['detached', 'none'] as const) {
    const job = await world.job(trigger, { checkout });
    const inputs = { run: `echo ${checkout} > m.bin`, model: 'm.bin' };
    const tracked = await job.uses(TRACK, { ...inputs, tags: 'ticket=later' });
    expect(JSON.parse(tracked.outputs['missing-tags'] ?? '')).toEqual(['dataset_version']);
    const commit = await ledgerTip(world);
    const refused = await job.uses(REGISTER, { model: 'clf_pr' }, { continueOnError: true });
    expect(refused).toMatchObject({ exitCode: 1, outputs: { 'missing-tags': '["dataset_version"]' } });
    expect(errorsOf(refused).join('\n')).toMatch(/ticket/);
    expect(await ledgerTip(world)).toBe(commit);
    await job.uses(TRACK, { ...inputs, tags: 'ticket=ML-9', datasets: 'orders=v1' });
    const registered = await job.uses(REGISTER, { model: 'clf_pr' });
    expect(registered).toMatchObject({ outcome: 'success', outputs: { verdict: 'pass' } });
  }
}, 60_000);

test('a pull request may not bring a policy where the base has none: the built-in one counts', async () => {
  const other = await GitHubWorld.start();
  try {
    const trigger = await other.pullRequest({ files: { '.github/lineage.yml': WEAK } });
    const job = await other.job(trigger);
    await job.uses(TRACK, { run: 'echo m > m.bin', model: 'm.bin' });
    const refused = await job.uses(REGISTER, { model: 'clf' });
    expect(refused).toMatchObject({ exitCode: 1, outputs: { 'missing-tags': '["dataset_version"]' } });
    expect(other.github.violations).toEqual([]);
  } finally {
    await other.close();
  }
}, 60_000);

test("a fork's pull request: the command runs and the step is green, and the run is handed over as evidence", async () => {
  const trigger = await world.pullRequest({ fork: true });
  const commit = await ledgerTip(world);
  const job = await world.job(trigger);
  const report = await job.uses(TRACK, TRAINING);
  expect(report).toMatchObject({ outcome: 'success', exitCode: 0 });
  expect(report.stdout).toContain('trained on 4 lines');
  expect(report.annotations).toEqual([]);
  expect(report.displayLog).toMatch(
    /Handed run [0-9a-f]{32} over as the workflow artifact lineage-evidence-/,
  );
  expect(report.summary).toMatch(/\*\*Not recorded:\*\* .*fork.*handed over as .*lineage-evidence-/);
  expect(report.summary).toContain('| val\\_auc | 0.93 |');
  expect(report.outputs).toMatchObject({ status: 'FINISHED', 'record-path': '', 'ledger-commit': '' });
  const registered = await job.uses(REGISTER, { model: 'clf' }, { continueOnError: true });
  expect(registered).toMatchObject({ outcome: 'failure', exitCode: 1 });
  expect(only(errorsOf(registered))).toMatch(/E_RUN_UNTRUSTED.*was not recorded.*fork.*Merge the change/);
  await job.finish();
  expect(await ledgerTip(world)).toBe(commit);

  const failing = await world.job(trigger);
  const failed = await failing.uses(TRACK, { ...TRAINING, run: 'exit 5' });
  expect(failed).toMatchObject({ outcome: 'failure', exitCode: 5 });

  const strict = await world.job(trigger);
  const refused = await strict.uses(TRACK, { ...TRAINING, record: 'ledger' });
  expect(refused).toMatchObject({ outcome: 'failure', exitCode: 1 });
  expect(only(errorsOf(refused))).toMatch(/E_LEDGER_PERMISSION.*contents: write.*fork/);
  expect(refused.stdout).not.toContain('trained');

  const whole = await world.job(trigger);
  const { run: _, ...inputs } = TRAINING;
  await whole.uses(TRACK, inputs);
  await whole.run('sh train.sh');
  const post = only(await whole.finish());
  expect(post).toMatchObject({ outcome: 'success' });
  expect(post.summary).toContain('**Not recorded:**');
  expect(await ledgerTip(world)).toBe(commit);
}, 90_000);
