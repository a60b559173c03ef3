import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../src/core/digest.js';
import { canonicalJson } from '../../src/core/json.js';
import { runPath } from '../../src/ledger/layout.js';
import type { GitHubWorld, Trigger } from '../support/github-world.js';
import type { Job, StepReport } from '../support/runner.js';
import { addToLedger } from './gate-support.js';
import {
  errorsOf,
  ledgerTip,
  only,
  REGISTER,
  readLedger,
  runOf,
  TRACK,
  TRAINING,
  useWorld,
} from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

const { run: _, ...WHOLE_JOB } = TRAINING;

/** A later step of the job that changes what a run has left in the temp folder. @param change statements about `it` */
async function rewrite(job: Job, change: string, file = 'session.json'): Promise<void> {
  const script = path.join(job.temp, 'rewrite.cjs');
  await writeFile(
    script,
    `const file = require('path').join(process.env.RUNNER_TEMP, 'lineage-gate', process.env.LINEAGE_RUN_ID, ${JSON.stringify(file)});
    const it = JSON.parse(require('fs').readFileSync(file, 'utf8'));
    ${change};
    require('fs').writeFileSync(file, JSON.stringify(it));`,
  );
  expect(await job.run(`"${process.execPath}" "${script}"`)).toMatchObject({ outcome: 'success' });
}

/** A job whose later steps are the run, trained and not ended. */
async function trained(trigger: Trigger, inputs: Record<string, string> = {}): Promise<[Job, StepReport]> {
  const job = await world.job(trigger);
  const begun = await job.uses(TRACK, { ...WHOLE_JOB, ...inputs });
  expect(errorsOf(begun)).toEqual([]);
  await job.run('sh train.sh');
  return [job, begun];
}

const OTHER_COMMIT = 'c'.repeat(40);
/** What a later step writes into the session, and the two values that people must read of. */
const KINDS: [string, string, RegExp[]][] = [
  [
    'who and when',
    'Object.assign(it.context, { actor: "admin", actor_id: "1", event: "schedule" })',
    [
      /`actor` is `admin` in the session of the run and `octocat` in this job/,
      /`actor_id` is `1` /,
      /`event` is `schedule` .* and `push` /,
    ],
  ],
  [
    'the commit',
    `it.code.commit = "${OTHER_COMMIT}"`,
    [/`commit` is `c{40}` in the session of the run and `[0-9a-f]{40}` in this job/],
  ],
  [
    'trust, ref and pull request',
    'it.context.trust = "imported"; it.code.ref = "refs/heads/x"; it.context.pull_request = { number: 3, head_ref: "a", base_ref: "b", head_repository: "c/d" }',
    [
      /`trust` is `imported` .* and `trusted` /,
      /`ref` is `refs\/heads\/x` .* and `refs\/heads\/main` /,
      /`pull_request` is `\{"number":3.* and `null` /,
    ],
  ],
  [
    'the workflow run and the job',
    'Object.assign(it.context, { ci_run_id: "7", ci_run_attempt: 9, job: "`::error::x`" })',
    [
      /`ci_run_id` is `7` .* and `\d+` /,
      /`ci_run_attempt` is `9` .* and `1` /,
      /`job` is `'::error::x'` .* and `\w+` /,
    ],
  ],
  [
    'where things lie',
    'it.request.workspace = it.request.cwd = "/"; it.lineage_dir = "/tmp"; it.not_recorded = "x"',
    [/`workspace` is `\/` /, /`LINEAGE_DIR` is `\/tmp` /, /`not_recorded` is `x` .* and `null` /],
  ],
];

test.each(KINDS)(
  'a session in which a later step has changed %s: `register` registers nothing, and the run is recorded as it was',
  async (_, change, said) => {
    const trigger = await world.push();
    const [job, begun] = await trained(trigger);
    await rewrite(job, change);
    const { versions } = await readLedger(world);
    const registered = await job.uses(REGISTER, { model: 'clf_tampered' });
    expect(registered).toMatchObject({ exitCode: 1 });
    for (const one of said) expect(errorsOf(registered).join('\n')).toMatch(one);
    for (const line of errorsOf(registered)) expect(line).toMatch(/^E_RUN_TAMPERED: /);
    const after = await readLedger(world);
    expect(after.versions).toEqual(versions);
    const record = await runOf(world, begun.outputs['run-id']);
    expect(record).toMatchObject({
      status: 'FINISHED',
      context: { trust: 'tampered', actor: 'octocat', event: 'push', pull_request: null },
      inputs: { code: { commit: trigger.sha, ref: 'refs/heads/main', repository: world.repository } },
      outputs: { metrics: { val_auc: { value: 0.93 } } },
    });
    expect(record.context.ci_run_id).toBe(String(trigger.runId));
    expect(record.problems?.map(({ code }) => code)).toContain('E_RUN_TAMPERED');
    const post = only(await job.finish());
    expect(post).toMatchObject({ exitCode: 1 });
    expect(post.summary).toContain('is recorded, and was changed while it went on');
    expect(await ledgerTip(world)).toBe(after.commit);
  },
  120_000,
);

test('post records nothing of a session that was changed: neither its facts nor what it asks for', async () => {
  const trigger = await world.push();
  const [job, begun] = await trained(trigger);
  await rewrite(
    job,
    `it.request.experiment = "other"; it.request.metrics = "auc=1"; it.request.record = "none"; it.not_recorded = "x";
    it.run_id = "${'0'.repeat(12)}7${'0'.repeat(3)}8${'0'.repeat(15)}"; it.context.actor = "admin"; it.code.dirty = true; it.ended = true`,
  );
  const { runs } = await readLedger(world);
  const post = only(await job.finish());
  expect(post).toMatchObject({ exitCode: 1 });
  const errors = errorsOf(post).join('\n');
  expect(errors).toMatch(/its digest was sha256:[0-9a-f]{64} and is sha256:/);
  expect(errors).toMatch(/`experiment` is `other` in the session of the run and `train` in this step/);
  expect(errors).toMatch(/`actor` is `admin` .* and `octocat` /);
  const after = await readLedger(world);
  const record = only(after.runs.filter(({ run_id }) => !runs.some((run) => run.run_id === run_id)));
  expect(record).toMatchObject({
    run_id: begun.outputs['run-id'],
    experiment: 'train',
    context: { trust: 'tampered', actor: 'octocat' },
    inputs: { code: { commit: trigger.sha, dirty: false } },
    outputs: { metrics: { val_auc: { value: 0.93 } } },
  });
  expect(post.summary).toMatch(
    /FINISHED, incomplete\n(?:.*\n)*> Incomplete: nothing of this run can be registered/,
  );
}, 60_000);

test.each([
  ['gone', (file: string) => rm(file), /is gone/],
  ['garbage', (file: string) => writeFile(file, '{"run_id": 1}'), /cannot be read/],
])(
  'a session that is %s: post says so, and records the run',
  async (_, change, said) => {
    const [job, begun] = await trained(await world.push());
    const runId = begun.outputs['run-id'] ?? '';
    await change(path.join(job.temp, 'lineage-gate', runId, 'session.json'));
    const post = only(await job.finish());
    expect(post).toMatchObject({ exitCode: 1 });
    expect(errorsOf(post).join('\n')).toMatch(said);
    const record = await runOf(world, runId);
    expect(record).toMatchObject({
      status: 'FINISHED',
      experiment: 'train',
      context: { trust: 'tampered' },
      outputs: { metrics: { val_auc: { value: 0.93 } } },
    });
    expect(record.problems).toContainEqual(expect.objectContaining({ code: 'E_RUN_TAMPERED' }));
  },
  60_000,
);

test('what there was before the run, changed by a later step: no stale output passes for one of the run', async () => {
  const job = await world.job(await world.push());
  await job.run('sh train.sh');
  await job.uses(TRACK, { ...WHOLE_JOB, params: 'params.yaml\nsecond=1' });
  await rewrite(job, 'it.looks = {}', 'before.json');
  const post = only(await job.finish());
  expect(post).toMatchObject({ exitCode: 1 });
  expect(errorsOf(post).join('\n')).toMatch(
    /E_RUN_TAMPERED: What there was before the run began was changed/,
  );
  expect((await runOf(world, post.outputs['run-id'])).context.trust).toBe('tampered');
}, 60_000);

test('what `register` has no means to see, post says: what the run asks for, and what there was before it', async () => {
  const [job, begun] = await trained(await world.push());
  await rewrite(job, 'it.request.tags = "owner=eve"; it.code.dirty = true');
  await rewrite(job, 'it.params = {}', 'before.json');
  const registered = await job.uses(REGISTER, { model: 'clf_unseen' });
  expect(registered).toMatchObject({ outcome: 'success' });
  const { commit } = await readLedger(world);
  const post = only(await job.finish());
  expect(post).toMatchObject({ exitCode: 1 });
  const errors = errorsOf(post).join('\n');
  expect(errors).toMatch(/between the steps was changed: its digest was sha256:/);
  expect(errors).toMatch(/`tags` is `owner=eve` in the session of the run and `` in this step/);
  expect(errors).toMatch(/What there was before the run began was changed/);
  expect(post.summary).toContain(`Run ${begun.outputs['run-id']} is recorded, and was changed`);
  expect(await ledgerTip(world)).toBe(commit);
}, 60_000);

test('a run that a later step says has ended is recorded all the same', async () => {
  const [job, begun] = await trained(await world.push());
  await rewrite(job, 'it.ended = true');
  await job.run('exit 3');
  const post = only(await job.finish());
  expect(post).toMatchObject({ outcome: 'success', annotations: [] });
  expect(await runOf(world, begun.outputs['run-id'])).toMatchObject({
    status: 'FAILED',
    context: { trust: 'trusted' },
  });
}, 60_000);

test('with `run` nothing that lies in the temp folder is read again', async () => {
  const job = await world.job(await world.push());
  const change =
    "const file = require('path').join(process.env.RUNNER_TEMP, 'lineage-gate', process.env.LINEAGE_RUN_ID); for (const name of ['session.json', 'before.json']) require('fs').writeFileSync(file + '/' + name, '{}');";
  const script = path.join(job.temp, 'overwrite.cjs');
  await writeFile(script, change);
  const tracked = await job.uses(TRACK, {
    ...TRAINING,
    run: `sh train.sh\n"${process.execPath}" "${script}"`,
  });
  expect(tracked).toMatchObject({ outcome: 'success', annotations: [] });
  expect(await runOf(world, tracked.outputs['run-id'])).toMatchObject({
    experiment: 'train',
    context: { trust: 'trusted' },
    outputs: { metrics: { val_auc: { value: 0.93 } } },
  });
  const tip = await ledgerTip(world);
  await rewrite(
    job,
    `it.ended = false; it.run_id = "${'0'.repeat(12)}7${'0'.repeat(3)}8${'0'.repeat(15)}"; it.request.experiment = "other"`,
  );
  expect(only(await job.finish())).toMatchObject({ outcome: 'success', annotations: [] });
  expect(await ledgerTip(world)).toBe(tip);
}, 60_000);

test('a run of another workflow run in LINEAGE_RUN_ID is not taken, and taken where a person names it', async () => {
  const other = await world.push();
  const before = await (await world.job(other)).uses(TRACK, TRAINING);
  const id = before.outputs['run-id'] ?? '';
  const trigger = await world.push();
  const job = await world.job(trigger);
  await job.uses(TRACK, TRAINING);
  await job.run(`echo "LINEAGE_RUN_ID=${id}" >> "$GITHUB_ENV"`);
  const { versions } = await readLedger(world);
  const refused = await job.uses(REGISTER, { model: 'clf_named' }, { continueOnError: true });
  expect(only(errorsOf(refused))).toMatch(
    new RegExp(
      `E_RUN_NOT_TRACKED: Run ${id}.* \`${other.runId}\`, attempt 1, and this job is of workflow run \`${trigger.runId}\``,
    ),
  );
  expect((await readLedger(world)).versions).toEqual(versions);
  const named = await job.uses(REGISTER, { model: 'clf_named', 'run-id': id });
  expect(named).toMatchObject({ outcome: 'success', outputs: { version: '1' } });
}, 60_000);

test('an event that a later step has rewritten is held against what GitHub says of the workflow run', async () => {
  const pull = await world.pullRequest({ fork: true });
  const permissions = { contents: 'write', actions: 'read' } as const;
  const job = await world.job(pull, { permissions });
  // A step before the run: then the session has it, too.
  const script = path.join(job.temp, 'event.cjs');
  await writeFile(
    script,
    `const fs = require('fs'), file = process.env.GITHUB_EVENT_PATH, it = JSON.parse(fs.readFileSync(file, 'utf8'));
    it.pull_request.head.repo = it.pull_request.base.repo; it.pull_request.head.sha = "${OTHER_COMMIT}"; fs.writeFileSync(file, JSON.stringify(it));`,
  );
  await job.run(`"${process.execPath}" "${script}"`);
  const begun = await job.uses(TRACK, WHOLE_JOB);
  await job.run('sh train.sh');
  const post = only(await job.finish());
  expect(post).toMatchObject({ exitCode: 1 });
  expect(errorsOf(post).join('\n')).toMatch(
    /`trust` is `trusted` by the event of this job and `fork` by GitHub/,
  );
  expect(errorsOf(post).join('\n')).toMatch(
    /`commit` is `c{40}` by the event of this job and `[0-9a-f]{40}` by GitHub/,
  );
  // A fork's token could not write it.
  const runId = begun.outputs['run-id'] ?? '';
  const evidence = path.join(job.temp, 'lineage-gate', runId, 'evidence', `${runId}.json`);
  expect(JSON.parse(await readFile(evidence, 'utf8'))).toMatchObject({
    status: 'FINISHED',
    context: { trust: 'tampered', pull_request: { head_repository: pull.pull?.headRepository } },
    inputs: { code: { commit: pull.headSha } },
  });
}, 60_000);

test('a session that says its run is recorded as another one leads to no other run', async () => {
  const before = await (await world.job(await world.push())).uses(TRACK, TRAINING);
  const other = before.outputs['run-id'] ?? '';
  const job = await world.job(await world.push());
  const tracked = await job.uses(TRACK, TRAINING);
  await rewrite(job, `it.ended = true; it.recorded_as = "${other}"`);
  const { versions } = await readLedger(world);
  const asked: Record<string, string>[] = [{ 'run-id': tracked.outputs['run-id'] ?? '' }, {}];
  for (const inputs of asked) {
    const report = await job.uses(REGISTER, { model: 'clf_elsewhere', ...inputs }, { continueOnError: true });
    expect(errorsOf(report).join('\n')).toMatch(`says that it is recorded as ${other}, which is another run`);
  }
  expect((await readLedger(world)).versions).toEqual(versions);
}, 90_000);

test('a step that says in the environment of the job that the run has ended keeps post from nothing', async () => {
  const [job, begun] = await trained(await world.push());
  await job.run('echo "STATE_ended=true" >> "$GITHUB_ENV"');
  expect(only(await job.finish())).toMatchObject({ outcome: 'success', annotations: [] });
  expect(await runOf(world, begun.outputs['run-id'])).toMatchObject({ status: 'FINISHED' });
}, 60_000);

test('a folder that is made for evidence is none, and a run that says it has ended is recorded', async () => {
  const [job, begun] = await trained(await world.push());
  await rewrite(job, 'it.ended = true');
  const id = begun.outputs['run-id'] ?? '';
  await mkdir(path.join(job.temp, 'lineage-gate', id, 'evidence'), { recursive: true });
  await job.finish();
  expect(await runOf(world, id)).toMatchObject({ status: 'FINISHED' });
}, 60_000);

test('a training that puts files where the ledger is to be made loses no run', async () => {
  const job = await world.job(await world.push());
  const block = 'rm -rf "$RUNNER_TEMP/lineage-gate/ledger"; echo x > "$RUNNER_TEMP/lineage-gate/ledger"';
  const tracked = await job.uses(TRACK, { ...TRAINING, run: `sh train.sh\n${block}` });
  expect(tracked).toMatchObject({ outcome: 'success', annotations: [] });
  expect(await runOf(world, tracked.outputs['run-id'])).toMatchObject({ status: 'FINISHED' });
}, 60_000);

test('a record that somebody plants while it trains, and says that it was sent, is not taken for the run', async () => {
  const shape = await (await world.job(await world.push())).uses(TRACK, TRAINING);
  const like = await runOf(world, shape.outputs['run-id']);
  const trigger = await world.push();
  const job = await world.job(trigger);
  // What only somebody who may push can do, as soon as the training has told the id.
  const file = path.join(job.temp, 'id');
  const run = `echo "$LINEAGE_RUN_ID" > "${file}"\nwhile [ ! -e "${file}.planted" ]; do sleep 0.1; done\nsh train.sh`;
  const tracking = job.uses(TRACK, { ...TRAINING, run });
  let id = '';
  while (id === '') {
    await sleep(50);
    id = (await readFile(file, 'utf8').catch(() => '')).trim();
  }
  const context = { ...like.context, ci_run_id: String(trigger.runId), job: like.context.job };
  const val_auc = { ...like.outputs.metrics['val_auc'], value: 0.9999 };
  const planted = { ...like, run_id: id, context, outputs: { ...like.outputs, metrics: { val_auc } } };
  const text = canonicalJson(planted);
  await addToLedger(world, { [runPath(id)]: text });
  await writeFile(path.join(job.temp, 'lineage-gate', id, 'sent'), `${id} ${sha256(text)}\n`);
  await writeFile(`${file}.planted`, '');
  const tracked = await tracking;
  expect(tracked.outputs['run-id']).not.toBe(id);
  expect(await runOf(world, tracked.outputs['run-id'])).toMatchObject({
    evidence_id: id,
    outputs: { metrics: { val_auc: { value: 0.93 } } },
  });
}, 90_000);
