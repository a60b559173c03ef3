import { promote } from '../../../src/commands/promote/promote.js';
import { promoteRequestOf } from '../../../src/commands/promote/request.js';
import { digestOfFiles, sha256 } from '../../../src/core/digest.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import { registerVersion } from '../../../src/core/registry/registration.js';
import { foldModel, type RegisteredModel } from '../../../src/core/registry/registry.js';
import { eventPath, versionPath } from '../../../src/ledger/layout.js';
import type { Ledger, NewFile } from '../../../src/ledger/ledger.js';
import { encodeRecord, readModel } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import {
  adding,
  DAY,
  Folders,
  idAt,
  localLedger,
  modelVersion,
  RecordingLog,
  runFile,
  runRecord,
} from '../../ledger/fixtures.js';
import { bareEnvironment, execOk } from '../../support/exec.js';

const folders = new Folders();
afterAll(() => folders.remove());

let ids = 1;
const newId = () => idAt(DAY + 1, ids++);
const AT = '2026-11-22T00:00:00Z';

/** A ledger with so many versions of `clf`, each of a run of its own with a metric. */
async function ledgerWith(metrics: readonly number[]): Promise<Ledger> {
  const folder = await folders.make();
  await execOk('git', ['init', '-q'], { cwd: folder, env: bareEnvironment(folder) });
  const ledger = localLedger(folder);
  let state: RegisteredModel = { versions: [], events: [] };
  const files: NewFile[] = [];
  for (const [index, value] of metrics.entries()) {
    const id = idAt(DAY, 1000 + index);
    const base = modelVersion('clf', index + 1);
    const bytes = [{ path: 'm', size_bytes: 1, digest: sha256(`${index}`) }];
    const manifest = { ...base.manifest, files: bytes, size_bytes: 1, digest: digestOfFiles(bytes) };
    const { outputs } = runRecord(id);
    const val_auc = { value, step: null, at: null, source: 'inline' };
    const models = [{ path: base.run_path, manifest }];
    files.push(await runFile(id, { outputs: { ...outputs, models, metrics: { val_auc } } }));
    const { version, events } = registerVersion({ ...base, run_id: id, manifest }, state, {
      aliases: [],
      facts: { at: AT, actor: 'octo', ci_run_url: null, newId },
    });
    state = { versions: [...state.versions, version], events: [...state.events, ...events] };
    files.push({
      path: versionPath('clf', version.version),
      bytes: await encodeRecord('modelVersion', version),
    });
    for (const event of events) {
      files.push({ path: eventPath('clf', event.event_id), bytes: await encodeRecord('modelEvent', event) });
    }
  }
  await ledger.write(adding(...files));
  return ledger;
}

type Ask = Partial<Parameters<typeof promoteRequestOf>[0]>;
interface As {
  rules?: Policy;
  actor?: string;
  triggering_actor?: string | null;
  job?: { ref: string | null; default_branch: string } | null;
}

async function move(
  ledger: Ledger,
  ask: Ask,
  { rules = policy({ required_tags: [] }), actor = 'octo', triggering_actor = null, job = null }: As = {},
) {
  const request = promoteRequestOf({
    ...{
      model: 'clf',
      version: '1',
      stage: 'Production',
      reason: 'because',
      archiveExisting: null,
      dryRun: false,
    },
    ...ask,
  });
  const facts = { at: AT, actor, ci_run_url: null, newId };
  const log = new RecordingLog();
  return promote(request, { ledger, policy: rules, log, facts, triggering_actor, job });
}

const rulesOf = ({ judgement }: Awaited<ReturnType<typeof move>>) =>
  judgement.findings.map(({ rule }) => rule);

async function stages(ledger: Ledger) {
  return Object.fromEntries(foldModel(await readModel(await ledger.view(), 'clf')).stages);
}

test('every rule of the stage is told at once, and nothing is written', async () => {
  const ledger = await ledgerWith([0.9]);
  const rules = policy({
    required_tags: [],
    metrics: { val_auc: { min: 0.95 } },
    stages: {
      Production: {
        ...{ from: ['Staging'], allowed_actors: ['Alice'], required_tags: ['reviewed'], approvals: 1 },
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
    'stages.Production.approvals',
    'stages.Production.allowed_refs',
    'metrics.val_auc.min',
  ]);
  // Who may promote, and from where, is for no waiver to say.
  expect(rulesOf(await move(ledger, {}, { rules, job }))).toEqual([
    'stages.Production.allowed_actors',
    'stages.Production.approvals',
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

test('a version that is there is left there, and a dry run writes nothing', async () => {
  const ledger = await ledgerWith([0.9, 0.9]);
  expect(await move(ledger, { dryRun: true })).toMatchObject({ state: 'done', event: null, commit: null });
  expect(await stages(ledger)).toEqual({});
  await move(ledger, {});
  const { commit } = await ledger.view();
  expect(await move(ledger, {})).toMatchObject({ state: 'done', is_there: true, event: null });
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
