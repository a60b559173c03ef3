import type { ModelEvent } from '../../../src/core/generated/types.js';
import { newId } from '../../../src/core/ids.js';
import { canonicalJson } from '../../../src/core/json.js';
import { digestOfEvent } from '../../../src/core/registry/disowned.js';
import { eventPath, recallPath, versionPath } from '../../../src/ledger/layout.js';
import { addToLedger, moveToStage, POLICY, pushPolicy, record } from '../../e2e/gate-support.js';
import { modelVersion, registered } from '../../ledger/fixtures.js';
import { GateSetup } from '../gate/setup.js';
import { recalled } from './world.js';

let setup: GateSetup;

beforeEach(async () => {
  setup = await GateSetup.start();
}, 60_000);
afterEach(() => setup.close());

let made = 0;
const recallRun = async (run_id: string) => {
  made += 1;
  const event_id = newId(Date.now(), Buffer.from(String(made).padStart(16, '0')));
  const event = recalled({ kind: 'run', run_id }, { event_id });
  await addToLedger(setup.world, { [recallPath(event_id)]: canonicalJson(event) });
  return event_id;
};

test('the newest run of the base branch that does not descend, else `baseline: recalled`', async () => {
  const { world } = setup;
  await pushPolicy(world);
  const first = await world.push({ files: { 'a.txt': 'a' } });
  const [old = ''] = await record(world, [
    { commit: first.sha, ref: 'refs/heads/main', metrics: { auc: 0.8 } },
  ]);
  const second = await world.push({ files: { 'a.txt': 'b' } });
  const [leaky = ''] = await record(world, [
    { commit: second.sha, ref: 'refs/heads/main', metrics: { auc: 0.99 } },
  ]);
  const trigger = await world.pullRequest();
  const [judged = ''] = await record(world, [{ commit: trigger.headSha, metrics: { auc: 0.8 } }]);
  expect((await setup.gate(trigger)).verdict).toBe('fail');

  await recallRun(leaky);
  const after = await setup.gate(trigger);
  expect([after.verdict, after.judgements[0]?.baseline?.runs[0]?.run_id]).toEqual(['pass', old]);
  expect(after.notes.join()).toContain(`Run \`${leaky}\` of \`clf\` is no baseline`);

  await recallRun(old);
  const alone = await setup.gate(trigger);
  const [judgement] = alone.judgements;
  expect([alone.verdict, judgement?.baseline]).toEqual(['pass', null]);
  expect(judgement?.no_baseline).toContain('baseline: recalled');
  expect(judgement?.findings).toMatchObject([{ rule: 'baseline.missing', severity: 'notice' }]);

  // What is judged may descend itself: the gate says so, and `register` refuses it.
  const recall = await recallRun(judged);
  const own = await setup.gate(trigger);
  expect(own.verdict).toBe('pass');
  expect(own.judgements[0]?.findings).toContainEqual(
    expect.objectContaining({ rule: 'recalled', severity: 'warning', subject: recall }),
  );
}, 120_000);

test('the newest version of Production that does not descend', async () => {
  const { world } = setup;
  const { sha } = await pushPolicy(world, POLICY);
  const models = (digest: string) => [
    { path: 'model.bin', manifest: modelVersion('clf', Number(digest)).manifest },
  ];
  const [one = '', two = ''] = await record(world, [
    { commit: sha, metrics: { auc: 0.8 }, models: models('1') },
    { commit: sha, metrics: { auc: 0.99 }, models: models('2') },
  ]);
  let previous: string | null = null;
  for (const [index, run_id] of [one, two].entries()) {
    const version = { ...modelVersion('clf', index + 1), run_id };
    const event = { ...registered('clf', index + 1, previous), run_id } as ModelEvent;
    previous = digestOfEvent(event);
    await addToLedger(world, {
      [versionPath('clf', index + 1)]: canonicalJson(version),
      [eventPath('clf', event.event_id)]: canonicalJson(event),
    });
  }
  for (const version of [1, 2]) await moveToStage(world, { model: 'clf', version, stage: 'Production' });
  const trigger = await world.pullRequest();
  await record(world, [{ commit: trigger.headSha, metrics: { auc: 0.8 } }]);
  const model = async () => (await setup.gate(trigger)).judgements[0]?.baseline?.model?.version;
  expect(await model()).toBe(2);
  await recallRun(two);
  expect(await model()).toBe(1);
}, 120_000);
