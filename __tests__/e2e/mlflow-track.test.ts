import path from 'node:path';
import { jest } from '@jest/globals';
import type { RunRecord } from '../../src/core/generated/types.js';
import { UserRepo } from '../cli/user-repo.js';
import { GitHubWorld } from '../support/github-world.js';
import { pythonWith } from '../support/python.js';
import { AUTOLOG, FLUENT, REGISTERS } from './mlflow-scripts.js';
import { errorsOf, GATE, only, REGISTER, readLedger, TRACK } from './support.js';

// The first run installs mlflow and scikit-learn.
jest.setTimeout(900_000);

const SWEEP = `
import sys
import mlflow

client = mlflow.MlflowClient()
for depth in (2, 4, 8):
    with mlflow.start_run(run_name=f"depth {depth}"):
        mlflow.log_params({"depth": depth, "dataset_version": "wine_v1.0"})
        mlflow.log_metric("auc", 0.9 - abs(depth - 4) / 100)
        with mlflow.start_run(run_name="fold", nested=True):
            mlflow.log_metric("auc", 0.5)
            mlflow.log_text("fold", "fold.txt")
sys.exit(int(sys.argv[1]))
`;

let python: string | undefined;

beforeAll(async () => {
  python = await pythonWith(['mlflow', 'scikit-learn']);
});

async function trainIn(world: GitHubWorld, trigger: Awaited<ReturnType<GitHubWorld['push']>>) {
  const job = await world.job(trigger);
  // As actions/setup-python does.
  await job.run('echo "$FOLDER" >> "$GITHUB_PATH"', { env: { FOLDER: path.dirname(python ?? '') } });
  const report = await job.uses(TRACK, { run: 'python train.py' });
  return { job, report };
}

function params({ inputs }: RunRecord): Record<string, unknown> {
  return inputs.params;
}

test('an unmodified script on a push is recorded, under the experiment that it names, and its model registered', async () => {
  if (python === undefined) return;
  const world = await GitHubWorld.start({ files: { 'train.py': FLUENT } });
  try {
    const trigger = await world.push();
    const { job, report } = await trainIn(world, trigger);
    const registered = await job.uses(REGISTER, { model: 'wine' });
    expect([...errorsOf(report), ...errorsOf(registered)]).toEqual([]);
    const { runs, versions } = await readLedger(world);
    const run = only(runs);
    expect(run).toMatchObject({
      ...{ experiment: 'wine_quality', run_name: 'logistic', status: 'FINISHED', parent_run_id: null },
      inputs: { seeds: { random_state: 42 } },
      outputs: { metrics: { loss: { value: 0.25, step: 2, source: 'mlflow' }, accuracy: { step: 0 } } },
      tags: { dataset_version: 'wine_v1.0', git_commit: trigger.sha, triggered_by: 'ci/github-actions' },
    });
    expect(run).not.toHaveProperty('problems');
    expect(params(run)).toEqual({ C: 0.5, random_state: 42, dataset_version: 'wine_v1.0' });
    expect(run.outputs.metrics['accuracy']?.value).toBeGreaterThan(0.8);
    const { path: name, manifest } = only(run.outputs.models);
    expect(name).toBe('model');
    expect(manifest).toMatchObject({ format: 'mlmodel', framework: { name: 'sklearn' } });
    expect(manifest.signature?.inputs).toBeDefined();
    expect(manifest.dependencies.join()).toMatch(/mlflow==3/);
    expect(run.outputs.artifacts.map((file) => file.path)).toEqual(['model', 'notes/classes.json']);
    expect(run.outputs.artifacts.every(({ stored }) => stored.length === 1)).toBe(true);
    expect(only(versions)).toMatchObject({ model: 'wine', version: 1, run_id: run.run_id });
    expect(world.github.violations).toEqual([]);
  } finally {
    await world.close();
  }
});

test("autolog on a pull request's merge checkout: the merge commit that git says there is the head commit", async () => {
  if (python === undefined) return;
  const world = await GitHubWorld.start({ files: { 'train.py': AUTOLOG } });
  try {
    const trigger = await world.pullRequest({ files: { 'more.txt': 'x' } });
    const { report } = await trainIn(world, trigger);
    expect(errorsOf(report)).toEqual([]);
    const run = only((await readLedger(world)).runs);
    expect(run.tags).toMatchObject({ dataset_version: 'wine_v1.1', git_commit: trigger.headSha });
    expect(trigger.headSha).not.toBe(trigger.sha);
    expect(run).not.toHaveProperty('problems');
    expect(params(run)).toMatchObject({ n_estimators: 20, random_state: 3 });
    expect(run.outputs.metrics['training_accuracy_score']?.value).toBeGreaterThan(0.9);
    expect(run.inputs.datasets.map(({ digests }) => Object.keys(digests ?? {}))).toContainEqual(['mlflow']);
    expect(only(run.outputs.models).manifest.signature?.outputs).toBeDefined();
  } finally {
    await world.close();
  }
});

test('a sweep: one commit with a record for each run, the best is the command, and the gate judges that one', async () => {
  if (python === undefined) return;
  const world = await GitHubWorld.start({ files: { 'train.py': SWEEP } });
  try {
    const job = await world.job(await world.push());
    await job.run('echo "$FOLDER" >> "$GITHUB_PATH"', { env: { FOLDER: path.dirname(python) } });
    const report = await job.uses(TRACK, { run: 'python train.py 0', 'main-run': 'max:auc' });
    expect(errorsOf(report)).toEqual([]);
    const { runs, log } = await readLedger(world);
    const own = only(runs.filter(({ run_id }) => run_id === report.outputs['run-id']));
    expect(own).toMatchObject({ run_name: 'depth 4', outputs: { metrics: { auc: { value: 0.9 } } } });
    const others = runs.filter((run) => run !== own);
    expect(others.map(({ context }) => context.command_run)).toEqual(others.map(() => own.run_id));
    const byName = others.map((run) => `${run.run_name} ${run.parent_run_id === null ? '' : 'part'}`.trim());
    expect(byName.sort()).toEqual(['depth 2', 'depth 8', 'fold part', 'fold part', 'fold part']);
    expect(others.filter(({ parent_run_id }) => parent_run_id === own.run_id)).toHaveLength(1);
    for (const fold of others.filter(({ run_name }) => run_name === 'fold')) {
      expect(only(fold.outputs.artifacts)).toMatchObject({ path: 'fold.txt', stored: [{}] });
      expect(fold.tags['dataset_version']).toBe('wine_v1.0');
    }
    // One commit makes the ledger, and one has all six.
    expect(log.map(({ message }) => message.split('\n')[0])).toContain('record 6 runs');
    expect(log.length).toBeLessThanOrEqual(2);
    const gate = await job.uses(GATE, { comment: 'false' });
    expect(gate.outputs['verdict']).toBe('pass');
  } finally {
    await world.close();
  }
});

test('what a script registers is held, loads by its number, and is registered when its run is recorded', async () => {
  if (python === undefined) return;
  const repo = await UserRepo.create({ files: { 'train.py': REGISTERS } });
  try {
    const held = await repo.cli(['track', '--mlflow-registry', 'hold', '--', python, 'train.py']);
    expect([held.code, held.stderr]).toEqual([0, expect.anything()]);
    expect(held.stdout).toMatch(/refused: .*`promote`/);
    expect(held.stdout).toContain('registered as 1 1');
    const shown = await repo.cli(['models', 'show', 'wine', '--json']);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      versions: [{ version: 1, description: 'A first try', tags: { reviewed_by: 'ann' } }],
    });
    expect(shown.stdout).toContain('champion');
    await repo.write({ '.github/lineage.yml': 'version: 1\nmetrics: { auc: {} }\n' });
    const judged = await repo.cli(['track', '--mlflow-registry', 'hold', '--', python, 'train.py']);
    // The numbers go on where the ledger's end, and what is there already is known to the script.
    expect([judged.code, judged.stdout]).toEqual([1, expect.stringContaining('registered as 2 2')]);
    expect(judged.stderr).toMatch(/metrics\.auc\.required/);
  } finally {
    await repo.close();
  }
});

test('on a laptop: several runs and none named is told with the way out, and a command that fails keeps its exit code', async () => {
  if (python === undefined) return;
  const repo = await UserRepo.create({ files: { 'train.py': SWEEP } });
  try {
    const several = await repo.cli(['track', '--', python, 'train.py', '0']);
    expect(several.code).toBe(1);
    expect(several.stderr).toMatch(
      /E_MLFLOW_MAIN_RUN: The command made 3 runs .*"depth 2".*auc=0.88.*max:auc/,
    );
    const failed = await repo.cli(['track', '--main-run', 'first', '--', python, 'train.py', '3']);
    expect(failed.code).toBe(3);
    const runs = await repo.runs();
    const last = only(runs.filter(({ status, context }) => status === 'FAILED' && !context.command_run));
    expect(last).toMatchObject({ run_name: 'depth 2', inputs: { params: { depth: 2 } } });
    // What the client said of the others stays.
    const others = runs.filter(({ context }) => context.command_run === last.run_id);
    expect(others.map(({ status }) => status)).toEqual(Array(5).fill('FINISHED'));
    expect(await repo.git('status', '--porcelain')).toBe('');
  } finally {
    await repo.close();
  }
});
