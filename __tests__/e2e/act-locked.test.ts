import path from 'node:path';
import { jest } from '@jest/globals';
import { act, runAct } from '../support/act.js';
import { GitHubWorld, type Trigger } from '../support/github-world.js';
import { finished } from './finished.js';
import { applyRulesets, appToken } from './locked-app.js';
import { errorsOf, only, readLedger, TRACK, TRAINING } from './support.js';

// In CI the first run builds act.
jest.setTimeout(600_000);

let world: GitHubWorld;
let program: string | undefined;

beforeAll(async () => {
  program = await act();
  world = await GitHubWorld.start();
  await world.artifacts();
});

afterAll(async () => {
  await world.close();
});

/** What an example does, with a `GITHUB_TOKEN` that may read the code. */
async function ran(name: string, trigger: Trigger, program: string) {
  const workflow = path.resolve('examples/workflows', name);
  const started = { ...trigger, permissions: { contents: 'read' } as const };
  const options = { program, workflow, path: [path.dirname(process.execPath)] };
  const result = await runAct(world, started, { ...options, appToken: appToken(world, name) });
  expect({ code: result.code, log: result.code === 0 ? '' : result.log }).toEqual({ code: 0, log: '' });
  return result;
}

async function trained(trigger: Trigger): Promise<Trigger> {
  const job = await world.job(trigger, { permissions: { contents: 'read' } });
  expect(errorsOf(await job.uses(TRACK, { ...TRAINING, record: 'evidence' }))).toEqual([]);
  return finished(world, trigger);
}

test('the workflows of the locked set-up register what main has trained and nothing else, and promote it', async () => {
  if (program === undefined) return;
  await applyRulesets(world, 'open.json', 'locked.json', 'locked-tags.json');
  const push = await world.push({
    files: { '.github/lineage.yml': 'version: 1\nledger: { parking: false }\n' },
  });
  // A branch of a pull request can be called as it likes; GitHub says of the run what started it.
  await ran(
    'locked-publish.yml',
    await trained(await world.pullRequest({ fork: true, branch: 'main' })),
    program,
  );
  await ran('locked-publish.yml', await trained(await world.push({ branch: 'other' })), program);
  const before = await readLedger(world);
  expect([before.runs.length, before.versions.length]).toEqual([2, 0]);

  await ran('locked-publish.yml', await trained(push), program);
  const { versions, runs } = await readLedger(world);
  expect(runs).toHaveLength(3);
  const version = only(versions);
  expect(version).toMatchObject({ model: 'penguin_species', version: 1 });
  expect(runs.find(({ run_id }) => run_id === version.run_id)?.context.ci_run_id).toBe(String(push.runId));

  const inputs = { model: 'penguin_species', version: '1', stage: 'Production', reason: 'first' };
  const byHand = await world.dispatch();
  await ran('locked-promote.yml', { ...byHand, event: { ...byHand.event, inputs } }, program);
  const { events } = await readLedger(world);
  expect(events.map(({ type }) => type)).toContain('stage-changed');
  expect(world.github.violations).toEqual([]);
});
