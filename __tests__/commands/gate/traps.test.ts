import { githubCi } from '../../../src/collect/ci/github.js';
import { gateTarget } from '../../../src/commands/gate/target.js';
import { canonicalJson } from '../../../src/core/json.js';
import { createGitHub } from '../../../src/github/client.js';
import { eventPath, versionPath } from '../../../src/ledger/layout.js';
import { addToLedger, moveToStage, POLICY, pushPolicy, record } from '../../e2e/gate-support.js';
import { only } from '../../e2e/support.js';
import { modelVersion, RecordingLog, registered } from '../../ledger/fixtures.js';
import { READ_WRITE } from '../../support/tokens.js';
import { GateSetup } from './setup.js';

let setup: GateSetup;

beforeEach(async () => {
  setup = await GateSetup.start();
}, 60_000);

afterEach(() => setup.close());

test('a run of the merge queue is a baseline once its commit is on the branch, and not before', async () => {
  const { world } = setup;
  const { sha, baseSha } = await pushPolicy(world);
  const ref = `refs/heads/gh-readonly-queue/main/pr-3-${baseSha}`;
  const group = await world.repo.commit({ 'queued.txt': 'x' }, { branch: ref, parents: [sha] });
  await record(world, [{ commit: group, ref, metrics: { auc: 0.99 } }]);
  const trigger = await world.pullRequest();
  await record(world, [{ commit: trigger.headSha, metrics: { auc: 0.9 } }]);
  const before = await setup.gate(trigger);
  expect(before.judgements[0]?.baseline).toBeNull();

  const [queued] = await record(world, [{ commit: sha, ref, metrics: { auc: 0.95 } }]);
  const after = await setup.gate(trigger);
  expect(after.judgements[0]?.baseline?.runs[0]?.run_id).toBe(queued);
  expect(after.verdict).toBe('fail');
}, 60_000);

describe('a long way back to the last run', () => {
  /** Pushes many commits, none of which has a run. */
  async function pushMany(count: number, path: string): Promise<void> {
    const { repo } = setup.world;
    const tip = await repo.resolve('refs/heads/main');
    const when = Math.floor(Date.now() / 1000);
    const commits = Array.from({ length: count }, (_, index) => {
      const person = `octo <octo@users.noreply.github.com> ${when + index} +0000`;
      const from = index === 0 ? `from ${tip}\n` : '';
      const text = String(index).padStart(6, '0');
      return `commit refs/heads/main\ncommitter ${person}\ndata 1\n.\n${from}M 100644 inline ${path}\ndata 6\n${text}\n`;
    });
    await repo.git(['fast-import', '--quiet'], commits.join(''));
  }

  test('it is found within 300 commits, and those that change nothing that matters are not counted', async () => {
    const { world } = setup;
    await pushPolicy(world, `${POLICY}applies_to: ['src/**']\n`);
    const merged = await world.pullRequest({ branch: 'merged', files: { 'src/a.py': 'a = 1\n' } });
    await record(world, [{ commit: merged.headSha }]);
    await world.merge(merged, 'squash');
    await pushMany(80, 'notes.txt');
    const judged = async (branch: string) => {
      const trigger = await world.pullRequest({ branch, files: { 'src/a.py': `${branch} = 1\n` } });
      await record(world, [{ commit: trigger.headSha }]);
      return only((await setup.gate(trigger)).judgements).baseline;
    };
    expect(await judged('one')).toMatchObject({ commit: merged.headSha, untrained: 0 });
    await pushMany(40, 'src/b.py');
    expect(await judged('two')).toMatchObject({ commit: merged.headSha, untrained: 120 });
  }, 120_000);

  test('behind them only a run of the branch itself is, by its own word', async () => {
    const { world } = setup;
    const { sha } = await pushPolicy(world);
    const ref = 'refs/heads/main';
    const [old] = await record(world, [{ commit: sha, ref }]);
    const merged = await world.pullRequest({ branch: 'merged', files: { 'src/a.py': 'a = 1\n' } });
    await record(world, [{ commit: merged.headSha }]);
    await world.merge(merged, 'squash');
    await pushMany(310, 'notes.txt');
    const trigger = await world.pullRequest({ files: { 'src/a.py': 'b = 1\n' } });
    await record(world, [{ commit: trigger.headSha }]);
    const requests = await setup.requestsOf(async () => {
      const { baseline } = only((await setup.gate(trigger)).judgements);
      expect(baseline?.runs.map(({ run_id }) => run_id)).toEqual([old]);
      expect(baseline?.reason).toBe(`newest run of \`${sha.slice(0, 7)}\` on \`main\` before the merge base`);
    });
    expect(requests).toBeLessThanOrEqual(16);
  }, 120_000);
});

test('each metric is compared with the kind of baseline that its rule asks for', async () => {
  const { world } = setup;
  const policy = [
    'version: 1',
    'metrics:',
    '  auc: { higher_is_better: true, max_drop: 0.02, baseline: Production }',
    '  rmse: { max_increase: 0.5, baseline: main }',
  ].join('\n');
  const { sha } = await pushPolicy(world, policy);
  const ref = 'refs/heads/main';
  const models = [{ path: 'model.bin', manifest: modelVersion('clf', 1).manifest }];
  const [old = ''] = await record(world, [{ commit: sha, ref, metrics: { auc: 0.9, rmse: 1 }, models }]);
  await record(world, [{ commit: sha, ref, metrics: { auc: 0.99, rmse: 5 } }]);
  const version = { ...modelVersion('clf', 1), run_id: old };
  const event = { ...registered('clf', 1, null), run_id: old };
  await addToLedger(world, {
    [versionPath('clf', 1)]: canonicalJson(version),
    [eventPath('clf', event.event_id)]: canonicalJson(event),
  });
  await moveToStage(world, { model: 'clf', version: 1, stage: 'Production' });
  const trigger = await world.pullRequest();
  await record(world, [{ commit: trigger.headSha, metrics: { auc: 0.89, rmse: 5.1 } }]);
  const { judgements } = await setup.gate(trigger);
  const judgement = only(judgements);
  expect(judgement).toMatchObject({ verdict: 'pass', findings: [] });
  expect(judgement.metrics.map(({ key, baseline }) => [key, baseline?.mean])).toEqual([
    ['auc', 0.9],
    ['rmse', 5],
  ]);
  // Under a misspelt name none of this would hold.
  expect(await setup.gate(trigger, { model: 'cfl' })).toMatchObject({
    verdict: 'fail',
    judgements: [{ findings: expect.arrayContaining([expect.objectContaining({ rule: 'model.unknown' })]) }],
  });
}, 60_000);

test('of several pull requests with one head the one into the default branch decides on `workflow_run`', async () => {
  const { world } = setup;
  const trigger = await world.pullRequest({ fork: true });
  const { pull } = trigger;
  if (pull === undefined) throw new Error('no pull request');
  const old = { ref: 'old', sha: trigger.baseSha };
  world.github.state.addPull({ ...pull, number: 3, base: old });
  const ci = githubCi({
    env: {
      GITHUB_EVENT_NAME: 'workflow_run',
      GITHUB_REPOSITORY: world.repository,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: trigger.baseSha,
    },
    event: { workflow_run: { id: trigger.runId } },
    matrix: null,
    toolVersion: '1.2.3',
  });
  const client = createGitHub({
    token: world.tokens.make(READ_WRITE),
    apiUrl: world.github.url,
    userAgent: 'lineage-gate/1.2.3',
    log: new RecordingLog(),
  });
  const [owner = '', repo = ''] = world.repository.split('/');
  const target = () => gateTarget({ ci, repository: { owner, repo }, github: async () => client });
  expect((await target()).pull?.number).toBe(pull.number);
  pull.state = 'closed';
  expect((await target()).pull?.number).toBe(3);
}, 60_000);

test('a pull request whose run trained nothing is told that its numbers are those of the baseline', async () => {
  const { world } = setup;
  const { sha } = await pushPolicy(world, `${POLICY}# reuse\n`);
  const [maker = ''] = await record(world, [{ commit: sha, ref: 'refs/heads/main' }]);
  const trigger = await world.pullRequest({ branch: 'reuse' });
  await record(world, [{ commit: trigger.headSha, reused: maker }]);
  const { verdict, judgements } = await setup.gate(trigger);
  expect(verdict).toBe('pass');
  const warnings = judgements.flatMap(({ findings }) => findings).filter(({ rule }) => rule === 'run.fresh');
  expect(warnings.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
    expect.stringMatching(
      new RegExp(
        `^warning .* run ${maker} of commit .*, which it is compared with, made it with other code$`,
      ),
    ),
  ]);
}, 60_000);
