import { join } from 'node:path';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { runPath } from '../../../src/ledger/layout.js';
import { addToLedger, POLICY, pushPolicy, record } from '../../e2e/gate-support.js';
import { only, runOf } from '../../e2e/support.js';
import { idAt, runRecord } from '../../ledger/fixtures.js';
import { checkOut } from '../../support/checkout.js';
import type { Trigger } from '../../support/github-world.js';
import { commented } from '../checkout/setup.js';
import { GateSetup } from './setup.js';

let setup: GateSetup;

beforeEach(async () => {
  setup = await GateSetup.start();
}, 60_000);

afterEach(() => setup.close());

const APPLIES = `${POLICY}applies_to: ['src/**', params.yaml]\n`;

/** The event of a merge queue's group for a pull request. */
async function queued(trigger: Trigger): Promise<Trigger> {
  const { pull: _, ...rest } = trigger;
  const head_ref = `refs/heads/gh-readonly-queue/main/pr-${trigger.pull?.number}-${trigger.baseSha}`;
  const parents = [trigger.baseSha, trigger.headSha];
  const sha = await setup.world.repo.commit({ 'queued.txt': 'x' }, { branch: head_ref, parents });
  const merge_group = { head_ref, head_sha: sha, base_ref: 'refs/heads/main', base_sha: trigger.baseSha };
  const event = { ...trigger.event, action: 'checks_requested', merge_group };
  delete (event as { pull_request?: unknown }).pull_request;
  return { ...rest, eventName: 'merge_group', ref: head_ref, sha, event };
}

test('what a pull request may pass without, its group in a merge queue may as well', async () => {
  await pushPolicy(setup.world, APPLIES);
  const docs = await setup.world.pullRequest({ files: { 'README.md': '# New words\n' } });
  const group = await queued(docs);
  expect(await setup.gate(group)).toMatchObject({
    case: 'not-applicable',
    verdict: 'pass',
    changed_files: 1,
  });
  const code = await setup.world.pullRequest({ branch: 'code', files: { 'src/a.py': 'a = 1\n' } });
  const failing = await setup.gate(await queued(code));
  expect(failing).toMatchObject({ case: 'no-runs', verdict: 'fail' });
}, 60_000);

test('runs that are named are judged, whatever the pull request changes', async () => {
  await pushPolicy(setup.world, APPLIES);
  const docs = await setup.world.pullRequest({ files: { 'README.md': '# New words\n' } });
  const run_ids = await record(setup.world, [{ commit: docs.headSha, metrics: { auc: 0.1 } }]);
  expect((await setup.gate(docs)).case).toBe('not-applicable');
  expect(await setup.gate(docs, { run_ids })).toMatchObject({ case: 'judged', verdict: 'fail' });
}, 60_000);

test('on `pull_request_target` the head is judged, not the base that the job is for', async () => {
  const { sha } = await pushPolicy(setup.world);
  await record(setup.world, [{ commit: sha, ref: 'refs/heads/main' }]);
  const trigger = await setup.world.pullRequest({ fork: true });
  const [run] = await record(setup.world, [{ commit: trigger.headSha, trust: 'fork' }]);
  const target = {
    ...trigger,
    eventName: 'pull_request_target',
    ref: 'refs/heads/main',
    sha: trigger.baseSha,
  };
  const result = await setup.gate(target);
  expect(result.target).toMatchObject({ sha: trigger.headSha, pull: { number: trigger.pull?.number } });
  expect(only(only(result.judgements).runs).run_id).toBe(run);
}, 60_000);

describe('a comment on a pull request', () => {
  /** The workspace of a job that checked out a pull request's head. */
  async function headOf(trigger: Trigger): Promise<string> {
    const { world } = setup;
    const workspace = join(world.root, `workspace-${trigger.headSha}`);
    const ref = `refs/pull/${trigger.pull?.number}/head`;
    const token = world.tokens.make({ contents: 'read' });
    await checkOut(workspace, { url: world.git.url(world.repository), sha: trigger.headSha, ref, token });
    return workspace;
  }

  test('a fork without a run is told who records its runs', async () => {
    const { case: kind, notes } = await setup.gate(await setup.world.pullRequest({ fork: true }));
    expect(kind).toBe('no-runs');
    expect(notes.join('\n')).toContain('a workflow with `publish` records and judges them');
  }, 60_000);

  test.each([true, false])('has its head judged, not the commit of main (checked out: %s)', async (isOut) => {
    const { sha } = await pushPolicy(setup.world);
    await record(setup.world, [{ commit: sha, ref: 'refs/heads/main', metrics: { auc: 0.1 } }]);
    const trigger = await setup.world.pullRequest({ fork: true });
    const [run] = await record(setup.world, [{ commit: trigger.headSha, trust: 'fork' }]);
    const workspace = isOut ? await headOf(trigger) : undefined;
    const result = await setup.gate(await commented(setup.world, trigger), { workspace });
    expect(result.target).toMatchObject({
      sha: trigger.headSha,
      pull: { number: trigger.pull?.number },
      base: { ref: 'main', sha: trigger.baseSha },
    });
    const judgement = only(result.judgements);
    expect(only(judgement.runs).run_id).toBe(run);
    expect(judgement.findings).toContainEqual(
      expect.objectContaining({ rule: 'run.trust', severity: 'notice' }),
    );
  });
});

test('a dispatch that trained another branch has that judged, against what main had', async () => {
  const { sha } = await pushPolicy(setup.world);
  const [old] = await record(setup.world, [{ commit: sha, ref: 'refs/heads/main', metrics: { auc: 0.9 } }]);
  const other = await setup.world.push({ branch: 'develop', files: { 'a.txt': '1' } });
  const [run] = await record(setup.world, [{ commit: other.sha, ref: 'refs/heads/develop' }]);
  const workspace = join(setup.world.root, 'workspace');
  const token = setup.world.tokens.make({ contents: 'read' });
  const url = setup.world.git.url(setup.world.repository);
  await checkOut(workspace, { url, sha: other.sha, ref: 'refs/heads/develop', token });
  const main = await setup.world.push();
  const dispatch = { ...main, eventName: 'workflow_dispatch', event: { repository: main.event.repository } };
  const result = await setup.gate(dispatch, { workspace });
  expect(result).toMatchObject({ verdict: 'pass', target: { sha: other.sha, pull: null } });
  const judgement = only(result.judgements);
  expect(only(judgement.runs).run_id).toBe(run);
  expect(judgement.baseline?.runs.map(({ run_id }) => run_id)).toEqual([old]);
});

test('what nobody vouches for is judged with a notice, and is no baseline', async () => {
  const { sha } = await pushPolicy(setup.world);
  await record(setup.world, [{ commit: sha, ref: 'refs/heads/main', trust: 'claimed' }]);
  const trigger = await setup.world.pullRequest();
  await record(setup.world, [{ commit: trigger.headSha, trust: 'claimed' }]);
  const judgement = only((await setup.gate(trigger)).judgements);
  expect(judgement.baseline).toBeNull();
  expect(judgement.findings).toContainEqual(
    expect.objectContaining({
      rule: 'run.trust',
      severity: 'notice',
      message: expect.stringContaining('GitHub did not say whose it is'),
    }),
  );
});

test('what is a part of another run is judged with it, not for itself', async () => {
  await pushPolicy(setup.world);
  const trigger = await setup.world.pullRequest();
  const [whole = ''] = await record(setup.world, [{ commit: trigger.headSha }]);
  const child = idAt(Date.now(), 77_001);
  const { inputs } = runRecord(child);
  const code = {
    ...{ repository: 'octo/models', commit: trigger.headSha, ref: trigger.ref, merge_commit: null },
    ...{ base_commit: null, dirty: false, diff_digest: null, untracked_files: 0 },
  };
  const { context } = await runOf(setup.world, whole);
  const part = runRecord(child, { parent_run_id: whole, inputs: { ...inputs, code }, context });
  await addToLedger(setup.world, { [runPath(child)]: canonicalJson(part) });
  const { judgements, verdict } = await setup.gate(trigger);
  expect(verdict).toBe('pass');
  expect(only(only(judgements).runs).run_id).toBe(whole);
}, 60_000);

const INVENTED: readonly [string, (run: RunRecord) => Partial<RunRecord>][] = [
  ['that does not exist', () => ({ parent_run_id: idAt(Date.now(), 78_000) })],
  ['of another workflow run', ({ context }) => ({ context: { ...context, ci_run_id: '1' } })],
  ['of a later attempt', ({ context }) => ({ context: { ...context, ci_run_attempt: 1 } })],
  ['of another leg', ({ context }) => ({ context: { ...context, matrix: { depth: '2' } } })],
  ['that it is itself', ({ run_id }) => ({ parent_run_id: run_id })],
];

test('a run that failed is not hidden by a parent that it makes up', async () => {
  await pushPolicy(setup.world);
  for (const [index, [, change]] of INVENTED.entries()) {
    const trigger = await setup.world.pullRequest({ branch: `case-${index}` });
    const [whole = ''] = await record(setup.world, [
      { commit: trigger.headSha, context: { ci_run_attempt: 2 } },
    ]);
    const sound = await runOf(setup.world, whole);
    const run_id = idAt(Date.now(), 78_001 + index);
    const failed: RunRecord = { ...sound, run_id, status: 'FAILED', parent_run_id: whole };
    const hidden = { ...failed, ...change(failed) };
    await addToLedger(setup.world, { [runPath(run_id)]: canonicalJson(hidden) });
    const { judgements, verdict } = await setup.gate(trigger);
    expect(verdict).toBe('fail');
    expect(judgements.flatMap(({ runs }) => runs.map((run) => run.run_id))).toContain(run_id);
  }
}, 60_000);

test('the search for a baseline goes on behind hundreds of runs that are none', async () => {
  const { sha } = await pushPolicy(setup.world);
  const ref = 'refs/heads/main';
  const [old] = await record(setup.world, [{ commit: sha, ref, metrics: { auc: 0.8 } }]);
  const trigger = await setup.world.pullRequest();
  const later = await setup.world.push({ files: { 'later.txt': 'x' } });
  const topic = await setup.world.push({ files: { 'topic.txt': 'x' }, branch: 'topic' });
  const others = Array.from({ length: 450 }, (_, index) =>
    index % 2 === 0 ? { commit: later.sha, ref } : { commit: topic.sha, ref: 'refs/heads/topic' },
  );
  await record(setup.world, others);
  await record(setup.world, [{ commit: trigger.headSha, metrics: { auc: 0.79 } }]);
  const { judgements } = await setup.gate(trigger);
  expect(only(judgements).baseline?.runs.map(({ run_id }) => run_id)).toEqual([old]);
}, 120_000);
