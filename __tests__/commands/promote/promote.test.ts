import type { PromoteDeps } from '../../../src/commands/promote/deps.js';
import { foldModel } from '../../../src/core/registry/registry.js';
import { amendmentPath } from '../../../src/ledger/layout.js';
import { encodeRecord, readModel } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { adding, idAt, RecordingLog, runRecord } from '../../ledger/fixtures.js';
import { ledgerWith, move, removeLedgers, stages } from './setup.js';

afterAll(removeLedgers);

const rulesOf = ({ judgement }: Awaited<ReturnType<typeof move>>) =>
  judgement.findings.map(({ rule }) => rule);

test('every rule of the stage is told at once, and nothing is written', async () => {
  const ledger = await ledgerWith([0.9]);
  const rules = policy({
    required_tags: [],
    metrics: { val_auc: { min: 0.95 } },
    stages: {
      Production: {
        ...{ from: ['Staging'], allowed_actors: ['Alice'], required_tags: ['reviewed'] },
        allowed_refs: ['release'],
      },
    },
    waivers: [{ rule: '*', reason: 'all', by: 'mallory', expires: '2999-12-31' }],
  });
  const job = { ref: 'refs/heads/main', default_branch: 'main' };
  const { commit } = await ledger.view();
  const result = await move(ledger, {}, { rules: { ...rules, waivers: [] }, job });
  expect(result.state).toBe('refused');
  expect(rulesOf(result)).toEqual([
    'stages.Production.from',
    'stages.Production.allowed_actors',
    'stages.Production.required_tags.reviewed',
    'stages.Production.allowed_refs',
    'metrics.val_auc.min',
  ]);
  // Who may promote, and from where, is for no waiver to say.
  expect(rulesOf(await move(ledger, {}, { rules, job }))).toEqual([
    'stages.Production.allowed_actors',
    'stages.Production.allowed_refs',
  ]);
  expect((await ledger.view()).commit).toBe(commit);
  expect(await stages(ledger)).toEqual({});
});

test('a metric is held against the version that is in the stage, whatever the gate compares it with', async () => {
  const ledger = await ledgerWith([0.9, 0.85, 0.899]);
  const rules = policy({
    required_tags: [],
    metrics: { val_auc: { higher_is_better: true, max_drop: 0.01, baseline: 'main' } },
  });
  expect((await move(ledger, { version: '1' }, { rules })).state).toBe('done');
  expect(rulesOf(await move(ledger, { version: '2' }, { rules }))).toEqual(['metrics.val_auc.max_drop']);
  // What leaves service is not held to a metric.
  expect((await move(ledger, { version: '2', stage: 'Archived' }, { rules })).state).toBe('done');
  const third = await move(ledger, { version: '3' }, { rules });
  expect(third).toMatchObject({ state: 'done', archived: [1], replaced: { version: 1 } });
  expect(await stages(ledger)).toEqual({ 1: 'Archived', 2: 'Archived', 3: 'Production' });
});

test('to move a version out of a stage is no way past what the stage was held to', async () => {
  const ledger = await ledgerWith([0.9, 0.6, 0.895]);
  const rules = policy({
    required_tags: [],
    metrics: { val_auc: { higher_is_better: true, max_drop: 0.01 } },
  });
  const first = await move(ledger, { version: '1' }, { rules });
  expect(first.judgement.findings).toMatchObject([{ rule: 'baseline.missing', severity: 'notice' }]);
  expect((await move(ledger, { version: '1', stage: 'Archived' }, { rules })).state).toBe('done');
  const worse = await move(ledger, { version: '2' }, { rules });
  expect(worse).toMatchObject({ state: 'refused', replaced: null, baseline: { model: { version: 1 } } });
  expect(worse.baseline?.reason).toBe('version 1 of `clf`, which Production held last');
  expect(rulesOf(worse)).toEqual(['metrics.val_auc.max_drop']);
  // Itself is nothing to compare with, and as good a version may come.
  expect((await move(ledger, { version: '1', dryRun: true }, { rules })).judgement.findings).toMatchObject([
    { rule: 'baseline.missing' },
  ]);
  expect((await move(ledger, { version: '3', stage: 'Staging' }, { rules })).state).toBe('done');
  expect((await move(ledger, { version: '3' }, { rules })).state).toBe('done');
  // What went on to another stage serves there.
  const next = await move(ledger, { version: '2', stage: 'Staging' }, { rules });
  expect(next).toMatchObject({ state: 'done', baseline: null });
});

test('of a run that a client has deleted after its end one line is said, and its record decides', async () => {
  const ledger = await ledgerWith([0.9]);
  const run_id = (await readModel(await ledger.view(), 'clf')).versions[0]?.run_id ?? '';
  const at = Date.parse(runRecord(run_id).ended_at) + 1;
  const event_id = idAt(at, 1);
  const bytes = await encodeRecord('amendment', {
    ...{ schema: 'lineage-gate/amendment/v1', event_id, subject: { run_id } },
    changes: [{ type: 'run-deleted', at, run_id }],
    ...{
      at: new Date(at).toISOString(),
      actor: null,
      previous: null,
      through: { server: run_id, number: 1 },
    },
  });
  await ledger.write(adding({ path: amendmentPath(event_id), bytes }));
  for (const dryRun of [true, false]) {
    const log = new RecordingLog();
    expect((await move(ledger, { dryRun }, { log })).state).toBe('done');
    expect(log.lines).toEqual([
      `Run ${run_id} was deleted after its end by an MLflow client; what counts is its record alone.`,
    ]);
  }
});

test('a version that is there is left there, and a dry run writes nothing', async () => {
  const ledger = await ledgerWith([0.9, 0.9]);
  expect(await move(ledger, { dryRun: true })).toMatchObject({ state: 'done', events: [], commit: null });
  expect(await stages(ledger)).toEqual({});
  await move(ledger, {});
  const { commit } = await ledger.view();
  expect(await move(ledger, {})).toMatchObject({ state: 'done', is_there: true, events: [] });
  expect((await ledger.view()).commit).toBe(commit);
});

test('of two at once the later is decided on what the earlier left: one version serves, and no event is lost', async () => {
  const ledger = await ledgerWith([0.9, 0.9, 0.9]);
  await Promise.all(['1', '2', '3'].map((version) => move(ledger, { version })));
  const model = await readModel(await ledger.view(), 'clf');
  expect(model.events.filter(({ type }) => type === 'stage-changed')).toHaveLength(3);
  const { holders, damage } = foldModel(model);
  expect(damage).toEqual([]);
  expect(holders.get('Production')).toHaveLength(1);
  expect(holders.get('Archived')).toHaveLength(2);
});

test.each([
  [{ ref: 'refs/heads/main', default_branch: 'main' }, 'done'],
  [{ ref: 'refs/heads/other', default_branch: 'main' }, 'refused'],
  [{ ref: 'refs/tags/main', default_branch: 'main' }, 'refused'],
  [{ ref: null, default_branch: 'main' }, 'refused'],
  [null, 'done'],
])('a job %j: %s', async (job, state) => {
  const ledger = await ledgerWith([0.9]);
  expect((await move(ledger, { dryRun: true }, { job })).state).toBe(state);
});

test.each([
  ['alice', 'ALICE', null],
  ['alice', 'bob', null],
  ['alice', null, null],
  ['alice', 'mallory', '`mallory` has re-run what `alice` asked for, and only alice, bob may move'],
  ['mallory', 'alice', '`mallory` asks, and only alice, bob may move'],
])('asked for by %s, started by %s', async (actor, triggering_actor, message) => {
  const rules = policy({ required_tags: [], stages: { Production: { allowed_actors: ['alice', 'bob'] } } });
  const { judgement } = await move(await ledgerWith([0.9]), {}, { rules, actor, triggering_actor });
  expect(judgement.findings.map((one) => one.message)).toEqual(
    message === null ? [] : [expect.stringContaining(message)],
  );
});

test('what a laptop moved is moved once more where GitHub is asked, and then it is there; the version is judged as if it were not', async () => {
  const ledger = await ledgerWith([0.9, 0.8]);
  await move(ledger, { stage: 'Staging' });
  await move(ledger, {});
  const by = {
    ...{ actor_id: '1', triggering_actor: 'octo', event: 'workflow_dispatch', repository: 'o/r', ref: null },
    ...{ commit: null, workflow_ref: null, ci_run_id: '77', ci_run_attempt: 1 },
  };
  const ask: NonNullable<PromoteDeps['ask']> = async (event) =>
    event.by === undefined
      ? { state: 'unknown', why: 'was written on a laptop' }
      : { state: 'confirmed', notes: [], conclusion: 'success' };
  const rules = policy({
    required_tags: [],
    metrics: { val_auc: { higher_is_better: true, max_drop: 0.01 } },
    stages: { Staging: { from: ['Production'] } },
  });
  // The version that a laptop put there is nothing to be compared with, and was nowhere that a rule speaks of.
  expect((await move(ledger, { version: '2', dryRun: true }, { rules, by, ask })).state).toBe('done');
  const held = await move(ledger, { stage: 'Staging' }, { rules, by, ask });
  expect(rulesOf(held)).toContain('stages.Staging.from');
  const again = await move(ledger, {}, { by, ask });
  expect(again).toMatchObject({
    ...{ state: 'done', is_there: false },
    events: [{ from_stage: 'Production', to_stage: 'Production', version: 1 }],
  });
  expect(await move(ledger, {}, { by, ask })).toMatchObject({ is_there: true, events: [] });
  expect(foldModel(await readModel(await ledger.view(), 'clf')).damage).toEqual([]);
});
