import { resolve } from 'node:path';
import type { GitHubWorld } from '../support/github-world.js';
import { clone } from './by-hand.js';
import { errorsOf, REGISTER, TRACK, useWorld } from './support.js';

const PROMOTE = resolve('promote');
const POLICY = 'version: 1\nstages: { Production: { allowed_actors: [octocat] } }\n';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

/** A job that records a run, and registers it where a model is named. */
async function trained(bytes: string, model?: string): Promise<void> {
  const job = await world.job(await world.push());
  const inputs = { run: `printf %s '${bytes}' > model.bin`, datasets: 'orders=v2.1', model: 'model.bin' };
  expect(errorsOf(await job.uses(TRACK, inputs))).toEqual([]);
  if (model !== undefined) expect(errorsOf(await job.uses(REGISTER, { model }))).toEqual([]);
}

/** What a promotion to Production asks for, in order. */
async function promoted(version: string): Promise<{ git: string[]; api: string[] }> {
  const job = await world.job(await world.dispatch(), { checkout: 'none' });
  const { requests: git } = world.git;
  const { requests: api } = world.github;
  const before = { git: git.length, api: api.length };
  const report = await job.uses(PROMOTE, { model: 'clf', version, stage: 'Production', reason: 'better' });
  expect(errorsOf(report)).toEqual([]);
  expect(report.outputs).toMatchObject({ state: 'done', version });
  return {
    git: git.slice(before.git).map(({ path }) => path.replace(/^\/octo\/models\//, '')),
    api: api
      .slice(before.api)
      .map(({ method, path }) =>
        `${method} ${path}`.replace(/\/repos\/octo\/models/, '').replace(/\?.*|\/\d+/g, ''),
      ),
  };
}

test('a promotion asks git and GitHub for no more than it has to know', async () => {
  await world.push({ files: { '.github/lineage.yml': POLICY } });
  await trained('one', 'clf');
  await trained('two', 'clf');
  await trained('three');
  const newer = await clone(world);
  await newer.onLedger();
  // As when the newest run is of a later day: the first fetch does not bring the folder of these runs.
  await newer.git('rm', '-rq', 'index/day');
  await newer.commit({});
  expect(await newer.push('HEAD:lineage')).toBe('');

  const fetch = ['info/refs?service=git-upload-pack', 'git-upload-pack'];
  const git = [
    ...[...fetch, 'git-upload-pack'], // the tip of the ledger
    ...fetch, // the model
    ...fetch, // the days of the runs that are judged, with what else used their data
    ...['info/refs?service=git-receive-pack', 'git-receive-pack'],
  ];
  const told = ['POST /dispatches', 'POST /deployments', 'POST /deployments/statuses'];
  const api = ['GET /actions/artifacts', 'GET /git/ref/heads%2Flineage', ...told];
  expect(await promoted('1')).toEqual({ git, api: ['POST /graphql', ...api] });
  // What is replaced was brought there by a run of a workflow, which is asked about.
  expect(await promoted('2')).toEqual({
    git,
    api: ['POST /graphql', 'GET /actions/runs/attempts', ...api],
  });
}, 240_000);
