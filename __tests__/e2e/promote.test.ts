import { resolve } from 'node:path';
import type { GitHubWorld, Trigger, WorldJobOptions } from '../support/github-world.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, useWorld } from './support.js';

const PROMOTE = resolve('promote');
const POLICY = [
  'version: 1',
  'metrics: { val_auc: { higher_is_better: true, max_drop: 0.01 } }',
  'stages:',
  '  Production: { from: [Staging], allowed_actors: [octocat], required_tags: [reviewed] }',
  'waivers:',
  '  - { rule: stages.Production.*, reason: "in a hurry", by: mallory, expires: 2999-12-31 }',
].join('\n');

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

/** Registers a version of a model with this metric. */
async function registered(bytes: string, val_auc: number): Promise<void> {
  const job = await world.job(await world.push());
  const run = `printf %s '${bytes}' > model.bin`;
  const inputs = { run, datasets: 'orders=v2.1', model: 'model.bin', metrics: `val_auc=${val_auc}` };
  expect(errorsOf(await job.uses(TRACK, inputs))).toEqual([]);
  const report = await job.uses(REGISTER, { model: 'clf', tags: 'reviewed=yes' });
  expect(errorsOf(report)).toEqual([]);
}

/** A workflow that somebody started by hand on a branch. */
async function dispatched(branch = 'main', actor = 'octocat'): Promise<Trigger> {
  if ((await world.repo.resolve(`refs/heads/${branch}`)) === undefined) await world.push({ branch, actor });
  return world.dispatch({ branch, actor });
}

async function promote(inputs: Record<string, string>, trigger?: Trigger, options: WorldJobOptions = {}) {
  const job = await world.job(trigger ?? (await dispatched()), { checkout: 'none', ...options });
  return job.uses(PROMOTE, { model: 'clf', ...inputs }, { continueOnError: true });
}

test('a version goes through the stages by the policy of the default branch, and each step is in the ledger', async () => {
  await world.push({ files: { '.github/lineage.yml': POLICY } });
  await registered('one', 0.93);
  await registered('two', 0.94);
  await registered('bad', 0.8);

  const tip = await ledgerTip(world);
  const early = await promote({ version: '1', stage: 'Production', reason: 'why not' });
  // Its waiver is for another rule than who may promote, and lets the stage before pass.
  expect(early).toMatchObject({ outcome: 'success', outputs: { state: 'done', 'from-stage': 'None' } });
  expect(early.summary).toContain('Waived until 2999-12-31 by mallory: in a hurry');
  expect(await ledgerTip(world)).not.toBe(tip);

  const stranger = await promote(
    { version: '2', stage: 'Production', reason: 'mine' },
    await dispatched('main', 'mallory'),
  );
  expect(stranger).toMatchObject({ outcome: 'failure', outputs: { state: 'refused', 'event-id': '' } });
  expect(JSON.parse(stranger.outputs['findings'] ?? '')).toMatchObject([
    { rule: 'stages.Production.allowed_actors', severity: 'error' },
  ]);

  const staged = await promote({ version: '2', stage: 'Staging' });
  expect(staged).toMatchObject({ outcome: 'success', outputs: { version: '2', 'to-stage': 'Staging' } });
  const dry = await promote({ version: 'Staging', stage: 'production', reason: 'dry', 'dry-run': 'true' });
  expect(dry).toMatchObject({ outcome: 'success', outputs: { state: 'done', 'event-id': '' } });
  expect(dry.summary).not.toContain('Get its files');
  expect(dry.summary).toContain('clf version 2 would move from Staging to Production; nothing was written');
  const served = await promote({
    version: '@none',
    stage: 'Production',
    reason: '',
  });
  expect(errorsOf(served).join('\n')).toMatch(/`reason` is empty/);
  const last = await promote({ version: '2', stage: 'Production', reason: 'beats v1 ::error::x @everyone' });
  expect(errorsOf(last)).toEqual([]);
  expect(last.outputs).toMatchObject({ 'model-uri': 'models:/clf/2', 'from-stage': 'Staging' });
  expect(last.summary).toContain('## ✅ clf version 2: Staging → Production');
  expect(last.summary).toContain('Get its files with `lineage-gate fetch models:/clf/2`, or in a job ');
  expect(last.summary).toContain('Asked by `octocat`: beats v1 ');
  expect(last.summary).toMatch(/\| val\\?_auc.*0\.94.*0\.93/);
  expect(last.summary).not.toContain('@everyone');

  const worse = await promote({ version: '3', stage: 'Staging' });
  expect(worse.outputs).toMatchObject({ state: 'done' });
  const drop = await promote({ version: '3', stage: 'Production', reason: 'no' });
  expect(drop.outputs).toMatchObject({ state: 'refused' });
  expect(JSON.parse(drop.outputs['findings'] ?? '')).toMatchObject([{ rule: 'metrics.val_auc.max_drop' }]);
  expect(drop.summary).toContain('## ⛔ clf version 3 was not promoted to Production');

  const { events } = await readLedger(world);
  const stages = events.filter(({ type }) => type === 'stage-changed');
  expect(stages).toMatchObject([
    { version: 1, from_stage: 'None', to_stage: 'Production', archived: [], actor: 'octocat' },
    { version: 2, from_stage: 'None', to_stage: 'Staging', reason: null },
    {
      ...{ version: 2, from_stage: 'Staging', to_stage: 'Production', archived: [1] },
      reason: 'beats v1 ::error::x @everyone',
      policy: { verdict: 'pass', findings: [] },
      by: {
        ...{ triggering_actor: 'octocat', event: 'workflow_dispatch', repository: world.repository },
        ...{ ref: 'refs/heads/main', ci_run_attempt: 1, actor_id: expect.stringMatching(/^\d+$/) },
      },
    },
    { version: 3, to_stage: 'Staging' },
  ]);
}, 240_000);

test('a branch neither promotes nor brings a policy of its own, unless the policy names it', async () => {
  const files = { '.github/lineage.yml': 'version: 1\nstages: { Staging: { allowed_refs: [release] } }\n' };
  await world.push({ branch: 'other', files });
  const foreign = await promote({ version: '1', stage: 'Staging' }, await dispatched('other'));
  expect(foreign.outputs).toMatchObject({ state: 'refused' });
  expect(JSON.parse(foreign.outputs['findings'] ?? '')).toMatchObject([
    { rule: 'stages.Staging.allowed_refs' },
  ]);
  await world.push({ files });
  const named = await promote({ version: '1', stage: 'Staging' }, await dispatched('release'));
  expect(named.outputs).toMatchObject({ state: 'done', 'to-stage': 'Staging' });
}, 120_000);

test('what a push starts is warned that nobody who asks GitHub will count it', async () => {
  const pushed = await promote({ version: '1', stage: 'Staging', 'dry-run': 'true' }, await world.push());
  const byHand = await promote({ version: '1', stage: 'Staging', 'dry-run': 'true' });
  const told = [pushed, byHand].map(({ annotations }) =>
    annotations.filter(({ level }) => level === 'warning').map(({ message }) => message),
  );
  expect(told).toEqual([
    [
      expect.stringContaining(
        '`push` started this workflow. Whoever asks GitHub, as `fetch` does, counts only',
      ),
    ],
    [],
  ]);
}, 120_000);

test('a re-run is of who started it again, too, and writes nothing', async () => {
  const files = {
    '.github/lineage.yml': 'version: 1\nstages: { Production: { allowed_actors: [octocat] } }\n',
  };
  await world.push({ files });
  const trigger = await dispatched();
  const again = { runAttempt: 2, triggeringActor: 'mallory' };
  const asked = { version: '1', stage: 'Production', reason: 'mine', 'dry-run': 'true' };
  const refused = await promote(asked, trigger, again);
  expect(refused.outputs).toMatchObject({ state: 'refused', 'event-id': '' });
  expect(JSON.parse(refused.outputs['findings'] ?? '')).toMatchObject([
    {
      rule: 'stages.Production.allowed_actors',
      message: expect.stringContaining('`mallory` has re-run what `octocat` asked for'),
    },
  ]);
  const tip = await ledgerTip(world);
  const written = await promote({ version: '1', stage: 'Archived' }, trigger, { runAttempt: 2 });
  expect(written.outcome).toBe('failure');
  expect(errorsOf(written).join('\n')).toMatch(/E_RERUN.*This is attempt 2 of the workflow run/);
  expect(await ledgerTip(world)).toBe(tip);
}, 120_000);

test('GitHub says which branch is the default one, not the file of the event; without its answer nothing is moved', async () => {
  const weak = 'version: 1\nstages: { Production: { allowed_refs: [main] } }\n';
  await world.push({ branch: 'evil', files: { '.github/lineage.yml': weak } });
  const job = await world.job(await dispatched('main', 'mallory'), { checkout: 'none' });
  const event = '{"repository":{"default_branch":"evil"}}';
  await job.run(`printf '%s' '${event}' > "$GITHUB_EVENT_PATH"`);
  const inputs = { model: 'clf', version: '1', stage: 'Production', reason: 'mine' };
  const refused = await job.uses(PROMOTE, inputs, { continueOnError: true });
  expect(JSON.parse(refused.outputs['findings'] ?? '')).toMatchObject([
    { rule: 'stages.Production.allowed_actors' },
  ]);

  const tip = await ledgerTip(world);
  world.github.failNext({ status: 403, times: 2 });
  const unasked = await promote({ version: '1', stage: 'Production', reason: 'mine' });
  expect(unasked.outcome).toBe('failure');
  expect(errorsOf(unasked).join('\n')).toMatch(/E_GITHUB_API.*read the default branch of/);
  expect(await ledgerTip(world)).toBe(tip);
}, 120_000);

test('an event that cannot be true makes the model damaged: it is named, and nothing is moved', async () => {
  const { events, files } = await readLedger(world);
  const last = only(events.slice(-1));
  const path = `models/clf/events/${last.event_id}.json`;
  expect(files.has(path)).toBe(true);
  const { canonicalJson } = await import('../../src/core/json.js');
  const { sha256 } = await import('../../src/core/digest.js');
  const forged = {
    ...last,
    ...{ type: 'stage-changed', version: 3, from_stage: 'Archived', to_stage: 'Production', reason: null },
    event_id: `${last.event_id.slice(0, -1)}${last.event_id.endsWith('0') ? '1' : '0'}`,
    previous: sha256(canonicalJson(last)),
  };
  const evil = `models/clf/events/${forged.event_id}.json`;
  await world.repo.commit(
    { [evil]: canonicalJson(forged) },
    { branch: 'lineage', message: 'Nothing to see' },
  );
  const tip = await ledgerTip(world);
  const report = await promote({ version: '2', stage: 'Archived' });
  expect(report.outcome).toBe('failure');
  expect(errorsOf(report).join('\n')).toMatch(/E_MODEL_DAMAGED[\s\S]*moves version 3 from Archived/);
  expect(await ledgerTip(world)).toBe(tip);
}, 120_000);
