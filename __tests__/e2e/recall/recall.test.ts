import { resolve } from 'node:path';
import type { RecallEvent } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { recallPath } from '../../../src/ledger/layout.js';
import { UserRepo } from '../../cli/user-repo.js';
import { recalledEvent } from '../../commands/recalled/events.js';
import type { GitHubWorld, WorldJobOptions } from '../../support/github-world.js';
import { READ_WRITE } from '../../support/tokens.js';
import { clone } from '../by-hand.js';
import { errorsOf, REGISTER, readLedger, TRACK, useWorld } from '../support.js';

const RECALL = resolve('recall');
const PERSON = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

interface Started extends Pick<WorldJobOptions, 'permissions'> {
  /** What starts it; default: somebody by hand. */
  event?: string;
  title?: string;
}

async function uses(inputs: Record<string, string>, { event, title, ...options }: Started = {}) {
  const named = {
    title: title ?? `recall ${inputs['what'] ?? ''}`,
    workflowPath: '.github/workflows/recall.yml',
  };
  const trigger = await world.dispatch(named);
  const run = world.github.state.runs.get(trigger.runId);
  if (event !== undefined && run !== undefined) run.event = event;
  const started = { ...trigger, eventName: event ?? trigger.eventName };
  const job = await world.job(started, { checkout: 'none', ...options });
  return job.uses(RECALL, inputs, { continueOnError: true });
}

async function recalls(): Promise<RecallEvent[]> {
  const { files } = await readLedger(world);
  return [...files].flatMap(([path, bytes]) =>
    path.startsWith('recalls/') ? [JSON.parse(bytes.toString()) as RecallEvent] : [],
  );
}

const issues = () => world.github.state.issues.all.filter(({ labels }) => labels.includes('lineage-recall'));

/** `lineage-gate recalls …` of somebody with a token. @returns what it prints */
async function recallsOf(token: string, ...args: string[]): Promise<string> {
  const repo = await UserRepo.create();
  await repo.git('remote', 'add', 'origin', world.git.url(world.repository));
  const env = { GITHUB_API_URL: world.github.url, GITHUB_SERVER_URL: world.git.serverUrl, GH_TOKEN: token };
  const { stdout, stderr } = await repo.cli(['recalls', ...args], { env });
  await repo.close();
  return stdout === '' ? stderr : stdout;
}

/** @param model as which it is registered, where it is */
async function trained(data: string, model?: string): Promise<void> {
  const job = await world.job(await world.push());
  const inputs = {
    run: `printf ${data} > model.bin`,
    tags: `dataset_version=orders_${data}`,
    model: 'model.bin',
  };
  expect(errorsOf(await job.uses(TRACK, inputs))).toEqual([]);
  if (model !== undefined) expect(errorsOf(await job.uses(REGISTER, { model }))).toEqual([]);
}

test('a recall that may write no issue is made, with a warning; the next refresh opens it, and none for a forged one', async () => {
  world.github.state.people.addCollaborator(world.repository, 'octocat', 'admin');
  await trained('v1', 'clf');
  const { issues: _, ...permissions } = READ_WRITE;
  const made = await uses(
    { what: 'dataset:orders@v1', reason: 'leaks', 'only-name': 'true' },
    { permissions },
  );
  expect(errorsOf(made)).toEqual([]);
  expect(made.outputs).toMatchObject({ state: 'recalled', 'issue-url': '' });
  const said = made.annotations.map(({ level, message }) => `${level}: ${message}`).join('\n');
  expect(said).toMatch(/^warning: The issue.* of the recalls? could not be written.*issues/m);
  expect(issues()).toEqual([]);
  // The issues are those of the workflows: a person's would be a second one.
  world.tokens.set(PERSON, { login: 'octocat', permissions: READ_WRITE });
  expect(await recallsOf(PERSON, 'refresh')).toMatch(
    /^[0-9a-f]{32} {2}has no issue of this account, and none is opened\n$/,
  );
  expect(issues()).toEqual([]);

  const forged = recalledEvent({ reason: 'nobody said so' });
  const workflow_ref = `${world.repository}/.github/workflows/train.yml@refs/heads/main`;
  const attempt = { ci_run_id: '1', ci_run_attempt: 1, ref: 'refs/heads/main' };
  const by = {
    ...attempt,
    actor_id: '7',
    triggering_actor: 'mallory',
    event: 'push',
    commit: 'a'.repeat(40),
  };
  const { runId } = await world.push();
  const event = {
    ...forged,
    by: { ...by, workflow_ref, ci_run_id: String(runId), repository: world.repository },
  };
  const mallory = await clone(world);
  await mallory.onLedger();
  await mallory.commit({ [recallPath(forged.event_id)]: canonicalJson(event) });
  expect(await mallory.push('HEAD:lineage')).toBe('');
  expect(await recalls()).toHaveLength(2);

  // What the policy lets pass the issue names as that, whoever refreshes it.
  const recall = `recall: ${made.outputs['event-id']}`;
  const waiver = `{ rule: recalled, ${recall}, model: clf, reason: known, by: me, expires: 2999-01-01 }`;
  await world.push({ files: { '.github/lineage.yml': `version: 1\nwaivers: [${waiver}]\n` } });
  const refreshed = await uses({ refresh: 'true' }, { title: 'recalls-refresh' });
  expect(errorsOf(refreshed)).toEqual([]);
  expect(refreshed.outputs).toMatchObject({ state: 'refreshed' });
  expect(issues().map(({ title }) => title)).toEqual([
    expect.stringMatching(/^Recalled: dataset:.*orders@v1$/),
  ]);
  expect(refreshed.log).toContain(recallPath(forged.event_id));
  const [issue] = issues();
  const { body = '' } = issue ?? {};
  expect(body).toContain('### Waived\n\n- `models:/clf/1`: waived by me until 2999-01-01 \\(known\\)');
  Object.assign(issue ?? {}, { body: body.replace('leaks', 'is fine') });
  expect(await recallsOf(world.tokens.make(READ_WRITE), 'refresh')).toContain(`/issues/${issue?.number}\n`);
  expect(issues().map((one) => one.body)).toEqual([body]);
  // Who asks GitHub sees what whatever refuses sees; else the records are told as they are.
  const listed = async (...more: string[]) =>
    JSON.parse(await recallsOf(PERSON, 'ls', '--remote', '--json', ...more)).map(
      (one: { recall: RecallEvent; state: string; events: string }) => [
        one.recall.event_id,
        one.state,
        one.events,
      ],
    );
  const id = made.outputs['event-id'];
  const both = (state: string, events: string) =>
    [
      [forged.event_id, state, events],
      [id, 'open', events],
    ]
      .sort()
      .reverse();
  expect(await listed()).toEqual(both('open', 'as recorded'));
  expect(await listed('--verify-events')).toEqual(both('does not count', 'verified'));
  const shown = ['show', forged.event_id, '--remote'];
  expect(await recallsOf(PERSON, ...shown)).toMatch(/^\| events \| as recorded; GitHub was not asked/m);
  expect(await recallsOf(PERSON, ...shown, '--verify-events')).toMatch(
    /^\| does not count \| .*\n[\s\S]*^\| events \| held against GitHub \|$/m,
  );
}, 200_000);

test('a workflow that the policy names recalls on a schedule, without an issue where it says so, and does no more', async () => {
  const policy = 'version: 1\nrecall: { issue: false, workflows: [.github/workflows/recall.yml] }\n';
  const what = 'dataset:orders@v2';
  await trained('v2');
  const asked = { what, reason: 'the checks of last night failed', 'only-name': 'true' };
  const refused = await uses(asked, { event: 'schedule' });
  expect(errorsOf(refused).join('\n')).toMatch(/^E_RECALL_NOT_ALLOWED: The event `schedule`/);
  expect(refused.summary).toContain('## ⛔ Nothing was recalled');
  await world.push({ files: { '.github/lineage.yml': policy } });
  const rolled = await uses({ ...asked, rollback: 'true' }, { event: 'schedule' });
  expect(errorsOf(rolled).join('\n')).toMatch(
    /^E_INPUT_INVALID: `rollback` is for what somebody starts by hand/,
  );
  const made = await uses(asked, { event: 'schedule', title: 'nightly checks' });
  expect(errorsOf(made)).toEqual([]);
  expect(made.outputs).toMatchObject({ state: 'recalled', 'issue-url': '' });
  expect(issues()).toHaveLength(1);
  const id = made.outputs['event-id'] ?? '';
  const cleared = await uses({ clear: id, reason: 'fine again' }, { event: 'schedule' });
  expect(errorsOf(cleared).join('\n')).toMatch(/^E_RECALL_NOT_ALLOWED/);
  expect(cleared.summary).toContain('## ⛔ Nothing was cleared');
  // Who asks takes it back by the workflow that answers requests of models, too; it approves none of these.
  const asks = await uses({ clear: id, reason: 'fine again' }, { title: `clear recall ${id}` });
  const request = asks.outputs['request-id'] ?? '';
  expect(asks.outputs).toMatchObject({
    state: 'pending-approval',
    'request-id': expect.stringMatching(/^\w{32}$/),
  });
  const answer = async (kind: string) => {
    const workflowPath = '.github/workflows/approve.yml';
    const started = await world.dispatch({ title: `/${kind} ${request}`, workflowPath });
    const job = await world.job(started, { checkout: 'none' });
    return job.uses(resolve('promote'), { [kind]: request, reason: 'not yet' }, { continueOnError: true });
  };
  expect(errorsOf(await answer('approve')).join()).toMatch(/^E_INPUT_INVALID: .*is approved by the workflow/);
  const ended = await answer('cancel');
  expect(errorsOf(ended)).toEqual([]);
  expect(ended.outputs).toMatchObject({ state: 'cancelled', 'request-id': request });
  expect(ended.summary).toContain('🚫 The request to clear 1 recall is cancelled: nothing is lifted');
  expect(errorsOf(await answer('cancel')).join()).toMatch(/^E_REQUEST_CLOSED: .* was cancelled at/);
}, 300_000);

test('every fault of the inputs is told at once', async () => {
  const report = await uses({ what: 'orders', clear: 'x', rollback: 'maybe', refresh: 'false' });
  expect(errorsOf(report).map((line) => line.slice(0, 60))).toEqual([
    expect.stringMatching(/`rollback` is `maybe`/),
    expect.stringMatching(/`what` and `clear` are given/),
    expect.stringMatching(/`clear` is "x"/),
    expect.stringMatching(/`reason` is empty/),
  ]);
  const nothing = await uses({ clear: '' });
  expect(errorsOf(nothing).join('\n')).toContain('`what`, `clear` and `refresh` are empty');
}, 60_000);
