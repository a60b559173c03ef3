import type { GitHubWorld } from '../support/github-world.js';
import type { Job } from '../support/runner.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, useWorld } from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

const POLICY = [
  'version: 1',
  'metrics: { val_auc: { min: 0.9 }, recall: { min: 0.5 }, loss: { max: 0.1, severity: warning } }',
  'waivers:',
  '  - { rule: metrics.recall.min, reason: "few labels", by: alice, expires: 2999-12-31 }',
].join('\n');

/** A job whose run has these metrics, under the policy above. */
async function trained(branch: string, metrics: string): Promise<Job> {
  const job = await world.job(await world.push({ files: { '.github/lineage.yml': POLICY }, branch }));
  const run = `echo ${branch} > model.bin`;
  const report = await job.uses(TRACK, { run, datasets: 'orders=v2.1', model: 'model.bin', metrics });
  expect(errorsOf(report)).toEqual([]);
  return job;
}

test('a metric beyond its limit is refused by its own name; warnings and waivers are not errors', async () => {
  const job = await trained('low', 'val_auc=0.8\nrecall=0.4\nloss=0.2');
  const commit = await ledgerTip(world);
  const report = await job.uses(REGISTER, { model: 'clf_low' });
  expect(report).toMatchObject({ outcome: 'failure', outputs: { verdict: 'fail', 'missing-tags': '[]' } });
  const titles = (level: string) =>
    report.annotations
      .filter((one) => one.level === level)
      .map(({ properties }) => properties['title'] ?? '');
  expect(titles('error').filter((title) => title !== '')).toEqual(['E_POLICY_NOT_MET metrics.val_auc.min']);
  expect(titles('warning').filter((title) => title !== '')).toEqual(['E_POLICY_NOT_MET metrics.loss.max']);
  const lines = report.summary.split('\n').filter((line) => line.startsWith('- '));
  expect(lines).toEqual([
    expect.stringContaining('- The metric `val_auc` is 0.8'),
    expect.stringContaining('- ⚠️ The metric `loss` is 0.2'),
    expect.stringMatching(
      /^- ⏳ The metric `recall` is 0\.4.* Waived until 2999-12-31 by alice: few labels$/,
    ),
  ]);
  expect(await ledgerTip(world)).toBe(commit);
}, 60_000);

test('what was waived stands in the summary and stays in the record', async () => {
  const job = await trained('good', 'val_auc=0.95\nrecall=0.4\nloss=0.05');
  const report = await job.uses(REGISTER, { model: 'clf_good' });
  expect(report).toMatchObject({ outcome: 'success', outputs: { verdict: 'pass', findings: '[]' } });
  expect(report.summary).toMatch(
    /\n- ⏳ The metric `recall` is 0\.4.* Waived until 2999-12-31 by alice: few labels\n/,
  );
  expect(report.annotations.map(({ message }) => message)).toEqual([
    expect.stringContaining('Waived by alice until 2999-12-31 (few labels): The metric `recall` is 0.4'),
  ]);
  const version = only((await readLedger(world)).versions);
  expect(version.policy).toMatchObject({
    verdict: 'pass',
    findings: [],
    waived: [{ waiver: { by: 'alice' } }],
  });
}, 60_000);

test('a training that writes itself another policy is judged by the one that was pushed', async () => {
  const job = await world.job(
    await world.push({ files: { '.github/lineage.yml': POLICY }, branch: 'rewritten' }),
  );
  const run = "echo rewritten > model.bin; printf 'version: 1\\n' > .github/lineage.yml";
  const tracked = await job.uses(TRACK, {
    run,
    datasets: 'orders=v2.1',
    model: 'model.bin',
    metrics: 'val_auc=0.1',
  });
  expect(errorsOf(tracked)).toEqual([]);
  const tip = await ledgerTip(world);
  // Nor by that of another commit, which a rewritten event calls the base.
  const weak = await world.push({ files: { '.github/lineage.yml': 'version: 1\n' }, branch: 'weak' });
  const event = JSON.stringify({ pull_request: { base: { sha: weak.sha } } });
  for (const script of ['true', `printf '%s' '${event}' > "$GITHUB_EVENT_PATH"`]) {
    await job.run(script);
    const report = await job.uses(REGISTER, { model: 'clf_rewritten' }, { continueOnError: true });
    expect(report.outputs).toMatchObject({ verdict: 'fail' });
    const rules = JSON.parse(report.outputs['findings'] ?? '').map(({ rule }: { rule: string }) => rule);
    expect(rules).toContain('metrics.val_auc.min');
  }
  expect(await ledgerTip(world)).toBe(tip);
}, 60_000);
