// What DVC leaves behind is written or stale as it was made: with each kind of its cache's links.
import path from 'node:path';
import { jest } from '@jest/globals';
import type { RunRecord } from '../../src/core/generated/types.js';
import { pythonWith } from '../support/python.js';
import { UserRepo } from './user-repo.js';

jest.setTimeout(600_000);

/** The newest that is known to run on Python 3.11. */
const PACKAGES = ['dvc==3.67.0'];
const STAGES = [
  'stages:',
  '  train:',
  '    cmd: sh train.sh',
  '    deps: [data.csv, train.sh]',
  '    params: [lr]',
  '    outs: [model.bin]',
  '    metrics: [{metrics.json: {cache: true}}]',
  '',
].join('\n');
const TRACK = [
  ...['track', '--param', 'dvc.lock', '--dataset', 'd=v1 data.csv', '--metric', 'metrics.json'],
  ...['--model', 'model.bin', '--', 'dvc', 'repro', '-q'],
];

let bin: string | undefined;
let repo: UserRepo;

beforeAll(async () => {
  const python = process.platform === 'win32' ? undefined : await pythonWith(PACKAGES);
  bin = python === undefined ? undefined : path.dirname(python);
});

/** A repository with a stage that DVC has run nowhere yet. */
async function project(cacheType: string): Promise<void> {
  repo = await UserRepo.create({
    files: {
      'data.csv': 'x\n1\n2\n',
      'params.yaml': 'lr: 0.1\n',
      'train.sh':
        'cp data.csv model.bin; echo "{\\"auc\\": $(sed \'s/lr: //\' params.yaml)}" > metrics.json\n',
      'dvc.yaml': STAGES,
      '.gitignore': '/.lineage\n',
      // What `dvc init` and `dvc config` write, which take a second each.
      '.dvc/config': `[core]\n    analytics = false\n[cache]\n    type = ${cacheType}\n`,
      '.dvc/.gitignore': '/config.local\n/tmp\n/cache\n',
      '.dvcignore': '',
    },
  });
}

function environment(): Record<string, string> {
  return { PATH: `${bin}${path.delimiter}${repo.env['PATH']}`, DVC_NO_ANALYTICS: '1' };
}

async function track(): Promise<{ code: number | null; run: RunRecord }> {
  const { code, stderr } = await repo.cli(TRACK, { env: environment() });
  const run = (await repo.runs()).at(-1);
  if (run === undefined) throw new Error(stderr);
  return { code, run };
}

afterEach(() => repo?.close());

describe.each(['copy', 'hardlink', 'symlink'])('a cache of the type %s', (cacheType) => {
  test('repro with changes writes, without has nothing to do and reuses, and from the run cache restores', async () => {
    if (bin === undefined) return;
    await project(cacheType);
    const first = await track();
    expect(first).toMatchObject({ code: 0, run: { outputs: { metrics: { auc: { value: 0.1 } } } } });
    expect(first.run.outputs.models[0]).not.toHaveProperty('reused');

    const idle = await track();
    const reused = { reused: true, made_by: first.run.run_id };
    expect(idle).toMatchObject({ code: 0, run: { outputs: { metrics: { auc: reused }, models: [reused] } } });
    expect(idle.run.problems).toBeUndefined();

    await repo.write({ 'params.yaml': 'lr: 0.5\n' });
    const changed = await track();
    expect(changed).toMatchObject({ code: 0, run: { outputs: { metrics: { auc: { value: 0.5 } } } } });
    expect(changed.run.outputs.metrics['auc']).not.toHaveProperty('reused');
    expect(changed.run.inputs.params).toMatchObject({ lr: 0.5 });

    // DVC knows this stage from before: nothing is trained, and the old bytes come back.
    await repo.write({ 'params.yaml': 'lr: 0.1\n' });
    const restored = await track();
    expect(restored).toMatchObject({ code: 0, run: { outputs: { metrics: { auc: { value: 0.1 } } } } });
    expect(restored.run.problems).toBeUndefined();
    expect(restored.run.inputs.params).toMatchObject({ lr: 0.1 });
  });

  test('a repro that is forced writes anew what has the same bytes', async () => {
    if (bin === undefined) return;
    await project(cacheType);
    await track();
    const { code, stderr } = await repo.cli([...TRACK, '-f'], { env: environment() });
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const [first, forced] = await repo.runs();
    expect(forced?.outputs.models).toMatchObject([{ same_as: first?.run_id }]);
    expect(forced?.outputs.models[0]).not.toHaveProperty('reused');
  });
});
