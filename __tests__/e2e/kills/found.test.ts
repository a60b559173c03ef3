// Kills that once went wrong, each at the step where it did.
import type { RunRecord } from '../../../src/core/generated/types.js';
import type { GitHubWorld } from '../../support/github-world.js';
import { record } from '../gate-support.js';
import { only, readLedger, useFreshWorld } from '../support.js';
import { check } from './check.js';
import { type Aim, hooksOf } from './killer.js';
import { type Happened, perform } from './perform.js';
import type { Kind, Scenario } from './scenario.js';

const RECORDED = String.raw`^after git .*\bpush\b.*refs/heads/lineage`;
const SENDING = String.raw`^during git .*\bpush\b.*refs/heads/lineage`;
const PARKED = String.raw`^after git .*\bpush\b.*refs/lineage/inbox`;

let world: GitHubWorld;
useFreshWorld((made) => {
  world = made;
});

/** Kills one, has the runner do what it does then, and checks what must hold after every kill. */
async function kill(
  kind: Kind,
  { meanwhile, ...aim }: Pick<Aim, 'at' | 'what'> & { meanwhile?: (request: string) => Promise<unknown> },
): Promise<Happened> {
  const scenario: Scenario = {
    ...{ seed: 0, kind, ledger: 'there', hasModel: false, by: 'own step', at: 0, losesRunner: false },
    what: aim.what,
  };
  const hooks = hooksOf(world.git);
  if (meanwhile !== undefined) hooks.set(world.repository, meanwhile);
  const happened = await perform(scenario, { world, hooks, aim: { by: 'own step', ...aim } });
  expect(happened.killed).toBe(true);
  return happened;
}

const problems = (happened: Happened) => check({ kind: 'track with a command' }, happened, world);

async function runOf({ trigger }: Happened): Promise<RunRecord> {
  const { runs } = await readLedger(world);
  return only(runs.filter(({ context }) => context.ci_run_id === String(trigger.runId)));
}

// Windows has no signals.
const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('killed', () => {
  test('after the record was written: post finds it there, tells of it, and hands nothing over', async () => {
    const happened = await kill('track with a command', { at: RECORDED, what: 'all' });
    const run = await runOf(happened);
    expect(run.status).toBe('FINISHED');
    const post = only(happened.posts);
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(post.outputs).toMatchObject({ 'run-id': run.run_id, status: 'FINISHED' });
    expect(post.summary).toContain('| val\\_auc | 0.93 |');
    expect(post.stdout).toContain(`Run ${run.run_id} is recorded already`);
    expect(await problems(happened)).toEqual([]);
  }, 300_000);

  test('while git sends the record, and git lives on: one of the two ends of the run is recorded', async () => {
    const happened = await kill('track with a command', { at: SENDING, what: 'action' });
    await runOf(happened);
    expect(only(happened.posts).outcome).toBe('success');
    expect(await problems(happened)).toEqual([]);
  }, 300_000);

  test('after the run was parked: post leaves it there, and the next writer adds it', async () => {
    let pushes = 0;
    const meanwhile = async (request: string) => {
      if (request === 'GET refs?service=git-receive-pack') pushes += 1;
      // The first sees whether the ledger can be written; the second loses its race.
      if (pushes === 2) await record(world, [{ commit: 'c'.repeat(40), experiment: 'other' }]);
    };
    const happened = await kill('track with a command', { at: PARKED, what: 'all', meanwhile });
    expect(only(happened.posts).stdout).toContain('is recorded already');
    expect(await problems(happened)).toEqual([]);
    expect((await runOf(happened)).status).toBe('FINISHED');
  }, 300_000);

  test('after `register` has recorded the run that it ends: post records it no second time', async () => {
    const happened = await kill('register that ends a run', { at: RECORDED, what: 'all' });
    expect(only(happened.posts).stdout).toContain('is recorded already');
    expect(await problems(happened)).toEqual([]);
  }, 300_000);
});
