import { type AskDeps, type AskEvent, eventAsker } from '../../../src/commands/confirm/ask.js';
import { repositoryRules } from '../../../src/commands/confirm/rules.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { audienceOf } from '../../../src/core/registry/confirm/token.js';
import { createGitHub, type GitHubClient } from '../../../src/github/client.js';
import { APPROVED, MOVE } from '../../core/registry/confirm/support.js';
import { RecordingLog } from '../../ledger/fixtures.js';
import { userId } from '../../support/github/shapes.js';
import { type DispatchOptions, GitHubWorld } from '../../support/github-world.js';
import { claimsOf, makeSigningKey, signToken } from '../../support/token-service.js';

let world: GitHubWorld;
beforeAll(async () => {
  world = await GitHubWorld.start();
}, 60_000);
afterEach(() => {
  expect(world.github.violations).toEqual([]);
});
afterAll(() => world.close());

function client(): GitHubClient {
  const token = world.tokens.make({ actions: 'read', contents: 'read', issues: 'read' });
  return createGitHub({ token, apiUrl: world.github.url, userAgent: 'test', log: new RecordingLog() });
}

function asker(changes: Partial<AskDeps> = {}): AskEvent {
  const { repository } = world;
  const deps = { github: async () => client(), repositories: [repository], policy: '.github/lineage.yml' };
  return eventAsker({ ...deps, now: Date.now, ...changes });
}

/** An event as the run of a promotion writes it. */
async function written(event: ModelEvent, options: DispatchOptions = {}): Promise<ModelEvent> {
  const { runId, ref, sha, workflowPath } = await world.dispatch({ actor: 'alice', ...options });
  const by = {
    ...{ actor_id: String(userId('alice')), triggering_actor: 'alice', event: 'workflow_dispatch' },
    ...{ repository: world.repository, ref, commit: sha, ci_run_id: String(runId), ci_run_attempt: 1 },
    workflow_ref: `${world.repository}/${workflowPath}@${ref}`,
  };
  return { ...event, at: new Date().toISOString(), by };
}

const KEY = makeSigningKey();
const ISSUER = 'https://token.actions.githubusercontent.com';

/** The same with a token of its job, by a key that its issuer publishes as long as it is asked for here. */
function signed(event: ModelEvent): ModelEvent {
  const { by } = event;
  const job = {
    ...{ repository: world.repository, repositoryId: 1, actor: 'alice', actorId: userId('alice') },
    ...{ eventName: 'workflow_dispatch', ref: by?.ref ?? '', sha: by?.commit ?? '' },
    ...{ workflowPath: '.github/workflows/promote.yml', runId: Number(by?.ci_run_id), runAttempt: 1 },
  };
  const claims = claimsOf(job, { issuer: ISSUER, audience: audienceOf(event) });
  return { ...event, oidc: { token: signToken(claims, KEY), key: KEY.jwk } };
}

const published = { issuer: ISSUER, keysOf: async () => [KEY.jwk] };
const paths = () => world.github.requests.map(({ path }) => path.replace(/\?.*/, ''));

test('each run, branch, commit and policy is asked for once, whatever many events name it', async () => {
  const event = await written(MOVE);
  world.github.requests.length = 0;
  const ask = asker();
  for (const model of ['a', 'b', 'c'])
    expect(await ask({ ...event, model }, [event])).toMatchObject({ state: 'confirmed' });
  expect(new Set(paths()).size).toBe(paths().length);
  expect(paths().filter((path) => path.includes('/attempts/'))).toHaveLength(1);
});

test('what was read of the default branch before is not asked again, and a commit that came since counts', async () => {
  const { repository } = world;
  const event = await written(MOVE);
  const [owner = '', repo = ''] = repository.split('/');
  const rules = await repositoryRules(client(), { owner, repo, path: '.github/lineage.yml' });
  world.github.requests.length = 0;
  const ask = asker({ known: { repository, rules } });
  expect(await ask(event, [event])).toMatchObject({ state: 'confirmed' });
  expect(paths()).toEqual([expect.stringMatching(/\/attempts\//)]);
  await world.push({ files: { 'since.txt': 'since' } });
  const later = await written(MOVE);
  expect(await ask(later, [later])).toMatchObject({ state: 'confirmed' });
});

test('nobody is sent to a repository that an event names', async () => {
  const event = await written(MOVE);
  world.github.requests.length = 0;
  const answer = await asker({ repositories: ['octo/ledger'] })(event, [event]);
  expect(answer).toEqual({
    state: 'unknown',
    why: expect.stringMatching(/`octo\/models`, which is neither/),
  });
  expect(paths()).toEqual([]);
  // Names are in any case, as GitHub takes them.
  const by = { ...(event.by as NonNullable<ModelEvent['by']>), repository: 'Octo/Models' };
  expect(await asker()({ ...event, by }, [event])).toMatchObject({ state: 'confirmed' });
});

test('only so many runs are asked about', async () => {
  const ask = asker({ most: 1 });
  const event = await written(MOVE);
  await ask(event, [event]);
  await ask(event, [event]);
  await expect(ask(await written(MOVE), [event])).rejects.toMatchObject({
    faults: [{ code: 'E_EVENT_UNCONFIRMED', what: expect.stringMatching(/More than 1 workflow runs/) }],
  });
});

test('a branch that the policy allows promotions from will do, for its stage', async () => {
  const files = {
    '.github/lineage.yml': 'version: 1\nstages: { Production: { allowed_refs: [release] } }\n',
  };
  await world.push({ files });
  await world.push({ branch: 'release', files: { 'r.txt': 'r' } });
  const event = await written(MOVE, { branch: 'release' });
  expect(await asker()(event, [event])).toMatchObject({ state: 'confirmed' });
  const staged: ModelEvent = { ...MOVE, by: event.by, at: event.at, to_stage: 'Staging' } as ModelEvent;
  expect(await asker()(staged, [staged])).toMatchObject({
    state: 'contradicted',
    why: [
      expect.stringMatching(/which is not on `main`/),
      expect.stringMatching(/comes from a run of `release`/),
    ],
  });
});

test('the run of a promotion vouches for it once, whatever else was written before it', async () => {
  const event = (await written(MOVE, { title: 'promote clf orders latest → Production' })) as typeof MOVE;
  const copy = { ...event, event_id: 'f'.repeat(32), version: 2 };
  const other = { ...event, event_id: 'd'.repeat(32), to_stage: 'Staging' };
  const forged = { ...event, event_id: 'c'.repeat(32), actor: 'mallory', at: '2020-01-01T00:00:00Z' };
  const events = [forged, other, event, copy];
  expect(await asker()(event, events)).toMatchObject({ state: 'confirmed' });
  expect(await asker()(copy, events)).toEqual({
    state: 'contradicted',
    why: [`names a workflow run that had written event ${event.event_id} before it`],
  });
});

test('`latest` passed over what GitHub says was deleted by then, and over nothing that it does not know', async () => {
  const title = 'promote clf orders latest → Production';
  const move = { ...((await written(MOVE, { title })) as typeof MOVE), version: 2 };
  const common = { ...MOVE, by: undefined, run_id: 'r' };
  const numbered = (id: string, type: string, version: number) =>
    ({ ...common, event_id: id.repeat(32), type, version }) as unknown as ModelEvent;
  const before = [numbered('1', 'registered', 2), numbered('2', 'registered', 3)];
  const onLaptop = numbered('3', 'version-deleted', 3);
  const deleted = await written(onLaptop, { title: 'Retire' });
  const answer = (deletion: ModelEvent) => asker()(move, [...before, deletion, move]);
  expect(await answer(deleted)).toMatchObject({ state: 'confirmed' });
  expect(await answer({ ...deleted, by: { ...deleted.by, actor_id: '99' } } as ModelEvent)).toMatchObject({
    state: 'contradicted',
    why: [expect.stringContaining('the title of its workflow run names `3`')],
  });
  expect(await answer(onLaptop)).toEqual({
    state: 'unknown',
    why: expect.stringMatching(
      /version 3 was taken away before it by .*3{32}\.json, which was written on a laptop/,
    ),
  });
});

test('an approval in an environment is held against what GitHub says of its reviewers', async () => {
  const event = (await written({
    ...APPROVED,
    person: { login: 'bob', id: String(userId('bob')), type: 'User' },
    evidence: { via: 'environment', environment: 'prod' },
  })) as typeof APPROVED;
  const runId = Number(event.by?.ci_run_id);
  const review = { runId, environments: ['prod'], user: 'bob' };
  expect(await asker()(event, [event])).toMatchObject({ state: 'contradicted' });
  world.github.state.addRunApproval({ ...review, state: 'rejected' });
  expect(await asker()(event, [event])).toMatchObject({ state: 'contradicted' });
  world.github.state.addRunApproval(review);
  expect(await asker()(event, [event])).toMatchObject({ state: 'confirmed' });
});

test('a token stands for its run once that is gone, and for no reviewer', async () => {
  const event = signed(await written(MOVE));
  const by = asker({ tokens: published });
  expect(await by(event, [event])).toMatchObject({ state: 'confirmed', conclusion: null });
  // Keys are looked up where they are needed alone.
  const keysOf = () => Promise.reject(new Error('nobody there'));
  const unasked = asker({ tokens: { issuer: ISSUER, keysOf } });
  expect(await unasked(event, [event])).toMatchObject({ state: 'confirmed' });
  world.github.state.runs.delete(Number(event.by?.ci_run_id));
  const late = asker({ tokens: published });
  expect(await late(event, [event])).toMatchObject({ state: 'confirmed', byToken: true });
  // A forged event before it that names the same run is none that the token is of.
  const forged = { ...event, event_id: 'd'.repeat(32), oidc: undefined } as ModelEvent;
  expect(await late(event, [forged, event])).toMatchObject({ state: 'confirmed' });
  const why = /was deleted since; it keeps a token whose key could not be looked up: nobody there/;
  const silent = asker({ tokens: { issuer: ISSUER, keysOf } });
  expect(await silent(event, [event])).toEqual({ state: 'unknown', why: expect.stringMatching(why) });
  expect(await asker()(event, [event])).toMatchObject({ state: 'unknown' });

  const evidence = { via: 'environment', environment: 'prod' } as const;
  const approved = signed(await written({ ...APPROVED, evidence } as ModelEvent));
  world.github.state.runs.delete(Number(approved.by?.ci_run_id));
  expect(await late(approved, [approved])).toEqual({
    state: 'unknown',
    why: expect.stringMatching(/its token does not say who approved the environment/),
  });
}, 60_000);

test('where GitHub cannot be asked, what the token says is told and does not count', async () => {
  const event = signed(await written(MOVE));
  const answered = async (tokens: AskDeps['tokens'], answer: { body?: string } = {}) => {
    world.github.failNext({ status: 403, match: /attempts/, ...answer });
    return asker({ tokens })(event, [event]).then(
      () => 'an answer',
      (error: Error) => error.message,
    );
  };
  expect(await answered(published)).toMatch(
    /Injected 403.*; GitHub had signed its run, account, commit and workflow/,
  );
  expect(await answered({ issuer: ISSUER, keysOf: async () => [] })).toMatch(
    /; the event keeps a token whose key/,
  );
  expect(await answered(undefined)).not.toMatch(/signed|token whose/);
  // What ends the asking is told of other events as well.
  const message = 'API rate limit exceeded for installation';
  const body = JSON.stringify({ message });
  expect(await answered(published, { body })).toMatch(/rate limit exceeded for installation \(403\) \(/);
}, 60_000);

test('what the policy did not allow is not confirmed by a run that was refused, or only tried', async () => {
  const rules = (text: string) =>
    world.push({ files: { '.github/lineage.yml': `version: 1\nstages: { Production: { ${text} } }\n` } });
  const event = await written(MOVE);
  expect(await asker()(event, [event])).toMatchObject({ state: 'confirmed' });
  await rules('allowed_actors: [bob], approvals: 1, approvers: [carol]');
  // The policy that was in force when the run began had nothing against it.
  expect(await asker()(event, [event])).toMatchObject({ state: 'confirmed' });
  const late = await written(MOVE);
  expect(await asker()(late, [late])).toMatchObject({
    state: 'contradicted',
    why: [
      expect.stringContaining('the policy lets bob ask'),
      expect.stringContaining('rests on 0 approval(s)'),
    ],
  });
  const tried = await written(MOVE, { title: 'try clf orders 3 → Production' });
  await rules('from: [Staging]');
  expect(await asker()(tried, [tried])).toMatchObject({
    why: [expect.stringContaining('was to try')],
  });
  await world.push({ files: { '.github/lineage.yml': 'version: 1\n' } });
}, 60_000);
