// What the record says of a run is what happened: outputs are what it wrote, inputs what it read, and no training is lost.
import { readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import type { RunRecord } from '../../src/core/generated/types.js';
import { encodeRecord } from '../../src/ledger/read/records.js';
import { UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(60_000);

const onPosix = process.platform === 'win32' ? describe.skip : describe;
const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());

beforeEach(async () => {
  repo = await UserRepo.create({
    warm,
    files: {
      'data.csv': 'x\n1\n2\n',
      'more/a.csv': '1\n',
      'params.yaml': 'lr: 0.1\n',
      'train.sh': 'mkdir -p model; echo weights > model/w; echo \'{"val_auc": 0.99}\' > metrics.json\n',
      '.gitignore': 'model/\nmetrics.json\n.lineage/\n',
    },
  });
});
afterEach(() => repo.close());

const OUTPUTS = ['--dataset', 'd=v1 data.csv', '--metric', 'metrics.json', '--model', 'model'];

async function newest(): Promise<RunRecord> {
  const run = (await repo.runs()).at(-1);
  if (run === undefined) throw new Error('there is no run');
  return run;
}

function codes({ problems = [] }: RunRecord): string[] {
  return problems.map(({ code }) => code);
}

onPosix('outputs', () => {
  beforeEach(async () => {
    await repo.ok(['track', ...OUTPUTS, '--param', 'v=1', '--', 'sh', 'train.sh']);
    expect((await newest()).problems).toBeUndefined();
  });

  test.each(['v=1', 'v=2'])(
    'of another run are not those of one that trains nothing with %s, and nothing of it is registered',
    async (param) => {
      const { code, stderr } = await repo.cli(['track', ...OUTPUTS, '--param', param, '--', 'true']);
      expect(code).toBe(1);
      expect(stderr).toMatch(/E_OUTPUT_STALE: "metrics\.json" was not written by this run/);
      const run = await newest();
      expect(run).toMatchObject({ status: 'FINISHED', outputs: { metrics: {}, models: [] } });
      expect(codes(run).sort()).toEqual(['E_OUTPUT_STALE', 'E_OUTPUT_STALE']);
      const refused = await repo.cli(['register', 'clf']);
      expect(refused.code).toBe(1);
      expect(await repo.git('ls-tree', '-r', '--name-only', 'lineage')).not.toContain('models/');
    },
  );

  test('made from the same params and data by a known run are reused, and may be registered', async () => {
    // As `make` does, or `dvc repro`, when there is nothing to do.
    const make = ['--', 'sh', '-c', 'test -e model || sh train.sh'];
    await repo.git('clean', '-fdxq', '-e', '.lineage');
    await repo.ok(['track', ...OUTPUTS, '--param', 'v=1', ...make]);
    const first = await newest();
    await repo.ok(['track', ...OUTPUTS, '--param', 'v=1', ...make]);
    const run = await newest();
    expect(run.problems).toBeUndefined();
    const reused = { reused: true, made_by: first.run_id };
    expect(run.outputs.metrics['val_auc']).toMatchObject({ value: 0.99, ...reused });
    expect(run.outputs.models).toMatchObject([{ path: 'model', ...reused }]);
    expect((await repo.ok(['register', 'clf'])).stdout).toBe('models:/clf/1\n');
  });

  test('that are taken knowingly are refused by the policy unless it says otherwise', async () => {
    await repo.ok(['track', ...OUTPUTS, '--param', 'v=3', '--stale', 'allow', '--', 'true']);
    expect((await newest()).outputs.models).toMatchObject([{ reused: true, made_by: null }]);
    const refused = await repo.cli(['register', 'clf']);
    expect({ code: refused.code, says: refused.stderr }).toMatchObject({
      code: 1,
      says: expect.stringMatching(/run\.fresh|did not write/),
    });
    await repo.write({ '.github/lineage.yml': 'version: 1\nrun: { fresh: false }\n' });
    expect((await repo.ok(['register', 'clf'])).stdout).toBe('models:/clf/1\n');
  });

  test('of a run that failed are only what it wrote', async () => {
    const { code } = await repo.cli(['track', ...OUTPUTS, '--', 'sh', 'tain.sh']);
    expect(code).toBeGreaterThan(0);
    expect(await newest()).toMatchObject({ status: 'FAILED', outputs: { metrics: {}, models: [] } });
  });

  test('written anew with the same bytes are its own, and the record says whose bytes they are', async () => {
    const [first] = await repo.runs();
    await repo.ok(['track', ...OUTPUTS, '--param', 'v=4', '--', 'sh', 'train.sh']);
    const [model] = (await newest()).outputs.models;
    expect(model).toMatchObject({ same_as: first?.run_id });
    expect(model).not.toHaveProperty('reused');
  });

  test('of a model folder in part are said, and the model is recorded', async () => {
    await repo.write({ 'model/old': 'x' });
    const { stderr } = await repo.ok(['track', ...OUTPUTS, '--', 'sh', 'train.sh']);
    expect(stderr).toMatch(/Of the model "model" the run did not write "model\/old"/);
    expect((await newest()).outputs.models[0]?.manifest.files.map((file) => file.path)).toEqual(['old', 'w']);
  });

  test('of a model with parts of an earlier, larger one are a problem', async () => {
    const index = '{"weight_map": {"a": "m-00001-of-00001.safetensors"}}';
    await repo.write({
      'model/m-00002-of-00002.safetensors': 'old',
      'model/m.safetensors.index.json': index,
    });
    const save = 'echo new > model/m-00001-of-00001.safetensors';
    const { code, stderr } = await repo.cli(['track', '--model', 'model', '--', 'sh', '-c', save]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/E_MODEL_SURPLUS.*"?m-00002-of-00002\.safetensors/);
    expect(codes(await newest())).toEqual(['E_MODEL_SURPLUS']);
  });

  test('that are artifacts and pictures', async () => {
    await repo.write({ 'notes.md': '# notes', 'old.png': Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1') });
    const args = ['--artifact', '*.md', '--picture', '*.png', '--', 'sh', 'train.sh'];
    const { stderr } = await repo.ok(['track', ...args]);
    expect(stderr).toMatch(/picture "old\.png" is left out: it was not written by this run/);
    expect((await newest()).outputs.artifacts).toMatchObject([{ path: 'notes.md', reused: true }]);
  });
});

onPosix('a table that is appended to', () => {
  const append = (rows: string) => `printf '${rows}' >> curve.csv`;

  test('gives the metric by its new rows; the old ones are history when the steps go on', async () => {
    await repo.write({ 'curve.csv': 'step,loss\n0,1.0\n1,0.9\n' });
    await repo.ok(['track', '--metric', 'curve.csv', '--', 'sh', '-c', append('2,0.5\\n')]);
    const run = await newest();
    expect(run.outputs.metrics['loss']).toMatchObject({ value: 0.5, step: 2 });
    const series = await repo.git(
      'show',
      `lineage:${(await repo.git('ls-tree', '-r', '--name-only', 'lineage', 'runs/')).split('\n').find((name) => name.endsWith('.ndjson'))}`,
    );
    expect(series.split('\n')).toHaveLength(3);
  });

  test('from step 0 again is a curve of its own', async () => {
    await repo.write({ 'curve.csv': 'step,loss\n0,1.0\n1,0.1\n' });
    await repo.ok(['track', '--metric', 'curve.csv', '--', 'sh', '-c', append('0,0.8\\n1,0.7\\n')]);
    expect((await newest()).outputs.metrics['loss']).toMatchObject({ value: 0.7, step: 1 });
  });
});

onPosix('inputs that change while the run goes on', () => {
  const CHANGE = 'echo "lr: 99" > params.yaml; echo 3 >> data.csv; echo \'{"a": 1}\' > metrics.json';
  const INPUTS = ['--dataset', 'd=v1 data.csv', '--param', 'params.yaml', '--metric', 'metrics.json'];
  const FOLDER = ['--dataset', 'f=v1 more'];
  const CHANGE_FOLDER = "printf '2\\r\\n' >> more/a.csv";

  test('are those of the begin on a laptop; both readings are recorded, and a warning is given', async () => {
    const { stderr } = await repo.ok(['track', ...INPUTS, '--', 'sh', '-c', CHANGE]);
    const { inputs } = await newest();
    expect(inputs.params).toEqual({ lr: 0.1 });
    const [data] = inputs.datasets;
    expect(data).toMatchObject({ changed_during_run: true, size_bytes: 6 });
    expect(inputs.changed).toEqual([
      { kind: 'param', name: 'lr', path: 'params.yaml', begin: 0.1, end: 99 },
      {
        kind: 'dataset',
        name: 'd',
        path: 'data.csv',
        begin: data?.digest,
        end: expect.stringMatching(/^sha256:/),
      },
    ]);
    expect(stderr).toMatch(/changed during the run/);
  });

  test('are those of the end in CI, where only the run can have changed them', async () => {
    await repo.ok(['track', ...INPUTS, '--', 'sh', '-c', CHANGE], { env: { CI: 'true', GITLAB_CI: 'true' } });
    const { inputs } = await newest();
    expect(inputs.params).toEqual({ lr: 99 });
    expect(inputs.datasets[0]).toMatchObject({ changed_during_run: true, size_bytes: 8 });
    expect(inputs.changed).toHaveLength(2);
  });

  test('and of which a params file is broken then are told once, by its name', async () => {
    const args = ['track', '--param', 'params.yaml', '--', 'sh', '-c', "echo 'lr: 99' >> params.yaml"];
    const { stderr } = await repo.ok(args);
    expect(stderr).toMatch(/"params\.yaml" changed during the run, and could not be read at the end/);
    const { inputs, run_id } = await newest();
    expect(inputs.params).toEqual({ lr: 0.1 });
    const file = { kind: 'params-file', name: 'params.yaml', path: 'params.yaml' };
    expect(inputs.changed).toEqual([{ ...file, begin: expect.stringMatching(/^sha256:/), end: null }]);
    const { stdout } = await repo.ok(['runs', 'show', run_id]);
    expect(stdout).toMatch(/params-file params\.yaml +could not be read at the end/);
    expect(stdout).not.toMatch(/to null/);
  });

  test('of a folder the list of files and the line ends are told of the same reading as its digest', async () => {
    const args = ['track', ...FOLDER, '--', 'sh', '-c', CHANGE_FOLDER];
    await repo.ok(['track', ...FOLDER, '--', 'true']);
    const folder = async () => (await newest()).inputs.datasets[0];
    expect((await folder())?.files?.map(({ size_bytes }) => size_bytes)).toEqual([2]);
    expect((await folder())?.digests).toBeUndefined();
    await repo.ok(args);
    expect(await folder()).toMatchObject({ size_bytes: 2, changed_during_run: true });
    expect((await folder())?.files).toBeUndefined();
    expect(Object.keys((await folder())?.digests ?? {})).toEqual([]);
    await repo.ok(args, { env: { CI: 'true', GITLAB_CI: 'true' } });
    expect((await folder())?.files).toMatchObject([{ path: 'a.csv', size_bytes: 8 }]);
    expect(Object.keys((await folder())?.digests ?? {})).toEqual(['text-lf']);
  });

  test('are no change when they were only touched', async () => {
    await repo.ok([
      'track',
      ...INPUTS,
      '--',
      'sh',
      '-c',
      'touch params.yaml data.csv; chmod 600 data.csv; echo \'{"a": 1}\' > metrics.json',
    ]);
    expect((await newest()).inputs.changed).toBeUndefined();
  });
});

onPosix('a training that ended well is recorded', () => {
  const TRAIN = ['--', 'sh', '-c', 'echo TRAINED > trained'];

  test('with all but the single files that are bad, in the workspace and in LINEAGE_DIR', async () => {
    await repo.write({ 'plots/old.txt': 'old' });
    const train = [
      'echo new > plots/new.txt; mkdir odd; ln -s nowhere odd/link; ln -s /etc/hostname odd/far; echo 1 > odd/fine',
      'cd "$LINEAGE_DIR"; echo 1 > artifacts/fine; echo 1 > artifacts/a:b; ln -s nowhere artifacts/link',
      'echo \'{"auc": 0.9}\' > metrics/m.json; ln -s nowhere models/m',
    ].join('; ');
    const globs = ['--artifact', 'plots/**', '--artifact', 'odd/*'];
    expect((await repo.cli(['track', ...globs, '--', 'sh', '-c', train])).code).toBe(1);
    const run = await newest();
    expect(run.outputs.artifacts.map(({ path, reused }) => [path, reused])).toEqual([
      ['odd/fine', undefined],
      ['plots/new.txt', undefined],
      ['plots/old.txt', true],
      ['artifacts/fine', undefined],
      ['metrics/m.json', undefined],
    ]);
    expect(run.outputs.metrics['auc']).toMatchObject({ value: 0.9 });
    expect(codes(run).sort()).toEqual([
      'E_ARTIFACT_SYMLINK',
      'E_FILE_UNREADABLE',
      'E_FILE_UNREADABLE',
      'E_FILE_UNREADABLE',
      'E_PATH_NAME',
    ]);
  });

  test('with what was old told as old, although one file is bad at the end', async () => {
    await repo.write({ 'metrics.json': '{"auc": 0.9}', 'odd/a.json': '{"b": 1}' });
    const globs = ['--metric', 'metrics.json', '--metric', 'odd/*'];
    const link = ['--', 'ln', '-s', 'nowhere', 'odd/link.json'];
    expect((await repo.cli(['track', ...globs, ...link])).code).toBe(1);
    const run = await newest();
    expect(run.outputs.metrics).toEqual({});
    expect(codes(run)).toContain('E_OUTPUT_STALE');
  });

  test('with a version that is the name of what it wrote, or of a folder that looks like a version', async () => {
    await repo.write({ 'v1.0/x': '1' });
    const args = ['--dataset', 'a=release/2024', '--dataset', 'b=v1.0'];
    await repo.ok(['track', ...args, '--', 'mkdir', '-p', 'release/2024']);
    expect((await newest()).inputs.datasets).toHaveLength(2);
  });
  test.each([
    ['a plot that no file matches', ['--artifact', 'plot/**'], 'E_ARTIFACT_NONE'],
    ['data that is not there', ['--dataset', 'e=v1 missing.csv'], 'E_PATH_MISSING'],
    ['a metrics file that is not there', ['--metric', 'missing.json'], 'E_PATH_MISSING'],
    ['a model that is not there', ['--model', 'nowhere'], 'E_PATH_MISSING'],
  ])('without %s', async (_, args, code) => {
    const result = await repo.cli(['track', '--metric', 'auc=0.9', ...args, ...TRAIN]);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(code);
    const run = await newest();
    expect(run).toMatchObject({ status: 'FINISHED', outputs: { metrics: { auc: { value: 0.9 } } } });
    expect(codes(run)).toEqual([code]);
    expect((await repo.cli(['register', 'clf'])).code).toBe(1);
  });

  test.each([
    ['a tag that contradicts the commit', ['--tag', 'git_commit=abc'], 'E_TAG_INVALID'],
    ['a path outside', ['--dataset', 'e=v1 ../e.csv'], 'E_PATH_OUTSIDE'],
    ['a file for a version', ['--dataset', 'e=data.csv'], '`e=VERSION data.csv`'],
    ['a path for a version', ['--dataset', 'e=more/a.csv role=test'], 'E_DATASET_INVALID'],
    ['a folder for a version', ['--dataset', 'e=./more'], 'E_DATASET_INVALID'],
    ['a model outside', ['--model', '../m'], 'E_PATH_OUTSIDE'],
    ['a glob with a fault', ['--artifact', 'a/*/../b'], 'E_INPUT_INVALID'],
    ['a metric that is no number', ['--metric', 'auc=high'], 'E_METRIC_INVALID'],
  ])('but not begun with %s', async (_, args, code) => {
    const result = await repo.cli(['track', ...args, ...TRAIN]);
    expect(result).toMatchObject({ code: 1 });
    expect(result.stderr).toContain(code);
    expect(await readdir(repo.dir)).not.toContain('trained');
    expect(await repo.ledger()).toBeUndefined();
  });

  test('with a notice of what the policy asks for and is not there yet', async () => {
    const { stderr } = await repo.ok(['track', ...TRAIN]);
    expect(stderr).toMatch(/the policy asks for `dataset_version`, which is not given yet/);
  });

  test('with a warning before it when the policy refuses a dirty work tree', async () => {
    await repo.write({
      '.github/lineage.yml': 'version: 1\ncode: { allow_dirty: false }\n',
      'train.sh': 'true\n',
    });
    const { stderr } = await repo.ok(['track', ...TRAIN]);
    expect(stderr).toMatch(/`register` will refuse a model of this run; commit them first[\s\S]*begins/);
  });

  test('with a warning before it when the policy refuses what nobody knows', async () => {
    const policy = 'version: 1\ncode: { allow_dirty: false }\n';
    await repo.write({ '.github/lineage.yml': policy, 'train.sh': 'true\n', '.git/index': 'damaged' });
    const { stderr } = await repo.ok(['track', ...TRAIN]);
    expect(stderr).toMatch(/nobody knows whether the code is that of its commit, and by the[\s\S]*begins/);
  });

  test('later, when the ledger could not be written at its end, and once only', async () => {
    await repo.ok(['track', '--metric', 'a=1', '--', 'true']);
    // Git refuses to move a branch that somebody has checked out.
    const hold = 'git worktree add -q ../held lineage';
    const held = await repo.cli(['track', '--metric', 'a=2', '--', 'sh', '-c', hold]);
    expect(held.code).toBe(1);
    expect(held.stderr).toContain('E_LEDGER_CHECKED_OUT');
    const unsent = path.join(repo.dir, '.lineage', 'unsent');
    const [id] = await readdir(unsent);
    expect(held.stderr).toContain(`is kept in ${path.join(unsent, id ?? '')}`);
    expect((await repo.ok(['runs', 'ls'])).stderr).toContain(`Run ${id} is still not recorded`);
    await repo.git('worktree', 'remove', '--force', '../held');
    const next = await repo.ok(['runs', 'ls']);
    expect(next.stderr).toContain(`Recorded run ${id}, which could not be recorded when it ended`);
    expect((await repo.runs()).map(({ run_id }) => run_id)).toContain(id);
    expect(await readdir(unsent)).toEqual([]);
    expect((await repo.ok(['runs', 'ls'])).stderr).not.toContain('Recorded run');
    expect(await repo.runs()).toHaveLength(2);
  });

  test('but not when what was kept comes with a branch: somebody else may have written it', async () => {
    await repo.ok(['track', '--metric', 'a=1', '--', 'true']);
    const planted = '0'
      .repeat(32)
      .replace(/^.{16}/, '019aa00000007000')
      .replace(/^(.{16})./, '$18');
    await repo.write({ [`.lineage/unsent/${planted}/${planted}.json`]: '{}' });
    await repo.git('add', '-f', '.lineage/unsent');
    const { stderr } = await repo.ok(['runs', 'ls']);
    expect(stderr).toContain(
      'is a part of the checked-out commit, so nothing in .lineage/unsent is recorded',
    );
    expect(await repo.runs()).toHaveLength(1);
    const refused = await repo.cli(['track', '--metric', 'a=2', '--', 'touch', 'began']);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('E_OWN_FOLDER')]);
    expect(await readdir(repo.dir)).not.toContain('began');
  });

  test('nor by way of a link that comes with one: nothing is recorded from beyond it, nor written there', async () => {
    await repo.ok(['track', '--metric', 'a=1', '--', 'true']);
    const [{ run_id } = { run_id: '' }] = await repo.runs();
    const id = `${run_id.slice(0, -1)}${run_id.endsWith('0') ? '1' : '0'}`;
    const record = await encodeRecord('run', { ...(await newest()), run_id: id });
    await repo.git('worktree', 'add', '-q', '-b', 'feature', '../review');
    await repo.write({ [`../review/docs/cache/unsent/${id}/${id}.json`]: record });
    await repo.link('docs/cache', '../review/.lineage');
    await repo.git('-C', '../review', 'add', '-f', '-A');
    const { stderr } = await repo.ok(['runs', 'ls'], { cwd: path.join(repo.base, 'review') });
    expect(stderr).toContain('so nothing in .lineage/unsent is recorded');
    expect(await repo.runs()).toHaveLength(1);
    await repo.link('../elsewhere', '.lineage.new');
    await repo.git('rm', '-rq', '--cached', '--ignore-unmatch', '.lineage');
    await rename(path.join(repo.dir, '.lineage.new'), path.join(repo.dir, '.lineage'));
    await repo.folder('../elsewhere');
    await repo.git('add', '-f', '.lineage');
    for (const args of [
      ['track', '--metric', 'a=2', '--', 'true'],
      ['serve', '--writable', '--port', '0'],
    ])
      expect((await repo.cli(args)).stderr).toContain('E_OWN_FOLDER');
    expect(await readdir(path.join(repo.base, 'elsewhere'))).toEqual([]);
  });
});
