import { resolve } from 'node:path';
import { sha256 } from '../../src/core/digest.js';
import type { Finding, RunRecord } from '../../src/core/generated/types.js';
import { canonicalJson } from '../../src/core/json.js';
import { runPath } from '../../src/ledger/layout.js';
import { idAt, runRecord } from '../ledger/fixtures.js';
import { GitHubWorld, type Trigger, type WorldJobOptions } from '../support/github-world.js';
import type { StepReport } from '../support/runner.js';
import { READ_ONLY, READ_WRITE } from '../support/tokens.js';
import { makeZip } from '../support/zip-writer.js';
import { finished } from './finished.js';
import { addToLedger } from './gate-support.js';
import {
  errorsOf,
  ledgerTip,
  only,
  REGISTER,
  readLedger,
  runOf,
  shownBy,
  TRACK,
  TRAINING,
} from './support.js';

const PUBLISH = resolve('publish');
const PERMISSIONS = {
  actions: 'read',
  contents: 'write',
  pull_requests: 'write',
  statuses: 'write',
} as const;
const POLICY = 'version: 1\nmetrics: { val_auc: { min: 0.9 } }\n';

let world: GitHubWorld;

beforeEach(async () => {
  world = await GitHubWorld.start();
  await world.artifacts();
}, 60_000);

afterEach(async () => {
  expect(world.github.violations).toEqual([]);
  await world.close();
});

const pushes = () =>
  world.git.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/git-receive-pack'))
    .length;
const statuses = (sha: string) => world.github.state.statuses.filter((status) => status.sha === sha);

async function train(trigger: Trigger, inputs = {}, options: WorldJobOptions = {}): Promise<StepReport> {
  const job = await world.job(trigger, options);
  return job.uses(TRACK, { ...TRAINING, ...inputs });
}

async function publishIn(trigger: Trigger, options: WorldJobOptions = {}): Promise<StepReport> {
  const job = await world.job(trigger, {
    checkout: 'none',
    permissions: PERMISSIONS,
    jobName: 'publish',
    ...options,
  });
  return job.uses(PUBLISH, {}, { continueOnError: true });
}

test('a matrix: all legs with one commit, one push and one comment, and again nothing', async () => {
  await world.push({ files: { '.github/lineage.yml': POLICY } });
  const trigger = await world.pullRequest();
  const legs = await Promise.all(
    [1, 2, 3, 4].map((depth, jobIndex) => {
      const inputs = { record: 'evidence', params: `depth=${depth}` };
      return train(trigger, inputs, { matrix: { depth }, jobIndex, jobTotal: 4, permissions: READ_ONLY });
    }),
  );
  const ids = legs.map(({ outputs }) => outputs['run-id'] ?? '').sort();
  expect(await ledgerTip(world)).toBeUndefined();

  const report = await publishIn(trigger);
  expect(errorsOf(report)).toEqual([]);
  expect(report).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  expect(JSON.parse(report.outputs['run-ids'] ?? '')).toEqual(ids);
  const ledger = await readLedger(world);
  expect(report.outputs['ledger-commit']).toBe(ledger.commit);
  expect(ledger.log).toHaveLength(1);
  expect(pushes()).toBe(1);
  expect(ledger.runs.map(({ run_id }) => run_id)).toEqual(ids);
  for (const run of ledger.runs) {
    expect(run.context).toMatchObject({ trust: 'trusted', pull_request: { number: trigger.pull?.number } });
    const model = only(run.outputs.artifacts.filter(({ kind }) => kind === 'model'));
    expect(only(model.stored).url).toContain(`/actions/runs/${trigger.runId}/artifacts/`);
  }
  const comment = only(world.github.state.comments);
  expect(report.outputs['comment-url']).toContain(String(comment.id));
  for (const id of ids) expect(comment.body).toContain(id);
  expect(only(statuses(trigger.headSha))).toMatchObject({ state: 'success', context: 'lineage-gate' });
  expect(report.stdout).toMatch(/Recorded 4 run\(s\) with one commit/);

  const again = await publishIn(trigger);
  expect(again.outputs).toMatchObject({ verdict: 'pass', 'run-ids': report.outputs['run-ids'] });
  expect(again.outputs['ledger-commit']).toBe(ledger.commit);
  expect(await ledgerTip(world)).toBe(ledger.commit);
  expect(pushes()).toBe(1);
  only(world.github.state.comments);
}, 180_000);

test("a fork's pull request: recorded by a workflow of the base, judged by the base's policy, never registered", async () => {
  await world.push({ files: { '.github/lineage.yml': POLICY } });
  const weak = { '.github/lineage.yml': 'version: 1\nrequired_tags: []\n', 'params.yaml': 'seed: 3\n' };
  const trigger = await world.pullRequest({ fork: true, files: weak });
  const tracked = await train(trigger, { metrics: 'val_auc=0.5' });
  expect(tracked.exitCode).toBe(0);
  expect(await ledgerTip(world)).toBeUndefined();

  const event = await finished(world, trigger);
  // Even one who checks the fork's code out in the privileged job gets the base's policy.
  const job = await world.job({ ...event, sha: trigger.sha, ref: trigger.ref }, { permissions: PERMISSIONS });
  Object.assign(job.options, { sha: event.sha, ref: event.ref });
  const report = await job.uses(PUBLISH, {}, { continueOnError: true });
  expect(report).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  expect(report.outputs['findings']).toContain('metrics.val_auc.min');
  const run = only((await readLedger(world)).runs);
  expect(JSON.parse(report.outputs['run-ids'] ?? '')).toEqual([run.run_id]);
  expect(run.run_id).not.toBe(tracked.outputs['run-id']);
  expect(run).toMatchObject({
    evidence_id: tracked.outputs['run-id'],
    context: { trust: 'fork', actor: 'contributor', pull_request: { number: trigger.pull?.number } },
    inputs: { code: { commit: trigger.headSha, repository: world.repository } },
  });
  expect(only(world.github.state.comments)).toMatchObject({ number: trigger.pull?.number });
  expect(only(statuses(trigger.headSha))).toMatchObject({ state: 'failure', context: 'lineage-gate' });

  const later = await world.job(await world.push(), { permissions: READ_WRITE });
  const inputs = { model: 'clf', 'run-id': run.run_id };
  const refused = await later.uses(REGISTER, inputs, { continueOnError: true });
  expect(only(errorsOf(refused))).toMatch(/E_RUN_UNTRUSTED/);
  expect(refused.summary).toContain('Nothing was registered');
  expect((await readLedger(world)).versions).toEqual([]);
}, 180_000);

test("Dependabot's pull request goes the same way", async () => {
  const trigger = await world.pullRequest({ branch: 'dependabot/pip/numpy-3', actor: 'dependabot[bot]' });
  await train(trigger, {}, { permissions: READ_ONLY });
  expect(await ledgerTip(world)).toBeUndefined();
  const report = await publishIn(await finished(world, trigger));
  expect(errorsOf(report)).toEqual([]);
  expect(report).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  expect(only((await readLedger(world)).runs).context).toMatchObject({
    trust: 'fork',
    actor: 'dependabot[bot]',
  });
}, 120_000);

test("in the fork's own workflow the token cannot write: an error that says where to publish", async () => {
  const trigger = await world.pullRequest({ fork: true });
  await train(trigger);
  const report = await publishIn(trigger, { permissions: READ_ONLY });
  expect(report.exitCode).toBe(1);
  expect(only(errorsOf(report))).toMatch(/E_LEDGER_PERMISSION.*`workflow_run`: docs\/publish\.md/);
  const unread = await publishIn(await finished(world, trigger), { permissions: { contents: 'write' } });
  expect(only(errorsOf(unread))).toMatch(/E_GITHUB_API.*actions: read/);
  expect(await ledgerTip(world)).toBeUndefined();
}, 120_000);

test('what cannot be judged or recorded is an error that says how far it came, and takes an earlier success back', async () => {
  const trigger = await world.push({ files: { '.github/lineage.yml': POLICY } });
  await train(trigger, { record: 'evidence' });
  expect((await publishIn(trigger)).outputs['verdict']).toBe('pass');
  const { contents: _, ...mayNotWrite } = PERMISSIONS;
  await train(trigger, { record: 'evidence' });
  const unrecorded = await publishIn(trigger, { permissions: { ...mayNotWrite, contents: 'read' } });
  expect(unrecorded.exitCode).toBe(1);
  expect(unrecorded.summary).toContain('Nothing was recorded');
  expect(statuses(trigger.headSha).at(-1)).toMatchObject({ state: 'error' });

  const bad = runPath(idAt(Date.now(), 90_004));
  await addToLedger(world, { [bad]: canonicalJson({ schema: 'lineage-gate/run/v1' }) });
  const broken = await world.push({ files: { 'params.yaml': 'seed: 4\n' } });
  await train(broken, { record: 'evidence' });
  const unjudged = await publishIn(broken);
  expect(unjudged).toMatchObject({ exitCode: 1, outcome: 'failure' });
  expect(unjudged.summary).toMatch(/Nothing was judged\n\nEvidence of 1 run\(s\) is recorded/);
  expect(JSON.parse(unjudged.outputs['run-ids'] ?? '')).toHaveLength(1);
  expect(statuses(broken.headSha).at(-1)).toMatchObject({ state: 'error' });
}, 120_000);

test('nothing handed over and nothing recorded: the failure of the gate, which says what to add', async () => {
  const trigger = await world.pullRequest();
  const report = await publishIn(trigger);
  expect(report).toMatchObject({
    exitCode: 1,
    outputs: { verdict: 'fail', 'run-ids': '[]', 'ledger-commit': '' },
  });
  expect(errorsOf(report).join('\n')).toContain('No run was recorded');
  expect(only(statuses(trigger.headSha)).state).toBe('failure');
}, 60_000);

const MARK = '<!-- lineage-gate -->@octocat ::error::x';
const DAY_MS = 86_400_000;

/** A record as the fork's job could make it, changed in one way. */
function claimed(
  trigger: Trigger,
  run_id: string,
  changes: { commit?: string; ciRunId?: string; record?: Partial<RunRecord> } = {},
) {
  const now = new Date().toISOString();
  const run = runRecord(run_id, { started_at: now, ended_at: now, duration_s: 0, ...changes.record });
  const { commit = trigger.headSha, ciRunId = String(trigger.runId) } = changes;
  const none = { repository: null, ref: null, merge_commit: null, base_commit: null };
  const code = { ...none, commit, dirty: false, diff_digest: null, untracked_files: 0 };
  return { ...run, inputs: { ...run.inputs, code }, context: { ...run.context, ci_run_id: ciRunId } };
}

interface Poison {
  zip: (trigger: Trigger, id: string) => Uint8Array;
  reason: RegExp;
  /** What follows `lineage-evidence-` in its name. Default: a run id of now. */
  named?: string;
  digest?: string;
}

const holding = (record: (trigger: Trigger, id: string) => string) => (trigger: Trigger, id: string) =>
  makeZip([{ name: `${id}.json`, bytes: record(trigger, id) }]);
const POISON: readonly Poison[] = [
  { zip: () => makeZip([{ name: `../../${MARK}`, bytes: 'x' }]), reason: /holds a file that is named/ },
  { zip: () => makeZip([]), named: '<img src=x>@octocat', reason: /is named after no run id/ },
  { zip: () => Buffer.from('garbage'), reason: /is no sound zip: End of central/ },
  {
    zip: (_, id) => makeZip([1, 2].map(() => ({ name: `${id}.json`, bytes: '{}' }))),
    reason: /\.json twice/,
  },
  {
    zip: (_, id) => makeZip([{ name: `${id}.json`, bytes: '/etc/passwd', mode: 0o120777 }]),
    reason: /as no plain file/,
  },
  { zip: (_, id) => makeZip([{ name: `${id}.json`, bytes: 'x', flags: 1 }]), reason: /encrypted/ },
  {
    zip: (_, id) => makeZip([{ name: `${id}.json`, bytes: Buffer.alloc(17 << 20) }]),
    reason: /with 17825792 bytes, and 16777216 bytes are the most/,
  },
  {
    zip: (_, id) => makeZip([{ name: `${id}.json`, bytes: Buffer.alloc(17 << 20), claims: { size: 10 } }]),
    reason: /is no sound zip: too many bytes/,
  },
  {
    zip: holding((trigger, id) => JSON.stringify(claimed(trigger, id))),
    reason: /not in canonical form/,
  },
  {
    zip: holding((trigger, id) => canonicalJson({ ...claimed(trigger, id), status: MARK })),
    reason: /does not fit its schema/,
  },
  {
    zip: holding((trigger, id) => canonicalJson(claimed(trigger, id, { commit: 'b'.repeat(40) }))),
    reason: /is of commit `bbbbbbbbbbbb`, and the workflow run is of commit/,
  },
  {
    zip: holding((trigger, id) => canonicalJson(claimed(trigger, id, { ciRunId: '1' }))),
    reason: /says that it is of another workflow run/,
  },
  {
    zip: holding((trigger, id) => canonicalJson(claimed(trigger, id))),
    named: idAt(Date.now() - 3 * DAY_MS),
    reason: /is dated outside of the workflow run/,
  },
  {
    zip: (trigger, id) =>
      makeZip([{ name: `${id}.json`, bytes: canonicalJson(claimed(trigger, id)), crc: 0x1234 }]),
    reason: /is no sound zip: the CRC-32 of a file is not that of its bytes/,
  },
  {
    zip: (trigger, id) => {
      const points = Array(200_001).fill('{"key":"a","value":1,"step":1,"at":null}\n').join('');
      const record = canonicalJson(claimed(trigger, id));
      const files = { [`${id}.json`]: record, [`${id}.series.ndjson`]: points };
      return makeZip(Object.entries(files).map(([name, bytes]) => ({ name, bytes })));
    },
    reason: /has training curves of 200001 points, and 200000 are the most/,
  },
  { zip: () => makeZip([]), digest: `sha256:${'0'.repeat(64)}`, reason: /could not be downloaded whole/ },
];

test('sixteen kinds of poison beside a sound run: it alone is recorded, and the verdict is a failure that names the others', async () => {
  const trigger = await world.pullRequest({ fork: true });
  const tracked = await train(trigger);
  const { state } = world.github;
  for (const [index, { zip, named = idAt(Date.now(), index + 1), digest }] of POISON.entries()) {
    const bytes = zip(trigger, named);
    const about = { repository: world.repository, runId: trigger.runId, sizeBytes: bytes.length };
    const { id } = state.addArtifact({ ...about, name: `lineage-evidence-${named}`, digest });
    state.zips.set(id, bytes);
  }
  const report = await publishIn(await finished(world, trigger));
  expect(report).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  const { run_id, evidence_id } = only((await readLedger(world)).runs);
  expect(JSON.parse(report.outputs['run-ids'] ?? '')).toEqual([run_id]);
  expect(evidence_id).toBe(tracked.outputs['run-id']);
  const findings = JSON.parse(report.outputs['findings'] ?? '[]') as Finding[];
  const messages = findings.filter(({ rule }) => rule === 'evidence.recorded').map(({ message }) => message);
  expect(messages).toHaveLength(POISON.length);
  for (const { reason } of POISON) expect(only(messages.filter((one) => reason.test(one)))).toBeDefined();
  expect(errorsOf(report).join('\n')).toMatch(/16 piece\(s\) of evidence were refused/);
  expect(only(statuses(trigger.headSha)).state).toBe('failure');
  const { body } = only(state.comments);
  expect(body).toContain('is named after no run id');
  for (const foreign of ['<img', '@octocat', '::error::x']) {
    expect(body).not.toContain(foreign);
    expect(shownBy(report)).not.toContain(foreign);
  }
}, 120_000);

test('a fork that takes the id of a recorded run, and one that hides a failed run behind a made-up parent: all is recorded, and the failed one counts', async () => {
  await world.push({ files: { '.github/lineage.yml': POLICY } });
  const own = await train(await world.push());
  const taken = own.outputs['run-id'] ?? '';
  const before = await runOf(world, taken);
  const trigger = await world.pullRequest({ fork: true });
  const tracked = await train(trigger);
  const hidden = idAt(Date.now(), 80_001);
  const foreign = [
    claimed(trigger, taken),
    claimed(trigger, hidden, { record: { status: 'FAILED', parent_run_id: idAt(Date.now(), 80_002) } }),
  ];
  const { state } = world.github;
  for (const record of foreign) {
    const bytes = makeZip([{ name: `${record.run_id}.json`, bytes: canonicalJson(record) }]);
    const about = { repository: world.repository, runId: trigger.runId, sizeBytes: bytes.length };
    const name = `lineage-evidence-${record.run_id}`;
    const { id } = state.addArtifact({ ...about, name, digest: sha256(bytes) });
    state.zips.set(id, bytes);
  }
  const event = await finished(world, trigger);
  const report = await publishIn(event);
  expect(report).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  expect(await runOf(world, taken)).toEqual(before);
  const { runs, commit } = await readLedger(world);
  const claims = runs.filter(({ context }) => context.trust === 'fork').map((run) => run.evidence_id);
  expect(claims.sort()).toEqual([taken, hidden, tracked.outputs['run-id']].sort());
  const failed = only(runs.filter((run) => run.evidence_id === hidden));
  expect(failed).toMatchObject({ parent_run_id: null, problems: [{ code: 'E_EVIDENCE_PARENT' }] });
  const findings = JSON.parse(report.outputs['findings'] ?? '[]') as Finding[];
  expect(findings.map(({ rule }) => rule)).toContain('run.status');
  expect(findings.map(({ rule }) => rule)).not.toContain('evidence.recorded');
  expect(only(state.comments).body).toContain(failed.run_id);

  expect((await publishIn(event)).outputs['run-ids']).toBe(report.outputs['run-ids']);
  expect(await ledgerTip(world)).toBe(commit);
}, 120_000);
