import { jest } from '@jest/globals';
import type { CliHost, CommonOptions } from '../../../src/cli/host.js';
import { tell } from '../../../src/cli/promote.js';
import { findImpact } from '../../../src/commands/lineage/impact.js';
import { traceLineage } from '../../../src/commands/lineage/trace.js';
import { type DecideDeps, decide } from '../../../src/commands/promote/decide.js';
import { decisionOf } from '../../../src/commands/promote/decision.js';
import type { PromoteDeps } from '../../../src/commands/promote/deps.js';
import type { People } from '../../../src/commands/promote/people.js';
import { promote } from '../../../src/commands/promote/promote.js';
import { promoteRequestOf } from '../../../src/commands/promote/request.js';
import { Recalled } from '../../../src/commands/recalled/recalled.js';
import { register } from '../../../src/commands/register/register.js';
import { sha256 } from '../../../src/core/digest.js';
import type {
  ClearedEvent,
  ClearRequestedEvent,
  RecallEvent,
  RunRecord,
  Waiver,
} from '../../../src/core/generated/types.js';
import { timeOfId } from '../../../src/core/ids.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { foldModel } from '../../../src/core/registry/registry.js';
import { recallPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { encodeRecord, readModel } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { adding, DAY, Folders, idAt, RecordingLog } from '../../ledger/fixtures.js';
import {
  type As,
  AT,
  depsOf,
  ledgerWith,
  move,
  newId,
  registerEach,
  removeLedgers,
  stages,
} from '../promote/setup.js';
import { setAlias } from '../registry/setup.js';
import {
  addRecalls,
  addRuns,
  dataset,
  emptyLedger,
  id,
  ledgerOf,
  recalled,
  recallId,
  trained,
} from './world.js';

const folders = new Folders();
afterAll(async () => {
  await removeLedgers();
  await folders.remove();
});

/** Of the run behind a version that {@link ledgerWith} registers. */
const ofVersion = (version: number, recall = recallId(version)) =>
  recalled({ kind: 'run', run_id: idAt(DAY, 999 + version) }, { event_id: recall });
const waiver = (changes: Partial<Waiver> = {}): Waiver => ({
  ...{ rule: 'recalled', recall: recallId(1), reason: 'looked at', by: 'alice', expires: '2026-12-31' },
  ...changes,
});
const OPEN = policy({ required_tags: [] });
const told = (findings: readonly { rule: string; severity: string }[]) =>
  findings.map(({ rule, severity }) => `${rule} ${severity}`);

test('a version that a run began with counts by its number, whatever digest the run claims', async () => {
  const ledger = await ledgerWith([0.9]);
  await addRecalls(ledger, ofVersion(1));
  const began = (uri: string, version: string | null) =>
    trained('a', { at: 9, began: [{ uri, version, digest: sha256('something else') }] });
  const asked = async (run: RunRecord) =>
    new Recalled(await ledger.view(), { log: new RecordingLog() }).findings(run, { subject: 'tuned' });
  expect(told(await asked(began('models:/clf/1', '1')))).toEqual(['recalled error']);
  expect(told(await asked(began('models:/clf/latest', null)))).toEqual(['recalled notice']);
});

describe('promote', () => {
  test('a version that descends is refused where it would serve, override or not, and may leave', async () => {
    const ledger = await ledgerWith([0.9, 0.9]);
    await move(ledger, { version: '1' });
    await addRecalls(ledger, ofVersion(1));
    const rules = policy({ required_tags: [], stages: { Production: { override: ['octo'], approvals: 1 } } });
    for (const ask of [{}, { override: true }, { stage: 'Staging' }]) {
      const result = await move(ledger, { version: '1', ...ask }, { rules });
      expect(result).toMatchObject({ state: 'refused', events: [] });
      expect(told(result.judgement.findings)).toEqual(['recalled error']);
      expect(result.judgement.findings[0]?.message).toContain('labels leak');
    }
    expect((await move(ledger, { version: '2', stage: 'Staging' })).state).toBe('done');
    expect((await move(ledger, { version: '1', stage: 'Archived' })).state).toBe('done');
  });

  test('a recall that cannot be read refuses everything that would serve', async () => {
    const ledger = await ledgerWith([0.9]);
    await ledger.write(adding({ path: recallPath(recallId(1)), bytes: Buffer.from('[]') }));
    const { judgement } = await move(ledger, {});
    expect(judgement.findings[0]?.message).toContain(recallPath(recallId(1)));
    expect(judgement.findings[0]?.mend).toContain(`{ rule: recalled, recall: ${recallId(1)}, reason: …`);
    expect((await move(ledger, { stage: 'Archived' })).state).toBe('done');
    expect(
      (await move(ledger, {}, { rules: policy({ required_tags: [], waivers: [waiver()] }) })).state,
    ).toBe('done');
  });

  test.each<[string, Partial<Waiver>, string]>([
    ['its id', {}, 'done'],
    ['its id and version', { version: 1 }, 'done'],
    ['its id and model', { model: 'c*' }, 'done'],
    ['another id', { recall: recallId(2) }, 'refused'],
    ['another version', { version: 2 }, 'refused'],
    ['another model', { model: 'other' }, 'refused'],
    ['a pattern', { rule: '*' }, 'refused'],
    ['a day that is over', { expires: '2026-11-21' }, 'refused'],
  ])('a waiver by %s', async (_, changes, state) => {
    const ledger = await ledgerWith([0.9]);
    await addRecalls(ledger, ofVersion(1));
    const rules = policy({ required_tags: [], waivers: [waiver(changes)] });
    const result = await move(ledger, {}, { rules });
    expect(result.state).toBe(state);
    expect(result.judgement.waived).toHaveLength(state === 'done' ? 1 : 0);
  });

  test('a waiting request dies of it', async () => {
    const ledger = await ledgerWith([0.9]);
    const person = { login: 'alice', id: '2', type: 'User' };
    const people: People = {
      person: async (login) => (login === 'alice' ? person : { ...person, login, id: '1' }),
      level: async () => 'write',
      isIn: async () => false,
    };
    const rules = policy({ required_tags: [], stages: { Production: { approvals: 2 } } });
    const { request } = await move(ledger, {}, { rules, people });
    await addRecalls(ledger, ofVersion(1));
    const deciders: DecideDeps['deciders'] = async () => [{ person, evidence: { via: 'dispatch' } }];
    const texts = { reject: '', cancel: '', model: '', version: '', stage: '', reason: '', dryRun: false };
    const decision = decisionOf({ ...texts, approve: request?.event.event_id ?? '' });
    if (decision === null) throw new Error('a request is named');
    const as: As = { rules, people, actor: 'alice' };
    const result = await decide(decision, { ...depsOf(ledger, as), deciders });
    expect(result).toMatchObject({ state: 'refused', events: [{ type: 'refused' }] });
    expect(told(result.judgement.findings)).toEqual(['recalled error']);
    const { damage, requests } = foldModel(await readModel(await ledger.view(), 'clf'));
    expect([damage.length, requests.get(decision.request)?.ended?.type]).toEqual([0, 'refused']);
  });

  test('a rollback to what nobody can tell about says which line lets it pass; to Archived it needs none', async () => {
    const ledger = await ledgerWith([0.9, 0.9]);
    for (const version of ['1', '2']) await move(ledger, { version });
    await ledger.write(adding({ path: recallPath(recallId(1)), bytes: Buffer.from('[]') }));
    const back = () => move(ledger, { version: '', rollback: true });
    await expect(back()).rejects.toThrow(`{ rule: recalled, recall: ${recallId(1)}, reason: …`);
    const rules = policy({ required_tags: [], waivers: [waiver()] });
    expect((await move(ledger, { version: '', rollback: true }, { rules })).state).toBe('done');
    expect((await move(ledger, { version: '1', stage: 'Archived' })).state).toBe('done');
  });

  test('a rollback passes over what descends, and says so', async () => {
    const ledger = await ledgerWith([0.9, 0.9, 0.9]);
    for (const version of ['1', '2', '3']) await move(ledger, { version });
    await addRecalls(ledger, ofVersion(2), ofVersion(3));
    const back = await move(ledger, { version: '', rollback: true });
    expect(back).toMatchObject({ state: 'done', events: [{ version: 1, rollback: true }] });
    expect(back.judgement.findings[0]?.message).toContain('Version 2 was passed over');
    await addRecalls(ledger, ofVersion(1));
    await expect(move(ledger, { version: '', rollback: true })).rejects.toThrow('E_VERSION_NOT_FOUND');
  });

  test('it is compared with the newest version before that does not descend', async () => {
    const ledger = await ledgerWith([0.9, 0.99, 0.89, 0.5]);
    const rules = policy({ required_tags: [], metrics: { val_auc: { max_drop: 0.05, min: 0.6 } } });
    for (const version of ['1', '2']) await move(ledger, { version }, { rules });
    expect((await move(ledger, { version: '3' }, { rules })).state).toBe('refused');
    await addRecalls(ledger, ofVersion(2));
    const dry = { version: '3', dryRun: true };
    const result = await move(ledger, dry, { rules });
    expect([result.state, result.baseline?.model?.version]).toEqual(['done', 1]);
    await addRecalls(ledger, ofVersion(1));
    const alone = await move(ledger, dry, { rules });
    expect(alone).toMatchObject({ state: 'done', baseline: null });
    expect(alone.judgement.findings).toMatchObject([{ rule: 'baseline.missing', severity: 'notice' }]);
    expect(alone.judgement.findings[0]?.message).toContain('baseline: recalled');
    expect(told((await move(ledger, { ...dry, version: '4' }, { rules })).judgement.findings)).toContain(
      'metrics.val_auc.min error',
    );
  });
});

describe('alias-set', () => {
  const alias = (ledger: Ledger, version: string, rules?: Policy, log = new RecordingLog()) => {
    const facts = { at: AT, actor: 'octo', ci_run_url: null, newId };
    const deps = { ledger, facts, log, redactor: createRedactor([]) };
    const given = rules === undefined ? {} : { rules: async () => rules };
    return setAlias({ model: 'clf', alias: 'champion', version }, { ...deps, ...given });
  };

  test('a version that descends gets no alias, but by a waiver, which is said; one that does not, does', async () => {
    const ledger = await ledgerWith([0.9, 0.9]);
    await addRecalls(ledger, ofVersion(1));
    await expect(alias(ledger, '1')).rejects.toThrow(
      /^E_RECALLED: clf version 1: It comes from what is recalled/,
    );
    expect((await alias(ledger, '2')).events).toEqual([
      expect.not.objectContaining({ waived: expect.anything() }),
    ]);
    const rules = policy({ waivers: [waiver({ version: 1 })] });
    const log = new RecordingLog();
    expect((await alias(ledger, '1', rules, log)).events).toMatchObject([
      { type: 'alias-set', waived: [{ finding: { subject: recallId(1) }, waiver: { by: 'alice' } }] },
    ]);
    expect(log.lines).toEqual([expect.stringMatching(/^clf version 1: Waived by alice until .* comes from/)]);
  });
});

describe('register', () => {
  const MODELS = [{ path: 'm', files: { 'model.bin': 'weights' } }];
  const reads = (version: string, role: 'train' | 'validation' = 'train') => [{ version, role }];
  const leaky = trained('a', { reads: reads('v2.1'), models: MODELS });
  const into = (ledger: Ledger, run: RunRecord, rules = OPEN) =>
    register(
      { model: 'clf', run_id: run.run_id, model_path: null, description: null, aliases: ['new'], tags: {} },
      {
        ledger,
        policy: rules,
        log: new RecordingLog(),
        facts: { at: AT, actor: 'o', ci_run_url: null, newId },
      },
    );

  test('a run on recalled data is refused with the way, and the retrain on new data passes', async () => {
    const honest = trained('b', {
      reads: reads('v2.2'),
      models: [{ path: 'm', files: { 'model.bin': 'new' } }],
    });
    const ledger = await ledgerOf(folders, {
      runs: [leaky, honest],
      recalls: [recalled(dataset('orders', 'v2.1'))],
    });
    const refused = await into(ledger, leaky);
    if (refused.verdict === 'pass') throw new Error('it was registered');
    expect(refused.findings).toMatchObject([{ rule: 'recalled', severity: 'error', subject: recallId(1) }]);
    expect(refused.findings[0]?.message).toContain(`dataset \`orders@v2.1\` → run \`${id('a')}\``);
    const passed = await into(ledger, honest);
    expect(passed.verdict === 'pass' && passed.registration.version.policy.findings).toEqual([]);
    // For the number that the version gets.
    const other = policy({ required_tags: [], waivers: [waiver({ version: 1 })] });
    expect((await into(ledger, leaky, other)).verdict).toBe('fail');
    const right = policy({ required_tags: [], waivers: [waiver({ version: 2 })] });
    const waived = [{ finding: { rule: 'recalled' } }];
    expect(await into(ledger, leaky, right)).toMatchObject({
      ...{ verdict: 'pass', waived },
      registration: { events: [{ type: 'registered' }, { type: 'alias-set', alias: 'new', waived }] },
    });
  });

  test('a recall that comes before the commit counts, whatever was there before', async () => {
    const ledger = await emptyLedger(folders);
    await addRuns(ledger, leaky);
    let looks = 0;
    const racing: Ledger = {
      ...ledger,
      write: (plan) =>
        ledger.write(async (view) => {
          const made = await plan(view);
          looks += 1;
          if (looks === 1) await addRecalls(ledger, recalled(dataset('orders', 'v2.1')));
          return made;
        }),
    };
    expect((await into(racing, leaky)).verdict).toBe('fail');
    expect(looks).toBe(2);
  });

  test('what was trained after the recall on bytes made after it is refused, with the way to them', async () => {
    const text = 'features';
    const data = { digest: sha256(text), scheme: 'file' as const, size_bytes: text.length };
    const late = (at: string) => ({ changes: { started_at: at, ended_at: at } });
    const features = trained('e', {
      ...{ reads: reads('v2.1'), data: [{ path: 'features.csv', text }] },
      ...late('2026-11-22T01:00:00Z'),
    });
    const trainedOn = (letter: string, changes: object) =>
      trained(letter, {
        ...{ reads: [{ name: 'features', version: 'f9', ...data, ...changes }], models: MODELS },
        ...late('2026-11-22T03:00:00Z'),
      });
    const copy = trained('g', { data: [{ path: 'copy.csv', text }], ...late('2026-11-22T02:00:00Z') });
    const runs = [trainedOn('f', {}), trainedOn('h', { made_by: id('g') })];
    const ledger = await ledgerOf(folders, {
      ...{ runs: [features, copy, ...runs], recalls: [recalled(dataset('orders', 'v2.1'))] },
    });
    for (const run of runs) {
      const result = await into(ledger, run);
      if (result.verdict === 'pass') throw new Error('it was registered');
      expect(told(result.findings)).toEqual(['recalled error']);
      expect(result.findings[0]?.message).toContain(
        `dataset \`orders@v2.1\` → run \`${id('e')}\` → dataset \`features@f9\``,
      );
    }
  });

  test('what was judged on recalled data is registered with a warning', async () => {
    const run = trained('c', { reads: reads('v2.1', 'validation'), models: MODELS });
    const ledger = await ledgerOf(folders, { runs: [run], recalls: [recalled(dataset('orders', 'v2.1'))] });
    const result = await into(ledger, run);
    const findings = result.verdict === 'pass' ? result.registration.version.policy.findings : [];
    expect(told(findings)).toEqual(['recalled warning']);
    expect(findings[0]?.message).toContain('judged on recalled data');
    const log = new RecordingLog();
    const facts = { at: AT, actor: 'octo', ci_run_url: null, newId };
    const deps = { ledger, facts, log, redactor: createRedactor([]) };
    await setAlias({ model: 'clf', alias: 'champion', version: '1' }, deps);
    expect(log.lines.join()).toContain('clf version 1: It was judged on recalled data');
    const promoted = new RecordingLog();
    const print = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await tell(await move(ledger, { version: '1' }), {
      ...{ host: { log: promoted } as unknown as CliHost, options: {} as CommonOptions },
    }).finally(() => print.mockRestore());
    expect(promoted.lines.join()).toContain('It was judged on recalled data');
  });

  test('a base model that is a version which descends, as a stage named it then', async () => {
    const ledger = await ledgerWith([0.9]);
    await registerEach(ledger, [0.9], { name: 'other', firstRun: 1500 });
    const uri = 'models:/clf/Production';
    const tuned = trained('d', { began: [{ uri, version: '1' }], models: MODELS });
    // Where the record does not say which one that was, it is what the stage held when the run began.
    const files = { 'model.bin': 'other' };
    const then = {
      ...trained('e', { began: [{ uri }], models: [{ path: 'm', files }] }),
      started_at: '2026-11-22T01:00:00Z',
    };
    await addRuns(ledger, tuned, { ...then, ended_at: '2026-11-22T02:00:00Z' });
    await move(ledger, { version: '1' });
    const deps = { view: await ledger.view(), log: new RecordingLog(), cwd: '/', env: {} };
    for (const isIndexUsed of [true, false]) {
      const asked = { reference: 'models:/clf/1', most: 9 };
      const { impact } = await findImpact(asked, { ...deps, isIndexUsed });
      expect(impact.runs.map(({ run_id }) => run_id)).toEqual(expect.arrayContaining([id('d'), id('e')]));
      const up = await traceLineage(
        { reference: `runs:/${id('e')}`, direction: 'up' },
        { ...deps, isIndexUsed },
      );
      expect(up.trace.nodes).toContainEqual({ kind: 'version', model: 'clf', version: 1 });
    }
    await addRecalls(ledger, ofVersion(1));
    expect((await into(ledger, then)).verdict).toBe('fail');
    const result = await into(ledger, tuned);
    expect(result.verdict === 'fail' && result.findings[0]?.message).toContain(
      'base model `models:/clf/Production`',
    );
  });

  test('whatever an index says, the verdict is the same', async () => {
    const ledger = await ledgerOf(folders, { runs: [leaky], recalls: [recalled(dataset('orders', 'v2.1'))] });
    const before = await into(ledger, leaky);
    await ledger.write(adding({ path: 'index/runs/2026-11-21.json', bytes: Buffer.from('{"runs":[]}') }));
    expect(await into(ledger, leaky)).toEqual(before);
    expect(await stages(ledger)).toEqual({});
  });
});

describe('what is lifted', () => {
  const requested: ClearRequestedEvent = {
    ...{ schema: 'lineage-gate/recall-event/v1', event_id: recallId(49), type: 'clear-requested' },
    ...{
      at: new Date(timeOfId(recallId(49))).toISOString(),
      actor: 'octo',
      ci_run_url: null,
      reason: 'mended',
    },
    ...{ recalls: [recallId(1)], approvals: 1, requester: { login: 'octo', id: '1', type: 'User' } },
  };
  const lifting = (recall: string): ClearedEvent => ({
    schema: 'lineage-gate/recall-event/v1',
    event_id: recallId(50),
    ...{
      at: new Date(timeOfId(recallId(50))).toISOString(),
      actor: 'octo',
      ci_run_url: null,
      reason: 'mended',
    },
    type: 'cleared',
    ...{ recalls: [recall], request: null, approvals: [] },
  });

  test.each([
    ['answers a request that there is not', [], recallId(48)],
    ['rests on fewer approvals than were asked for', [requested], recallId(49)],
    ['is of a time that does not exist', [], null, '2026-99-99T99:99:99Z'],
  ])('and %s: that lifts nothing, also where nobody else is asked', async (_, others, request, at = '') => {
    const ledger = await ledgerWith([0.9]);
    await addRecalls(ledger, ofVersion(1));
    const lift = lifting(recallId(1));
    const events: RecallEvent[] = [...others, { ...lift, request, at: at || lift.at }];
    for (const event of events)
      await ledger.write(
        adding({ path: recallPath(event.event_id), bytes: await encodeRecord('recallEvent', event) }),
      );
    expect((await move(ledger, { version: '1' })).state).toBe('refused');
  });

  test('lets pass where the ledger alone answers; where GitHub is asked only what it confirms, and about what matters alone', async () => {
    const ledger = await ledgerWith([0.9, 0.9]);
    await addRecalls(ledger, ofVersion(1));
    await ledger.write(
      adding({
        path: recallPath(recallId(50)),
        bytes: await encodeRecord('recallEvent', lifting(recallId(1))),
      }),
    );
    const asked: string[] = [];
    const asking = (state: 'confirmed' | 'unknown'): PromoteDeps['askRecall'] => {
      return async ({ event_id }) => {
        asked.push(event_id);
        return state === 'confirmed'
          ? { state, notes: [], conclusion: null }
          : { state, why: 'is of a run that is gone' };
      };
    };
    const request = promoteRequestOf({
      ...{ model: 'clf', version: '1', stage: 'Production', reason: 'r', archiveExisting: null },
      ...{ rollback: false, override: false, dryRun: true },
    });
    const state = async (askRecall?: PromoteDeps['askRecall'], version = '1') =>
      (await promote({ ...request, version }, { ...depsOf(ledger), ...(askRecall && { askRecall }) })).state;
    expect(await state()).toBe('done');
    expect(await state(asking('confirmed'))).toBe('done');
    expect(await state(asking('unknown'))).toBe('refused');
    await addRecalls(ledger, recalled(dataset('users', 'v9'), { event_id: recallId(2) }));
    asked.length = 0;
    expect(await state(asking('unknown'), '2')).toBe('done');
    expect(asked).toEqual([]);
  });
});
