import { sha256 } from '../../src/core/digest.js';
import { canonicalJson } from '../../src/core/json.js';
import { encodeName } from '../../src/core/names.js';
import type { GitHubWorld } from '../support/github-world.js';
import type { Job, StepReport } from '../support/runner.js';
import {
  checkoutState,
  errorsOf,
  ledgerTip,
  only,
  REGISTER,
  readLedger,
  TRACK,
  useWorld,
} from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

/** A job with a finished run whose model file has these bytes. */
async function trained(bytes: string, inputs: Record<string, string> = {}): Promise<[Job, StepReport]> {
  const job = await world.job(await world.push());
  const run = `mkdir -p out; printf %s '${bytes}' > out/model.bin`;
  const report = await job.uses(TRACK, { run, datasets: 'orders=v2.1', model: 'out/model.bin', ...inputs });
  expect(errorsOf(report)).toEqual([]);
  return [job, report];
}

async function versionsOf(model: string) {
  const { versions, events } = await readLedger(world);
  return {
    versions: versions.filter((version) => version.model === model),
    events: events.filter((event) => event.model === model),
  };
}

/** Registers and expects a refusal by a user error that leaves the ledger as it is. */
async function refused(job: Job, inputs: Record<string, string>): Promise<string> {
  const commit = await ledgerTip(world);
  const report = await job.uses(REGISTER, inputs, { continueOnError: true });
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
  expect(await ledgerTip(world)).toBe(commit);
  const errors = errorsOf(report).join('\n');
  expect(errors).not.toContain('defect');
  expect(report.outputs['version'] ?? '').toBe('');
  return errors;
}

test('a model with its lineage becomes version 1; other bytes version 2; events are a chain; aliases move', async () => {
  const [job, tracked] = await trained('one', { tags: 'team=pricing' });
  const before = await checkoutState(job.workspace);
  const report = await job.uses(REGISTER, {
    model: 'clf_orders',
    description: 'The first one.\nWith two lines.',
    aliases: 'champion, newest',
    tags: 'reviewed=yes',
  });
  expect(report).toMatchObject({ outcome: 'success', annotations: [] });
  expect(await checkoutState(job.workspace)).toEqual(before);
  const ledger = await readLedger(world);
  const run = only(ledger.runs);
  const version = only(ledger.versions);
  const model = only(run.outputs.models);
  expect(version).toMatchObject({
    schema: 'lineage-gate/model-version/v1',
    model: 'clf_orders',
    version: 1,
    run_id: tracked.outputs['run-id'],
    run_path: 'out/model.bin',
    manifest: model.manifest,
    stored: run.outputs.artifacts.find(({ kind }) => kind === 'model')?.stored,
    tags: { ...run.tags, reviewed: 'yes' },
    description: 'The first one.\nWith two lines.',
    card: null,
    policy: { verdict: 'pass', findings: [] },
    registered_by: 'octocat',
  });
  expect([...ledger.files.keys()].filter((path) => path.startsWith('models/'))).toEqual([
    ...ledger.events.map((event) => `models/clf_orders/events/${event.event_id}.json`),
    'models/clf_orders/versions/1.json',
  ]);
  expect(ledger.events.map((event) => event.type)).toEqual(['registered', 'alias-set', 'alias-set']);
  expect(ledger.events[1]?.previous).toBe(sha256(canonicalJson(ledger.events[0])));
  expect(ledger.log[0]?.message.trim()).toBe(
    `register clf_orders version 1 @champion @newest\n\nLineage-Model: clf_orders/1\nLineage-Run: ${run.run_id}`,
  );
  expect(report.outputs).toEqual({
    version: '1',
    'model-uri': 'models:/clf_orders/1',
    verdict: 'pass',
    findings: '[]',
    'missing-tags': '[]',
    'ledger-commit': ledger.commit,
  });
  expect(report.summary).toContain('Registered clf\\_orders version 1');
  expect(report.summary).toContain(`/blob/${ledger.commit}/models/clf_orders/versions/1.json)`);

  const [second] = await trained('two');
  const next = await second.uses(REGISTER, { model: 'clf_orders', aliases: 'newest' });
  expect(next.outputs).toMatchObject({ version: '2', 'model-uri': 'models:/clf_orders/2' });
  const { versions, events } = await versionsOf('clf_orders');
  expect(versions.map((one) => one.version)).toEqual([1, 2]);
  expect(events.slice(3)).toMatchObject([
    { type: 'registered', version: 2 },
    { type: 'alias-set', alias: 'newest', version: 2 },
  ]);
}, 90_000);

test('the same bytes again are the same version, whichever run made them; only new aliases are written', async () => {
  const [first, tracked] = await trained('same');
  await first.uses(REGISTER, { model: 'clf_same', aliases: 'champion' });
  const [job] = await trained('same');
  const commit = await ledgerTip(world);
  const again = await job.uses(REGISTER, { model: 'clf_same', aliases: 'champion' });
  expect(again).toMatchObject({ outcome: 'success', outputs: { version: '1', verdict: 'pass' } });
  expect(again.summary).toContain('these bytes are version 1 already');
  expect(await ledgerTip(world)).toBe(commit);
  const alias = await job.uses(REGISTER, { model: 'clf_same', aliases: 'champion\nblue' });
  expect(alias.outputs).toMatchObject({ version: '1' });
  const { versions, events } = await versionsOf('clf_same');
  expect(only(versions).run_id).toBe(tracked.outputs['run-id']);
  expect(events).toMatchObject([
    { type: 'registered' },
    { type: 'alias-set', alias: 'champion' },
    { type: 'alias-set', alias: 'blue', version: 1 },
  ]);
}, 90_000);

test('a missing tag: red, every tag and the line to add named, and the ledger stays as it was', async () => {
  const [job, tracked] = await trained('untagged', { datasets: '' });
  expect(tracked.outputs['missing-tags']).toBe('["dataset_version"]');
  const before = await readLedger(world);
  const report = await job.uses(REGISTER, { model: 'clf_untagged' });
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
  expect(report.outputs).toMatchObject({ verdict: 'fail', 'missing-tags': '["dataset_version"]' });
  expect(report.outputs['version'] ?? '').toBe('');
  const finding = only(JSON.parse(report.outputs['findings'] ?? ''));
  expect(finding).toMatchObject({
    rule: 'required_tags.dataset_version',
    severity: 'error',
    subject: 'dataset_version',
  });
  expect(errorsOf(report)[0]).toMatch(/dataset_version.*datasets: |dataset_version.*tags/s);
  expect(report.annotations[0]?.properties['title']).toContain('E_LINEAGE_MISSING');
  expect(report.summary).toContain('was not registered');
  expect(report.summary).toContain('`dataset_version`');
  expect(report.summary).toContain('Nothing was written');
  expect((await readLedger(world)).commit).toBe(before.commit);
}, 60_000);

test('the policy of the pushed commit counts, with its patterns, with a checkout and without', async () => {
  const policy = [
    'version: 1',
    'required_tags: [dataset_version, git_commit, ticket, team]',
    "tags: { ticket: { pattern: '^ML-\\d+$' } }",
  ].join('\n');
  const trigger = await world.push({ files: { '.github/lineage.yml': policy }, branch: 'strict' });
  for (const checkout of ['detached', 'none'] as const) {
    const job = await world.job(trigger, { checkout });
    const inputs = { run: 'echo m > m.bin', model: 'm.bin' };
    const tracked = await job.uses(TRACK, { ...inputs, tags: 'ticket=none' });
    expect(errorsOf(tracked)).toEqual([]);
    expect(JSON.parse(tracked.outputs['missing-tags'] ?? '')).toEqual(['dataset_version', 'team']);
    const commit = await ledgerTip(world);
    const report = await job.uses(REGISTER, { model: 'clf_policy' }, { continueOnError: true });
    expect(report).toMatchObject({ exitCode: 1, outputs: { 'missing-tags': '["dataset_version","team"]' } });
    const rules = JSON.parse(report.outputs['findings'] ?? '').map((one: { rule: string }) => one.rule);
    expect(rules).toEqual(['required_tags.dataset_version', 'required_tags.team', 'tags.ticket.pattern']);
    for (const text of [report.summary, errorsOf(report).join('\n')]) {
      for (const word of ['dataset_version', 'team', 'ticket']) expect(text).toContain(word);
    }
    expect(await ledgerTip(world)).toBe(commit);
    await job.uses(TRACK, { ...inputs, datasets: 'orders=v1', tags: 'ticket=ML-7\nteam=pricing' });
    const good = await job.uses(REGISTER, { model: `clf_policy_${checkout}` });
    expect(good).toMatchObject({ outcome: 'success', outputs: { version: '1' } });
  }
}, 90_000);

test('requests that cannot be met: each says why, and nothing is written', async () => {
  const [job, tracked] = await trained('x');
  const unknown = '01a1fcdd215971b5a15dd78d4bd503b3';
  expect(await refused(job, { model: 'clf', 'run-id': unknown })).toContain('E_RUN_NOT_FOUND');
  expect(await refused(job, { model: 'clf', 'run-id': 'latest' })).toContain('E_INPUT_INVALID');
  expect(await refused(job, { model: 'clf', 'model-path': 'other' })).toMatch(
    /E_MODEL_NOT_FOUND.*out\/model\.bin/,
  );
  expect(await refused(job, { model: 'clf', tags: 'git_commit=beef' })).toContain('E_TAG_INVALID');
  expect(await refused(job, { model: 'clf', alias: 'a' })).toMatch(/E_INPUT_UNKNOWN.*aliases/);
  expect(await refused(job, { model: '' })).toContain('E_NAME_INVALID');
  const fresh = await world.job(await world.push());
  expect(await refused(fresh, { model: 'clf' })).toContain('E_RUN_NOT_TRACKED');
  const [without] = await trained('y', { model: '' });
  expect(await refused(without, { model: 'clf' })).toContain('E_MODEL_NOT_FOUND');
  const [several] = await trained('z', { run: 'echo a > a; echo b > b', model: 'a\nb' });
  expect(await refused(several, { model: 'clf' })).toContain('E_MODEL_AMBIGUOUS');
  // A run of an earlier job, with and without a checkout.
  const later = await world.job(await world.push(), { checkout: 'none' });
  const report = await later.uses(REGISTER, {
    model: 'clf_later',
    'run-id': tracked.outputs['run-id'] ?? '',
    'model-path': 'out/model.bin',
  });
  expect(report).toMatchObject({ outcome: 'success', outputs: { version: '1' } });
}, 120_000);

test('model names with anything in them stay names', async () => {
  const [job] = await trained('names');
  for (const bad of ['..', '.git', 'a\nb', 'x'.repeat(201), 'a\u0007b', '../../runs/x', 'a:b', '::error::']) {
    expect(await refused(job, { model: bad })).toContain('E_NAME_INVALID');
  }
  const names = ['..x', 'größe 模型 #1', '-rf', '--upload-pack=x', '$(touch x)`y`', 'a\\b*?"<>|'];
  for (const model of names) {
    const report = await job.uses(REGISTER, { model, aliases: 'b ##[error]' });
    expect(errorsOf(report)).toEqual([]);
    expect(report.outputs).toMatchObject({ version: '1', 'model-uri': `models:/${model}/1` });
    // The name in the ledger holds `%20` as it is, and an address has to encode that sign too.
    const folder = encodeURIComponent(encodeName(model, 'model name'));
    expect(report.summary).toContain(`/models/${folder}/versions/1.json`);
  }
  const { versions, files } = await readLedger(world);
  expect(versions.filter(({ model }) => names.includes(model))).toHaveLength(names.length);
  expect([...files.keys()].every((path) => /^[\w./%-]+$/.test(path))).toBe(true);
  expect(files.has('models/%24%28touch%20x%29%60y%60/versions/1.json')).toBe(true);
  expect(await refused(job, { model: 'GRÖßE 模型 #1' })).toContain('E_NAME_INVALID');
}, 120_000);

test('registrations at the same moment: two models, and one model from two jobs', async () => {
  const jobs = await Promise.all(['p', 'q', 'r', 's'].map((bytes) => trained(bytes)));
  const models = ['clf_left', 'clf_right', 'clf_both', 'clf_both'];
  const reports = await Promise.all(
    jobs.map(([job], index) => job.uses(REGISTER, { model: models[index] ?? '', aliases: 'newest' })),
  );
  expect(reports.flatMap(errorsOf)).toEqual([]);
  expect(reports.slice(2).map((report) => report.outputs['version'])).toEqual(
    expect.arrayContaining(['1', '2']),
  );
  expect((await versionsOf('clf_left')).versions).toHaveLength(1);
  expect((await versionsOf('clf_right')).versions).toHaveLength(1);
  const both = await versionsOf('clf_both');
  expect(both.versions.map(({ version }) => version)).toEqual([1, 2]);
  expect(new Set(both.versions.map(({ run_id }) => run_id)).size).toBe(2);
  expect(both.events).toHaveLength(4);
}, 90_000);
