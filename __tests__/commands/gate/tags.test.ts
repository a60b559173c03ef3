import { pushPolicy, record } from '../../e2e/gate-support.js';
import { GateSetup } from './setup.js';

let setup: GateSetup;

beforeEach(async () => {
  setup = await GateSetup.start();
}, 60_000);

afterEach(() => setup.close());

const tagsOf = (commit: string, dataset_version: string) => ({
  ...{ dataset_version, git_commit: commit, triggered_by: 'ci/github-actions' },
});

test("a pattern that takes for ever over a fork's tag ends, and the verdict is a failure", async () => {
  const { world } = setup;
  await pushPolicy(world, "version: 1\ntags: { dataset_version: { pattern: '^(a+)+$' } }\n");
  const hostile = await world.pullRequest({ fork: true });
  const tags = tagsOf(hostile.headSha, `${'a'.repeat(60)}!`);
  await record(world, [{ commit: hostile.headSha, trust: 'fork', tags }]);
  const { verdict, judgements, places } = await setup.gate(hostile);
  expect(verdict).toBe('fail');
  const [finding] = judgements[0]?.findings.filter(({ severity }) => severity === 'error') ?? [];
  expect(finding).toMatchObject({
    rule: 'tags.dataset_version.pattern',
    message: expect.stringContaining('takes too long to tell'),
  });
  expect(places.get('tags.dataset_version.pattern')).toEqual({ file: '.github/lineage.yml', line: 2 });
}, 60_000);

test('of runs that differ in their seed each must have its tags', async () => {
  const { world } = setup;
  await pushPolicy(world);
  const trigger = await world.pullRequest();
  const commit = trigger.headSha;
  const { dataset_version: _, ...without } = tagsOf(commit, 'v1');
  await record(world, [
    { commit, seeds: { seed: 1 }, tags: without },
    { commit, seeds: { seed: 2 }, tags: tagsOf(commit, 'v1') },
  ]);
  const { verdict, judgements } = await setup.gate(trigger);
  expect(verdict).toBe('fail');
  expect(judgements).toHaveLength(1);
  expect(judgements[0]?.findings.map(({ rule }) => rule)).toContain('required_tags.dataset_version');
}, 60_000);
