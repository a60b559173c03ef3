import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { firstAmendmentPath, runFolder } from '../../../src/ledger/layout.js';
import { ledgerTip, only, readLedger } from '../../e2e/support.js';
import { wrappedRun } from '../../support/first-amendment.js';
import { userId } from '../../support/github/shapes.js';
import type { Trigger } from '../../support/github-world.js';
import { logged } from '../../support/logged.js';
import { pngOf } from '../../support/pictures.js';
import { READ_ONLY } from '../../support/tokens.js';
import { PublishSetup, SECRET } from './setup.js';

let setup: PublishSetup;
beforeEach(async () => {
  setup = await PublishSetup.start();
});
afterEach(() => setup.close());

const { problems } = PublishSetup;
const pushes = () => setup.world.git.requests.filter((one) => one.path.endsWith('/git-receive-pack')).length;

async function published(trigger: Trigger, record: RunRecord): Promise<RunRecord> {
  setup.hand(trigger, record);
  expect(problems(await setup.publish(trigger))).toEqual([]);
  const { runs } = await readLedger(setup.world);
  return only(runs.filter((run) => [run.run_id, run.evidence_id].includes(record.run_id)));
}

test('four legs: one commit, one push, and the records hold what GitHub says', async () => {
  const trigger = await setup.world.push();
  const records = [1, 2, 3, 4].map((seed) => setup.record(trigger, { run_name: `seed ${seed}` }));
  for (const record of records) setup.hand(trigger, record);
  const done = await setup.publish(trigger);
  expect(done).toEqual({
    run_ids: records.map(({ run_id }) => run_id),
    commit: await ledgerTip(setup.world),
    refused: [],
  });
  expect(pushes()).toBe(1);
  const { runs, log } = await readLedger(setup.world);
  expect(log).toHaveLength(1);
  expect(log[0]?.message).toMatch(/^record 4 runs\n/);
  expect(runs).toHaveLength(4);
  expect(runs[0]).toEqual({
    ...records[0],
    context: {
      ...records[0]?.context,
      actor: 'octocat',
      actor_id: String(userId('octocat')),
      triggering_actor: 'octocat',
      event: 'push',
      ci_run_url: `https://github.com/octo/models/actions/runs/${trigger.runId}/attempts/1`,
    },
  });
  expect(setup.log.lines.join('\n')).toMatch(/Recorded 4 run\(s\) with one commit/);
});

test('an amendment goes with its run, under the id that a run of a fork gets, and without what is a secret here', async () => {
  for (const trigger of [await setup.world.push(), await setup.world.pullRequest({ fork: true })]) {
    const record = setup.record(trigger);
    const { run_id } = record;
    const tags = { 'mlflow.source.type': `with ${SECRET}`, 'mlflow.note': run_id };
    const { run } = await wrappedRun(run_id, [logged(run_id, { tags })], { record });
    setup.hand(trigger, record, { amendment: String(run.files[1]?.bytes) });
    expect(problems(await setup.publish(trigger))).toEqual([]);
    const { runs } = await readLedger(setup.world);
    const found = only(runs.filter((one) => [one.run_id, one.evidence_id].includes(run_id)));
    const text = String(await setup.world.repo.readFile('lineage', firstAmendmentPath(found.run_id)));
    expect(JSON.parse(text)).toMatchObject({ subject: { run_id: found.run_id } });
    expect(text).toContain(`"value": "${found.run_id}"`);
    expect(text).not.toContain(SECRET);
    // It is the same run when it is published again.
    expect(await setup.publish(trigger)).toMatchObject({ run_ids: [found.run_id], refused: [] });
  }
});

test('an amendment that is not that of its run, or none, refuses the evidence', async () => {
  const trigger = await setup.world.push();
  const [record, other] = [setup.record(trigger), setup.record(trigger)];
  const { run } = await wrappedRun(other.run_id, [], { record: other });
  setup.hand(trigger, record, { amendment: String(run.files[1]?.bytes) });
  setup.hand(trigger, other, { amendment: '{}' });
  const found = problems(await setup.publish(trigger)).sort();
  expect(found).toEqual([
    expect.stringMatching(/holds a record that .*schema/),
    expect.stringMatching(/holds an amendment that is not that of its run/),
  ]);
});

test('training curves go with their run', async () => {
  const trigger = await setup.world.push();
  const record = setup.record(trigger);
  const series =
    '{"key":"loss","value":1,"step":1,"at":null}\n{"key":"loss","value":"NaN","step":2,"at":null}\n';
  setup.hand(trigger, record, series);
  await setup.publish(trigger);
  const { files } = await readLedger(setup.world);
  const [path = ''] = [...files.keys()].filter((one) => one.endsWith(`${record.run_id}.series.ndjson`));
  expect(files.get(path)?.toString()).toBe(series);
});

test('pictures go with their run, by the same commit, and publishing them again writes nothing', async () => {
  const trigger = await setup.world.push();
  const record = setup.record(trigger);
  const pictures = [
    { name: 'roc.png', bytes: pngOf(1) },
    { name: `${SECRET}.png`, bytes: pngOf(2) },
  ];
  setup.hand(trigger, record, { pictures });
  const first = await setup.publish(trigger);
  expect(problems(first)).toEqual([]);
  const { files, log } = await readLedger(setup.world);
  expect(log).toHaveLength(1);
  const folder = `${runFolder(record.run_id)}/`;
  expect([...files].filter(([path]) => path.startsWith(folder))).toEqual([[`${folder}roc.png`, pngOf(1)]]);
  expect(setup.log.lines.join('\n')).toMatch(
    /1 picture\(s\) of run \w+ are left out, since their names hold a secret/,
  );
  expect(await setup.publish(trigger)).toEqual(first);
  expect(pushes()).toBe(1);
});

test('a run with another picture than the ledger has is another run', async () => {
  const trigger = await setup.world.push();
  const record = setup.record(trigger);
  const artifact = setup.hand(trigger, record, { pictures: [{ name: 'roc.png', bytes: pngOf(1) }] });
  await setup.publish(trigger);
  setup.state.artifacts.delete(artifact.id);
  setup.hand(trigger, record, { pictures: [{ name: 'roc.png', bytes: pngOf(2) }] });
  expect(only(problems(await setup.publish(trigger)))).toMatch(/E_LEDGER_RECORD_EXISTS/);
});

test('publishing again writes nothing, and answers the same', async () => {
  const trigger = await setup.world.push();
  setup.hand(trigger, setup.record(trigger), '{"key":"loss","value":1,"step":1,"at":null}\n');
  const first = await setup.publish(trigger);
  expect(await setup.publish(trigger)).toEqual(first);
  expect(pushes()).toBe(1);
  const more = setup.record(trigger);
  setup.hand(trigger, more);
  const third = await setup.publish(trigger);
  expect(third.run_ids).toEqual([...first.run_ids, more.run_id]);
  expect((await readLedger(setup.world)).log).toHaveLength(2);
});

test('what GitHub says otherwise by now makes no other run of one that was published', async () => {
  const trigger = await setup.world.pullRequest({ fork: true });
  const model = setup.upload(trigger, '', Buffer.from('m'), { name: 'model-x' });
  const record = withPlace(setup.record(trigger), { type: 'github-artifact', id: String(model.id) });
  const artifact = setup.hand(trigger, record);
  const first = await setup.publish(trigger);
  Object.assign(trigger.pull?.base ?? {}, { ref: 'develop' });
  setup.state.artifacts.delete(model.id);
  expect(await setup.publish(trigger)).toEqual(first);
  artifact.expired = true;
  expect(await setup.publish(trigger)).toEqual(first);
});

test('evidence that has expired before it was published is refused', async () => {
  const trigger = await setup.world.push();
  const sound = setup.record(trigger);
  setup.hand(trigger, sound);
  setup.hand(trigger, setup.record(trigger)).expired = true;
  const done = await setup.publish(trigger);
  expect(done.run_ids).toEqual([sound.run_id]);
  expect(only(problems(done))).toMatch(/E_GITHUB_API: .*has expired/);
});

test('a pull request from another repository of the same owner is not that of the run, whatever evidence claims', async () => {
  const trigger = await setup.world.pullRequest({ fork: true });
  const { pull } = trigger;
  if (pull === undefined) throw new Error('no pull request');
  const headRepository = `${pull.headRepository.split('/')[0]}/second-fork`;
  setup.state.addRepository(headRepository);
  setup.state.addPull({ ...pull, number: 3, headRepository });
  const record = setup.record(trigger);
  const pull_request = { number: 3, head_ref: null, base_ref: null, head_repository: headRepository };
  setup.hand(trigger, { ...record, context: { ...record.context, pull_request } });
  await setup.publish(trigger);
  expect(only((await readLedger(setup.world)).runs).context.pull_request).toMatchObject({
    number: pull.number,
    head_repository: pull.headRepository,
  });
});

test("a fork's pull request: GitHub's word stands where evidence claims to be more", async () => {
  const trigger = await setup.world.pullRequest({ fork: true });
  const record = setup.record(trigger);
  record.context = {
    ...record.context,
    actor: 'octocat',
    actor_id: '1',
    triggering_actor: 'octocat',
    event: 'push',
    workflow: 'release',
    workflow_ref: 'octo/models/.github/workflows/release.yml@refs/heads/main',
    ci_run_attempt: 9,
    ci_run_url: 'https://evil.example/',
    pull_request: { number: 999, head_ref: 'main', base_ref: 'x', head_repository: 'octo/models' },
    trust: 'trusted',
  };
  if (record.inputs.code) Object.assign(record.inputs.code, { ref: 'refs/heads/main', repository: 'evil/x' });
  record.tags = { ...record.tags, git_commit: 'f'.repeat(40), triggered_by: 'local' };
  const run = await published(trigger, record);
  expect(run.context).toMatchObject({
    actor: 'contributor',
    actor_id: String(userId('contributor')),
    triggering_actor: 'contributor',
    event: 'pull_request',
    workflow: 'train',
    workflow_ref: 'octo/models/.github/workflows/train.yml',
    ci_run_attempt: 1,
    ci_run_url: `https://github.com/octo/models/actions/runs/${trigger.runId}/attempts/1`,
    trust: 'fork',
    pull_request: {
      number: trigger.pull?.number,
      head_ref: 'better-model',
      base_ref: 'main',
      head_repository: 'contributor/models',
    },
  });
  expect(run.inputs.code).toMatchObject({
    repository: 'octo/models',
    ref: `refs/pull/${trigger.pull?.number}/merge`,
  });
  expect(run.tags).toMatchObject({ git_commit: trigger.headSha, triggered_by: 'ci/github-actions' });
});

test('a branch that moved on while the run trained is still that of its pull request', async () => {
  const trigger = await setup.world.pullRequest({ fork: true });
  const record = setup.record(trigger);
  const number = trigger.pull?.number ?? 0;
  record.context.pull_request = { number, head_ref: null, base_ref: null, head_repository: null };
  Object.assign(trigger.pull?.head ?? {}, { sha: 'e'.repeat(40) });
  expect((await published(trigger, record)).context.pull_request?.number).toBe(number);
});

test("a pull request of somebody else's branch is nobody's to claim", async () => {
  const other = await setup.world.pullRequest({ branch: 'other' });
  const trigger = await setup.world.pullRequest({ fork: true });
  Object.assign(trigger.pull?.head ?? {}, { sha: 'e'.repeat(40) });
  const record = setup.record(trigger);
  const number = other.pull?.number ?? 0;
  record.context.pull_request = { number, head_ref: null, base_ref: null, head_repository: null };
  const run = await published(trigger, record);
  expect(run.context.pull_request).toBeNull();
  expect(run.inputs.code?.ref).toBeNull();
});

test("Dependabot's runs are foreign, also when a maintainer starts them again", async () => {
  const trigger = await setup.world.pullRequest({ branch: 'dependabot/npm/x', actor: 'dependabot[bot]' });
  Object.assign(setup.state.runs.get(trigger.runId) ?? {}, { actor: 'octocat' });
  const run = await published(trigger, setup.record(trigger));
  expect(run.context).toMatchObject({ actor: 'octocat', trust: 'fork' });
});

test('evidence that says it is foreign stays so, and a pushed commit keeps its ref', async () => {
  const trigger = await setup.world.push();
  const record = setup.record(trigger);
  record.context.trust = 'fork';
  const run = await published(trigger, record);
  expect(run.context.trust).toBe('fork');
  expect(run.inputs.code?.ref).toBe('refs/heads/main');
  const claimed = setup.record(trigger);
  if (claimed.inputs.code) claimed.inputs.code.ref = 'refs/heads/release';
  expect((await published(trigger, claimed)).inputs.code?.ref).toBeNull();
});

test('evidence of another branch, or of a pull request, does not say that a workflow of main started it', async () => {
  const file = 'octo/models/.github/workflows/train.yml';
  const { world } = setup;
  for (const [trigger, own] of [
    [await world.push({ branch: 'mine', files: { 'params.yaml': 'seed: 2\n' } }), 'refs/heads/mine'],
    [await world.pullRequest(), null],
    [await world.push(), 'refs/heads/main'],
  ] as const) {
    const honest = await published(trigger, setup.record(trigger));
    expect(honest.context.workflow_ref).toBe(`${file}@${own ?? trigger.ref}`);
    if (own === 'refs/heads/main') continue;
    const claimed = setup.record(trigger);
    claimed.context.workflow_ref = `${file}@refs/heads/main`;
    expect((await published(trigger, claimed)).context.workflow_ref).toBe(file);
  }
});

test('each piece of evidence belongs to the attempt that was going on when it was made', async () => {
  const trigger = await setup.world.push();
  const run = setup.state.runs.get(trigger.runId);
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  Object.assign(run ?? {}, {
    attempt: 3,
    triggeringActor: 'carol',
    startedAt: at(1),
    createdAt: at(4),
    earlier: [{ triggeringActor: 'alice' }, { triggeringActor: 'bob', startedAt: at(3) }],
  });
  const old = setup.record(trigger, { run_name: 'old' });
  setup.hand(trigger, old).createdAt = at(2);
  setup.hand(trigger, setup.record(trigger, { run_name: 'new' }));
  expect(problems(await setup.publish(trigger))).toEqual([]);
  const { runs } = await readLedger(setup.world);
  expect(
    runs.map(({ run_name, context }) => [run_name, context.triggering_actor, context.ci_run_attempt]),
  ).toEqual([
    ['old', 'bob', 2],
    ['new', 'carol', 3],
  ]);
});

function withPlace(
  record: RunRecord,
  ...stored: RunRecord['outputs']['artifacts'][number]['stored']
): RunRecord {
  const file = { path: 'm.bin', size_bytes: 1, digest: `sha256:${'a'.repeat(64)}`, kind: 'file' as const };
  return { ...record, outputs: { ...record.outputs, artifacts: [{ ...file, stored }] } };
}

test('places of files are those that GitHub knows, and it describes them', async () => {
  const trigger = await setup.world.push();
  const other = await setup.world.push();
  const own = setup.upload(trigger, '', Buffer.from('own'), { name: 'model-own' });
  const foreign = setup.upload(other, '', Buffer.from('foreign'), { name: 'model-foreign' });
  const type = 'github-artifact';
  const record = withPlace(
    setup.record(trigger),
    { type, id: String(own.id), url: 'https://evil.example/m', name: 'lies', size_bytes: 0 },
    { type, id: String(foreign.id) },
    { type, id: '__proto__' },
    { type },
    { type: 's3', url: 'https://evil.example/m', id: String(own.id) },
  );
  const run = await published(trigger, record);
  expect(run.outputs.artifacts[0]?.stored).toEqual([
    {
      type,
      id: String(own.id),
      name: 'model-own',
      url: `https://github.com/octo/models/actions/runs/${trigger.runId}/artifacts/${own.id}`,
      digest: own.digest,
      size_bytes: 3,
      expires_at: own.expiresAt,
    },
  ]);
  expect(setup.log.lines.join('\n')).toMatch(/names 4 place\(s\).*left out/);
});

test('what looks like a credential is taken out of records and curves', async () => {
  const trigger = await setup.world.push();
  const token = `ghp_${'A1b2C3d4E5'.repeat(4)}`;
  const record = setup.record(trigger, { run_name: `x ${token}`, tags: { note: SECRET } });
  record.inputs.params = { api_key: 'hunter2hunter2', [token]: token };
  setup.hand(trigger, record, `{"key":"${token}","value":1,"step":1,"at":null}\n`);
  expect(problems(await setup.publish(trigger))).toEqual([]);
  const { text } = await readLedger(setup.world);
  expect(text).not.toContain(token);
  expect(text).not.toContain(SECRET);
  expect(text).not.toContain('hunter2');
  expect((await setup.publish(trigger)).refused).toEqual([]);
});

test('a run that only fits before it is redacted is cut, or refused where a machine says so much; the others are recorded', async () => {
  const trigger = await setup.world.push();
  const [sound, long, swollen] = [setup.record(trigger), setup.record(trigger), setup.record(trigger)];
  const secrets = Array(40).fill('PASSWORD=x').join(' ');
  long.command.shell = `${secrets} `.padEnd(500, 'y');
  swollen.environment.arch = Array(3).fill('PASSWORD=x').join(' ');
  for (const record of [swollen, long, sound]) setup.hand(trigger, record);
  const done = await setup.publish(trigger);
  expect([...done.run_ids].sort()).toEqual([sound.run_id, long.run_id].sort());
  expect(only(problems(done))).toMatch(/E_EVIDENCE_INVALID: .*cannot be recorded as it is/);
});

test('a run that is in the ledger with other bytes is told, and the others are recorded', async () => {
  const trigger = await setup.world.push();
  const record = setup.record(trigger);
  setup.hand(trigger, record);
  await setup.publish(trigger);
  setup.hand(trigger, { ...record, run_name: 'another' });
  const sound = setup.record(trigger);
  setup.hand(trigger, sound);
  const done = await setup.publish(trigger);
  expect(done.run_ids).toEqual([sound.run_id]);
  expect(only(problems(done))).toMatch(/^E_LEDGER_RECORD_EXISTS: The ledger has another record of run/);
  const { runs } = await readLedger(setup.world);
  expect(runs.map(({ run_name }) => run_name)).toEqual([null, null]);
});

test("another workflow run's record is not taken for one's own, and neither are other curves", async () => {
  const trigger = await setup.world.push();
  const record = setup.record(trigger);
  setup.hand(trigger, record);
  await setup.publish(trigger);
  const later = await setup.world.push();
  setup.hand(later, setup.record(later, { run_id: record.run_id }));
  expect(only(problems(await setup.publish(later)))).toMatch(/E_LEDGER_RECORD_EXISTS/);
  setup.hand(trigger, record, '{"key":"loss","value":1,"step":1,"at":null}\n');
  expect(only(problems(await setup.publish(trigger)))).toMatch(/E_LEDGER_RECORD_EXISTS/);
});

test('no evidence: nothing is written, and that is said', async () => {
  const trigger = await setup.world.push();
  setup.upload(trigger, '', Buffer.from('x'), { name: 'model-x' });
  expect(await setup.publish(trigger)).toEqual({ run_ids: [], commit: null, refused: [] });
  expect(await ledgerTip(setup.world)).toBeUndefined();
  expect(setup.log.lines.join('\n')).toMatch(/evidence of 0 run/);
});

test('a token that may only read is an error that names the permission, and leaves nothing behind', async () => {
  const trigger = await setup.world.push();
  setup.hand(trigger, setup.record(trigger));
  await expect(setup.publish(trigger, READ_ONLY)).rejects.toThrow(/E_LEDGER_PERMISSION.*contents: write/);
  await expect(setup.publish(trigger, { contents: 'write' })).rejects.toThrow(/E_GITHUB_API.*actions: read/);
  expect(await ledgerTip(setup.world)).toBeUndefined();
  for (const name of await readdir(setup.world.root)) {
    const temp = join(setup.world.root, name, 'lineage-gate');
    expect(existsSync(temp) ? await readdir(temp) : []).toEqual([]);
  }
});

test('two publish the same evidence at once: each run is there once', async () => {
  const trigger = await setup.world.push();
  const records = Array.from({ length: 6 }, () => setup.record(trigger));
  for (const record of records) setup.hand(trigger, record);
  const both = await Promise.all([setup.publish(trigger), setup.publish(trigger)]);
  for (const done of both)
    expect(done).toMatchObject({ run_ids: records.map((one) => one.run_id), refused: [] });
  expect((await readLedger(setup.world)).runs).toHaveLength(6);
});

test('a matrix of the greatest size: 256 runs with one commit and one push', async () => {
  const trigger = await setup.world.push();
  const records = Array.from({ length: 256 }, (_, leg) => setup.record(trigger, { run_name: `leg ${leg}` }));
  for (const record of records) setup.hand(trigger, record, '{"key":"loss","value":1,"step":1,"at":null}\n');
  const done = await setup.publish(trigger);
  expect(done).toMatchObject({ run_ids: records.map(({ run_id }) => run_id), refused: [] });
  expect(pushes()).toBe(1);
  const { runs, log } = await readLedger(setup.world);
  expect([runs.length, log.length]).toEqual([256, 1]);
}, 60_000);
