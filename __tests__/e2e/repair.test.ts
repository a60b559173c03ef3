import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sha256 } from '../../src/core/digest.js';
import type { EventOrigin, ModelEvent } from '../../src/core/generated/types.js';
import { newId } from '../../src/core/ids.js';
import { canonicalJson } from '../../src/core/json.js';
import { digestOfEvent } from '../../src/core/registry/disowned.js';
import type { Issue } from '../support/github/issues.js';
import { userId } from '../support/github/shapes.js';
import type { GitHubWorld, Trigger } from '../support/github-world.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, useWorld } from './support.js';

const FETCH = resolve('fetch');
const PROMOTE = resolve('promote');
const REPAIR_YML = '.github/workflows/repair.yml';
const REPAIR = { repair: 'true', model: 'clf', reason: 'pushed by hand' };
const POLICY = 'version: 1\nstages:\n  Production: { approvals: 1, approvers: [alice, octocat] }\n';
const UNTRUE = { type: 'stage-changed', from_stage: 'Staging', to_stage: 'None', reason: null };

let world: GitHubWorld;
let honest: string;
let made = 0;
useWorld((made) => {
  world = made;
});

beforeAll(async () => {
  const job = await world.job(await world.push());
  const run = 'printf %s one > model.bin';
  await job.uses(TRACK, { run, datasets: 'orders=v2.1', model: 'model.bin' });
  expect(errorsOf(await job.uses(REGISTER, { model: 'clf' }))).toEqual([]);
  const trigger = await world.dispatch({ title: 'promote clf 1 → Production' });
  const promoted = await uses({ model: 'clf', stage: 'Production', reason: 'passed' }, trigger);
  expect(errorsOf(promoted)).toEqual([]);
  honest = (await ledgerTip(world)) ?? '';
  for (const login of ['octocat', 'alice'])
    world.github.state.people.addCollaborator(world.repository, login, 'write');
}, 120_000);

beforeEach(() => world.repo.updateRef('refs/heads/lineage', honest));

async function uses(inputs: Record<string, string>, trigger: Trigger) {
  const job = await world.job(trigger, { checkout: 'none' });
  return job.uses(PROMOTE, inputs, { continueOnError: true });
}

/** Starts the workflow of examples/workflows/repair.yml. */
async function started(actor = 'octocat', title = 'repair clf') {
  return world.dispatch({ actor, title, workflowPath: REPAIR_YML });
}

/** Pushes an event past the registry, behind the last one. @returns its path */
async function poison(body: object): Promise<string> {
  const last = only((await readLedger(world)).events.slice(-1));
  made += 1;
  const event = {
    schema: 'lineage-gate/model-event/v1',
    event_id: newId(Date.now(), Buffer.from(String(made).padStart(16, '0'))),
    ...{ model: 'clf', version: 1, at: new Date().toISOString(), actor: 'mallory', ci_run_url: null },
    previous: sha256(canonicalJson(last)),
    ...body,
  } as ModelEvent;
  const path = `models/clf/events/${event.event_id}.json`;
  await world.repo.commit({ [path]: canonicalJson(event) }, { branch: 'lineage', message: 'event' });
  return path;
}

/** What the stage answers. */
async function served() {
  const permissions = { contents: 'read', actions: 'read', issues: 'read' } as const;
  const job = await world.job(await world.push(), { checkout: 'none', permissions });
  const inputs = { 'model-uri': 'models:/clf/Production' };
  const report = await job.uses(FETCH, inputs, { continueOnError: true });
  const weights = await readFile(join(job.workspace, 'model', 'model.bin'), 'utf8').catch(() => null);
  return { weights, said: report.displayLog, errors: errorsOf(report).join('\n') };
}

async function comment(issue: Issue, author: string, body: string) {
  const one = world.github.state.issues.comment(issue, author, body);
  return uses({}, await world.commented(issue, one));
}

function originOf({ runId, ref, sha, actor, workflowPath }: Trigger): EventOrigin {
  return {
    ...{ actor_id: String(userId(actor)), triggering_actor: actor, event: 'workflow_dispatch' },
    ...{ repository: world.repository, ref, commit: sha, ci_run_id: String(runId), ci_run_attempt: 1 },
    workflow_ref: `${world.repository}/${workflowPath}@${ref}`,
  };
}

test('without approvals a workflow that somebody starts repairs a model, and what served serves again', async () => {
  const path = await poison(UNTRUE);
  expect((await served()).errors).toContain('E_MODEL_DAMAGED');
  const before = await ledgerTip(world);
  const tried = await uses(
    { ...REPAIR, reason: '', 'dry-run': 'true' },
    await started('octocat', 'try to repair clf'),
  );
  expect(errorsOf(tried)).toEqual([]);
  expect(JSON.parse(tried.outputs['records'] ?? '')).toMatchObject([
    { path, why: expect.stringContaining('Staging') },
  ]);
  expect(tried.summary).toContain('🔎 clf: 1 record would be disowned; nothing was written');
  expect(await ledgerTip(world)).toBe(before);

  const done = await uses(REPAIR, await started());
  expect(errorsOf(done)).toEqual([]);
  expect(done.outputs).toMatchObject({ state: 'done', 'request-id': '' });
  const { events } = await readLedger(world);
  expect(events.at(-1)).toMatchObject({
    ...{
      type: 'disowned',
      event_id: done.outputs['event-id'],
      reason: 'pushed by hand',
      records: [{ path }],
    },
    by: { actor_id: String(userId('octocat')), event: 'workflow_dispatch' },
  });
  expect(await served()).toMatchObject({ weights: 'one', errors: '' });
}, 120_000);

test('a repair of more records than one event names holds, wherever GitHub is asked', async () => {
  await world.push({ files: { '.github/lineage.yml': 'version: 1\n' } });
  const [first] = (await readLedger(world)).events;
  const forks = Array.from({ length: 1010 }, (_, at): [string, string] => {
    const event_id = newId(Date.now(), Buffer.from(`f${String(at).padStart(15, '0')}`));
    const common = { schema: 'lineage-gate/model-event/v1', event_id, model: 'clf', version: 1 };
    const said = { at: new Date().toISOString(), actor: 'mallory', ci_run_url: null };
    const previous = digestOfEvent(first as ModelEvent);
    const event = { ...common, ...said, previous, type: 'alias-set', alias: `a${at}` } as ModelEvent;
    return [`models/clf/events/${event_id}.json`, canonicalJson(event)];
  });
  await world.repo.commit(Object.fromEntries(forks), { branch: 'lineage', message: 'forks' });
  const records = forks.map(([path]) => path).join(' ');
  const done = await uses({ ...REPAIR, records }, await started());
  expect(errorsOf(done)).toEqual([]);
  expect(JSON.parse(done.outputs['records'] ?? '')).toHaveLength(forks.length);
  const after = await served();
  expect(after).toMatchObject({ weights: 'one', errors: '' });
  expect(after.said).not.toContain('does not count');
}, 240_000);

test('a repair needs what it names, and takes nothing that is for a promotion', async () => {
  const wrong = { ...REPAIR, reason: '', stage: 'Production', rollback: 'true' };
  const report = await uses(wrong, await started());
  const errors = errorsOf(report).join('\n');
  for (const name of ['`reason` is empty', '`stage` is given', '`rollback` is given'])
    expect(errors).toContain(name);
  const alone = await uses({ model: 'clf', records: 'x' }, await started());
  expect(errorsOf(alone).join()).toContain('`records` is given, and `repair` is not `true`');
}, 120_000);

test('under a policy with approvals it is asked for by a workflow and approved by a comment', async () => {
  await world.push({ files: { '.github/lineage.yml': POLICY } });
  const path = await poison(UNTRUE);
  const pending = await uses(REPAIR, await started());
  expect(errorsOf(pending)).toEqual([]);
  expect(pending.outputs).toMatchObject({ state: 'pending-approval' });
  expect(pending.summary).toContain('⏳ clf: 1 record to be disowned, waits for approvals');
  const id = pending.outputs['request-id'] ?? '';
  expect((await served()).errors).toContain('E_MODEL_DAMAGED');

  const issues = () => world.github.state.issues.all.filter(({ body }) => body.includes(`request ${id}`));
  const issue = only(issues());
  expect(issue).toMatchObject({ state: 'open', locked: true, assignees: ['alice'] });
  expect(issue.title).toBe('clf: disown 1 record, 1 approval(s) needed');
  expect(issue.body).toContain(`\`${path}\``);
  expect(issue.body).toContain('Staging → None; by mallory');
  const own = await comment(issue, 'octocat', `/approve ${id}`);
  expect(own.displayLog).toContain('has asked for it');
  const decided = await comment(issue, 'alice', `/approve ${id} I saw the push`);
  expect(errorsOf(decided)).toEqual([]);
  expect(decided.outputs).toMatchObject({ state: 'done', 'request-id': id });
  expect(decided.summary).toContain(
    'Asked by `octocat`: pushed by hand\n\nApproved by `alice`: I saw the push',
  );
  expect(only(issues())).toMatchObject({ state: 'closed', stateReason: 'completed' });
  const { events } = await readLedger(world);
  expect(events.slice(-4).map(({ type }) => type)).toEqual([
    ...['stage-changed', 'approval-requested', 'approved', 'disowned'],
  ]);
  expect(await served()).toMatchObject({ weights: 'one', errors: '' });
}, 120_000);

test('no event that lacks the approvals takes a true one away', async () => {
  await world.push({ files: { '.github/lineage.yml': POLICY } });
  const { events } = await readLedger(world);
  const move = only(events.slice(-1));
  const records = [{ path: `models/clf/events/${move.event_id}.json`, digest: digestOfEvent(move) }];
  const run = await started();
  const disowned = {
    type: 'disowned',
    version: null,
    actor: 'octocat',
    by: originOf(run),
    records,
    reason: 'x',
  };
  const alone = await poison(disowned);
  const after = await served();
  expect(after).toMatchObject({ weights: 'one', errors: '' });
  expect(after.said).toContain(
    `${alone} does not count: it rests on 0 approval(s), and the policy asks for 1`,
  );
  await world.repo.updateRef('refs/heads/lineage', honest);
  const madeUp = await poison({ ...disowned, approvals: ['0'.repeat(32)] });
  expect((await served()).said).toContain(`${madeUp} does not count: it rests on 0 approval(s)`);
}, 120_000);
