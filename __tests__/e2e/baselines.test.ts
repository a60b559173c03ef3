import type { GitHubWorld, MergeMethod, Trigger } from '../support/github-world.js';
import { gateFor, POLICY, pushPolicy, pushToPull, type Recorded, record, trainFor } from './gate-support.js';
import { errorsOf, useFreshWorld } from './support.js';

let world: GitHubWorld;
useFreshWorld((made) => {
  world = made;
});

const short = (sha: string) => sha.slice(0, 7);

/** Records the run of a pull request's or a push's job: of its head, with the files that the job has checked out. */
async function train(trigger: Trigger, more: Partial<Recorded> = {}): Promise<void> {
  const { pull, headSha: commit, ref } = trigger;
  const tree = (await world.repo.resolve(`${trigger.sha}^{tree}`)) ?? '';
  await record(world, [{ commit, ref, tree, ...(pull === undefined ? {} : { pull: pull.number }), ...more }]);
}

let branches = 0;

/** A pull request that changes a file of its own, with a run of it. */
async function change(
  options: { base?: string; auc?: number; title?: string; files?: Record<string, string> } = {},
): Promise<Trigger> {
  branches += 1;
  const { base = 'main', title = `Change ${branches}`, auc = 0.9 } = options;
  const files = options.files ?? { [`change-${branches}.txt`]: `${branches}\n` };
  const trigger = await world.pullRequest({ branch: `branch-${branches}`, base, title, files });
  await train(trigger, { metrics: { auc } });
  return trigger;
}

/** What the gate says that a change was compared with. */
async function against(trigger: Trigger, inputs: Record<string, string> = {}): Promise<string> {
  const { summary, outputs, ...report } = await gateFor(world, trigger, inputs);
  const [, none] = /There is nothing to compare .*? with: (.*)/.exec(summary) ?? [];
  const [, found] = /^Baseline: (.*)$/m.exec(summary) ?? [];
  const text = found ?? none ?? summary;
  if (outputs['verdict'] === undefined) throw new Error(errorsOf({ summary, outputs, ...report }).join('\n'));
  // What stops GitHub from making links of it is not what is asked here.
  return text.replaceAll('\u200b', '').replaceAll('\\', '');
}

/** `run of #7 (abc1234), merged as def5678` */
const merged = ({ pull, headSha }: Trigger, as: string) =>
  `run of #${pull?.number} (\`${short(headSha)}\`), merged as \`${short(as)}\``;

test('main is never trained: the run of the pull request that was merged last, by any method', async () => {
  await pushPolicy(world);
  const first = await change();
  expect(await against(first)).toMatch(/no run of `clf` on `main`.* lies at or before the merge base/);

  let last = first;
  for (const method of ['merge', 'squash', 'rebase'] as const satisfies MergeMethod[]) {
    const beside = await change();
    const push = await world.merge(last, method);
    const next = await change();
    expect(await against(next)).toContain(merged(last, push.sha));
    // What was made before the merge does not hold it, and what is merged behind it was not trained with it.
    if (method === 'merge') expect(await against(beside)).toMatch(/no run of/);
    if (method === 'squash') {
      const behind = await world.merge(beside, method);
      last = await change();
      expect(await against(last)).toContain(
        `${merged(beside, behind.sha)}; other changes came in between, which it was not trained with`,
      );
    } else last = next;
  }
}, 300_000);

test('as the track step records it: the tree that the job had checked out, and the pull request', async () => {
  await pushPolicy(world);
  const first = await world.pullRequest({ branch: 'first', baseFiles: { 'main.txt': '1' } });
  await trainFor(world, first, { metrics: 'auc=0.9' });
  const push = await world.merge(first, 'squash');
  // Without the pull requests it is the tree that tells: the job has trained what main is now.
  Object.assign(first.pull ?? {}, { mergedAt: undefined });
  const second = await change();
  expect(await against(second)).toContain(
    `run of #${first.pull?.number} (\`${short(first.headSha)}\`), of the same files as \`${short(push.sha)}\``,
  );
}, 300_000);

test('a queue: the run of its commit, else that of the pull request; the members of a group are one change', async () => {
  await pushPolicy(world);
  const base = await world.merge(await change(), 'squash');
  const [one, two] = [await change({ auc: 0.7 }), await change()];
  const group = async (trigger: Trigger, onto: string) => {
    const ref = `refs/heads/gh-readonly-queue/main/pr-${trigger.pull?.number}-${onto}`;
    const sha = await world.repo.merged([onto, trigger.headSha], { parents: [onto], message: 'queued' });
    await world.repo.updateRef(ref, sha);
    const { repository, sender } = trigger.event;
    const merge_group = { head_ref: ref, head_sha: sha, base_ref: 'refs/heads/main', base_sha: onto };
    const event = { action: 'checks_requested', merge_group, repository, sender };
    const { pull: _, ...rest } = trigger;
    const runId = world.github.state.nextId();
    return {
      ...rest,
      eventName: 'merge_group',
      ref,
      headRef: '',
      baseRef: '',
      sha,
      headSha: sha,
      event,
      runId,
    };
  };
  const first = await group(one, base.sha);
  const second = await group(two, first.sha);
  await train(first, { metrics: { auc: 0.7 } });
  const pull = world.github.state.pulls[0]?.number;
  // The first member is none of what the second is compared with.
  for (const queued of [first, second]) expect(await against(queued)).toContain(`run of #${pull}`);

  await world.repo.updateRef('refs/heads/main', second.sha);
  for (const [trigger, { sha }] of [
    [one, first],
    [two, second],
  ] as const)
    Object.assign(trigger.pull ?? {}, {
      ...{ state: 'closed', mergedAt: new Date().toISOString() },
      ...{ mergeCommitSha: sha, mergedCommits: [sha] },
    });
  const push = await world.push({ before: base.sha });
  await train(push);
  expect(await against(push)).toContain(`run of #${pull}`);
  // Nobody trained the second member in the queue, but main was trained after it.
  expect(await against(await change())).toContain(
    `run of \`${short(second.sha)}\` on \`main\` at the merge base`,
  );
}, 300_000);

test('an exact revert: the run of the same files, and never that of the revert which is judged', async () => {
  await pushPolicy(world);
  const good = await change();
  const after = await world.merge(good, 'squash');
  const bad = await change({ auc: 0.6, files: { 'params.yaml': 'learning_rate: 9\n' } });
  const worse = await world.merge(bad, 'squash');
  const tree = (await world.repo.resolve(`${after.sha}^{tree}`)) ?? '';
  const back = await world.repo.commitTree(tree, { parents: [worse.sha], message: 'Revert' });
  await world.repo.updateRef('refs/heads/main', back);
  expect(await against(await change())).toContain(
    `run of #${good.pull?.number} (\`${short(good.headSha)}\`), of the same files as \`${short(back)}\``,
  );

  // Only the judged revert has a run of the files that it goes back to.
  const plain = await world.push({ files: { 'plain.txt': 'x' } });
  const undone = await world.push({ files: { 'undone.txt': 'x' } });
  const files = (await world.repo.resolve(`${plain.sha}^{tree}`)) ?? '';
  const again = await world.repo.commitTree(files, { parents: [undone.sha], message: 'Revert' });
  const revert = await world.pullRequest({ branch: 'revert', files: { 'undone.txt': '' } });
  await train({ ...revert, sha: again });
  await world.repo.updateRef('refs/heads/main', again);
  Object.assign(revert.pull ?? {}, {
    ...{ state: 'closed', mergedAt: new Date().toISOString() },
    ...{ mergeCommitSha: again, mergedCommits: [again] },
  });
  const push = await world.push({ before: plain.sha });
  await train(push);
  expect(await against(push)).toContain(
    `run of #${good.pull?.number} (\`${short(good.headSha)}\`), of the same files as \`${short(back)}\`; 1 commit`,
  );
}, 300_000);

test('stacked, force-pushed and backported changes each have the run of the commit that they are built on', async () => {
  await pushPolicy(world);
  const first = await change();
  const onMain = await world.merge(first, 'squash');
  const below = await change();
  const above = await change({ base: below.headRef });
  // Whatever event made it: here the pull request below.
  expect(await against(above)).toContain(`run of #${below.pull?.number} (\`${short(below.headSha)}\`)`);

  // The pull request below is pushed anew: the one above still holds the old commit, and is compared with that.
  const pushed = await pushToPull(world, below, { 'more.txt': 'x\n' });
  await train(pushed);
  expect(await against(above)).toContain(`(\`${short(below.headSha)}\`)`);
  expect(await against(pushed)).toContain(merged(first, onMain.sha));

  await world.repo.updateRef('refs/heads/release', onMain.sha);
  await world.merge(pushed, 'squash');
  const backport = await change({ base: 'release' });
  expect(await against(backport)).toContain(merged(first, onMain.sha));
  const released = await world.merge(backport, 'squash');
  expect(await against(await change({ base: 'release' }))).toContain(merged(backport, released.sha));
}, 300_000);

test('a trained main comes first; what it has not trained since is counted, as far as it matters', async () => {
  const policy = `${POLICY}applies_to: ['src/**']\n`;
  await pushPolicy(world, policy);
  const trained = await world.push({ files: { 'src/a.py': 'a = 1\n' } });
  await train(trained);
  const run = `run of \`${short(trained.sha)}\` on \`main\``;
  const files = { 'src/change.py': 'b = 1\n' };
  expect(await against(await change({ files }))).toContain(`${run} at the merge base`);
  await world.push({ files: { 'README.md': '# Words\n' } });
  await world.push({ files: { 'src/a.py': 'a = 2\n' } });
  await world.push({ files: { 'src/b.py': 'b = 2\n' } });
  expect(await against(await change({ files }))).toContain(
    `${run} before the merge base; 2 commits since then that matter have no sound run`,
  );
  for (let index = 0; index < 4; index += 1) await world.push({ files: { 'README.md': `# ${index}\n` } });
  expect(await against(await change({ files }))).toContain(
    '; 7 commits since then that matter have no sound run',
  );
}, 300_000);

test('two models in one workflow each have their own run, and another name is no way past a limit', async () => {
  await pushPolicy(world);
  const first = await change();
  await train(first, { experiment: 'ranker', metrics: { auc: 0.7 } });
  await world.merge(first, 'squash');
  const second = await change();
  await train(second, { experiment: 'ranker', metrics: { auc: 0.6 } });
  const both = await gateFor(world, second);
  expect(both.outputs['verdict']).toBe('fail');
  expect(errorsOf(both).join('\n')).toMatch(/fell from 0\.7 to 0\.6/);

  const renamed = await world.pullRequest({ branch: 'renamed' });
  await train(renamed, { experiment: 'clf2', metrics: { auc: 0.55 } });
  const report = await gateFor(world, renamed);
  expect(report.outputs['verdict']).toBe('fail');
  const said = errorsOf(report).join('\n');
  expect(said).toContain('no run of `clf2` on `main`');
  expect(said).toContain('`experiment: clf`');
  await pushPolicy(world, `${POLICY}models: { clf2: { metrics: { auc: { baseline: none } } } }\n`);
  const allowed = await world.pullRequest({ branch: 'allowed' });
  await train(allowed, { experiment: 'clf2', metrics: { auc: 0.55 } });
  expect((await gateFor(world, allowed)).outputs['verdict']).toBe('pass');
}, 300_000);

test('256 legs take at most 20 requests, with the comment and the status', async () => {
  await pushPolicy(world);
  const legs = (commit: string): Recorded[] =>
    Array.from({ length: 256 }, (_, depth) => ({ commit, params: { depth } }));
  const before = await world.pullRequest({ branch: 'before', files: { 'a.txt': '1' } });
  await record(world, legs(before.headSha));
  await world.merge(before, 'squash');
  const trigger = await world.pullRequest({ branch: 'after', files: { 'a.txt': '2' } });
  await record(world, legs(trigger.headSha));
  const { requests } = world.github;
  const asked = requests.length;
  const report = await gateFor(world, trigger);
  expect(report.outputs['verdict']).toBe('pass');
  expect(report.summary).toContain(`merged as`);
  expect(requests.length - asked).toBeLessThanOrEqual(20);
}, 300_000);

test('never a baseline: a fork, what nobody vouches for, incomplete, reused, imported or tampered', async () => {
  await pushPolicy(world);
  const sound = await change();
  const as = await world.merge(sound, 'squash');
  const problem = { code: 'E_FILE_FORMAT', what: 'x', where: null, mend: 'y' };
  const unfit: Partial<Recorded>[] = [
    { trust: 'fork' },
    { trust: 'claimed' },
    { trust: 'imported' },
    { trust: 'tampered' },
    { status: 'FAILED' },
    { problems: [problem] },
    { reused: true },
  ];
  const push = await world.push({ files: { 'later.txt': 'x' } });
  for (const facts of unfit) await train(push, { metrics: { auc: 0.99 }, ...facts });
  const later = await change();
  expect(await against(later)).toContain(
    `${merged(sound, as.sha)}; 1 commit since then that matters has no sound run`,
  );
}, 300_000);

test('without GraphQL or `pull-requests: read` a run of main itself is taken, and it is said which permission it takes', async () => {
  await pushPolicy(world);
  const trained = await world.push({ files: { 'a.txt': '1' } });
  await train(trained);
  const squashed = await change();
  await world.push({ files: { 'c.txt': '1' } });
  await world.merge(squashed, 'squash');
  const push = await world.push({ files: { 'd.txt': '1' } });
  await train(push);
  const permissions = { contents: 'read', statuses: 'write' } as const;
  const blind = await gateFor(world, push, {}, { permissions });
  expect(blind.summary).toContain(
    `run of \`${short(trained.sha)}\` on \`main\` before this commit; 2 commits`,
  );
  expect(blind.summary).toContain('it takes `pull-requests: read`');

  world.github.failNext({ match: /graphql/, status: 404, body: '{"message": "Not Found"}' });
  const refused = await gateFor(world, await change());
  expect(refused.summary).toContain('could not be read by GraphQL');
  expect(refused.summary).toContain(`newest run of \`${short(push.sha)}\` on \`main\` at the merge base`);
}, 300_000);

test('steps of one job: each is compared with its own last sound run, also where a commit since then has one of the other alone', async () => {
  await pushPolicy(world);
  const job = (step: string, ciRunId: number) => ({ ciRunId, context: { step } });
  const both = await world.push({ files: { 'a.txt': '1' } });
  await train(both, { metrics: { auc: 0.93 }, ...job('churn', 1) });
  await train(both, { metrics: { auc: 0.85 }, ...job('fraud', 1) });
  const one = await world.push({ files: { 'b.txt': '1' } });
  await train(one, { status: 'FAILED', metrics: {}, ...job('churn', 2) });
  await train(one, { metrics: { auc: 0.86 }, ...job('fraud', 2) });
  const pull = await world.pullRequest({ files: { 'c.txt': '1' } });
  await train(pull, { metrics: { auc: 0.9 }, ...job('churn', 3) });
  await train(pull, { metrics: { auc: 0.86 }, ...job('fraud', 3) });
  const { summary } = await gateFor(world, pull);
  const found = [...summary.matchAll(/^Baseline: run of `(\w+)`/gm)].map(([, commit]) => commit);
  expect(found.sort()).toEqual([short(both.sha), short(one.sha)].sort());
  expect(summary).toContain('auc fell from 0.93 to 0.90');
}, 120_000);

test('what a job changed itself, as by a metrics file that git keeps, hides none of its later runs; other changes do', async () => {
  await pushPolicy(world);
  const push = await world.push({ files: { 'a.txt': '1' } });
  const of = (C: number, auc: number, ciRunId: number) => ({ params: { C }, metrics: { auc }, ciRunId });
  await train(push, of(1, 0.85, 1));
  await train(push, { ...of(10, 0.95, 1), dirty: true });
  await train(push, { ...of(1, 0.99, 2), dirty: true });
  const pull = await world.pullRequest({ files: { 'c.txt': '1' } });
  await train(pull, of(1, 0.85, 3));
  await train(pull, { ...of(10, 0.86, 3), dirty: true });
  const { summary } = await gateFor(world, pull);
  expect(summary).toContain('auc fell from 0.95 to 0.86');
  expect(summary).not.toContain('0.99');
}, 120_000);
