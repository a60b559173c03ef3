import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { collectModel } from '../../src/collect/models.js';
import { UserError } from '../../src/core/errors.js';
import { FORMATS } from '../../src/formats/formats.js';
import { makeZip, type ZipEntry } from '../support/zip-writer.js';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const onUnix = process.platform === 'win32' ? test.skip : test;
const sha256 = (bytes: string | Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
let workspace: string;

beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'models-')));
});
afterEach(() => {
  rmSync(workspace, { recursive: true, force: true });
});

function write(path: string, bytes: string | Buffer = path): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), bytes);
}

function collect(path: string, flavor: string | null = null, place = { workspace, cwd: workspace }) {
  return collectModel({ place, path, where: 'model', flavor }, FORMATS);
}

async function faultsOf(path: string, flavor: string | null = null) {
  try {
    await collect(path, flavor);
  } catch (error) {
    if (error instanceof UserError) return error.faults;
    throw error;
  }
  throw new Error('It should have failed');
}

test('a scikit-learn model as MLflow saved it', async () => {
  const model = await collect('mlmodel-sklearn', null, { workspace: FIXTURES, cwd: FIXTURES });
  expect(model.manifest).toMatchObject({
    format: 'mlmodel',
    framework: { name: 'sklearn', version: '1.9.1' },
    dependencies: ['mlflow==3.17.2', 'cloudpickle==3.1.2', 'pandas==3.1.1', 'scikit-learn==1.9.1'],
    signature: {
      inputs: [
        { type: 'double', name: 'sepal', required: true },
        { type: 'double', name: 'petal', required: true },
      ],
      params: [{ name: 'threshold', default: 0.5, shape: null, type: 'double' }],
    },
  });
  expect(Object.keys(model.manifest.flavors)).toEqual(['python_function', 'sklearn']);
  const pickle = readFileSync(join(FIXTURES, 'mlmodel-sklearn/model.pkl'));
  expect(model.manifest.files).toContainEqual({
    path: 'model.pkl',
    size_bytes: pickle.length,
    digest: sha256(pickle),
  });
  expect(model.files).toEqual([
    'MLmodel',
    'conda.yaml',
    'input_example.json',
    'model.pkl',
    'python_env.yaml',
    'requirements.txt',
    'serving_input_example.json',
  ]);
});

test('one file, with the flavor that the user names', async () => {
  write('out/modèle 1.pkl', 'weights');
  expect(await collect('out/modèle 1.pkl', 'sklearn')).toEqual({
    path: 'out/modèle 1.pkl',
    absolute: join(workspace, 'out/modèle 1.pkl'),
    root: join(workspace, 'out'),
    within: workspace,
    files: ['modèle 1.pkl'],
    entries: [{ path: 'out/modèle 1.pkl', size_bytes: 7, digest: sha256('weights') }],
    manifest: expect.objectContaining({
      files: [{ path: 'modèle 1.pkl', size_bytes: 7, digest: sha256('weights') }],
      format: 'generic',
      flavors: { sklearn: {} },
    }),
  });
});

test('a folder with hidden and empty files, without .git', async () => {
  for (const path of ['m/.hidden', 'm/a/b/deep.bin', 'm/.git/config', 'm/sub/.git']) write(path);
  write('m/empty', '');
  const { files, entries, manifest } = await collect('./m/');
  expect(files).toEqual(['.hidden', 'a/b/deep.bin', 'empty']);
  expect(entries.map(({ path }) => path)).toEqual(['m/.hidden', 'm/a/b/deep.bin', 'm/empty']);
  expect(manifest.format).toBe('generic');
});

test('a broken MLmodel is never taken for a generic model', async () => {
  write('m/MLmodel', 'flavors: [\n');
  expect(await faultsOf('m')).toMatchObject([{ code: 'E_FILE_FORMAT', where: 'm/MLmodel, line 2' }]);
  write('m/MLmodel', Buffer.from([0xff, 0xfe, 0x00]));
  expect(await faultsOf('m')).toMatchObject([{ code: 'E_FILE_FORMAT', where: 'm/MLmodel' }]);
  write('m/MLmodel', `flavors: {a: {}}\n${'#'.repeat(1024 * 1024)}`);
  expect(await faultsOf('m')).toMatchObject([{ code: 'E_FILE_TOO_LARGE', where: 'm/MLmodel' }]);
});

test('a model without a byte is none', async () => {
  write('zero.bin', '');
  expect(await faultsOf('zero.bin')).toMatchObject([
    { code: 'E_ARTIFACT_NONE', what: expect.stringContaining('"zero.bin" is empty') },
  ]);
  write('m/a', '');
  write('m/sub/b', '');
  expect(await faultsOf('m')).toMatchObject([
    { code: 'E_ARTIFACT_NONE', what: expect.stringContaining('"m" holds only empty files') },
  ]);
  write('m/.DS_Store', 'of a system, not of the model');
  expect(await faultsOf('m')).toMatchObject([{ code: 'E_ARTIFACT_NONE' }]);
});

test('what systems leave behind is no part of a model, what tools put into it is', async () => {
  for (const path of ['w.bin', '.gitattributes', 'uv.lock', 'code/a.py']) write(`m/${path}`);
  const clean = await collect('m');
  for (const path of ['.DS_Store', 'code/__pycache__/a.pyc', '._w.bin', 'Thumbs.db', '.cache/huggingface/x'])
    write(`m/${path}`);
  const { files, manifest } = await collect('m');
  expect(files).toEqual(['.gitattributes', 'code/a.py', 'uv.lock', 'w.bin']);
  expect(manifest).toEqual(clean.manifest);
});

const LFS = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 123456789\n`;
const DVC = 'outs:\n- md5: d41d8cd98f00b204e9800998ecf8427e\n  size: 12\n  hash: md5\n  path: w.bin\n';

test.each([
  ['a Git LFS pointer', 'model.onnx', LFS, 'model.onnx', /lfs: true.*git lfs pull/],
  ['one in a folder', 'm/deep/w.bin', LFS, 'm', /git lfs pull/],
  ['the description itself', 'm/MLmodel', LFS, 'm', /git lfs pull/],
  ['one with the line ends of Windows', 'w.bin', LFS.replaceAll('\n', '\r\n'), 'w.bin', /git lfs pull/],
  ['a DVC file', 'w.bin.dvc', DVC, 'w.bin.dvc', /dvc pull/],
  ['a DVC file without its data in a folder', 'm/w.bin.dvc', DVC, 'm', /dvc pull/],
  ['a git-annex pointer', 'm/w.bin', '/annex/objects/SHA256E-s9--abc.bin\n', 'm', /git annex get/],
])('a pointer is no model: %s', async (_, file, text, path, mend) => {
  write(file, text);
  write('m/config.json', '{}');
  expect(await faultsOf(path)).toMatchObject([
    { code: 'E_POINTER_FILE', what: expect.stringContaining(`"${file}"`), mend: expect.stringMatching(mend) },
  ]);
});

test('a model that only its DVC file is left of', async () => {
  write('models.dvc', DVC.replace('w.bin', 'models'));
  expect(await faultsOf('models/deep/w.bin')).toMatchObject([
    {
      code: 'E_POINTER_FILE',
      what: '"models/deep/w.bin" is not there, only the DVC pointer "models.dvc"',
      mend: expect.stringMatching(/dvc pull`$/),
    },
  ]);
});

test('a DVC file beside its data is one of the files', async () => {
  write('m/w.bin.dvc', DVC);
  write('m/w.bin', 'weights');
  expect((await collect('m')).files).toEqual(['w.bin', 'w.bin.dvc']);
});

test('the content digest of two trainings that gave the same weights', async () => {
  const saved = (folder: string, run: string, weights = 'weights') => {
    write(`${folder}/MLmodel`, `flavors: {a: {}}\nmodel_uuid: ${run}\nrun_id: ${run}\n`);
    write(`${folder}/hf/config.json`, JSON.stringify({ _name_or_path: run, model_type: 'bert' }));
    write(`${folder}/w.bin`, weights);
    return collect(folder);
  };
  const [one, two, other] = [await saved('a', '1'), await saved('b', '2'), await saved('c', '1', 'other')];
  expect(one.manifest.digest).not.toBe(two.manifest.digest);
  expect(one.manifest.content_digest).toBe(two.manifest.content_digest);
  expect(one.manifest.content_digest).not.toBe(other.manifest.content_digest);
  // A model that says no time has one digest.
  write('plain.bin');
  const plain = (await collect('plain.bin')).manifest;
  expect(plain.content_digest).toBe(plain.digest);
});

test('an archive of Keras counts as what is in it', async () => {
  const saved = async (path: string, date: string, more: Partial<ZipEntry> = {}) => {
    const metadata = {
      name: 'metadata.json',
      bytes: JSON.stringify({ date_saved: date, keras_version: '3' }),
    };
    const weights = { name: 'model.weights.h5', bytes: 'weights '.repeat(5), isStored: true, ...more };
    write(path, makeZip([metadata, weights]));
    return (await collect(path)).manifest;
  };
  const one = await saved('a/model.keras', '2026-11-21@06:20:00');
  const two = await saved('b/model.keras', '2026-11-22@06:20:00', { isStored: false });
  expect(one.digest).not.toBe(two.digest);
  expect(one.content_digest).toBe(two.content_digest);
  const other = await saved('c/model.keras', '2026-11-21@06:20:00', { bytes: 'others' });
  expect(other.content_digest).not.toBe(one.content_digest);
});

test('an archive of skops counts without the places in memory by which it calls what is in it', async () => {
  const saved = async (path: string, marks: [number, number], weights = 'weights') => {
    const schema = `{"content": {"file": "${marks[0]}.npy", "__id__": ${marks[0]}}, "b": {"file": "${marks[1]}.npy"}}`;
    const arrays = [
      { name: `${marks[0]}.npy`, bytes: weights },
      { name: `${marks[1]}.npy`, bytes: 'others' },
    ];
    write(path, makeZip([...arrays, { name: 'schema.json', bytes: schema }]));
    return (await collect(path)).manifest;
  };
  const one = await saved('a/model.skops', [140577686647696, 140577686649136]);
  const two = await saved('b/model.skops', [140091920890064, 140091920800000]);
  expect(one.content_digest).toBe(two.content_digest);
  const other = await saved('c/model.skops', [140577686647696, 140577686649136], 'wrights');
  expect(other.content_digest).not.toBe(one.content_digest);
});

test.each<[string, Buffer]>([
  ['no archive', Buffer.from('weights')],
  ['a damaged one', makeZip([{ name: 'a', bytes: 'weights' }]).subarray(0, 60)],
  ['a name that could forge a list', makeZip([{ name: 'a\nb', bytes: 'x', flags: 0x800 }])],
  ['a name twice', makeZip([{ name: 'a' }, { name: 'a' }])],
  [
    'a file that is larger than it says',
    makeZip([{ name: 'a', bytes: 'x'.repeat(99), claims: { size: 3 } }]),
  ],
  ['a bomb', makeZip([{ name: 'a', bytes: Buffer.alloc(4 * 1024 * 1024) }])],
  ['one that leads out', makeZip([{ name: '../a', bytes: 'x' }])],
])('what is no sound archive counts as it is: %s', async (_, bytes) => {
  write('model.keras', bytes);
  const { manifest } = await collect('model.keras');
  expect(manifest.content_digest).toBe(manifest.digest);
});

test('a file that only has the name of one that says a time counts as it is', async () => {
  write('m/w.bin');
  write('m/config.json', Buffer.from([0xff, 0xfe]));
  write('m/inner/MLmodel', '- a list\n');
  const { manifest } = await collect('m');
  expect(manifest.content_digest).toBe(manifest.digest);
});

test('an MLmodel with a byte order mark', async () => {
  write('m/MLmodel', '\ufeffflavors: {a: {}}\n');
  expect((await collect('m')).manifest.flavors).toEqual({ a: {} });
});

test('what is missing, empty or outside', async () => {
  mkdirSync(join(workspace, 'empty/inner'), { recursive: true });
  expect(await faultsOf('gone')).toMatchObject([{ code: 'E_PATH_MISSING' }]);
  expect(await faultsOf('empty')).toMatchObject([{ code: 'E_ARTIFACT_NONE' }]);
  expect(await faultsOf('../elsewhere')).toMatchObject([{ code: 'E_PATH_OUTSIDE' }]);
  write('model.bin');
  expect(await faultsOf('model.bin', 'a b')).toMatchObject([{ code: 'E_INPUT_INVALID', where: 'flavor' }]);
});

onUnix('links inside the model are taken for what they lead to', async () => {
  write('m/weights/v1.bin', 'weights');
  symlinkSync('v1.bin', join(workspace, 'm/weights/latest.bin'));
  const { manifest } = await collect('m');
  expect(manifest.files.map(({ path, digest }) => [path, digest])).toEqual([
    ['weights/latest.bin', sha256('weights')],
    ['weights/v1.bin', sha256('weights')],
  ]);
});

onUnix('links to what lies elsewhere in the workspace: a Hugging Face cache, a cache of DVC', async () => {
  write('hub/models--o--n/blobs/abc', 'weights');
  write('.dvc/cache/files/md5/ab/cd', 'configuration');
  mkdirSync(join(workspace, 'hub/models--o--n/snapshots/rev'), { recursive: true });
  const snapshot = 'hub/models--o--n/snapshots/rev';
  symlinkSync('../../blobs/abc', join(workspace, snapshot, 'model.safetensors'));
  symlinkSync('../../../../.dvc/cache/files/md5/ab/cd', join(workspace, snapshot, 'config.json'));
  const { manifest } = await collect(snapshot);
  expect(manifest.files).toMatchObject([
    { path: 'config.json', digest: sha256('configuration') },
    { path: 'model.safetensors', digest: sha256('weights') },
  ]);
});

onUnix('links that leave the model, dangle or go round', async () => {
  write('m/file');
  symlinkSync('/etc/hostname', join(workspace, 'm/stray'));
  expect(await faultsOf('m')).toMatchObject([
    { code: 'E_ARTIFACT_SYMLINK', what: expect.stringContaining('"m/stray"') },
  ]);
  rmSync(join(workspace, 'm/stray'));
  symlinkSync('nowhere', join(workspace, 'm/dangling'));
  expect(await faultsOf('m')).toMatchObject([{ code: 'E_FILE_UNREADABLE' }]);
  rmSync(join(workspace, 'm/dangling'));
  symlinkSync('.', join(workspace, 'm/round'));
  expect((await collect('m')).files).toEqual(['file']);
  symlinkSync('/etc/hostname', join(workspace, 'model.bin'));
  expect(await faultsOf('model.bin')).toMatchObject([{ code: 'E_PATH_OUTSIDE' }]);
});

onUnix('names that no artifact can have are told together', async () => {
  for (const name of ['fine', 'col:on', 'quo"te', 'line\nfeed', 'back\\slash', 'what?']) write(`m/${name}`);
  const faults = await faultsOf('m');
  expect(faults.map((fault) => fault.code)).toEqual(Array(5).fill('E_PATH_NAME'));
});

(process.platform === 'linux' ? test : test.skip)('a name that is not UTF-8 is told', async () => {
  const latin1 = Buffer.concat([Buffer.from(`${workspace}/l/`), Buffer.from([0x6d, 0xe9])]);
  mkdirSync(join(workspace, 'l'));
  writeFileSync(latin1, 'x');
  expect(await faultsOf('l')).toMatchObject([
    { code: 'E_PATH_NAME', what: 'The file name "l/m\\xe9" is not valid UTF-8' },
  ]);
});

onUnix('a pipe that is named as the model is refused, not waited for', async () => {
  execFileSync('mkfifo', [join(workspace, 'pipe')]);
  expect(await faultsOf('pipe')).toMatchObject([{ code: 'E_FILE_UNREADABLE' }]);
});

onUnix('what takes the place of a file once it was found to lie in the workspace is not read', async () => {
  const [generic] = FORMATS.slice(-1);
  if (generic === undefined) throw new Error('no format');
  const outside = mkdtempSync(join(tmpdir(), 'outside-'));
  writeFileSync(join(outside, 'weights.bin'), 'credentials');
  write('out/weights.bin');
  // A format reads after the files were found and before they are hashed.
  const read: typeof generic.read = (model) => {
    rmSync(join(workspace, 'out'), { recursive: true });
    symlinkSync(outside, join(workspace, 'out'));
    return generic.read(model);
  };
  const place = { workspace, cwd: workspace };
  const collecting = collectModel({ place, path: 'out', where: 'model', flavor: null }, [
    { ...generic, read },
  ]);
  await expect(collecting).rejects.toMatchObject({
    faults: [
      { code: 'E_FILE_UNREADABLE', where: 'out/weights.bin', what: expect.stringContaining('leads out') },
    ],
  });
  rmSync(outside, { recursive: true });
});
