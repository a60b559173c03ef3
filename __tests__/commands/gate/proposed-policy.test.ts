import { POLICY, pushPolicy, record } from '../../e2e/gate-support.js';
import { GateSetup } from './setup.js';

let setup: GateSetup;

beforeAll(async () => {
  setup = await GateSetup.start();
  await pushPolicy(setup.world);
}, 60_000);

afterAll(() => setup.close());

/** What the gate says of a pull request that has this file, whose run has the metric `auc`. */
async function notesOn(policy: string | null, { auc = 0.9, fork = false } = {}) {
  const files: Record<string, string> =
    policy === null ? { 'train.py': `# ${auc}\n` } : { '.github/lineage.yml': policy };
  const trigger = await setup.world.pullRequest({ fork, files });
  const [, run] = await record(setup.world, [
    { commit: trigger.headSha, metrics: { auc } },
    { commit: trigger.headSha, metrics: { auc } },
  ]);
  const { notes, verdict } = await setup.gate(trigger, { run_ids: [run ?? ''] });
  return { verdict, notes: notes.filter((note) => note.includes('This pull request changes the policy')) };
}

const SEEN = 'This pull request changes the policy `.github/lineage.yml`, which counts once it is merged';

test('a pull request that changes the policy is told both verdicts, and judged by that of the base', async () => {
  const strict = POLICY.replace('min: 0.5', 'min: 0.95');
  const { verdict, notes } = await notesOn(strict);
  expect(verdict).toBe('pass');
  expect(notes).toEqual([
    `${SEEN}. By the policy of the base branch this commit passes; by the changed one it would not pass: The metric \`auc\` is 0.9, below the least that the policy allows, 0.95`,
  ]);
  const lax = await notesOn(POLICY.replace('min: 0.5', 'min: 0.1'), { auc: 0.3 });
  expect(lax.verdict).toBe('fail');
  expect(lax.notes).toEqual([
    `${SEEN}. By the policy of the base branch this commit does not pass; by the changed one it would pass`,
  ]);
}, 60_000);

test('nothing is said where the policy is as it was, but for how it is written', async () => {
  expect((await notesOn(null)).notes).toEqual([]);
  expect((await notesOn(`# a remark\n${POLICY}`)).notes).toEqual([]);
}, 60_000);

test('what a fork makes of it decides nothing: faults are said, and what is no policy at all is survived', async () => {
  const faulty = await notesOn('version: 1\nmetrics: { auc: { mim: 0.5 } }\n', { fork: true });
  expect(faulty.verdict).toBe('pass');
  expect(faulty.notes).toEqual([
    expect.stringMatching(
      /^This pull request .* It is not valid, so that no gate could judge then: .*`mim`.*lineage\.yml at [0-9a-f]{12}:2/,
    ),
  ]);
  const deep = await notesOn(`${'['.repeat(20_000)}`, { fork: true });
  expect(deep).toMatchObject({ verdict: 'pass', notes: [expect.stringContaining('It is not valid')] });
}, 60_000);

test('a commit that is not judged is told that the change was seen', async () => {
  const trigger = await setup.world.pullRequest({
    files: { '.github/lineage.yml': `${POLICY}run: { complete: off }\n` },
  });
  expect(await setup.gate(trigger)).toMatchObject({ case: 'no-runs', notes: [SEEN] });
}, 60_000);
