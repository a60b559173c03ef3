import { resolve } from 'node:path';
import type { ModelEvent } from '../../src/core/generated/types.js';
import { UserRepo } from '../cli/user-repo.js';
import { WarmCli } from '../cli/warm-cli.js';
import type { GitHubWorld, WorldJobOptions } from '../support/github-world.js';
import { errorsOf, REGISTER, readLedger, TRACK, useWorld } from './support.js';

const PROMOTE = resolve('promote');
const POLICY = [
  'version: 1',
  'metrics: { val_auc: { higher_is_better: true, max_drop: 0.05 } }',
  'stages:',
  '  Staging: { allowed_actors: [octocat, alice, "robot[bot]"] }',
  '  Production:',
  '    { from: [Staging], approvals: 1, approvers: [alice, bob, octocat], rollback: { approvals: 0 } }',
].join('\n');
const MODELS = ['clf', 'rank'];

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

/** Trains and registers the next version of both models, in one job. */
async function trained(val_auc: number): Promise<void> {
  const job = await world.job(await world.push());
  for (const model of MODELS) {
    const inputs = { run: `printf %s '${model} ${val_auc}' > ${model}.bin`, model: `${model}.bin` };
    const metrics = `val_auc=${val_auc}`;
    expect(errorsOf(await job.uses(TRACK, { ...inputs, datasets: 'orders=v2.1', metrics }))).toEqual([]);
    expect(errorsOf(await job.uses(REGISTER, { model }))).toEqual([]);
  }
}

async function promote(
  inputs: Record<string, string>,
  { actor = 'octocat', ...options }: WorldJobOptions & { actor?: string } = {},
) {
  const job = await world.job(await world.dispatch({ actor }), { checkout: 'none', ...options });
  return job.uses(PROMOTE, inputs, { continueOnError: true });
}

/** Whether it was done, and what was said against it. */
async function told(...args: Parameters<typeof promote>): Promise<string> {
  const { outputs, annotations } = await promote(...args);
  const against = annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
  return [outputs['state'], outputs['version'], ...against].join(' ');
}

/** Through Staging to Production, with the approval of alice. */
async function toProduction(model: string, version: string): Promise<void> {
  expect(await told({ model, version, stage: 'Staging' })).toBe(`done ${version}`);
  const asked = await promote({ model, version, stage: 'Production', reason: 'better' });
  expect(asked.outputs).toMatchObject({ state: 'pending-approval' });
  const approve = asked.outputs['request-id'] ?? '';
  expect(await told({ approve, model, version }, { actor: 'alice' })).toBe(`done ${version}`);
}

const back = (actor: string) =>
  told({ model: 'clf', stage: 'Production', rollback: 'true', reason: 'complaints' }, { actor });

async function eventsOf(model: string): Promise<ModelEvent[]> {
  return (await readLedger(world)).events.filter((event) => event.model === model);
}

test('five versions of two models: each goes its own way, and each refusal is told', async () => {
  const { people } = world.github.state;
  await world.push({ files: { '.github/lineage.yml': POLICY } });
  for (const login of ['octocat', 'alice', 'bob']) people.addCollaborator(world.repository, login, 'write');
  for (const val_auc of [0.9, 0.92, 0.93, 0.94, 0.7]) await trained(val_auc);

  await toProduction('clf', '1');
  await toProduction('rank', '2');
  for (const version of ['2', '3', '4']) await toProduction('clf', version);
  const before = await eventsOf('clf');

  const to = (stage: string, version: string, model = 'clf') => ({
    model,
    version,
    stage,
    reason: 'why not',
  });
  expect(await told(to('Production', '1'))).toContain('Production takes versions from Staging only');
  expect(await told(to('Production', '5'))).toMatch(
    /^refused 5 .*takes versions from Staging only.*`val_auc`/s,
  );
  expect(await told(to('Staging', '5'), { actor: 'mallory' })).toContain('may move');
  expect(await told(to('production line', '5'))).toContain('There is no stage "production line"');
  expect(await told({ ...to('Production', '4'), reason: '' })).toContain('`reason` is empty');
  expect(await told(to('Staging', '6'))).toContain(
    '`clf` has no version 6 (models:/clf/6). The versions are 1 to 5',
  );
  expect(await told(to('Staging', '1', 'clv'))).toMatch(/E_MODEL_NOT_FOUND.*clf/s);
  expect(await eventsOf('clf')).toEqual(before);
}, 600_000);

test('a bot asks in the name of those who trained: they do not approve it, and an approval of another request is none', async () => {
  const robot = { actor: 'robot[bot]' };
  expect(await told({ model: 'rank', version: '3', stage: 'Staging' }, robot)).toBe('done 3');
  const asked = await promote({ model: 'rank', version: '3', stage: 'Production', reason: 'nightly' }, robot);
  const approve = asked.outputs['request-id'] ?? '';
  expect(await told({ approve })).toContain('`octocat` has asked for it');
  expect(await told({ approve }, robot)).toContain('is a Bot');
  expect(await told({ approve, model: 'clf' }, { actor: 'alice' })).toContain('is about model rank');
  expect(await told({ approve }, { actor: 'bob' })).toBe('done 3');
  expect(await told({ approve }, { actor: 'alice' })).toContain('E_REQUEST_CLOSED');
}, 600_000);

test('three times back, one further each time, and then no more', async () => {
  expect(await back('mallory')).toContain('`mallory` may not write in this repository');
  expect(await back('alice')).toBe('done 3');
  expect(await back('bob')).toBe('done 2');
  expect(await back('alice')).toBe('done 1');
  expect(await back('alice')).toContain('no version of `clf` that Production could go back to');
}, 600_000);

test('what was in Production is told for every moment, of each model by itself', async () => {
  const repo = await UserRepo.create();
  const cli = new WarmCli();
  await repo.git('fetch', '--quiet', world.repo.dir, 'lineage:lineage');
  for (const [model, held] of [
    ['clf', [1, 2, 3, 4, 3, 2, 1]],
    ['rank', [2, 3]],
  ] as const) {
    const events = await eventsOf(model);
    const moves = events.filter((event) => event.type === 'stage-changed' && event.to_stage === 'Production');
    expect(moves.map(({ version }) => version)).toEqual(held);
    for (const [index, { at: since }] of events.entries()) {
      const holder = moves.findLast(({ event_id }) =>
        events.slice(0, index + 1).some((event) => event.event_id === event_id),
      );
      const until = Date.parse(events[index + 1]?.at ?? '') || Date.parse(since) + 3_600_000;
      for (const at of [Date.parse(since), (Date.parse(since) + until) / 2, until - 1]) {
        if (at < Date.parse(since) || at >= until) continue;
        const when = new Date(at).toISOString();
        const args = ['models', 'show', model, '--stage', 'Production', '--at', when, '--json'];
        const { stdout, stderr } = await cli.run(args, repo);
        if (holder === undefined) expect(stderr).toContain('has the stage Production at');
        else expect([when, JSON.parse(stdout).version.version]).toEqual([when, holder.version]);
      }
    }
  }
  await cli.close();
  await repo.close();
}, 600_000);
