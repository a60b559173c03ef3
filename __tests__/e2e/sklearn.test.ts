import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { sha256 } from '../../src/core/digest.js';
import type { RunRecord } from '../../src/core/generated/types.js';
import { UserRepo } from '../cli/user-repo.js';
import { GitHubWorld } from '../support/github-world.js';
import { pythonWith } from '../support/python.js';
import { errorsOf, only, REGISTER, readLedger, TRACK } from './support.js';

// The first run installs scikit-learn.
jest.setTimeout(600_000);

/** The example as a user copies it: the training, the data it names, and the policy. */
async function exampleFiles(): Promise<Record<string, string>> {
  const from = path.resolve('examples', 'sklearn');
  const names = (await readdir(from, { withFileTypes: true })).filter((entry) => entry.isFile());
  const files = await Promise.all(
    names.map(async ({ name }) => [name, await readFile(path.join(from, name), 'utf8')] as const),
  );
  return {
    ...Object.fromEntries(files),
    'data/penguins.csv': await readFile(path.resolve('examples/penguins/data/penguins.csv'), 'utf8'),
  };
}

let files: Record<string, string>;
let python: string | undefined;

beforeAll(async () => {
  files = await exampleFiles();
  const lines = (files['requirements.txt'] ?? '').split('\n');
  python = await pythonWith(lines.map((line) => line.trim()).filter((line) => /^\w/.test(line)));
});

/** What a run of the example must say of itself, whoever started it. */
function expectTraining(run: RunRecord): void {
  expect(run).toMatchObject({
    status: 'FINISHED',
    inputs: {
      params: { n_estimators: 200, max_depth: 6, min_samples_leaf: 2, test_share: 0.25, seed: 7 },
      seeds: { seed: 7 },
      datasets: [
        {
          name: 'penguins',
          version: 'v0.1',
          digest: sha256(files['data/penguins.csv'] ?? ''),
          path: 'data/penguins.csv',
        },
      ],
    },
    environment: { python: { version: expect.stringMatching(/^3\.\d+\.\d+/) } },
    tags: { dataset_version: 'penguins_v0.1', owner: 'birds-team' },
  });
  const { metrics, artifacts, models, system } = run.outputs;
  expect(Object.keys(metrics).sort()).toEqual(['accuracy', 'f1_macro', 'log_loss']);
  expect(metrics['accuracy']?.value).toBeGreaterThan(0.9);
  // The packages of the environment that was used, not those of the machine's Python.
  const packages: Record<string, string> = run.environment.python?.packages ?? {};
  expect(packages['scikit-learn']).toMatch(/^1\.\d+/);
  expect(packages['numpy']).toBeDefined();
  expect(run.environment.lockfiles.map((file) => file.path)).toContain('requirements.txt');
  expect(system.peak_memory_bytes).toBeGreaterThan(50_000_000);
  expect(system.cpu_s).toBeGreaterThan(0.2);
  const { manifest } = only(models);
  expect(manifest.files.map((file) => file.path)).toEqual(['model.joblib', 'requirements.txt']);
  expect(artifacts.filter(({ kind }) => kind === 'picture').map((file) => file.path)).toEqual([
    'confusion.png',
  ]);
}

test('in a job: trained, recorded, uploaded and registered under the example policy', async () => {
  if (python === undefined) return;
  const world = await GitHubWorld.start({
    files: { ...files, '.github/lineage.yml': await readFile(path.resolve('examples/lineage.yml'), 'utf8') },
  });
  try {
    const job = await world.job(await world.push());
    // As actions/setup-python does.
    await job.run('echo "$FOLDER" >> "$GITHUB_PATH"', { env: { FOLDER: path.dirname(python) } });
    const report = await job.uses(TRACK, {
      run: 'python train.py data/penguins.csv',
      experiment: 'penguin_species',
      datasets: 'penguins=v0.1 data/penguins.csv',
      params: 'params.yaml',
      metrics: 'metrics.json',
      artifacts: 'confusion.png',
      model: 'model/',
      tags: 'owner=birds-team',
    });
    const registered = await job.uses(REGISTER, { model: 'penguin_species', aliases: 'candidate' });
    expect([...errorsOf(report), ...errorsOf(registered)]).toEqual([]);

    const { runs, versions } = await readLedger(world);
    const run = only(runs);
    expectTraining(run);
    expect(run.tags['triggered_by']).toBe('ci/github-actions');
    const version = only(versions);
    expect(version).toMatchObject({ model: 'penguin_species', version: 1, run_id: run.run_id });
    expect(version.manifest).toEqual(only(run.outputs.models).manifest);
    expect(report.summary).toContain('accuracy');

    const server = await world.artifacts();
    const stored = version.stored[0];
    const model = await server.files(Number(stored?.id));
    for (const { path: name, digest } of version.manifest.files) {
      expect(sha256(model.get(name) ?? '')).toBe(digest);
    }
    const others = await server.files(Number(report.outputs['artifact-id']));
    const picture = others.get('confusion.png');
    expect(picture?.subarray(1, 4).toString()).toBe('PNG');
    expect(picture?.equals(await readFile(path.join(job.workspace, 'confusion.png')))).toBe(true);
    expect(world.github.violations).toEqual([]);
  } finally {
    await world.close();
  }
});

test('on a laptop: the same training by the command line', async () => {
  if (python === undefined) return;
  const repo = await UserRepo.create({ files });
  try {
    const env = { PATH: [path.dirname(python), repo.env['PATH']].join(path.delimiter) };
    const options = [
      ...['--dataset', 'penguins=v0.1 data/penguins.csv', '--tag', 'owner=birds-team'],
      ...['--param', 'params.yaml', '--metric', 'metrics.json'],
      ...['--artifact', 'confusion.png', '--model', 'model/'],
    ];
    const { stdout } = await repo.ok(['track', ...options, '--', 'python', 'train.py', 'data/penguins.csv'], {
      env,
    });
    expect(stdout).toMatch(/^\d+ training birds, \d+ test birds: /);
    const run = only(await repo.runs());
    expectTraining(run);
    expect(run.tags['triggered_by']).toBe('local');
    expect(await repo.git('status', '--porcelain')).toBe('');
    expect((await repo.ok(['register', 'penguin_species'])).stdout).toBe('models:/penguin_species/1\n');
    expect((await repo.ok(['runs', 'show', run.run_id])).stdout).toMatch(/\npython +3\./);
  } finally {
    await repo.close();
  }
});
