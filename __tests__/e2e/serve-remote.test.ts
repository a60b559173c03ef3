// The shipped command as a server over the ledger of a GitHub repository, asked over HTTP and by MLflow's own client.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path, { resolve } from 'node:path';
import { jest } from '@jest/globals';
import { sha256 } from '../../src/core/digest.js';
import type { StageChangedEvent } from '../../src/core/generated/types.js';
import { newId } from '../../src/core/ids.js';
import { canonicalJson } from '../../src/core/json.js';
import { UserRepo } from '../cli/user-repo.js';
import type { GitHubWorld } from '../support/github-world.js';
import { pythonWith } from '../support/python.js';
import { addPromoteWorkflow, promoteWork } from './promote-workflow.js';
import { CLIENT_PACKAGES, clientScript, type Server, Servers } from './serving.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, TRAINING, useWorld } from './support.js';

// The first run installs MLflow's client.
jest.setTimeout(600_000);

const PROMOTE = resolve('promote');
const TOKEN = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
const permissions = { actions: 'write', checks: 'read', contents: 'write' } as const;
const GRANT = { login: 'alice', permissions };
const onPosix = process.platform === 'win32' ? test.skip : test;

let world: GitHubWorld;
let repo: UserRepo;
/** The ledger as the actions have left it. */
let honest: string;
const servers = new Servers();
useWorld((made) => {
  world = made;
});

/** Version 1 is in Production and the champion, version 2 is nowhere. */
beforeAll(async () => {
  const first = await world.job(await world.push());
  expect(errorsOf(await first.uses(TRACK, TRAINING))).toEqual([]);
  expect(errorsOf(await first.uses(REGISTER, { model: 'clf', aliases: 'champion' }))).toEqual([]);
  const second = await world.job(await world.push());
  const run = 'printf two > model.bin';
  expect(errorsOf(await second.uses(TRACK, { run, datasets: 'orders=v2.1', model: 'model.bin' }))).toEqual(
    [],
  );
  expect(errorsOf(await second.uses(REGISTER, { model: 'clf' }))).toEqual([]);
  const job = await world.job(await world.dispatch({ title: 'promote clf 1 → Production' }), {
    checkout: 'none',
  });
  const inputs = { model: 'clf', version: '1', stage: 'Production', reason: 'passed' };
  expect(errorsOf(await job.uses(PROMOTE, inputs))).toEqual([]);
  honest = (await ledgerTip(world)) ?? '';
});
beforeEach(async () => {
  world.tokens.set(TOKEN, GRANT);
  repo = await UserRepo.create();
  await repo.git('remote', 'add', 'origin', world.git.url(world.repository));
});
afterEach(async () => {
  servers.kill();
  world.git.forgetFaults(() => true);
  await repo.close();
  await world.repo.updateRef('refs/heads/lineage', honest);
});

function serve(...args: string[]): Server {
  const env = { GITHUB_API_URL: world.github.url, GITHUB_SERVER_URL: world.git.serverUrl, GH_TOKEN: TOKEN };
  return servers.start(repo, ['--remote', ...args], env);
}

type Version = { version: string; current_stage: string; tags?: { key: string; value: string }[] };

async function versions(server: Server): Promise<Record<string, string[]>> {
  const { status, body } = await server.get('api/2.0/mlflow/model-versions/search');
  expect({ status, body }).toMatchObject({ status: 200 });
  const found: Version[] = JSON.parse(body).model_versions;
  const verified = ({ tags = [] }: Version) => tags.find(({ key }) => key === 'lineage.verified')?.value;
  return Object.fromEntries(found.map((one) => [one.version, [one.current_stage, verified(one) ?? '']]));
}

/** Asks again and again. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((wake) => setTimeout(wake, 100));
}

/** Pushes an event that moves version 2 to Production and names no workflow run. */
async function forge(): Promise<void> {
  const { events } = await readLedger(world);
  const event: StageChangedEvent = {
    schema: 'lineage-gate/model-event/v1',
    event_id: newId(Date.now(), Buffer.alloc(16, 7)),
    ...{ model: 'clf', version: 2, at: new Date().toISOString(), actor: 'octocat', ci_run_url: null },
    previous: sha256(canonicalJson(only(events.slice(-1)))),
    ...{ type: 'stage-changed', from_stage: 'None', to_stage: 'Production', reason: 'urgent', archived: [1] },
  };
  const at = `models/clf/events/${event.event_id}.json`;
  await world.repo.commit({ [at]: canonicalJson(event) }, { branch: 'lineage', message: 'promote clf' });
}

const TO_PRODUCTION = { name: 'clf', version: '2', stage: 'Production' };
/** Once somebody has forged that version 2 went there. */
const DOUBTED = { 1: ['Production', 'yes'], 2: ['None', 'no'] };
const HONEST = { 1: ['Production', 'yes'], 2: ['None', ''] };

test('shows what the server has and GitHub confirms, follows it with one look, and knows it when the server is away', async () => {
  const before = await repo.untouchable();
  const server = serve();
  expect((await server.get('health')).body).toBe('OK');
  expect(server.said).toMatch(
    /from the ledger lineage of http.*octo\/models\. .*\nStages .* GitHub confirms\./,
  );
  expect(await versions(server)).toEqual(HONEST);

  // A look at a ledger that has not changed is one listing of refs, and nobody asks GitHub.
  const [gits, calls] = [world.git.requests.length, world.github.requests.length];
  await until(async () => {
    await versions(server);
    return world.git.requests.length > gits + 1;
  });
  expect(world.git.requests.slice(gits, gits + 2).map(({ method, path: at }) => `${method} ${at}`)).toEqual([
    'GET /octo/models/info/refs?service=git-upload-pack',
    'POST /octo/models/git-upload-pack',
  ]);
  expect(world.github.requests).toHaveLength(calls);

  // Whoever may push can say what he likes.
  await forge();
  await until(async () => (await versions(server))['2']?.[1] === 'no');
  expect(await versions(server)).toEqual(DOUBTED);
  expect(server.said).toMatch(/models\/clf\/events\/.* does not count/);

  // The network is lost, and comes back.
  world.git.failNext({ match: /git-upload-pack/, cut: true, times: 10_000 });
  await until(async () => {
    expect(await versions(server)).toEqual(DOUBTED);
    return server.said.includes('trying again');
  });
  expect(await versions(server)).toEqual(DOUBTED);
  world.git.forgetFaults(() => true);

  // The token ends.
  world.tokens.revoke(TOKEN);
  await until(async () => {
    expect(await versions(server)).toEqual(DOUBTED);
    return server.said.includes('Answered from what is known');
  });
  expect(server.said).toMatch(
    /E_LEDGER_AUTH: The server does not accept the token.*Give a token that is still valid/,
  );
  world.tokens.set(TOKEN, GRANT);
  await until(async () => {
    await versions(server);
    return server.said.includes('can be read again');
  });

  expect(await server.stop()).toBe(0);
  expect(server.said).not.toContain(TOKEN);
  expect(await repo.untouchable()).toEqual(before);
  expect(await repo.ledger()).toBeUndefined();
});

test('what a client logs is pushed once it has ended, and neither the ledger of the clone nor a registered model changes', async () => {
  const server = serve('--writable', '--seal-after', '0');
  const { run } = await server.post('runs/create', {
    experiment_id: '0',
    run_name: 'by hand',
    start_time: 5,
  });
  const { run_id } = run.info;
  await server.post('runs/log-metric', { run_id, key: 'auc', value: 0.5, timestamp: 1 });
  await server.post('runs/update', { run_id, status: 'FINISHED' });
  await until(async () => (await readLedger(world)).runs.some((one) => one.run_id === run_id));
  const { runs, log } = await readLedger(world);
  expect(runs.find((one) => one.run_id === run_id)).toMatchObject({
    ...{ run_name: 'by hand', context: { trust: 'claimed' } },
    outputs: { metrics: { auc: { value: 0.5 } } },
  });
  expect(log[0]?.message).toContain(`Lineage-Run: ${run_id}`);
  expect(await server.post('model-versions/transition-stage', TO_PRODUCTION)).toEqual({
    error_code: 'PERMISSION_DENIED',
    message: expect.stringContaining(
      'Type `lineage-gate promote clf 2 Production --reason why --remote`, or start the server with --dispatch',
    ),
  });
  const alias = { name: 'clf', alias: 'champion', version: '2' };
  expect(await server.post('registered-models/alias', alias)).toEqual({
    error_code: 'PERMISSION_DENIED',
    message: expect.stringContaining('Type `lineage-gate models alias clf champion 2 --remote`, or start'),
  });
  expect(await versions(server)).toEqual(HONEST);
  expect(await server.stop()).toBe(0);
  expect(await repo.ledger()).toBeUndefined();
  // What is logged for one ledger never lands in another.
  expect(
    (await readdir(path.join(repo.dir, '.lineage'))).filter((name) => name.startsWith('mlflow')),
  ).toEqual(['mlflow-remote']);
});

test('what clients register is held against the policy of the default branch, and that of the folder does not count', async () => {
  const policy = path.join(repo.dir, '.github', 'lineage.yml');
  await mkdir(path.dirname(policy), { recursive: true });
  await writeFile(policy, 'version: 1\ntrust: [trusted, claimed]\nrequired_tags: []\n');
  const open = serve('--writable');
  await versions(open);
  expect(open.said).toMatch(/lineage.yml in .* is not on the default branch of octo\/models/);
  expect(open.said).toContain('No gate');
  expect(await open.stop()).toBe(0);

  await world.push({ files: { '.github/lineage.yml': 'version: 1\nrequired_tags: [reviewed_by]\n' } });
  const server = serve('--writable');
  const { runs } = await readLedger(world);
  const { run_id, outputs } = only(runs.slice(0, 1));
  const source = `runs:/${run_id}/${outputs.models[0]?.path}`;
  expect(await server.post('model-versions/create', { name: 'clf', run_id, source })).toMatchObject({
    error_code: 'INVALID_PARAMETER_VALUE',
    message: expect.stringContaining('reviewed_by'),
  });
  expect(server.said).toMatch(/held against .github\/lineage.yml.*main/);
  expect(await server.stop()).toBe(0);
  await world.push({ files: { '.github/lineage.yml': 'version: 1\n' } });
});

test('who stands nowhere names the repository, and a folder for what is logged', async () => {
  const env = { GITHUB_API_URL: world.github.url, GITHUB_SERVER_URL: world.git.serverUrl, GH_TOKEN: TOKEN };
  const outside = { cwd: repo.base, env };
  const named = ['serve', '--port', '0', '--remote', '--repository', world.repository];
  const refused = await repo.cli([...named, '--writable'], outside);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/^E_INPUT_MISSING: .*you stand in none \(--dir\)/m);
  const local = await repo.cli(['serve', '--repository', world.repository], { env });
  expect(local.stderr).toMatch(/^E_INPUT_INVALID: `--repository`/m);
  world.tokens.revoke(TOKEN);
  const closed = await repo.cli(named, outside);
  expect(closed).toMatchObject({ code: 1, stdout: '' });
  expect(closed.stderr).toMatch(/^E_LEDGER_AUTH: /m);
});

onPosix(
  "MLflow's own client finds the run of what is in Production, and brings its files by every URI",
  async () => {
    const python = await pythonWith(CLIENT_PACKAGES);
    if (python === undefined) return;
    const folder = path.join(repo.base, 'got');
    await mkdir(folder);
    const script = { repo, python, script: 'read.py', args: ['clf', folder] };
    expect(await clientScript(serve(), script)).toEqual({
      version: '1',
      aliases: ['champion'],
      params: expect.objectContaining({ learning_rate: '0.1' }),
      metrics: expect.objectContaining({ val_auc: 0.93 }),
      datasets: ['orders'],
      found: [true],
      files: ['weights.txt'],
      wrote: 'PERMISSION_DENIED',
    });
    expect(await readFile(path.join(folder, 'weights.txt'), 'utf8')).toBe('4\n');
  },
);

test('with --dispatch a stage is changed by the workflow, and a request that waits is a conflict', async () => {
  await addPromoteWorkflow(world);
  const { dispatching } = world.github.state;
  dispatching.details = true;
  let started = 0;
  dispatching.work = (run, inputs) => {
    started += 1;
    return promoteWork(world)(run, inputs);
  };
  const server = serve('--writable', '--dispatch');
  const move = (raw: object) => server.post('model-versions/transition-stage', { ...TO_PRODUCTION, ...raw });
  // Whoever asks twice gets one run.
  for (const answer of await Promise.all([move({}), move({})]))
    expect(answer).toMatchObject({ model_version: { version: '2', current_stage: 'Production' } });
  expect(started).toBe(1);
  expect(await versions(server)).toEqual({ 1: ['Archived', 'yes'], 2: ['Production', 'yes'] });
  const { events } = await readLedger(world);
  expect(events.at(-1)).toMatchObject({ actor: 'alice', reason: expect.stringMatching(/^MLflow API, /) });

  const slow = 'version: 1\nstages: { Staging: { approvals: 1 } }\n';
  await world.push({ files: { '.github/lineage.yml': slow } });
  const asked = await move({ stage: 'Staging' });
  const [request] = (await readLedger(world)).events.slice(-1);
  expect(request?.type).toBe('approval-requested');
  expect(asked.error_code).toBe('RESOURCE_CONFLICT');
  expect(asked.message).toContain('waits for 1 approval(s) to go to Staging, until');
  expect(asked.message).toContain(`request ${request?.event_id}`);

  const closed = 'version: 1\nstages: { Staging: { allowed_actors: [bob] } }\n';
  await world.push({ files: { '.github/lineage.yml': closed } });
  const refused = await move({ version: '1', stage: 'Staging' });
  expect(refused.error_code).toBe('INVALID_PARAMETER_VALUE');
  expect(refused.message).toMatch(/did not move clf version 1 to Staging: http.*\n.*allowed_actors/);
  // Version 1 is the champion still.
  expect(await versions(server)).toEqual({ 1: ['Archived', 'yes'], 2: ['Production', 'yes'] });
});

/** What the workflow said before it had inputs for aliases. */
const NARROW = [
  'on: { workflow_dispatch: { inputs: { model: {}, version: {}, stage: { required: true }, dry-run: {} } } }',
  'jobs: {}',
].join('\n');

test('with --dispatch an alias is set and taken away by the workflow, and what that finds is the answer', async () => {
  await world.push({
    files: { '.github/lineage.yml': 'version: 1\ntrust: [trusted, claimed]\nrequired_tags: []\n' },
  });
  await addPromoteWorkflow(world);
  const { dispatching } = world.github.state;
  const started: string[] = [];
  dispatching.details = true;
  dispatching.work = (run, inputs) => {
    started.push(run.displayTitle ?? '');
    return promoteWork(world)(run, inputs);
  };
  const server = serve('--writable', '--dispatch', '--seal-after', '0');
  const alias = (name: string, version: string) =>
    server.post('registered-models/alias', { name: 'clf', alias: name, version });
  const unalias = (name: string) =>
    server.post('registered-models/alias', { name: 'clf', alias: name }, 'DELETE');
  const named = async (name: string) => {
    const { body } = await server.get(`api/2.0/mlflow/registered-models/alias?name=clf&alias=${name}`);
    return JSON.parse(body).model_version?.version ?? JSON.parse(body).error_code;
  };
  // Whoever asks twice gets one run.
  expect(await Promise.all([alias('champion', '2'), alias('champion', '2')])).toEqual([{}, {}]);
  expect(started).toEqual(['alias clf 2 → champion']);
  expect(await named('champion')).toBe('2');
  expect((await readLedger(world)).events.at(-1)).toMatchObject({
    type: 'alias-set',
    actor: 'alice',
    version: 2,
  });
  expect(await unalias('champion')).toEqual({});
  expect(await named('champion')).toBe('INVALID_PARAMETER_VALUE');
  expect((await readLedger(world)).events.at(-1)).toMatchObject({ type: 'alias-deleted', actor: 'alice' });
  // What is so already takes no run.
  expect(await unalias('champion')).toEqual({});
  expect(started.slice(1)).toEqual(['alias clf latest → -champion']);
  expect(await alias('staging', '2')).toEqual({
    error_code: 'INVALID_PARAMETER_VALUE',
    message: expect.stringMatching(
      /did not point the alias staging of clf at version 2: http.*\nE_NAME_INVALID.* taken for the stage Staging/,
    ),
  });
  expect(await server.post('registered-models/rename', { name: 'clf', new_name: 'other' })).toMatchObject({
    error_code: 'PERMISSION_DENIED',
  });

  // A version of a run that goes on is not there yet.
  const { run: open } = await server.post('runs/create', { experiment_id: '0', start_time: 5 });
  const { run_id } = open.info;
  const source = `runs:/${run_id}/model`;
  expect(await server.post('model-versions/create', { name: 'clf', run_id, source })).toMatchObject({
    model_version: { version: '3' },
  });
  expect(await alias('next', '3')).toEqual({
    error_code: 'PERMISSION_DENIED',
    message: expect.stringMatching(/held until run .* gets no alias before\. End the run first\.$/),
  });

  // What the workflow lacks is told at once, before anything starts.
  await world.push({ files: { '.github/workflows/promote.yml': NARROW } });
  const before = started.length;
  const lacking = await alias('champion', '1');
  expect(lacking.error_code).toBe('RESOURCE_CONFLICT');
  expect(lacking.message).toMatch(/declares no input `aliases`[\s\S]*requires the input `stage`/);
  expect(await unalias('nothing')).toEqual({});
  expect(started).toHaveLength(before);
});
