import { canonicalJson } from '../../src/core/json.js';
import { runPath } from '../../src/ledger/layout.js';
import { idAt } from '../ledger/fixtures.js';
import type { GitHubWorld, Trigger } from '../support/github-world.js';
import {
  addToLedger,
  commentsOf,
  findingsOf,
  gateFor,
  POLICY,
  pushPolicy,
  type Recorded,
  record,
  rulesOf,
  statusesOf,
} from './gate-support.js';
import { errorsOf, only, useFreshWorld } from './support.js';

let world: GitHubWorld;
useFreshWorld((made) => {
  world = made;
});

const body = () => only(commentsOf(world)).body;
const seeded = (commit: string, values: readonly number[], ref?: string): Recorded[] =>
  values.map((auc, seed) => ({ commit, metrics: { auc }, seeds: { seed }, ...(ref ? { ref } : {}) }));

/** A pull request whose head has these runs. */
async function pullWith(runs: (commit: string) => readonly Recorded[]): Promise<Trigger> {
  const trigger = await world.pullRequest();
  await record(world, runs(trigger.headSha));
  return trigger;
}

test('several seeds: a drop within their noise passes, one in every seed does not', async () => {
  const { sha } = await pushPolicy(world);
  await record(world, seeded(sha, [0.9, 0.93, 0.87, 0.91, 0.89], 'refs/heads/main'));
  const within = await pullWith((commit) => seeded(commit, [0.86, 0.92, 0.88, 0.87, 0.89]));
  const passed = await gateFor(world, within);
  expect(rulesOf(passed)).toEqual([]);
  expect(passed.outputs['verdict']).toBe('pass');
  expect(body()).toMatch(/within noise/);
  expect(body()).toContain(
    "Compared: 5 pairs of runs of one seed, by Student's t. ± is half of a 90 % interval.",
  );

  const beyond = await world.pullRequest({ branch: 'beyond' });
  await record(world, seeded(beyond.headSha, [0.88, 0.91, 0.84, 0.9, 0.86]));
  const failed = await gateFor(world, beyond);
  expect(failed.outputs['verdict']).toBe('fail');
  expect(only(findingsOf(failed))).toMatchObject({
    rule: 'metrics.auc.max_drop',
    message: expect.stringMatching(
      /by 0\.022 on average \(90 % interval 0\.0140234 to 0\.0299766, 5 pairs of one seed\)/,
    ),
  });
}, 120_000);

test('without a limit a pass says so everywhere, and what got much worse is marked', async () => {
  const { sha } = await pushPolicy(world, 'version: 1\n');
  await record(world, [{ commit: sha, metrics: { val_auc: 0.996 }, ref: 'refs/heads/main' }]);
  const trigger = await pullWith((commit) => [{ commit, metrics: { val_auc: 0.776 } }]);
  const report = await gateFor(world, trigger);
  expect(report.outputs['verdict']).toBe('pass');
  const tagsOnly = 'tags only: no metric has a limit';
  expect(statusesOf(world, trigger.headSha).at(-1)?.description).toBe(`clf passes (${tagsOnly})`);
  expect(report.log).toMatch(new RegExp(`; pass, 0 finding\\(s\\); ${tagsOnly}\\.`));
  for (const text of [body(), report.summary]) {
    expect(text).toContain(`✅ clf passes (${tagsOnly})`);
    expect(text).toMatch(/\| ⚠️ \| val\\_auc\u00a0↑\? \| 0\.776 \| 0\.996 \| −0\.220 /);
  }
}, 120_000);

test('legs of a matrix are each compared with their own leg, and judged each for itself', async () => {
  const { sha } = await pushPolicy(world);
  const leg = (commit: string, depth: number, auc: number, ref?: string): Recorded => ({
    commit,
    params: { depth },
    metrics: { auc },
    name: `depth ${depth}`,
    ...(ref ? { ref } : {}),
  });
  await record(world, [leg(sha, 4, 0.7, 'refs/heads/main'), leg(sha, 6, 0.9, 'refs/heads/main')]);
  const trigger = await pullWith((commit) => [leg(commit, 4, 0.71), leg(commit, 6, 0.8)]);
  const report = await gateFor(world, trigger);
  expect(report.outputs['verdict']).toBe('fail');
  expect(only(findingsOf(report)).message).toMatch(/fell from 0\.9 to 0\.8/);
  expect(body()).toContain('depth 4');
}, 120_000);

test('no baseline is a run of another repository or of a fork, nor one that failed or is of another commit', async () => {
  const { sha } = await pushPolicy(world);
  const topic = await world.push({ branch: 'topic', files: { 'topic.txt': 'x' } });
  const ref = 'refs/heads/main';
  await record(world, [
    { commit: sha, ref, repository: 'octo/other' },
    { commit: sha, ref, trust: 'fork' },
    { commit: sha, ref, status: 'FAILED' },
    { commit: topic.sha, ref },
  ]);
  const trigger = await pullWith((commit) => [{ commit, metrics: { auc: 0.6 } }]);
  const report = await gateFor(world, trigger);
  expect(report.outputs['verdict']).toBe('pass');
  expect(body()).toMatch(/no sound run of `clf` on `main`.*the newest, of `\w{7}`, failed/);

  await record(world, [{ commit: sha, ref, repository: 'Octo/Models' }]);
  expect((await gateFor(world, trigger)).outputs['verdict']).toBe('fail');
}, 120_000);

test('a run of a fork is judged, and the reader is told; one that says it is of another repository is not', async () => {
  await pushPolicy(world);
  const trigger = await pullWith((commit) => [
    { commit, trust: 'fork' },
    { commit, repository: 'octo/other', metrics: { auc: 0.1 }, params: { depth: 9 } },
  ]);
  const report = await gateFor(world, trigger);
  expect(report.outputs['verdict']).toBe('pass');
  expect(findingsOf(report)).toContainEqual(
    expect.objectContaining({ rule: 'run.trust', severity: 'notice' }),
  );
  expect(body()).toMatch(/1 run\\?\(s\\?\) of commit `\w{7}` belong to another repository/);
}, 120_000);

test('a direction that the policy has changed since the baseline is told', async () => {
  const { sha } = await pushPolicy(
    world,
    POLICY.replace('higher_is_better: true', 'higher_is_better: false').replace(
      'min: 0.5, max_drop',
      'max: 0.95, max_increase',
    ),
  );
  await record(world, [{ commit: sha, ref: 'refs/heads/main' }]);
  await pushPolicy(world);
  const trigger = await pullWith((commit) => [{ commit, metrics: { auc: 0.95 } }]);
  const report = await gateFor(world, trigger);
  expect(only(findingsOf(report))).toMatchObject({
    rule: 'metrics.auc.direction',
    severity: 'warning',
  });
  expect(report.outputs['verdict']).toBe('pass');
}, 120_000);

test('an earlier policy that cannot be read keeps nobody from judging', async () => {
  const { sha } = await pushPolicy(world, 'version: 1\nmetrics: [\n');
  await record(world, [{ commit: sha, ref: 'refs/heads/main' }]);
  await pushPolicy(world);
  const trigger = await pullWith((commit) => [{ commit }]);
  expect(await gateFor(world, trigger)).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
}, 120_000);

test('run-ids: only the runs it names are judged; those of another commit are said to be; unknown ones are errors', async () => {
  await pushPolicy(world);
  const other = await world.push({ files: { 'other.txt': 'x' } });
  const trigger = await pullWith((commit) => [{ commit, metrics: { auc: 0.1 } }]);
  const [good = ''] = await record(world, [{ commit: other.sha }]);
  const report = await gateFor(world, trigger, { 'run-ids': good });
  expect(report.outputs['verdict']).toBe('pass');
  expect(report.summary).toContain(`was recorded for commit \`${other.sha.slice(0, 7)}\``);

  const unknown = [idAt(Date.now(), 90_001), idAt(Date.now(), 90_002)];
  const failed = await gateFor(world, trigger, { 'run-ids': [good, ...unknown].join(',') });
  expect(failed.exitCode).toBe(1);
  expect(errorsOf(failed)).toHaveLength(2);
  for (const id of unknown) expect(errorsOf(failed).join('\n')).toContain(`E_RUN_NOT_FOUND: "${id}"`);
}, 120_000);

test('a record that cannot be read is an error, and a success that stood for the commit is taken back', async () => {
  await pushPolicy(world);
  const trigger = await pullWith((commit) => [{ commit }]);
  expect((await gateFor(world, trigger)).outputs['verdict']).toBe('pass');
  const bad = runPath(idAt(Date.now(), 90_003));
  await addToLedger(world, { [bad]: canonicalJson({ schema: 'lineage-gate/run/v1' }) });
  const report = await gateFor(world, trigger);
  expect(report).toMatchObject({ exitCode: 1, outcome: 'failure' });
  expect(report.outputs['verdict'] ?? '').toBe('');
  expect(errorsOf(report).join('\n')).toMatch(/E_LEDGER_RECORD_INVALID/);
  expect(report.summary).toContain('Nothing was judged');
  expect(statusesOf(world, trigger.headSha).at(-1)?.state).toBe('error');
}, 120_000);

test('without a ledger there are no runs', async () => {
  await pushPolicy(world);
  const trigger = await world.pullRequest();
  const report = await gateFor(world, trigger);
  expect(report).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', findings: '[]' } });
  expect(errorsOf(report).join('\n')).toContain('No run was recorded');
  expect(await world.repo.resolve('refs/heads/lineage')).toBeUndefined();
}, 60_000);
