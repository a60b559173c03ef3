import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { jest } from '@jest/globals';
import { act, runAct } from '../support/act.js';
import { GitHubWorld } from '../support/github-world.js';
import { errorsOf, only, REGISTER, TRACK } from './support.js';

// In CI the first run builds act.
jest.setTimeout(600_000);

let world: GitHubWorld;
let program: string | undefined;

beforeAll(async () => {
  program = await act();
  world = await GitHubWorld.start();
});

afterAll(async () => {
  await world.close();
});

/** What deploy.yml does with an event of this payload. */
async function deployed(client_payload: Record<string, unknown>, program: string) {
  const push = await world.push();
  const { repository } = push.event;
  const event = { action: 'lineage-promoted', branch: 'main', client_payload, repository };
  const trigger = { ...push, eventName: 'repository_dispatch', event };
  const workflow = resolve('examples/workflows/deploy.yml');
  const result = await runAct(world, trigger, { program, workflow, path: [join(process.execPath, '..')] });
  const workspace = join(world.root, `act-${trigger.runId}`, 'models');
  return { ...result, workspace };
}

test('deploy.yml: what a promotion sends brings the files that were promoted, and nothing else does', async () => {
  if (program === undefined) return;
  const run = 'printf weights > model.bin';
  const training = await world.job(await world.push());
  expect(errorsOf(await training.uses(TRACK, { run, datasets: 'orders=v2.1', model: 'model.bin' }))).toEqual(
    [],
  );
  expect(errorsOf(await training.uses(REGISTER, { model: 'clf' }))).toEqual([]);
  const job = await world.job(await world.push(), { checkout: 'none' });
  const report = await job.uses(resolve('promote'), { model: 'clf', stage: 'Production', reason: 'first' });
  expect(errorsOf(report)).toEqual([]);
  const payload = only(world.github.state.dispatches).payload as Record<string, unknown>;

  const good = await deployed(payload, program);
  expect({ code: good.code, log: good.code === 0 ? '' : good.log }).toEqual({ code: 0, log: '' });
  expect(good.log).toContain('models:/clf/1 goes from None to Production, instead of version none');
  expect(good.log).toMatch(/ 7 .* model\.bin/);

  const other = await deployed({ ...payload, digest: `sha256:${'0'.repeat(64)}` }, program);
  expect(other.code).not.toBe(0);
  expect(other.log).toMatch(/The event speaks of sha256:0{64}, and the ledger has sha256:/);

  const staging = await deployed({ ...payload, stage: 'Staging' }, program);
  expect(staging.code).toBe(0);
  expect(staging.log).not.toContain('goes from');

  const text = '"; touch pwned; echo "$(touch pwned)`touch pwned`';
  for (const key of ['from_stage', 'event_id', 'replaced', 'model_uri']) {
    const { workspace } = await deployed({ ...payload, [key]: text }, program);
    await expect(access(join(workspace, 'pwned'))).rejects.toThrow('ENOENT');
  }
  expect(world.github.violations).toEqual([]);
});
