import { join, resolve } from 'node:path';
import { jest } from '@jest/globals';
import { sha256 } from '../../src/core/digest.js';
import { canonicalJson } from '../../src/core/json.js';
import { act, runAct } from '../support/act.js';
import type { Issue } from '../support/github/issues.js';
import { GitHubWorld, type Trigger } from '../support/github-world.js';
import { errorsOf, only, REGISTER, readLedger, TRACK } from './support.js';

// In CI the first run builds act.
jest.setTimeout(600_000);

const POLICY = 'version: 1\nstages: { Production: { approvals: 1, approvers: [alice] } }\n';

let world: GitHubWorld;
let program: string | undefined;

beforeAll(async () => {
  program = await act();
  world = await GitHubWorld.start();
});

afterAll(async () => {
  await world.close();
});

/** Runs one of the example workflows. @returns its log */
async function run(name: string, trigger: Trigger): Promise<string> {
  const workflow = resolve('examples/workflows', name);
  const given = { program: program ?? '', workflow, path: [join(process.execPath, '..')] };
  const { code, log } = await runAct(world, trigger, given);
  expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
  return log;
}

/** promote.yml with these inputs, and GitHub's defaults for the others. */
async function dispatched(given: Record<string, string>): Promise<string> {
  const trigger = await world.dispatch();
  const inputs = { rollback: false, 'dry-run': false, model: 'clf', version: 'latest', ...given };
  return run('promote.yml', { ...trigger, event: { ...trigger.event, inputs } });
}

function requestIn({ body }: Issue): string {
  return /request ([0-9a-f]{32})/.exec(body)?.[1] ?? '';
}

test('promote.yml promotes and asks, and approve.yml takes an answer by hand and by a comment', async () => {
  if (program === undefined) return;
  await world.push({ files: { '.github/lineage.yml': POLICY } });
  const { people, issues } = world.github.state;
  people.addCollaborator(world.repository, 'octocat', 'admin');
  people.addCollaborator(world.repository, 'alice', 'write');
  const training = await world.job(await world.push());
  const inputs = { run: 'printf weights > model.bin', datasets: 'orders=v2.1', model: 'model.bin' };
  expect(errorsOf(await training.uses(TRACK, inputs))).toEqual([]);
  expect(errorsOf(await training.uses(REGISTER, { model: 'clf' }))).toEqual([]);

  const toProduction = { stage: 'Production', reason: 'passed the shadow test' };
  await dispatched({ stage: 'Staging' });
  await dispatched(toProduction);
  const first = only(issues.all);
  const byHand = await world.dispatch({
    workflowPath: '.github/workflows/approve.yml',
    title: `/cancel ${requestIn(first)}`,
  });
  const cancelling = { decision: 'cancel', request: requestIn(first), reason: '' };
  await run('approve.yml', { ...byHand, event: { ...byHand.event, inputs: cancelling } });
  expect(first).toMatchObject({ state: 'closed', stateReason: 'not_planned' });
  await dispatched(toProduction);
  const moves = async () => {
    const { events } = await readLedger(world);
    return events.flatMap((event) =>
      event.type === 'stage-changed' ? [[event.version, event.to_stage, event.actor]] : [],
    );
  };
  expect(await moves()).toEqual([[1, 'Staging', 'octocat']]);

  const issue = only(issues.all.filter(({ state }) => state === 'open'));
  const comment = async (body: string) =>
    run('approve.yml', await world.commented(issue, issues.comment(issue, 'alice', body)));
  const requests = world.github.requests.length;
  await comment(`I would /approve ${requestIn(issue)}`);
  // Not even a job was started.
  expect(world.github.requests.length).toBe(requests);
  await comment(`/approve ${requestIn(issue)}`);
  expect(await moves()).toEqual([
    [1, 'Staging', 'octocat'],
    [1, 'Production', 'alice'],
  ]);
  expect(issue).toMatchObject({ state: 'closed', stateReason: 'completed' });

  await dispatched({ stage: '', aliases: 'champion, old' });
  await dispatched({ stage: '', 'remove-aliases': 'old' });
  expect((await readLedger(world)).events.slice(-3)).toMatchObject([
    { type: 'alias-set', alias: 'champion', version: 1 },
    { type: 'alias-set', alias: 'old', version: 1 },
    { type: 'alias-deleted', alias: 'old' },
  ]);
  expect(world.github.violations).toEqual([]);
});

test('repair.yml says what it would disown, and asks for it', async () => {
  if (program === undefined) return;
  const last = only((await readLedger(world)).events.slice(-1));
  const untrue = {
    ...{
      schema: last.schema,
      model: last.model,
      version: 1,
      at: last.at,
      actor: 'mallory',
      ci_run_url: null,
    },
    ...{ type: 'stage-changed', from_stage: 'Staging', to_stage: 'None', reason: null },
    ...{ event_id: `${last.event_id.slice(0, -4)}ffff`, previous: sha256(canonicalJson(last)) },
  };
  const path = `models/clf/events/${untrue.event_id}.json`;
  await world.repo.commit({ [path]: canonicalJson(untrue) }, { branch: 'lineage', message: 'by hand' });
  const repair = async (given: Record<string, unknown>) => {
    const trigger = await world.dispatch({
      workflowPath: '.github/workflows/repair.yml',
      title: 'repair clf',
    });
    const inputs = { model: 'clf', reason: '', records: '', ...given };
    return run('repair.yml', { ...trigger, event: { ...trigger.event, inputs } });
  };
  await repair({ 'dry-run': 'true' });
  expect((await readLedger(world)).events.at(-1)).toMatchObject({ event_id: untrue.event_id });
  await repair({ 'dry-run': 'false', reason: 'pushed by hand' });
  expect((await readLedger(world)).events.at(-1)).toMatchObject({
    ...{ type: 'approval-requested', reason: 'pushed by hand' },
    change: { type: 'disown', records: [{ path }] },
  });
  expect(world.github.violations).toEqual([]);
});
