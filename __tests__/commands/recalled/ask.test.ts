import type { AskDeps } from '../../../src/commands/confirm/ask.js';
import { recallAsker } from '../../../src/commands/recalled/ask.js';
import { openRecalls } from '../../../src/commands/recalled/open-recalls.js';
import type { ClearApprovedEvent, RecallEvent } from '../../../src/core/generated/types.js';
import { audienceOf } from '../../../src/core/registry/confirm/token.js';
import { createGitHub } from '../../../src/github/client.js';
import { recallPath } from '../../../src/ledger/layout.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { adding, Folders, localLedger, RecordingLog } from '../../ledger/fixtures.js';
import { userId } from '../../support/github/shapes.js';
import { type DispatchOptions, GitHubWorld, type Trigger } from '../../support/github-world.js';
import { initRepository } from '../../support/repository.js';
import { claimsOf, makeSigningKey, signToken } from '../../support/token-service.js';
import {
  approvedEvent,
  cancelledEvent,
  clearedEvent,
  freshId,
  recalledEvent,
  rejectedEvent,
  requestedEvent,
} from './events.js';

/** Who may push can write any event, and name the runs of others in it. */
let world: GitHubWorld;
const folders = new Folders();
beforeAll(async () => {
  world = await GitHubWorld.start();
  world.github.state.people.addCollaborator(world.repository, 'bob', 'write');
  world.github.state.people.addCollaborator(world.repository, 'erin', 'maintain');
}, 60_000);
afterEach(() => {
  expect(world.github.violations).toEqual([]);
});
afterAll(async () => {
  await world.close();
  await folders.remove();
});

function asker(changes: Partial<AskDeps> = {}) {
  const token = world.tokens.make({ actions: 'read', contents: 'read', issues: 'read' });
  const log = new RecordingLog();
  const client = createGitHub({ token, apiUrl: world.github.url, userAgent: 'test', log });
  const repositories = [world.repository];
  const deps = { github: async () => client, repositories, policy: '.github/lineage.yml', now: Date.now };
  return recallAsker({ ...deps, ...changes });
}

const policySays = (text: string) =>
  world.push({ files: { '.github/lineage.yml': `version: 1\n${text}\n` } });
const FILE = '.github/workflows/recall.yml';

/** What a run that somebody started writes, or is said to have written. */
async function by<E extends RecallEvent>(
  event: E,
  { title, started, ...options }: DispatchOptions & { actor: string; started?: string },
): Promise<E> {
  const trigger = await world.dispatch({ workflowPath: FILE, title: title ?? titleOf(event), ...options });
  const run = world.github.state.runs.get(trigger.runId);
  if (started !== undefined) Object.assign(run ?? {}, { event: started });
  return ofRun(event, { ...trigger, eventName: started ?? trigger.eventName });
}

function ofRun<E extends RecallEvent>(event: E, trigger: Trigger): E {
  const { runId, ref, sha, workflowPath, eventName, actor } = trigger;
  return {
    ...event,
    at: new Date().toISOString(),
    actor,
    by: {
      ...{ actor_id: String(userId(actor)), triggering_actor: actor, event: eventName },
      ...{ repository: world.repository, ref, commit: sha, ci_run_id: String(runId), ci_run_attempt: 1 },
      workflow_ref: `${world.repository}/${workflowPath}@${ref}`,
    },
  };
}

function titleOf(event: RecallEvent): string {
  if (event.type === 'recalled') return 'recall dataset:orders@v2.1';
  if (event.type === 'clear-rejected') return `/reject ${event.request}`;
  if (event.type === 'clear-cancelled') return `/cancel ${event.request}`;
  return event.type === 'clear-approved'
    ? `clear recall ${RECALL.event_id}`
    : `clear recall ${event.recalls.join(',')}`;
}

const RECALL = recalledEvent();
const KEY = makeSigningKey();
const ISSUER = 'https://token.actions.githubusercontent.com';
const published = { issuer: ISSUER, keysOf: async () => [KEY.jwk] };

/** The same with a token of its job. */
function signed<E extends RecallEvent>(event: E): E {
  const job = {
    ...{ repository: world.repository, repositoryId: 1, actor: event.actor ?? '' },
    ...{ actorId: userId(event.actor ?? ''), eventName: event.by?.event ?? '' },
    ...{ ref: event.by?.ref ?? '', sha: event.by?.commit ?? '' },
    ...{ workflowPath: FILE, runId: Number(event.by?.ci_run_id), runAttempt: 1 },
  };
  const claims = claimsOf(job, { issuer: ISSUER, audience: audienceOf(event) });
  return { ...event, oidc: { token: signToken(claims, KEY), key: KEY.jwk } };
}

/** A request of alice, and bob's approval with what lifts the recall; each by a run of its own. */
async function lifting() {
  const requested = await by(requestedEvent([RECALL.event_id], 'alice'), { actor: 'alice' });
  const trigger = await world.dispatch({ workflowPath: FILE, actor: 'bob', title: titleOf(requested) });
  const approved = ofRun(approvedEvent(requested.event_id, 'bob'), trigger);
  const cleared = ofRun(clearedEvent([RECALL.event_id], requested, [approved]), trigger);
  return { requested, approved, cleared };
}

async function states(events: readonly RecallEvent[], deps: Partial<AskDeps> = {}) {
  const log = new RecordingLog();
  const folder = await folders.make();
  await initRepository(folder);
  const ledger = localLedger(folder);
  const files = events.map(async (event) => ({
    path: recallPath(event.event_id),
    bytes: await encodeRecord('recallEvent', event),
  }));
  await ledger.write(adding(...(await Promise.all(files))));
  const found = await openRecalls(await ledger.view(), { ask: asker(deps), log });
  return { open: found.open.map(({ event_id }) => event_id), uncounted: found.uncounted, lines: log.lines };
}

test('a recall by who may, and the same lifted by two, each with a run of its own', async () => {
  await policySays('recall: { allowed_actors: [alice] }');
  const recall = await by(RECALL, { actor: 'alice' });
  expect(await states([recall])).toMatchObject({ open: [recall.event_id], uncounted: [] });
  const { requested, approved, cleared } = await lifting();
  const all = [recall, requested, approved, cleared];
  expect(await states(all)).toMatchObject({ open: [], uncounted: [] });
}, 60_000);

test('a recall that GitHub contradicts does not count; one of which nobody can tell does', async () => {
  await policySays('recall: { allowed_actors: [alice] }');
  const why = async (event: RecallEvent) => {
    const { open, uncounted } = await states([event]);
    return open.length > 0 ? 'counts' : uncounted[0]?.why;
  };
  const made = await by(RECALL, { actor: 'alice' });
  expect(await why({ ...made, by: { ...made.by, actor_id: '1' } as RecallEvent['by'] })).toMatch(
    /names account/,
  );
  expect(await why(await by(RECALL, { actor: 'bob' }))).toMatch(/policy lets alice recall/);
  expect(await why(await by(RECALL, { actor: 'alice', title: 'recall dataset:users@v1' }))).toMatch(
    /recalls something else/,
  );
  expect(await why(await by(RECALL, { actor: 'alice', title: 'promote clf 3 → Production' }))).toMatch(
    /decides nothing of recalls/,
  );
  expect(await why(await by(RECALL, { actor: 'alice', started: 'schedule' }))).toMatch(/`schedule` started/);
  await world.push({ branch: 'other', files: { 'x.txt': 'never reviewed' } });
  expect(await why(await by(RECALL, { actor: 'alice', branch: 'other' }))).toMatch(/which is not on `main`/);
  // A run that is gone, a laptop, and who may not any more: nobody can tell.
  world.github.state.runs.delete(Number(made.by?.ci_run_id));
  expect(await why(made)).toBe('counts');
  const { by: _, ...local } = RECALL;
  expect(await why(local)).toBe('counts');
  await policySays("recall: { allowed_actors: ['role:maintain'] }");
  expect(await why(await by(RECALL, { actor: 'mallory' }))).toBe('counts');
  expect(await why(await by(RECALL, { actor: 'bob' }))).toMatch(/role:maintain recall/);
}, 120_000);

test('a listed workflow recalls without a person, and lifts nothing', async () => {
  await policySays(`recall: { workflows: [${FILE}], allowed_actors: [alice] }`);
  const recall = await by(RECALL, { actor: 'bob', started: 'schedule', title: 'nightly checks' });
  expect(await asker()(recall, [recall])).toMatchObject({ state: 'confirmed' });
  const { event_id: id } = recall;
  const cleared = await by(clearedEvent([id], null, []), { actor: 'erin', started: 'schedule' });
  expect(await states([recall, cleared])).toMatchObject({
    open: [id],
    uncounted: [{ why: expect.stringContaining('`schedule` started') }],
  });
}, 60_000);

test('what lifts a recall counts only with all that it rests on, by those who may, and by two', async () => {
  await policySays('recall: { clear: { approvers: [bob] } }');
  const recall = await by(RECALL, { actor: 'alice' });
  const { requested, approved, cleared } = await lifting();
  const open = async (...events: RecallEvent[]) =>
    (await states([recall, ...events])).uncounted[0]?.why ?? 'lifted';
  expect(await open(requested, approved, cleared)).toBe('lifted');
  const until = (days: number) => ({
    ...requested,
    expires_at: new Date(Date.parse(requested.at) + days * 86_400_000).toISOString(),
  });
  expect(await open(until(7), approved, cleared)).toBe('lifted');
  expect(await open(until(8), approved, cleared)).toMatch(/rests on .*longer than the policy lets one/);
  const own = await by(approvedEvent(requested.event_id, 'alice'), { actor: 'alice' });
  expect(await open(requested, own, { ...cleared, approvals: [own.event_id] })).toMatch(
    /`bob`, who has not approved it/,
  );
  await policySays('recall: { clear: { approvers: [alice, bob] } }');
  const byAlice = ofRunOf(clearedEvent([recall.event_id], requested, [own]), own);
  expect(await open(requested, own, byAlice)).toMatch(/rests on .*which approves what `alice` had asked for/);
  await policySays('recall: { clear: { approvers: [bob] } }');
  const stranger = await by(approvedEvent(requested.event_id, 'erin'), { actor: 'erin' });
  const byErin = ofRunOf(clearedEvent([recall.event_id], requested, [stranger]), stranger);
  expect(await open(requested, stranger, byErin)).toMatch(/rests on recalls\/.*lets bob approve/);
  expect(await open(requested, cleared)).toMatch(/rests on the approval \w+, which there is not/);
  expect(await open(approved, cleared)).toMatch(/answers the request \w+, which there is not/);
  expect(await open(requested, approved, { ...cleared, request: null, approvals: [] })).toMatch(
    /rests on 0 approval/,
  );
  const { by: _, ...laptop } = cleared;
  expect(await open(requested, approved, laptop)).toMatch(/laptop/);
  world.github.state.runs.delete(Number(approved.by?.ci_run_id));
  expect(await open(requested, approved, cleared)).toMatch(/which there is not, or which was deleted/);
}, 120_000);

/** As the run of another event wrote it. */
function ofRunOf<E extends RecallEvent>(event: E, { at, actor, by: origin }: RecallEvent): E {
  return { ...event, at, actor, ...(origin === undefined ? {} : { by: origin }) };
}

test('no other run vouches for what lifts a recall', async () => {
  await policySays('recall: { clear: { approvals: 0 } }');
  const recall = await by(RECALL, { actor: 'alice' });
  const why = async (event: RecallEvent, more: Partial<AskDeps> = {}) => {
    const answer = await asker(more)(event, [recall, event]);
    return answer.state === 'confirmed' ? 'confirmed' : [answer.why].flat().join();
  };
  const cleared = clearedEvent([recall.event_id], null, []);
  expect(await why(await by(cleared, { actor: 'bob' }))).toBe('confirmed');
  expect(await why(await by(cleared, { actor: 'bob', title: 'recall dataset:orders@v2.1' }))).toMatch(
    /was to recall/,
  );
  expect(await why(await by(cleared, { actor: 'bob', title: `clear recall ${freshId()}` }))).toMatch(
    /does not name/,
  );
  expect(
    await why(await by(cleared, { actor: 'bob', title: `try clear recall ${recall.event_id}` })),
  ).toMatch(/decides nothing/);
  const untold = await by(cleared, { actor: 'bob', title: 'Nightly' });
  expect(await why(untold)).toMatch(/nothing says that it was to lift a recall/);
  expect(await why(signed(untold), { tokens: published })).toBe('confirmed');
  await policySays(`registry_workflows: [${FILE}]\nrecall: { clear: { approvals: 0 } }`);
  expect(await why(await by(cleared, { actor: 'bob', title: 'Nightly' }))).toMatch(
    /nothing says that it was to lift/,
  );
  await policySays('recall: { clear: { approvals: 0 } }');
  // A run of before the recall was for something else.
  const later = { ...recall, event_id: freshId(3_600_000) };
  const early = await by(clearedEvent([later.event_id], null, []), { actor: 'bob' });
  expect(await asker()(early, [later, early])).toMatchObject({
    state: 'contradicted',
    why: [expect.stringContaining(later.event_id)],
  });
  // What says the very same thing is no other thing.
  const true_ = await by(cleared, { actor: 'bob' });
  const copy = { ...true_, event_id: freshId() };
  const both = [recall, true_, copy];
  expect(await asker()(true_, both)).toMatchObject({ state: 'confirmed' });
  const kept = signed(true_);
  expect(await asker({ tokens: published })(kept, [recall, kept, copy])).toMatchObject({
    state: 'confirmed',
  });
  // And it outlives its run.
  world.github.state.runs.delete(Number(kept.by?.ci_run_id));
  expect(await asker({ tokens: published })(kept, [recall, kept])).toMatchObject({
    state: 'confirmed',
    byToken: true,
  });
}, 120_000);

test('a run approves what its title names, after that was asked for, and asks for nothing itself', async () => {
  await policySays('recall: { clear: { approvals: 2, approvers: [bob, erin] } }');
  const recall = await by(RECALL, { actor: 'alice' });
  const other = freshId();
  const requested = await by(
    { ...requestedEvent([recall.event_id], 'alice'), approvals: 2 },
    { actor: 'alice' },
  );
  const bobs = await by(approvedEvent(requested.event_id, 'bob'), { actor: 'bob' });
  const why = async (erins: ClearApprovedEvent, ...more: RecallEvent[]) => {
    const cleared = ofRunOf(clearedEvent([recall.event_id], requested, [bobs, erins]), bobs);
    const { uncounted } = await states([recall, requested, bobs, erins, cleared, ...more]);
    return uncounted.find(({ path }) => path === recallPath(cleared.event_id))?.why ?? 'lifted';
  };
  const approving = (title: string) =>
    by(approvedEvent(requested.event_id, 'erin'), { actor: 'erin', title });
  const title = `clear recall ${recall.event_id}`;
  expect(await why(await approving(title))).toBe('lifted');
  expect(await why(await approving(`clear recall ${recall.event_id.slice(0, 8)}`))).toBe('lifted');
  // What several recalls begin with names none of them.
  const twin = recalledEvent({
    event_id: `${recall.event_id.slice(0, 31)}${recall.event_id.endsWith('0') ? '1' : '0'}`,
  });
  const short = await approving(`clear recall ${recall.event_id.slice(0, 8)}`);
  expect(await why(short, twin)).toMatch(/whose title names several recalls by/);
  expect(await why(await approving(`clear recall ${other}`))).toMatch(/does not name/);
  expect(await why(await approving(`${title},${other}`))).toMatch(/is not about recall \w+, which the title/);
  // Who asks does not approve: the title of both is the same.
  const asked = await by(requestedEvent([recall.event_id], 'erin'), { actor: 'erin' });
  const turned = ofRunOf(approvedEvent(requested.event_id, 'erin'), asked);
  expect(await why(turned, asked)).toMatch(/names a workflow run that the request \w+ names as well/);
  // Nor does a run of before, whose own request somebody took away.
  const run = world.github.state.runs.get(Number(asked.by?.ci_run_id));
  Object.assign(run ?? {}, { startedAt: new Date(Date.now() - 60_000).toISOString() });
  expect(await why(turned)).toMatch(/before that of its request/);
}, 120_000);

test('a request ends by a run whose title says so, of who may; on a comment nothing ends', async () => {
  await policySays('recall: { clear: { approvers: [bob, alice] } }');
  const approve = { workflowPath: '.github/workflows/approve.yml' };
  const requested = await by(requestedEvent([RECALL.event_id], 'alice'), { actor: 'alice' });
  const id = requested.event_id;
  const said = async (event: RecallEvent, options: Partial<Parameters<typeof by>[1]> & { actor: string }) => {
    const made = await by(event, { ...approve, ...options });
    const answer = await asker()(made, [requested, made]);
    return answer.state === 'contradicted' ? answer.why.join() : answer.state;
  };
  expect(await said(rejectedEvent(id, 'bob'), { actor: 'bob' })).toBe('confirmed');
  expect(await said(cancelledEvent(id), { actor: 'alice' })).toBe('confirmed');
  expect(await said(rejectedEvent(id, 'alice'), { actor: 'alice' })).toMatch(
    /^rejects what `alice` had asked/,
  );
  expect(await said(rejectedEvent(id, 'erin'), { actor: 'erin' })).toMatch(/erin/);
  expect(await said(rejectedEvent(id, 'bob'), { actor: 'erin' })).toMatch(/^decides for `bob`/);
  expect(await said(cancelledEvent(id), { actor: 'bob' })).toMatch(
    /^takes back what `bob` had not asked for/,
  );
  for (const title of [`/approve ${id}`, `/reject ${freshId()}`, `clear recall ${RECALL.event_id}`])
    expect(await said(rejectedEvent(id, 'bob'), { actor: 'bob', title })).toMatch(
      /title of its workflow run is/,
    );
  expect(await said(rejectedEvent(id, 'bob'), { actor: 'bob', title: 'Nightly' })).toBe('unknown');
  expect(await said(rejectedEvent(id, 'bob'), { actor: 'bob', started: 'issue_comment' })).toMatch(/by hand/);
  expect(await said(rejectedEvent(freshId(), 'bob'), { actor: 'bob' })).toMatch(/which there is not/);
}, 120_000);

test('a listed file says of no run that it was to lift a recall', async () => {
  const promote = '.github/workflows/promote.yml';
  await policySays(`registry_workflows: [${promote}, ${FILE}]`);
  const recall = await by(RECALL, { actor: 'bob' });
  const requested = await by(requestedEvent([RECALL.event_id], 'alice'), { actor: 'alice' });
  const trigger = await world.dispatch({ workflowPath: promote, actor: 'bob', title: 'Promote' });
  const approved = ofRun(approvedEvent(requested.event_id, 'bob'), trigger);
  const cleared = ofRun(clearedEvent([RECALL.event_id], requested, [approved]), trigger);
  expect(await states([recall, requested, approved, cleared])).toMatchObject({
    open: [recall.event_id],
    uncounted: [{ why: expect.stringContaining('nothing says that it was to lift a recall') }],
  });
}, 60_000);

test('neither a flood of forged lifts nor copies of the true one undo it', async () => {
  await policySays('');
  const recall = await by(RECALL, { actor: 'bob' });
  const { requested, approved, cleared } = await lifting();
  const forged = Array.from({ length: 150 }, (_, index) => {
    const of = { ...cleared.by, ci_run_id: String(900_000 + index) } as RecallEvent['by'];
    // Half of them say that nobody had to approve, the others rest on what is not there.
    const lift = index % 2 === 0 ? { request: null, approvals: [] } : { approvals: [freshId()] };
    return { ...cleared, ...lift, event_id: freshId(1000), by: of } as RecallEvent;
  });
  const copies = [requested, approved, cleared].map((one) => ({ ...one, event_id: freshId(), reason: 'x' }));
  const start = world.github.requests.length;
  expect(await states([recall, requested, approved, cleared, ...copies, ...forged])).toMatchObject({
    open: [],
  });
  const asked = world.github.requests.slice(start).map((one) => JSON.stringify(one));
  expect(asked.filter((one) => /runs\/900\d{3}/.test(one))).toEqual([]);
  // What nobody can lift costs few questions.
  const many = await states([recall, ...forged]);
  expect(many.open).toEqual([recall.event_id]);
  expect(many.uncounted).toHaveLength(150);
  const runs = world.github.requests.map((one) => /runs\/(900\d{3})/.exec(JSON.stringify(one))?.[1]);
  expect(new Set(runs.filter((one) => one !== undefined)).size).toBe(20);
}, 120_000);

test('where GitHub cannot be asked, what is recalled stays so', async () => {
  await policySays('');
  const recall = await by(RECALL, { actor: 'alice' });
  const { requested, approved, cleared } = await lifting();
  const found = await states([recall, requested, approved, cleared], { most: 0 });
  expect(found.open).toEqual([recall.event_id]);
  expect(found.lines.join()).toMatch(/does not count: it could not be held against GitHub/);
}, 60_000);

test('a recall that makes no difference is not asked about', async () => {
  const recall = await by(RECALL, { actor: 'alice' });
  const folder = await folders.make();
  await initRepository(folder);
  const ledger = localLedger(folder);
  const bytes = await encodeRecord('recallEvent', recall);
  await ledger.write(adding({ path: recallPath(recall.event_id), bytes }));
  world.github.requests.length = 0;
  const log = new RecordingLog();
  const found = await openRecalls(await ledger.view(), { ask: asker(), log, matters: () => false });
  expect(found.open).toHaveLength(1);
  expect(world.github.requests).toEqual([]);
}, 60_000);
