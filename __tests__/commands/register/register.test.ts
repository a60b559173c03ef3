import { type RegisterDeps, register } from '../../../src/commands/register/register.js';
import { digestOfFiles, sha256 } from '../../../src/core/digest.js';
import type { Manifest, RunRecord } from '../../../src/core/generated/types.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import { amendmentPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { encodeRecord, readModel, readRunsOf } from '../../../src/ledger/read/records.js';
import { policy, production, run as soundRun } from '../../core/policy/support.js';
import {
  adding,
  codeAt,
  DAY,
  datasetOf,
  Folders,
  idAt,
  localLedger,
  modelVersion,
  RecordingLog,
  runFile,
  runRecord,
} from '../../ledger/fixtures.js';
import { initRepository } from '../../support/repository.js';

const folders = new Folders();
afterAll(() => folders.remove());

const ID = idAt(DAY);
let events = 1;
const TAGS = { dataset_version: 'orders_v2.1', git_commit: 'abc', triggered_by: 'local' };

/** A ledger with one run that made a model and has `val_auc` 0.93. */
async function ledgerWith(changes: Partial<RunRecord> = {}): Promise<Ledger> {
  const folder = await folders.make();
  await initRepository(folder);
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
  return registeredRun(ID, ledger, { policy: rules, log, ...(baseline && { baseline }) });
}

async function registeredRun(
  run_id: string,
  ledger: Ledger,
  deps: Pick<RegisterDeps, 'policy' | 'log' | 'baseline' | 'branch' | 'repository' | 'ofAttempt'>,
) {
  const request = {
    ...{ model: 'clf_orders', run_id, model_path: null, description: null },
    ...{ aliases: [], tags: { reviewed_by: 'risk' } },
  };
  const facts = {
    ...{ at: '2026-11-21T09:30:00Z', actor: 'octo', ci_run_url: null },
    newId: () => idAt(DAY + 1, events++),
  };
  return register(request, { ledger, facts, ...deps });
}

async function refusal(ledger: Ledger, rules: Policy): Promise<string[]> {
  const result = await registered(ledger, rules);
  expect((await readModel(await ledger.view(), 'clf_orders')).versions).toEqual([]);
  return result.verdict === 'pass' ? [] : result.findings.map(({ rule }) => rule);
}

test.each([
  ['fork', 'pull_request', /E_RUN_UNTRUSTED: .*fork or by Dependabot.*merge it/],
  ['claimed', 'push', /E_RUN_UNTRUSTED: .*is not its event's.*Push the commit.*pull-requests: read/],
  ['claimed', null, /E_RUN_UNTRUSTED: .*logged by an MLflow client.*Train under `track`/],
] as const)('a run with the trust %s of event %s is refused before any rule', async (trust, event, words) => {
  const { context } = runRecord(ID);
  const ledger = await ledgerWith({ context: { ...context, trust, event } });
  await expect(registered(ledger, policy({}))).rejects.toThrow(words);
});

test('where the policy takes claimed runs, one is registered, and the version says so; others stay refused', async () => {
  const rules = policy({ trust: ['trusted', 'claimed'] });
  const { context } = runRecord(ID);
  const ledger = await ledgerWith({ context: { ...context, trust: 'claimed' } });
  const result = await registered(ledger, rules);
  expect(result.verdict === 'pass' && result.registration.version.policy.findings).toMatchObject([
    { rule: 'run.trust', severity: 'warning' },
  ]);
  const { versions } = await readModel(await ledger.view(), 'clf_orders');
  expect(await readRunsOf(await ledger.view(), versions)).toHaveLength(1);
  const forked = await ledgerWith({ context: { ...context, trust: 'fork' } });
  await expect(registered(forked, rules)).rejects.toThrow('E_RUN_UNTRUSTED');
});

test('of a run that was amended after its end one line is said, and its record decides', async () => {
  const ledger = await ledgerWith();
  const end = Date.parse(runRecord(ID).ended_at);
  await amend(ledger, 1, end - 1);
  const before = new RecordingLog();
  await registered(ledger, policy({}), before);
  expect(before.lines.filter((line) => line.includes('MLflow client'))).toEqual([]);
  await amend(ledger, 2, end + 1);
  await amend(ledger, 3, end + 2);
  const after = new RecordingLog();
  expect(await registered(ledger, policy({}), after)).toMatchObject({ verdict: 'pass' });
  expect(after.lines.filter((line) => line.includes('MLflow client'))).toEqual([
    `Run ${ID} was deleted after its end by an MLflow client; what counts is its record alone.`,
  ]);
});

/** As `serve --writable` writes what a client says of a recorded run. @param at milliseconds since 1970 */
async function amend(ledger: Ledger, seed: number, at: number): Promise<void> {
  const event_id = idAt(Date.parse(runRecord(ID).ended_at) + seed, seed);
  const bytes = await encodeRecord('amendment', {
    ...{ schema: 'lineage-gate/amendment/v1', event_id, subject: { run_id: ID } },
    changes: [{ type: 'run-deleted', at, run_id: ID }],
    ...{ at: new Date(at).toISOString(), actor: null, previous: null },
    through: { server: idAt(DAY), number: seed },
  });
  await ledger.write(adding({ path: amendmentPath(event_id), bytes }));
}

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

describe('a dataset under a version that was there', () => {
  const inputsOf = (digit: string, ref = 'refs/heads/main', datasets = [{}]): RunRecord['inputs'] => ({
    ...runRecord(ID).inputs,
    code: { ...codeAt('a'.repeat(40)), ref, repository: 'octo/models' },
    datasets: datasets.map((facts) => ({
      ...datasetOf('orders', 'v1', `sha256:${digit.repeat(64)}`),
      ...facts,
    })),
  });

  async function told(
    earlier: RunRecord['inputs'],
    {
      rules = {},
      changes = {},
      now = inputsOf('b'),
      ...deps
    }: Partial<RegisterDeps> & {
      rules?: Parameters<typeof policy>[0];
      /** Of the earlier run. */
      changes?: Partial<RunRecord>;
      now?: RunRecord['inputs'];
    } = {},
  ): Promise<string[]> {
    const tags = { ...TAGS, dataset_version: 'orders_v1' };
    const ledger = await ledgerWith({ inputs: now, tags });
    const id = idAt(DAY - 1000, 7);
    await ledger.write(adding(await runFile(id, { tags, inputs: earlier, ...changes })));
    const result = await registeredRun(ID, ledger, {
      policy: policy(rules),
      log: new RecordingLog(),
      ...deps,
    });
    const findings =
      result.verdict === 'fail' ? result.findings : result.registration.version.policy.findings;
    expect((await readModel(await ledger.view(), 'clf_orders')).versions).toHaveLength(
      Number(result.verdict === 'pass'),
    );
    return findings.map(({ rule, severity }) => `${rule} ${severity}`);
  }

  test('refuses another content than a run of the branch had', async () => {
    expect(await told(inputsOf('a'))).toEqual(['datasets.immutable error']);
    expect(await told(inputsOf('b'))).toEqual([]);
  });

  test('only warns where the run was of another branch or repository, and the version keeps the warning', async () => {
    expect(await told(inputsOf('a', 'refs/heads/try'))).toEqual(['datasets.immutable warning']);
    expect(await told(inputsOf('a'), { branch: 'release' })).toEqual(['datasets.immutable warning']);
    expect(await told(inputsOf('a'), { repository: 'else/models' })).toEqual(['datasets.immutable warning']);
  });

  test('is let be where the policy says so for the model', async () => {
    const models = { clf_orders: { datasets: { immutable: 'off' as const } } };
    expect(await told(inputsOf('a'), { rules: { models } })).toEqual([]);
  });

  test('only warns where the run of the branch was started on another one', async () => {
    const context = (ref: string) => ({
      ...runRecord(ID).context,
      workflow_ref: `o/m/w.yml@refs/heads/${ref}`,
    });
    const warned = ['datasets.immutable warning'];
    expect(await told(inputsOf('a'), { changes: { context: context('evil') } })).toEqual(warned);
    expect(await told(inputsOf('a'), { changes: { context: context('main') } })).toEqual([
      'datasets.immutable error',
    ]);
  });

  test('is refused for data that was put in its place while the run went on', async () => {
    const swapped = inputsOf('b', undefined, [{ path: 'd.csv', changed_during_run: true }]);
    const [begin, end] = ['a', 'b'].map((digit) => `sha256:${digit.repeat(64)}`);
    const changed = [
      { kind: 'dataset' as const, name: 'orders', path: 'd.csv', begin: begin ?? '', end: end ?? '' },
    ];
    const rules = { run: { inputs_changed: 'off' as const } };
    expect(await told(inputsOf('a'), { rules, now: { ...swapped, changed } })).toEqual([
      'datasets.immutable error',
    ]);
  });

  test('is said of the datasets that are too many to be looked up', async () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ name: `part-${index}` }));
    const now = inputsOf('b', undefined, many);
    expect(await told(inputsOf('b', undefined, []), { now })).toEqual(['datasets.immutable warning']);
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

function withModel(manifest: Manifest): RunRecord['outputs'] {
  return { ...runRecord(ID).outputs, models: [{ path: 'model.bin', manifest }] };
}

test('a model that differs only in what says when it was saved is a version of its own, and said to have the same weights', async () => {
  const { manifest } = modelVersion('m', 1);
  const content_digest = sha256('weights');
  const ledger = await ledgerWith({ outputs: withModel({ ...manifest, content_digest }) });
  await registered(ledger, policy({}));
  const again = idAt(DAY, 2);
  const files = manifest.files.map((file) => ({ ...file, digest: sha256('another time') }));
  const outputs = withModel({ ...manifest, files, digest: digestOfFiles(files), content_digest });
  await ledger.write(adding(await runFile(again, { tags: TAGS, outputs })));
  const log = new RecordingLog();
  expect(await registeredRun(again, ledger, { policy: policy({}), log })).toMatchObject({
    registration: { isNew: true, version: { version: 2 }, same_content_as: 1 },
  });
  expect(log.lines).toContain(
    'Version 2 has the same weights as version 1: the two differ only in when and by which run they were saved',
  );
});

test('the last run of a job is not taken for a model that an earlier one is called after', async () => {
  const base = runRecord(ID);
  const ofAttempt = { ci_run_id: '7', ci_run_attempt: 1 };
  const common = {
    inputs: { ...base.inputs, code: codeAt('a'.repeat(40)) },
    context: { ...base.context, ...ofAttempt, job: 'train' },
  };
  const ledger = await ledgerWith({ ...common, experiment: 'clf_gb' });
  const earlier = idAt(DAY - 1);
  const about = { policy: policy({}), log: new RecordingLog(), ofAttempt };
  const trained = async (id: string, version: number, changes: Partial<RunRecord> = {}) => {
    const models = [{ path: 'model.bin', manifest: modelVersion('other', version).manifest }];
    const outputs = { ...base.outputs, models };
    const run = { ...common, experiment: 'clf_orders', tags: TAGS, outputs, ...changes };
    await ledger.write(adding(await runFile(id, run)));
  };
  await trained(idAt(DAY - 2), 2, { context: { ...common.context, job: 'other' } });
  await trained(earlier, 2);
  await expect(registeredRun(ID, ledger, about)).rejects.toThrow(
    new RegExp(`E_RUN_AMBIGUOUS: .*${ID}, is of the experiment \`clf_gb\`, .*${earlier}, of \`clf_orders\``),
  );
  expect((await registeredRun(ID, ledger, { ...about, ofAttempt: undefined })).verdict).toBe('pass');
  // The very model, taken along to be evaluated.
  const same = await ledgerWith({ ...common, experiment: 'evaluate' });
  const { manifest } = modelVersion('m', 1);
  const outputs = { ...base.outputs, models: [{ path: 'model.bin', manifest }] };
  await same.write(adding(await runFile(earlier, { ...common, experiment: 'clf_orders', outputs })));
  expect((await registeredRun(ID, same, about)).verdict).toBe('pass');
}, 60_000);

test('a version of what another commit trained keeps that as a warning', async () => {
  const [base, maker] = [runRecord(ID), idAt(DAY - 1)];
  const { manifest } = modelVersion('m', 1);
  const at = (digit: string) => ({ inputs: { ...base.inputs, code: codeAt(digit.repeat(40)) } });
  const outputs = {
    ...base.outputs,
    models: [{ path: 'model.bin', manifest, reused: true, made_by: maker }],
  };
  const ledger = await ledgerWith({ ...at('b'), outputs });
  await ledger.write(adding(await runFile(maker, at('a'))));
  const result = await registered(ledger, policy({}));
  if (result.verdict !== 'pass') throw new Error('not registered');
  expect(result.registration.version.policy.findings).toMatchObject([
    { rule: 'run.fresh', severity: 'warning', message: expect.stringContaining(`run ${maker} of commit`) },
  ]);
});
