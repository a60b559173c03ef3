import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { parse } from 'yaml';
import type { RunRecord } from '../../src/core/generated/types.js';
import { type ActResult, act, runAct } from '../support/act.js';
import { GitHubWorld, type Trigger } from '../support/github-world.js';
import { pythonWith } from '../support/python.js';
import type { Permissions } from '../support/tokens.js';
import { type LedgerState, only, readLedger } from './support.js';

// The first run installs scikit-learn, and in CI builds act.
jest.setTimeout(600_000);

const EXAMPLE = ['train.py', 'params.yaml', 'requirements.txt', '.gitignore'];

let program: string | undefined;
let python: string | undefined;
let world: GitHubWorld;

const text = (...parts: string[]) => readFile(path.resolve('examples', ...parts), 'utf8');

beforeAll(async () => {
  program = await act();
  const lines = (await text('sklearn', 'requirements.txt')).split('\n').map((line) => line.trim());
  python = await pythonWith(lines.filter((line) => /^\w/.test(line)));
  const files = await Promise.all(EXAMPLE.map(async (name) => [name, await text('sklearn', name)] as const));
  world = await GitHubWorld.start({
    files: {
      ...Object.fromEntries(files),
      'data/penguins.csv': await text('penguins', 'data', 'penguins.csv'),
      '.github/lineage.yml': await text('lineage.yml'),
    },
  });
});

afterAll(async () => {
  await world.close();
});

/** An example workflow as a user copies it, run for an event. Undefined where act or Python is missing. */
async function workflow(
  name: string,
  trigger: Trigger,
): Promise<(ActResult & { ledger: LedgerState; runs: RunRecord[] }) | undefined> {
  if (program === undefined || python === undefined) return undefined;
  const file = path.resolve('examples', 'workflows', `${name}.yml`);
  const result = await runAct(world, trigger, { program, workflow: file, path: [path.dirname(python)] });
  const ledger = await readLedger(world);
  const runs = ledger.runs.filter((run) => run.context.ci_run_id === String(trigger.runId));
  expect({ code: result.code, log: result.code === 0 ? '' : result.log }).toEqual({ code: 0, log: '' });
  expect(world.github.violations).toEqual([]);
  return { ...result, ledger, runs };
}

function expectTrained(run: RunRecord, trigger: Trigger): void {
  expect(run).toMatchObject({
    status: 'FINISHED',
    inputs: { code: { repository: world.repository, commit: trigger.headSha, dirty: false } },
    tags: {
      owner: 'birds-team',
      dataset_version: 'penguins_v0.1',
      git_commit: trigger.headSha,
      triggered_by: 'ci/github-actions',
    },
    environment: { python: { packages: { 'scikit-learn': expect.stringMatching(/^1\./) } } },
  });
  expect(run.outputs.metrics['accuracy']?.value).toBeGreaterThan(0.85);
  const stored = run.outputs.artifacts.flatMap((artifact) => artifact.stored);
  expect(new Set(stored.map((place) => place.type))).toEqual(new Set(['github-artifact']));
}

test('train.yml: tracked, registered, and its outputs used', async () => {
  const trigger = await world.push();
  const result = await workflow('train', trigger);
  if (result === undefined) return;
  const run = only(result.runs);
  expectTrained(run, trigger);
  expect(run.context).toMatchObject({ workflow: 'train', job: 'train', event: 'push', matrix: null });
  const version = only(result.ledger.versions.filter(({ run_id }) => run_id === run.run_id));
  expect(version).toMatchObject({
    model: 'penguin_species',
    description: 'Random forest on the Palmer penguins',
  });
  expect(result.log).toMatch(new RegExp(`models:/penguin_species/${version.version} has \\{"accuracy":0\\.`));
});

test('train-job.yml: the steps after track are the run, which register ends', async () => {
  const trigger = await world.push({
    files: {
      'params.yaml': 'n_estimators: 20\nmax_depth: 3\nmin_samples_leaf: 2\ntest_share: 0.25\nseed: 3\n',
    },
  });
  const result = await workflow('train-job', trigger);
  if (result === undefined) return;
  const run = only(result.runs);
  expectTrained(run, trigger);
  expect(run.command.run).toBeNull();
  expect(run.outputs.metrics['model_bytes']?.value).toBe(
    only(run.outputs.models).manifest.files.find((file) => file.path === 'model.joblib')?.size_bytes,
  );
  expect(result.ledger.versions.map(({ run_id }) => run_id)).toContain(run.run_id);
});

test('matrix.yml: four legs, four runs', async () => {
  const trigger = await world.push();
  const result = await workflow('matrix', trigger);
  if (result === undefined) return;
  for (const run of result.runs) expectTrained(run, trigger);
  const legs = result.runs.map(({ context, inputs }) => {
    expect(inputs.params).toMatchObject(context.matrix ?? {});
    return JSON.stringify(context.matrix);
  });
  const all = [2, 6].flatMap((max_depth) => [1, 2].map((seed) => JSON.stringify({ max_depth, seed })));
  expect(legs.sort()).toEqual(all.sort());
});

test('pull-request.yml: recorded under the head commit, not the merge commit that is checked out', async () => {
  const trigger = await world.pullRequest({ files: { 'NOTES.md': 'A better model\n' } });
  const result = await workflow('pull-request', trigger);
  if (result === undefined) return;
  const run = only(result.runs);
  expectTrained(run, trigger);
  expect(run.inputs.code).toMatchObject({ merge_commit: trigger.sha, base_commit: trigger.baseSha });
  expect(run.context).toMatchObject({ event: 'pull_request', trust: 'trusted' });
  expect(result.ledger.versions.map(({ run_id }) => run_id)).not.toContain(run.run_id);
});

/** What the jobs of an example ask for, together: act gives all of them one token. */
async function permissionsOf(name: string): Promise<Permissions> {
  const { jobs } = parse(await text('workflows', `${name}.yml`)) as {
    jobs: Record<string, { permissions: Record<string, 'read' | 'write'> }>;
  };
  const asked = Object.values(jobs).flatMap(({ permissions }) => Object.entries(permissions));
  // `read` first, so that `write` has the last word.
  const all = asked.sort(([, one], [, other]) => one.localeCompare(other));
  return Object.fromEntries(all.map(([scope, level]) => [scope.replaceAll('-', '_'), level]));
}

/** The merge queue tests a pull request. */
async function mergeQueue(pull: Trigger): Promise<Trigger> {
  const ref = `refs/heads/gh-readonly-queue/main/pr-${pull.pull?.number}-${pull.baseSha}`;
  const parents = [pull.baseSha, pull.headSha];
  const sha = await world.repo.commit({ 'queued.txt': 'x' }, { branch: ref, parents });
  const { runId } = await world.push();
  const merge_group = { head_ref: ref, head_sha: sha, base_ref: 'refs/heads/main', base_sha: pull.baseSha };
  const { repository, sender } = pull.event;
  const event = { action: 'checks_requested', merge_group, repository, sender };
  const { pull: _, ...others } = pull;
  return {
    ...others,
    eventName: 'merge_group',
    event,
    sha,
    ref,
    headRef: '',
    baseRef: '',
    headSha: sha,
    runId,
  };
}

test('gate.yml: a pull request is compared with the run of main that it began at; the merge queue judges the same run', async () => {
  const permissions = await permissionsOf('gate');
  // A commit of its own: the runs that other tests made of the one before are not to be judged.
  const push = await world.push({ files: { 'NOTES.md': 'Begin\n' } });
  const main = await workflow('gate', { ...push, permissions });
  if (main === undefined) return;
  const params = 'n_estimators: 50\nmax_depth: 5\nmin_samples_leaf: 2\ntest_share: 0.25\nseed: 7\n';
  const pull = await world.pullRequest({ branch: 'gated', files: { 'params.yaml': params } });
  const judged = await workflow('gate', { ...pull, permissions });
  if (judged === undefined) return;
  const run = only(judged.runs);
  expectTrained(run, pull);
  const comment = only(world.github.state.comments);
  expect(comment.body).toMatch(/^## ✅ penguin\\_species passes/m);
  expect(comment.body).toContain(run.run_id);
  expect(comment.body).toContain(only(main.runs).run_id);
  const statuses = (sha: string) => world.github.state.statuses.filter((status) => status.sha === sha);
  expect(only(statuses(pull.headSha))).toMatchObject({ state: 'success', context: 'lineage-gate' });

  const queue = await mergeQueue(pull);
  const queued = await workflow('gate', { ...queue, permissions });
  expect(queued?.runs).toEqual([]);
  expect(only(statuses(queue.sha))).toMatchObject({ state: 'success', context: 'lineage-gate' });
  expect(world.github.state.comments).toHaveLength(1);
});
