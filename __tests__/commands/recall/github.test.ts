import { recallAsker } from '../../../src/commands/recalled/ask.js';
import { openRecalls } from '../../../src/commands/recalled/open-recalls.js';
import { createGitHub } from '../../../src/github/client.js';
import { RecordingLog } from '../../ledger/fixtures.js';
import { userId } from '../../support/github/shapes.js';
import { GitHubWorld } from '../../support/github-world.js';
import { cleared, emptyLedger, folders, type RecallAs, recalled, train } from './setup.js';

let world: GitHubWorld;
beforeAll(async () => {
  world = await GitHubWorld.start();
}, 60_000);
afterEach(() => {
  expect(world.github.violations).toEqual([]);
});
afterAll(async () => {
  await world.close();
  await folders.remove();
});

function asker() {
  const token = world.tokens.make({ actions: 'read', contents: 'read', issues: 'read' });
  const log = new RecordingLog();
  const client = createGitHub({ token, apiUrl: world.github.url, userAgent: 'test', log });
  const deps = { repositories: [world.repository], policy: '.github/lineage.yml', now: Date.now };
  return recallAsker({ github: async () => client, ...deps });
}

/** A job that somebody started by hand. */
async function job(actor: string, title: string): Promise<RecallAs> {
  const workflowPath = '.github/workflows/recall.yml';
  const { runId, ref, sha } = await world.dispatch({ actor, title, workflowPath });
  const by = {
    ...{ actor_id: String(userId(actor)), triggering_actor: actor, event: 'workflow_dispatch' },
    ...{ repository: world.repository, ref, commit: sha, ci_run_id: String(runId), ci_run_attempt: 1 },
    workflow_ref: `${world.repository}/${workflowPath}@${ref}`,
  };
  return { actor, by, ask: asker() };
}

test('a recall by a workflow, lifted by the runs of two people, as readers see it who ask GitHub', async () => {
  const ledger = await emptyLedger();
  await train(ledger, 1, { reads: [{}] });
  const open = async () => {
    const { open: found, uncounted } = await openRecalls(await ledger.view(), {
      ask: asker(),
      log: new RecordingLog(),
    });
    expect(uncounted).toEqual([]);
    return found.map(({ event_id }) => event_id);
  };
  const what = 'dataset:orders@v2.1';
  // What its run was not called for would not count, and is not written.
  await expect(recalled(ledger, what, {}, await job('alice', 'recall dataset:users@v1'))).rejects.toThrow(
    /E_RECALL_NOT_ALLOWED: The event recalled would not count: it recalls something else/,
  );
  const { event } = await recalled(ledger, what, {}, await job('alice', `recall ${what}`));
  const id = event.event_id;
  expect(await recalled(ledger, what, {}, await job('bob', `recall ${what}`))).toMatchObject({
    already: 'same',
  });
  expect(await open()).toEqual([id]);
  await expect(cleared(ledger, id, await job('alice', 'Nightly'))).rejects.toThrow(
    /E_RECALL_NOT_ALLOWED: .*let its job have `id-token: write`/,
  );
  // One that somebody pushed from a laptop is nobody's request.
  await cleared(ledger, id, { actor: 'mallory' });
  const asked = await cleared(ledger, id, await job('alice', `clear recall ${id}`));
  expect(asked).toMatchObject({
    state: 'pending-approval',
    events: [{ type: 'clear-requested', actor: 'alice' }],
  });
  expect(await open()).toEqual([id]);
  const done = await cleared(ledger, id, await job('bob', `clear recall ${id}`));
  expect(done).toMatchObject({ state: 'done', request: { event: { actor: 'alice' } } });
  expect(await open()).toEqual([]);
}, 60_000);
