import type { Dataset } from '../../../src/core/compare/digests.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { eventPath, versionPath } from '../../../src/ledger/layout.js';
import { addToLedger, pushPolicy, type Recorded, record } from '../../e2e/gate-support.js';
import { datasetOf, modelVersion, registered } from '../../ledger/fixtures.js';
import type { Trigger } from '../../support/github-world.js';
import { GateSetup } from './setup.js';

let setup: GateSetup;

beforeEach(async () => {
  setup = await GateSetup.start();
}, 60_000);

afterEach(() => setup.close());

const D = (digit: string) => `sha256:${digit.repeat(64)}`;
const orders = (digit: string, facts: Partial<Dataset> = {}): Dataset => ({
  ...datasetOf('orders', 'v1', D(digit)),
  scheme: 'file',
  ...facts,
});

/** A pull request whose run is on content `b`, after runs on the base branch and elsewhere. */
async function pullAfter(
  earlier: (main: string) => Recorded[],
  facts: Partial<Recorded> = {},
): Promise<{ trigger: Trigger; ids: string[] }> {
  const { world } = setup;
  const { sha } = await pushPolicy(world, 'version: 1\n');
  const ids = await record(world, earlier(sha));
  const trigger = await world.pullRequest();
  await record(world, [{ commit: trigger.headSha, datasets: [orders('b')], ...facts }]);
  return { trigger, ids };
}

async function told(trigger: Trigger): Promise<string[]> {
  const { judgements } = await setup.gate(trigger);
  return judgements.flatMap(({ findings }) =>
    findings.filter(({ rule }) => rule === 'datasets.immutable').map(({ severity }) => severity),
  );
}

const onMain = (commit: string, digit = 'a', facts: Partial<Recorded> = {}): Recorded => ({
  ...{ commit, ref: 'refs/heads/main', datasets: [orders(digit)] },
  ...facts,
});
const DAY = 86_400_000;
const startedBy = (ref: string): Partial<Recorded> => ({
  context: { workflow_ref: `octo/models/.github/workflows/train.yml@${ref}` },
});
const PROBLEM = { code: 'E_PATH_MISSING', what: 'x', where: null, mend: 'y' };

test('another content than on the base branch fails the verdict and names the first run, also of another experiment', async () => {
  const { trigger, ids } = await pullAfter((main) => [
    onMain(main, 'a', { experiment: 'other' }),
    onMain(main, 'b', { experiment: 'other' }),
  ]);
  const { verdict, judgements, places } = await setup.gate(trigger);
  expect(verdict).toBe('fail');
  const [finding] = judgements[0]?.findings.filter(({ severity }) => severity === 'error') ?? [];
  expect(finding).toMatchObject({ rule: 'datasets.immutable', subject: 'orders=v1' });
  expect(finding?.message).toContain(ids[0]);
  expect(places.size).toBe(0);
}, 60_000);

test.each<[string, (main: string) => Recorded[], string[]]>([
  ['the same content', (main) => [onMain(main, 'b')], []],
  ['a run of the merge queue', (main) => [onMain(main, 'a', { ref: queueRef(main) })], ['error']],
  ['a run of another branch', () => [onMain('e'.repeat(40), 'a', { ref: 'refs/heads/old' })], ['warning']],
  // Whatever event made it, it is what the change is compared with.
  ["a run of main's commit", (main) => [onMain(main, 'a', { ref: 'refs/heads/old' })], ['error']],
  // Of a commit that is not the baseline's, which counts by itself.
  ["main's workflow", () => [onMain(EARLIER, 'a', startedBy('refs/heads/main'))], ['error']],
  [
    "the merge queue's workflow",
    (main) => [onMain(EARLIER, 'a', { ref: queueRef(main), ...startedBy(queueRef(main)) })],
    ['error'],
  ],
  [
    'main, checked out by a workflow of another branch',
    () => [onMain(EARLIER, 'a', startedBy('refs/heads/evil'))],
    ['warning'],
  ],
  [
    "another branch, checked out by main's workflow",
    () => [onMain(EARLIER, 'a', { ref: 'refs/heads/evil', ...startedBy('refs/heads/main') })],
    ['warning'],
  ],
  ['a run of 23 hours ago', () => [onMain(EARLIER, 'a', { idTime: Date.now() - 0.95 * DAY })], ['error']],
  [
    'a run whose id is older than itself',
    () => [onMain(EARLIER, 'a', { idTime: Date.now() - 2 * DAY })],
    ['warning'],
  ],
  ['a fork', (main) => [onMain(main, 'a', { trust: 'fork' })], ['warning']],
  ['a commit nobody vouches for', (main) => [onMain(main, 'a', { trust: 'claimed' })], ['warning']],
  ['an imported run', (main) => [onMain(main, 'a', { trust: 'imported' })], ['warning']],
  ['a run that was tampered with', (main) => [onMain(main, 'a', { trust: 'tampered' })], ['warning']],
  ['another repository', (main) => [onMain(main, 'a', { repository: 'else/models' })], ['warning']],
  ['a run that failed', (main) => [onMain(main, 'a', { status: 'FAILED' })], ['warning']],
  ['an incomplete run', (main) => [onMain(main, 'a', { problems: [PROBLEM] })], ['warning']],
  [
    'data that changed while the run went on',
    (main) => [onMain(main, 'a', { datasets: [orders('a', { changed_during_run: true })] })],
    [],
  ],
])(
  'held against %s',
  async (_, earlier, severities) => {
    expect(await told((await pullAfter(earlier)).trigger)).toEqual(severities);
  },
  60_000,
);

const EARLIER = 'e'.repeat(40);

function queueRef(sha: string): string {
  return `refs/heads/gh-readonly-queue/main/pr-3-${sha}`;
}

test('a run behind a registered version says what the content is, whatever its branch', async () => {
  const { world } = setup;
  const { trigger, ids } = await pullAfter((main) => [onMain(main, 'a', { ref: 'refs/tags/v1' })]);
  const [run_id = ''] = ids;
  const event = { ...registered('clf', 1, null), run_id };
  await addToLedger(world, {
    [versionPath('clf', 1)]: canonicalJson({ ...modelVersion('clf', 1), run_id }),
    [eventPath('clf', event.event_id)]: canonicalJson(event),
  });
  expect(await told(trigger)).toEqual(['error']);
}, 60_000);

test('on the base branch itself the run that began it passes, and a later one with another content does not', async () => {
  const { world } = setup;
  const first = await pushPolicy(world, 'version: 1\n');
  await record(world, [onMain(first.sha, 'a')]);
  const second = await world.push({ files: { 'x.txt': 'x' } });
  await record(world, [onMain(second.sha, 'b')]);
  expect(await told(first)).toEqual([]);
  expect(await told(second)).toEqual(['error']);
}, 60_000);

test('a waiver by name and version lets it pass, and is shown', async () => {
  const { world } = setup;
  const waiver = '{ rule: datasets.immutable/orders=v1, reason: moved, by: alice, expires: 2999-12-31 }';
  const { sha } = await pushPolicy(world, `version: 1\nwaivers:\n  - ${waiver}\n`);
  await record(world, [onMain(sha, 'a')]);
  const trigger = await world.pullRequest();
  await record(world, [{ commit: trigger.headSha, datasets: [orders('b')] }]);
  const { verdict, judgements } = await setup.gate(trigger);
  expect(verdict).toBe('pass');
  expect(judgements[0]?.waived).toMatchObject([{ finding: { rule: 'datasets.immutable' } }]);
}, 60_000);

test('a policy that turns it off asks the ledger nothing of datasets', async () => {
  const { world } = setup;
  const { sha } = await pushPolicy(world, 'version: 1\ndatasets: { immutable: off }\n');
  await record(world, [onMain(sha, 'a')]);
  const trigger = await world.pullRequest();
  await record(world, [{ commit: trigger.headSha, datasets: [orders('b')] }]);
  expect((await setup.gate(trigger)).verdict).toBe('pass');
}, 60_000);

test('a content that came with many runs of changes is known by the first run of the base branch after them', async () => {
  const { trigger, ids } = await pullAfter((main) => [
    ...Array.from({ length: 130 }, (): Recorded => onMain(main, 'b', { ref: 'refs/pull/3/merge' })),
    onMain(main, 'a'),
  ]);
  const { judgements } = await setup.gate(trigger);
  const [finding] = judgements
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity === 'error');
  expect(finding?.message).toContain(ids.at(-1));
}, 120_000);

test('of very many datasets of a run the first are looked up, and which are not is a warning; another run has its own bound', async () => {
  const many = (digit: string, from: number, to: number): RunRecord['inputs']['datasets'] =>
    Array.from({ length: to - from }, (_, index) => orders(digit, { name: `part-${from + index}` }));
  const { trigger } = await pullAfter(
    () => [
      onMain(EARLIER, 'a', { datasets: many('a', 0, 2) }),
      onMain(EARLIER, 'a', { datasets: many('a', 100, 102) }),
    ],
    { datasets: many('b', 0, 102) },
  );
  await record(setup.world, [
    { commit: trigger.headSha, experiment: 'other', datasets: many('b', 100, 102) },
  ]);
  const { judgements } = await setup.gate(trigger);
  const found = (wanted: string) =>
    judgements
      .filter(({ experiment }) => experiment === wanted)
      .flatMap(({ findings }) => findings)
      .filter(({ rule }) => rule === 'datasets.immutable')
      .map(({ severity, subject }) => `${severity} ${subject}`);
  expect(found('clf')).toEqual(['error part-0=v1', 'error part-1=v1', 'warning clf']);
  expect(found('other')).toEqual(['error part-100=v1', 'error part-101=v1']);
}, 120_000);
