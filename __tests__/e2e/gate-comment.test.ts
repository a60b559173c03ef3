import { faultsOf } from '../report/page.js';
import type { GitHubWorld, Trigger } from '../support/github-world.js';
import {
  commentsOf,
  GATE_PERMISSIONS,
  gateFor,
  pushPolicy,
  pushToPull,
  record,
  statusesOf,
  trainFor,
} from './gate-support.js';
import { errorsOf, only, useFreshWorld } from './support.js';

let world: GitHubWorld;
useFreshWorld((made) => {
  world = made;
});

const body = () => only(commentsOf(world)).body;

async function pullWith(auc: number): Promise<Trigger> {
  await pushPolicy(world);
  const trigger = await world.pullRequest();
  await record(world, [{ commit: trigger.headSha, metrics: { auc } }]);
  return trigger;
}

test('legs that were trained at once are judged in one comment, seeds together, and one that was run again once', async () => {
  await pushPolicy(world);
  const trigger = await world.pullRequest();
  const legs = [1, 2, 3].map((seed) =>
    trainFor(
      world,
      trigger,
      { metrics: `auc=0.9${seed}`, params: `depth=4\nseed=${seed}` },
      { matrix: { depth: 4, seed } },
    ),
  );
  await Promise.all([
    ...legs,
    trainFor(world, trigger, { metrics: 'auc=0.3', params: 'depth=6' }, { matrix: { depth: 6 } }),
  ]);
  expect((await gateFor(world, trigger)).outputs['verdict']).toBe('fail');
  await trainFor(
    world,
    trigger,
    { metrics: 'auc=0.9', params: 'depth=6' },
    { matrix: { depth: 6 }, runAttempt: 2 },
  );
  const report = await gateFor(world, trigger, {}, { runAttempt: 2 });
  expect(errorsOf(report)).toEqual([]);
  expect(report.outputs['verdict']).toBe('pass');
  expect(body()).toMatch(/0\.92.*±.*3/);
  expect(body()).toMatch(/depth=6/);
}, 180_000);

test('four legs that run the gate at once share one comment, and a re-run of one leaves the others', async () => {
  const trigger = await pullWith(0.9);
  const legs = [1, 2, 3, 4];
  const reports = await Promise.all(legs.map((leg) => gateFor(world, trigger, {}, { matrix: { leg } })));
  expect(reports.flatMap(errorsOf)).toEqual([]);
  for (const leg of legs) expect(body()).toContain(`leg=${leg}`);

  const before = body();
  await gateFor(world, trigger, {}, { matrix: { leg: 2 }, runAttempt: 2 });
  expect(body()).not.toBe(before);
  expect(body()).toContain('attempt 2');
  for (const leg of legs) expect(body()).toContain(`leg=${leg}`);
  const again = body();
  await gateFor(world, trigger, {}, { matrix: { leg: 2 } });
  expect(body()).toBe(again);
}, 180_000);

test('of two pushes the older one’s gate ends last: the newer one’s comment stays, each head has its status', async () => {
  const older = await pullWith(0.4);
  const newer = await pushToPull(world, older, { 'params.yaml': 'learning_rate: 0.3\n' });
  await record(world, [{ commit: newer.headSha, metrics: { auc: 0.9 } }]);
  expect((await gateFor(world, newer)).outputs['verdict']).toBe('pass');
  const before = body();
  expect(before).toContain(newer.headSha.slice(0, 7));
  expect((await gateFor(world, older)).outputs['verdict']).toBe('fail');
  expect(body()).toBe(before);
  expect(only(statusesOf(world, newer.headSha)).state).toBe('success');
  expect(only(statusesOf(world, older.headSha)).state).toBe('failure');
}, 120_000);

test('among 150 comments ours is found again, and somebody else’s with our marker is left alone', async () => {
  const trigger = await pullWith(0.9);
  const { state } = world.github;
  const say = (author: string, text: string) =>
    state.addComment({
      repository: world.repository,
      number: trigger.pull?.number ?? 0,
      author,
      body: text,
    });
  const planted = say('mallory', 'soon');
  for (let index = 1; index < 150; index += 1) say('octocat', `${index}`);
  await gateFor(world, trigger);
  const own = commentsOf(world).at(-1);
  planted.body = own?.body ?? '';
  await record(world, [{ commit: trigger.headSha, metrics: { auc: 0.91 }, params: { depth: 9 } }]);
  await gateFor(world, trigger);
  expect(commentsOf(world)).toHaveLength(151);
  // A time of the day ends like the value, now and then.
  expect(planted.body).not.toContain('`auc` is 0.91');
  expect(own?.body).toContain('`auc` is 0.91');
}, 120_000);

test('the permissions of the README suffice, and each one less does what the README says', async () => {
  const trigger = await pullWith(0.9);
  const whole = await gateFor(world, trigger);
  expect(whole).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  expect(whole.summary).not.toMatch(/lacks the permission/);
  expect(whole.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);

  const mayOnlyRead = { contents: 'read', pull_requests: 'read' } as const;
  const reader = await gateFor(world, trigger, {}, { permissions: mayOnlyRead });
  expect(reader).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', 'comment-url': '' } });
  expect(reader.summary).toMatch(/pull-requests: write/);
  expect(reader.summary).toMatch(/statuses: write/);
  const asked = { comment: 'false', status: 'false' };
  const quiet = await gateFor(world, trigger, asked, { permissions: mayOnlyRead });
  expect(quiet).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  expect(quiet.summary).not.toMatch(/lacks the permission/);

  const { contents: _, ...noContents } = GATE_PERMISSIONS;
  const blind = await gateFor(world, trigger, {}, { permissions: noContents });
  expect(blind.exitCode).toBe(1);
  expect(errorsOf(blind).join('\n')).toMatch(/contents: read/);
  const { pull_requests: __, ...noPulls } = GATE_PERMISSIONS;
  const deaf = await gateFor(world, trigger, {}, { permissions: noPulls });
  expect(deaf.exitCode).toBe(1);
  expect(errorsOf(deaf).join('\n')).toMatch(/pull-requests: read/);
}, 180_000);

test('hostile text in every field of a run does nothing in the comment', async () => {
  await pushPolicy(world);
  const evil = '@octocat <img src=x> [x](http://evil.example) <!-- lineage-gate:comment --> | `';
  const trigger = await world.pullRequest();
  await trainFor(world, trigger, {
    metrics: 'auc=0.9',
    experiment: evil,
    'run-name': evil,
    params: `a=${evil}`,
    tags: `dataset_version=${evil}`,
  });
  const report = await gateFor(world, trigger);
  // The test's own GitHub is not where the reader looks for addresses.
  const text = (markdown: string) =>
    markdown.replaceAll(/http:\/\/github\.localhost:\d+\//g, 'https://github.com/');
  expect(faultsOf(text(body()))).toEqual([]);
  expect(faultsOf(text(report.summary))).toEqual([]);
}, 120_000);
