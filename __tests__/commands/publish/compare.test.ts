import type { RunRecord } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { runPath } from '../../../src/ledger/layout.js';
import { addToLedger } from '../../e2e/gate-support.js';
import { only, readLedger } from '../../e2e/support.js';
import { PublishSetup } from './setup.js';

let setup: PublishSetup;
beforeEach(async () => {
  setup = await PublishSetup.start();
});
afterEach(() => setup.close());

const { problems } = PublishSetup;
type Change = (run: RunRecord) => Partial<RunRecord>;

const context =
  (changes: Partial<RunRecord['context']>): Change =>
  (run) => ({ context: { ...run.context, ...changes } });
const code =
  (changes: Partial<NonNullable<RunRecord['inputs']['code']>>): Change =>
  ({ inputs }) => ({ inputs: { ...inputs, code: inputs.code && { ...inputs.code, ...changes } } });

const TAKEN: readonly [Change, RegExp][] = [
  [
    context({ ci_run_id: '4711' }),
    /of workflow run 4711, attempt 1, of octo\/models.* evidence is of workflow/,
  ],
  [
    context({ ci_run_attempt: 3 }),
    /attempt 3, of octo.* evidence is of workflow run \d+, attempt 1, of octo/,
  ],
  [
    code({ repository: 'evil/`x`' }),
    /of evil\/\?x\?.* evidence is of workflow run \d+, attempt 1, of octo\/models/,
  ],
  [code({ commit: 'b'.repeat(40) }), /commit bbbbbbbbbbbb, and this evidence is of .*, commit [0-9a-f]{12};/],
  [context({ trust: 'tampered' }), /attempt 1, .*, with other content/],
  [() => ({ status: 'FINISHED', run_name: 'better' }), /attempt 1, .*, with other content/],
];

test('an id that another workflow run has taken is refused and both are named; other evidence is recorded', async () => {
  const trigger = await setup.world.push();
  const record = setup.record(trigger, { status: 'FAILED' });
  setup.hand(trigger, record);
  await setup.publish(trigger);
  const sound = only((await readLedger(setup.world)).runs);
  for (const [change, what] of TAKEN) {
    const beside = setup.record(trigger);
    setup.hand(trigger, beside);
    await addToLedger(setup.world, {
      [runPath(record.run_id)]: canonicalJson({ ...sound, ...change(sound) }),
    });
    const done = await setup.publish(trigger);
    expect(only(problems(done))).toMatch(/^E_LEDGER_RECORD_EXISTS: The ledger has another record of run/);
    expect(only(problems(done))).toMatch(what);
    expect(done.run_ids).not.toContain(record.run_id);
    expect(done.run_ids).toContain(beside.run_id);
  }
  // What only GitHub says otherwise by now is the same run.
  const renamed = { ...sound.context, actor: 'renamed' };
  await addToLedger(setup.world, {
    [runPath(record.run_id)]: canonicalJson({ ...sound, context: renamed }),
  });
  expect((await setup.publish(trigger)).run_ids).toContain(record.run_id);
}, 60_000);

test('what nobody can read at the place of a run keeps this one from being recorded, and no other', async () => {
  const trigger = await setup.world.push();
  const [garbage, large, sound] = [1, 2, 3].map(() => setup.record(trigger));
  if (garbage === undefined || large === undefined || sound === undefined) throw new Error('no records');
  for (const record of [garbage, large, sound]) setup.hand(trigger, record);
  const gone = setup.record(trigger);
  setup.hand(trigger, gone).expired = true;
  await addToLedger(setup.world, {
    ...{ [runPath(garbage.run_id)]: '{}\n', [runPath(gone.run_id)]: '{}\n' },
    [runPath(large.run_id)]: 'x'.repeat(17 << 20),
  });
  const done = await setup.publish(trigger);
  expect(done.run_ids).toEqual([sound.run_id]);
  const [expired, ...unread] = problems(done).sort();
  expect(expired).toMatch(/E_GITHUB_API: .*has expired/);
  expect(unread).toHaveLength(2);
  for (const problem of unread) expect(problem).toMatch(/another record of run \w+, that cannot be read/);
});

test('an id that something else is parked under is refused as well', async () => {
  const trigger = await setup.world.push();
  const [taken, sound] = [1, 2].map(() => setup.record(trigger));
  if (taken === undefined || sound === undefined) throw new Error('no records');
  for (const record of [taken, sound]) setup.hand(trigger, record);
  // A ledger, beside which something waits.
  await addToLedger(setup.world, {});
  const planted = { ...taken, context: { ...taken.context, ci_run_id: '1' } };
  await setup.world.repo.commit(
    { [`${taken.run_id}.json`]: canonicalJson(planted) },
    { branch: `refs/lineage/inbox/${taken.run_id}` },
  );
  const done = await setup.publish(trigger);
  expect(only(problems(done))).toMatch(
    /of workflow run 1, attempt 1, of .* and this evidence is of workflow run/,
  );
  expect(done.run_ids).toEqual([sound.run_id]);
});
