import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sha256 } from '../../src/core/digest.js';
import type { ModelEvent, StageChangedEvent } from '../../src/core/generated/types.js';
import { newId } from '../../src/core/ids.js';
import { canonicalJson } from '../../src/core/json.js';
import { audienceOf, readToken } from '../../src/core/registry/confirm/token.js';
import { bareEnvironment, exec, execOk } from '../support/exec.js';
import { userId } from '../support/github/shapes.js';
import {
  type DispatchOptions,
  type GitHubWorld,
  NODE_FINDS_LOCALHOST,
  type Trigger,
  type WorldJobOptions,
} from '../support/github-world.js';
import { claimsOf, makeSigningKey, signToken, type TokenJob } from '../support/token-service.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, useWorld } from './support.js';

const FETCH = resolve('fetch');
const PROMOTE = resolve('promote');
const POLICY = 'version: 1\nstages: { Staging: { approvals: 1, approvers: [bob] } }\n';

let world: GitHubWorld;
/** The ledger with version 1 in Production by a run with a token, and that run. */
let honest: string;
let first: Trigger;
let made = 0;
useWorld((made) => {
  world = made;
});

beforeAll(async () => {
  const { people } = world.github.state;
  await world.push({ files: { '.github/lineage.yml': POLICY } });
  for (const login of ['octocat', 'bob']) people.addCollaborator(world.repository, login, 'write');
  for (const weights of ['one', 'two']) {
    const job = await world.job(await world.push());
    const run = `printf %s ${weights} > model.bin`;
    await job.uses(TRACK, { run, datasets: 'orders=v2.1', model: 'model.bin' });
    expect(errorsOf(await job.uses(REGISTER, { model: 'clf' }))).toEqual([]);
  }
  const { trigger, report } = await promote({ version: '1', stage: 'Production', endpoint: 'prod-eu' });
  expect(report.annotations).toEqual([]);
  first = trigger;
  honest = (await ledgerTip(world)) ?? '';
}, 120_000);

afterEach(async () => {
  world.git.jobTokens.isDown = false;
  await world.repo.updateRef('refs/heads/lineage', honest);
});

interface Started extends DispatchOptions {
  job?: WorldJobOptions;
}

async function promote(inputs: Record<string, string>, { job = {}, ...run }: Started = {}) {
  const title = `promote clf ${inputs['version']} → ${inputs['stage']}`;
  const trigger = await world.dispatch({ title, ...run });
  const at = await world.job(trigger, { checkout: 'none', idToken: true, ...job });
  const named: Record<string, string> =
    inputs['version'] === undefined ? {} : { model: 'clf', reason: 'passed' };
  const report = await at.uses(PROMOTE, { ...named, ...inputs }, { continueOnError: true });
  return { trigger, report };
}

async function newest(): Promise<ModelEvent> {
  return only((await readLedger(world)).events.slice(-1));
}

const forget = ({ runId }: Trigger) => world.github.state.runs.delete(runId);

type Sign = (job: TokenJob, audience: string) => NonNullable<ModelEvent['oidc']>;

/** As the server does it for a job of its own. */
const byServer: Sign = (job, audience) => world.git.jobTokens.sign(job, audience);

/** As anybody can do it, by a key of his own. */
const byForger: Sign = (job, audience) => {
  const key = makeSigningKey();
  const { issuer } = world.git.jobTokens;
  return { token: signToken(claimsOf(job, { issuer, audience }), key), key: key.jwk };
};

/** Pushes an event that moves version 2 to Production, well chained, as of a run of promote.yml. @returns its path */
async function forge(trigger: Trigger, sign: Sign, madeFor?: ModelEvent): Promise<string> {
  const { runId, ref, sha, actor, workflowPath = '' } = trigger;
  const { repository } = world;
  made += 1;
  const event: StageChangedEvent = {
    schema: 'lineage-gate/model-event/v1',
    event_id: newId(Date.now(), Buffer.from(String(made).padStart(16, '0'))),
    ...{ model: 'clf', version: 2, at: new Date().toISOString(), actor, ci_run_url: null },
    by: {
      ...{ actor_id: String(userId(actor)), triggering_actor: actor, event: 'workflow_dispatch', repository },
      ...{ ref, commit: sha, workflow_ref: `${repository}/${workflowPath}@${ref}` },
      ...{ ci_run_id: String(runId), ci_run_attempt: 1 },
    },
    previous: sha256(canonicalJson(await newest())),
    ...{ type: 'stage-changed', from_stage: 'None', to_stage: 'Production', reason: 'urgent', archived: [1] },
  };
  const job = {
    ...{ ...trigger, workflowPath, runAttempt: 1, actorId: userId(actor) },
    repositoryId: world.github.state.repository(repository).id,
  };
  event.oidc = sign(job, audienceOf(madeFor ?? event));
  const path = `models/clf/events/${event.event_id}.json`;
  await world.repo.commit({ [path]: canonicalJson(event) }, { branch: 'lineage', message: 'promote clf' });
  return path;
}

let clones = 0;

/** `verify --online` of a laptop that has fetched the ledger. */
async function verify(...options: string[]) {
  clones += 1;
  const clone = join(world.root, `clone-${clones}`);
  const env = bareEnvironment(world.root);
  await execOk('git', ['clone', '-q', world.repo.dir, clone], { env });
  await execOk('git', ['fetch', '-q', 'origin', 'lineage:lineage'], { cwd: clone, env });
  const asking = {
    ...NODE_FINDS_LOCALHOST,
    GITHUB_API_URL: world.github.url,
    GITHUB_SERVER_URL: world.git.serverUrl,
    GH_TOKEN: world.tokens.make({ actions: 'read', contents: 'read' }),
  };
  const words = ['verify', '--online', '--repository', world.repository, '--json', ...options];
  const command = [resolve('dist/cli/index.js'), ...words];
  const { code, stdout, stderr } = await exec(process.execPath, command, {
    cwd: clone,
    env: { ...env, ...asking },
  });
  expect(String(stderr)).toBe('');
  return { code, ...JSON.parse(String(stdout)) };
}

test('each event of a promotion keeps a token for it alone, and nothing of it is shown', async () => {
  const { audiences, keysAsked } = world.git.jobTokens;
  const [asked, keys] = [audiences.length, keysAsked];
  const { report } = await promote({ version: '2', stage: 'Staging' });
  expect(report).toMatchObject({ annotations: [], outputs: { state: 'pending-approval' } });
  const request = report.outputs['request-id'] ?? '';
  const { report: approved } = await promote(
    { approve: request },
    { actor: 'bob', title: `approve ${request}` },
  );
  expect(approved).toMatchObject({ annotations: [], outputs: { state: 'done' } });
  const { events, files } = await readLedger(world);
  const written = events.slice(-3);
  expect(written.map(({ type }) => type)).toEqual(['approval-requested', 'approved', 'stage-changed']);
  const tokens = written.map(({ oidc }) => readToken(oidc?.token ?? ''));
  expect(tokens.map((token) => token?.claims.aud)).toEqual(written.map((event) => audienceOf(event)));
  expect(tokens.map((token) => token?.claims.actor)).toEqual(['octocat', 'bob', 'bob']);
  // One request an event, and one a job for the keys.
  expect(audiences.slice(asked)).toEqual(written.map((event) => audienceOf(event)));
  expect(world.git.jobTokens.keysAsked - keys).toBe(2);
  for (const { oidc } of written)
    for (const shown of [report, approved])
      expect(`${shown.log}${shown.summary}${JSON.stringify(shown.outputs)}`).not.toContain(oidc?.token);
  const [path = ''] = [...files.keys()].filter((one) => one.startsWith('endpoints/'));
  const deployed = JSON.parse(String(files.get(path)));
  expect(readToken(deployed.oidc.token)?.claims.aud).toBe(audienceOf(deployed));
}, 120_000);

test('each event of aliases keeps one, too, which stands for a run that is gone', async () => {
  const title = 'alias clf 2 → champion, stable';
  const asked = { version: '2', aliases: 'champion, stable', reason: '' };
  const { trigger, report } = await promote(asked, { title });
  expect(report).toMatchObject({ annotations: [], outputs: { state: 'done', version: '2' } });
  const written = (await readLedger(world)).events.slice(-2);
  const tokens = written.map(({ oidc }) => readToken(oidc?.token ?? '')?.claims.aud);
  expect(tokens).toEqual(written.map((event) => audienceOf(event)));
  forget(trigger);
  const job = await world.job(await world.push(), { checkout: 'none', idToken: true });
  const fetched = await job.uses(FETCH, { 'model-uri': 'models:/clf@champion', path: 'champion' });
  expect(fetched).toMatchObject({ annotations: [], outputs: { version: '2' } });
}, 120_000);

test('a write that is repeated asks for another token', async () => {
  const { audiences } = world.git.jobTokens;
  const asked = audiences.length;
  world.git.failNext({ status: 503, match: /^POST .*git-receive-pack/ });
  const { report } = await promote({ version: '2', stage: 'Production' });
  expect(report).toMatchObject({ annotations: [], outputs: { state: 'done' } });
  expect(audiences).toHaveLength(asked + 2);
  const event = await newest();
  expect(readToken(event.oidc?.token ?? '')?.claims.aud).toBe(audienceOf(event));
}, 120_000);

test('without the permission events have no token; where none can be had, one warning says so', async () => {
  const without = await promote({ version: '2', stage: 'Production' }, { job: { idToken: false } });
  expect(without.report).toMatchObject({ annotations: [], outputs: { state: 'done' } });
  expect((await newest()).oidc).toBeUndefined();
  await world.repo.updateRef('refs/heads/lineage', honest);
  world.git.jobTokens.isDown = true;
  const { report } = await promote({ version: '2', stage: 'Production', endpoint: 'prod-eu' });
  expect(report.outputs['state']).toBe('done');
  expect(only(report.annotations)).toMatchObject({
    level: 'warning',
    message: expect.stringMatching(
      /signature is not kept with the event.*github\.localhost:\d+ answered 503/,
    ),
  });
  expect((await newest()).oidc).toBeUndefined();
  const dry = await promote({ version: '1', stage: 'Archived', 'dry-run': 'true' });
  expect(dry.report.annotations).toEqual([]);
}, 120_000);

describe('once the run is gone', () => {
  let run: ReturnType<typeof world.github.state.runs.get>;
  beforeEach(() => {
    run = world.github.state.runs.get(first.runId);
    forget(first);
  });
  afterEach(() => {
    if (run !== undefined) world.github.state.runs.set(run.id, run);
  });

  test('the token stands for it', async () => {
    const { code, findings, online } = await verify();
    expect(findings).toEqual([]);
    expect(code).toBe(0);
    expect(online).toMatchObject({ confirmed: 3, by_token: 1, unchecked: 0, conclusions: { running: 2 } });
    expect(online.notes).toMatchObject([{ what: expect.stringContaining('run that is gone') }]);
    const job = await world.job(await world.push(), { checkout: 'none', idToken: true });
    const fetched = await job.uses(FETCH, { 'model-uri': 'models:/clf/Production' });
    expect(fetched).toMatchObject({ annotations: [], outputs: { version: '1' } });
  }, 120_000);

  test('keys that are not published any more do it where they were kept', async () => {
    const keys = join(world.root, 'keys.json');
    await writeFile(keys, JSON.stringify(world.git.jobTokens.jwks));
    world.git.jobTokens.rotate();
    const late = await verify();
    expect(late.online).toMatchObject({ confirmed: 2, unchecked: 1 });
    expect(late.findings).toMatchObject([
      { rule: 'event-unchecked', what: expect.stringMatching(/deleted since; it .* does not publish/) },
    ]);
    expect(await verify('--keys', keys)).toMatchObject({ findings: [], online: { by_token: 1 } });
    world.git.jobTokens.isDown = true;
    expect(await verify('--keys', keys)).toMatchObject({ findings: [], online: { by_token: 1 } });
    expect((await verify()).findings).toMatchObject([
      { rule: 'event-unchecked', what: expect.stringMatching(/could not be looked up: .* answered 503/) },
    ]);
  }, 120_000);
});

test('a token by a key of the forger proves nothing', async () => {
  const trigger = await world.dispatch({ title: 'promote clf 2 → Production' });
  const path = await forge(trigger, byForger);
  // As long as the run is there, it says what the token cannot.
  expect((await verify()).findings).toEqual([]);
  forget(trigger);
  expect((await verify()).findings).toMatchObject([{ rule: 'event-unchecked', path }]);
  // Nothing but the key was wrong with it.
  await world.repo.updateRef('refs/heads/lineage', honest);
  await forge(trigger, byServer);
  expect(await verify()).toMatchObject({ findings: [], online: { by_token: 1 } });
}, 120_000);

test('the token of another event speaks against the one that keeps it, whatever its run says', async () => {
  const trigger = await world.dispatch({ title: 'promote clf 2 → Production' });
  const path = await forge(trigger, byServer, await newest());
  const { code, findings } = await verify();
  expect(code).toBe(1);
  expect(findings).toMatchObject([
    { rule: 'event-unconfirmed', path, what: 'keeps a token that was made for something else' },
  ]);
}, 120_000);

test('a true token of a branch decides nothing, and one of another workflow where the policy names them', async () => {
  await world.push({ branch: 'evil', files: { 'x.txt': 'x' } });
  const branch = await world.dispatch({ branch: 'evil' });
  const path = await forge(branch, byServer);
  forget(branch);
  expect((await verify()).findings).toMatchObject([
    { rule: 'event-unconfirmed', path, what: expect.stringMatching(/which is not on `main`/) },
  ]);

  await world.repo.updateRef('refs/heads/lineage', honest);
  await world.push({
    files: { '.github/lineage.yml': `${POLICY}registry_workflows: [.github/workflows/promote.yml]\n` },
  });
  const other = await world.dispatch({ workflowPath: '.github/workflows/train.yml' });
  await forge(other, byServer);
  forget(other);
  expect((await verify()).findings).toMatchObject([
    {
      rule: 'event-unconfirmed',
      what: expect.stringMatching(/`registry_workflows` of the policy does not name/),
    },
  ]);
}, 120_000);
