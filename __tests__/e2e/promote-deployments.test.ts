import { resolve } from 'node:path';
import type { EndpointEvent } from '../../src/core/generated/types.js';
import { endpointEvent } from '../../src/core/generated/validators.js';
import type { Deployment } from '../support/github/state.js';
import type { GitHubWorld, Trigger, WorldJobOptions } from '../support/github-world.js';
import type { StepReport } from '../support/runner.js';
import { READ_WRITE } from '../support/tokens.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, useWorld } from './support.js';

const PROMOTE = resolve('promote');
const { deployments: _, ...NO_DEPLOYMENTS } = READ_WRITE;

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

let trained = '';

beforeAll(async () => {
  await world.push({ files: { '.github/lineage.yml': 'version: 1\n' } });
  for (const bytes of ['one', 'two']) {
    const trigger = await world.push();
    trained = trigger.sha;
    const job = await world.job(trigger);
    const run = `printf %s '${bytes}' > model.bin`;
    expect(errorsOf(await job.uses(TRACK, { run, datasets: 'orders=v2.1', model: 'model.bin' }))).toEqual([]);
    expect(errorsOf(await job.uses(REGISTER, { model: 'clf' }))).toEqual([]);
  }
}, 240_000);

beforeEach(() => {
  const { state } = world.github;
  state.deployments.length = 0;
  state.dispatches.length = 0;
});

async function promote(inputs: Record<string, string>, options: WorldJobOptions = {}, trigger?: Trigger) {
  const job = await world.job(trigger ?? (await world.dispatch()), { checkout: 'none', ...options });
  return job.uses(PROMOTE, { model: 'clf', reason: 'why', ...inputs }, { continueOnError: true });
}

function warningsOf(report: StepReport): string[] {
  return report.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
}

async function endpointEvents(): Promise<EndpointEvent[]> {
  const { files } = await readLedger(world);
  return [...files].flatMap(([path, bytes]) => {
    if (!path.startsWith('endpoints/')) return [];
    const value: unknown = JSON.parse(String(bytes));
    expect(endpointEvent(value)).toBe(true);
    return [value as EndpointEvent];
  });
}

const told = () => world.github.state.deployments.map(({ environment }: Deployment) => environment);

test('a promotion is shown as a deployment, starts workflows, and says what serves where in the same commit', async () => {
  const report = await promote({ version: '1', stage: 'Production', endpoint: 'prod-eu' });
  expect(errorsOf(report)).toEqual([]);
  expect(warningsOf(report)).toEqual([]);
  expect(report.summary).toContain('Serves at `prod-eu`.');
  const { 'event-id': event_id = '', 'ledger-commit': commit = '' } = report.outputs;
  const { versions, runs } = await readLedger(world);
  const [version] = versions;
  const manifest_digest = version?.manifest.digest;
  const by = { triggering_actor: 'octocat', event: 'workflow_dispatch' };
  expect(await endpointEvents()).toMatchObject([
    { type: 'deployed', model: 'clf', version: 1, manifest_digest, reason: 'why', actor: 'octocat', by },
  ]);
  const added = String(await world.repo.git(['show', '--format=', '--name-only', commit]));
  expect(added.trim().split('\n')).toEqual([
    expect.stringMatching(/^endpoints\/prod-eu\/events\//),
    'index/models/clf.json',
    `models/clf/events/${event_id}.json`,
  ]);

  const { deployments, dispatches } = world.github.state;
  const link = `${world.git.serverUrl}/${world.repository}`;
  const run = runs.find(({ run_id }) => run_id === version?.run_id);
  expect(deployments).toMatchObject([
    {
      ...{
        environment: 'Production/clf',
        ref: run?.inputs.code?.commit,
        transient: false,
        production: false,
      },
      description: 'clf version 1: None → Production',
      payload: {
        model: 'clf',
        version: 1,
        stage: 'Production',
        manifest_digest,
        event_id,
        ledger_commit: commit,
      },
      statuses: [
        {
          ...{ state: 'success', description: 'clf version 1: None → Production' },
          environmentUrl: `${link}/blob/${commit}/models/clf/events/${event_id}.json`,
          logUrl: expect.stringContaining(`${link}/actions/runs/`),
        },
      ],
    },
  ]);
  expect(dispatches).toEqual([
    {
      ...{ repository: world.repository, eventType: 'lineage-promoted' },
      payload: {
        ...{ model: 'clf', version: 1, stage: 'Production', model_uri: 'models:/clf/1', event_id },
        ...{ digest: manifest_digest, from_stage: 'None', replaced: null, run_id: version?.run_id },
        ledger_commit: commit,
      },
    },
  ]);
}, 120_000);

test('the next version retires the deployment before it, and the endpoint tells what it served', async () => {
  await promote({ version: '1', stage: 'Staging' });
  const first = await promote({ version: '1', stage: 'Production' });
  expect(first.outputs).toMatchObject({ state: 'done' });
  const second = await promote({ version: '2', stage: 'Production', endpoint: 'prod-eu' });
  expect(second.summary).toContain('Serves at `prod-eu`, instead of `models:/clf/1`.');
  const { deployments, dispatches } = world.github.state;
  expect(deployments.map(({ environment, statuses }) => [environment, statuses.at(-1)?.state])).toEqual([
    ['Staging/clf', 'success'],
    ['Production/clf', 'inactive'],
    ['Production/clf', 'success'],
  ]);
  expect(deployments[2]?.ref).toBe(trained);
  expect(dispatches.at(-1)?.payload).toMatchObject({ version: 2, replaced: 1 });
  const again = await promote({ version: '2', stage: 'Production', endpoint: 'prod-us' });
  // It is there already, so nothing is told; what was not known is recorded.
  expect(again.outputs).toMatchObject({ state: 'done', 'event-id': '' });
  expect(told()).toHaveLength(3);
  expect((await endpointEvents()).map(({ endpoint }) => endpoint).sort()).toEqual([
    'prod-eu',
    'prod-eu',
    'prod-us',
  ]);
  const tip = await ledgerTip(world);
  await promote({ version: '2', stage: 'Production', endpoint: 'prod-us' });
  expect(await ledgerTip(world)).toBe(tip);
}, 240_000);

test('nothing is told of a dry run, a refusal, and what serves nowhere', async () => {
  const dry = await promote({ version: '1', stage: 'Production', endpoint: 'prod-eu', 'dry-run': 'true' });
  expect(dry.summary).toContain('Would serve at `prod-eu`');
  expect((await promote({ version: '1', stage: 'Archived' })).outputs).toMatchObject({ state: 'done' });
  const rules = 'version: 1\nstages: { Staging: { allowed_actors: [mallory] } }\n';
  await world.push({ files: { '.github/lineage.yml': rules } });
  const refused = await promote({ version: '1', stage: 'Staging', endpoint: 'staging' });
  expect(refused.outputs).toMatchObject({ state: 'refused' });
  await world.push({ files: { '.github/lineage.yml': 'version: 1\n' } });
  const nowhere = await promote({ version: '1', stage: 'None', endpoint: 'prod-eu' });
  expect(errorsOf(nowhere).join()).toMatch(
    /E_INPUT_INVALID.*`endpoint` is given, and a version in None serves nowhere/,
  );
  const alike = await promote({ version: '1', stage: 'Staging', endpoint: 'PROD-eu' });
  expect(errorsOf(alike).join()).toMatch(/E_NAME_INVALID.*There is an endpoint `prod-eu`/);
  expect((await endpointEvents()).filter(({ endpoint }) => !endpoint.startsWith('prod-'))).toEqual([]);
  expect([told(), world.github.state.dispatches]).toEqual([[], []]);
}, 240_000);

test('without the permission the promotion is done all the same, with one warning; a later attempt makes up for it once', async () => {
  const trigger = await world.dispatch();
  const attempt = (runAttempt: number, permissions = READ_WRITE, inputs: Record<string, string> = {}) =>
    promote({ version: '1', stage: 'Staging', ...inputs }, { runAttempt, permissions }, trigger);
  const first = await attempt(1, NO_DEPLOYMENTS);
  expect(first).toMatchObject({ outcome: 'success', outputs: { state: 'done' } });
  expect(only(warningsOf(first))).toMatch(/promotion is done.*make a deployment.*`deployments: write`/);
  expect([told().length, world.github.state.dispatches.length]).toEqual([0, 1]);

  // Nobody asked to be told of a dry run, nor does another workflow run stand in for this one.
  await attempt(2, READ_WRITE, { 'dry-run': 'true' });
  await promote({ version: '1', stage: 'Staging' }, { runAttempt: 2 });
  expect(told()).toEqual([]);
  for (const number of [2, 3]) {
    const later = await attempt(number);
    expect(later).toMatchObject({ outcome: 'success', outputs: { state: 'done', 'event-id': '' } });
    expect(warningsOf(later)).toEqual([]);
    expect(world.github.state.deployments).toMatchObject([
      { environment: 'Staging/clf', payload: { event_id: first.outputs['event-id'] } },
    ]);
    expect(world.github.state.dispatches).toHaveLength(2);
  }
}, 240_000);

test('an outage of GitHub after the promotion is a warning', async () => {
  const match = /^POST .*\/(?:dispatches|deployments)$/;
  world.github.failNext({ match, status: 410, times: 1 });
  world.github.failNext({ match, status: 400, times: 2 });
  const report = await promote({ version: '1', stage: 'Production' });
  expect(report).toMatchObject({ outcome: 'success', outputs: { state: 'done' } });
  expect(only(warningsOf(report))).toMatch(/not let us send lineage-promoted.*The deployment was not made: /);
}, 240_000);
