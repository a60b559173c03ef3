import { register } from '../../../src/commands/register/register.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { readModel } from '../../../src/ledger/read/records.js';
import { policy, production, run as soundRun } from '../../core/policy/support.js';
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

const ID = idAt(DAY);
const TAGS = { dataset_version: 'orders_v2.1', git_commit: 'abc', triggered_by: 'local' };

/** A ledger with one run that made a model and has `val_auc` 0.93. */
async function ledgerWith(changes: Partial<RunRecord> = {}): Promise<Ledger> {
  const folder = await folders.make();
  await execOk('git', ['init', '-q'], { cwd: folder, env: bareEnvironment(folder) });
  const ledger = localLedger(folder);
  const { outputs } = runRecord(ID);
  const models = [{ path: 'model.bin', manifest: modelVersion('m', 1).manifest }];
  const file = await runFile(ID, { tags: TAGS, outputs: { ...outputs, models }, ...changes });
  await ledger.write(adding(file));
  return ledger;
}

async function registered(
  ledger: Ledger,
  rules: Policy,
  log = new RecordingLog(),
  baseline?: ReturnType<typeof production>,
) {
  const request = {
    ...{ model: 'clf_orders', run_id: ID, model_path: null, description: null },
    ...{ aliases: [], tags: { reviewed_by: 'risk' } },
  };
  const facts = {
    ...{ at: '2026-11-21T09:30:00Z', actor: 'octo', ci_run_url: null },
    newId: () => idAt(DAY + 1),
  };
  return register(request, { ledger, policy: rules, log, facts, ...(baseline && { baseline }) });
}

async function refusal(ledger: Ledger, rules: Policy): Promise<string[]> {
  const result = await registered(ledger, rules);
  expect((await readModel(await ledger.view(), 'clf_orders')).versions).toEqual([]);
  return result.verdict === 'pass' ? [] : result.findings.map(({ rule }) => rule);
}

test.each([
  ['fork', /E_RUN_UNTRUSTED: .*fork or by Dependabot.*merge it/],
  ['claimed', /E_RUN_UNTRUSTED: .*is not its event's.*Push the commit.*pull-requests: read/],
] as const)('a run with the trust %s is refused before any rule', async (trust, words) => {
  const { context } = runRecord(ID);
  const ledger = await ledgerWith({ context: { ...context, trust } });
  await expect(registered(ledger, policy({}))).rejects.toThrow(words);
});

test('the whole policy decides: metrics, code, tags and record, all at once', async () => {
  const rules = policy({
    required_tags: ['owner', 'reviewed_by'],
    metrics: { val_auc: { min: 0.95 }, f1: {} },
    code: { allow_dirty: false },
  });
  const schema = { properties: { tags: { required: ['team'] } } };
  const found = await refusal(await ledgerWith(), { ...rules, record: { path: 's.json', schema } });
  expect(found.sort()).toEqual([
    'code.allow_dirty',
    'metrics.f1.required',
    'metrics.val_auc.min',
    'record/tags/team',
    'required_tags.owner',
  ]);
});

test('the rules of the registered model count, whatever the experiment is called', async () => {
  const rules = policy({
    metrics: { val_auc: { min: 0.95 } },
    models: { clf_orders: { metrics: { val_auc: { min: 0.9 } } }, other: { metrics: { f1: {} } } },
  });
  const result = await registered(await ledgerWith({ experiment: 'other' }), rules);
  expect(result.verdict).toBe('pass');
});

test('a waiver lets pass, is said, and stays in the record of the version', async () => {
  const waiver = { rule: 'metrics.val_auc.*', reason: 'new data', by: 'alice', expires: '2026-11-21' };
  const rules = policy({ metrics: { val_auc: { min: 0.95 } }, waivers: [waiver] });
  const ledger = await ledgerWith();
  const log = new RecordingLog();
  const result = await registered(ledger, rules, log);
  expect(result.waived).toHaveLength(1);
  expect(log.lines[0]).toMatch(
    /^Waived by alice until 2026-11-21 \(new data\): The metric `val_auc` is 0\.93,/,
  );
  const [version] = (await readModel(await ledger.view(), 'clf_orders')).versions;
  expect(version?.policy).toMatchObject({
    verdict: 'pass',
    findings: [],
    waived: [{ finding: { rule: 'metrics.val_auc.min' }, waiver: { ...waiver, model: null } }],
  });
});

test('without waivers the record is as it always was', async () => {
  const ledger = await ledgerWith();
  await registered(ledger, policy({}));
  const [version] = (await readModel(await ledger.view(), 'clf_orders')).versions;
  expect(Object.keys(version?.policy ?? {}).sort()).toEqual(['digest', 'findings', 'verdict']);
});

test('a warning is said and kept, and refuses nothing', async () => {
  const ledger = await ledgerWith();
  const log = new RecordingLog();
  const rules = policy({ metrics: { val_auc: { min: 0.95, severity: 'warning' } } });
  expect((await registered(ledger, rules, log)).verdict).toBe('pass');
  expect(log.lines[0]).toMatch(/^The metric `val_auc` is 0\.93, below/);
  const [version] = (await readModel(await ledger.view(), 'clf_orders')).versions;
  expect(version?.policy.findings).toMatchObject([{ severity: 'warning' }]);
});

test('it compares with a baseline only when it is given one', async () => {
  const rules = policy({ metrics: { val_auc: { max_drop: 0.01 } } });
  const baseline = production([soundRun({ val_auc: 0.99 })]);
  const ledger = await ledgerWith();
  const result = await registered(ledger, rules, new RecordingLog(), baseline);
  expect(result).toMatchObject({ verdict: 'fail', findings: [{ rule: 'metrics.val_auc.max_drop' }] });
  expect(await registered(ledger, rules)).toMatchObject({ verdict: 'pass' });
});
