import { collectBaseModels, parseBaseModels } from '../../src/collect/base-models.js';
import { modelFiles } from '../../src/collect/models.js';
import { digestOfFiles, sha256 } from '../../src/core/digest.js';
import { Faults, UserError } from '../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

const RUN = '01a1fce40c6973ed85f5f8e6835c2943';
const OTHER_RUN = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const DIGEST = sha256('weights');

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

async function collect(text: string) {
  const faults = new Faults();
  const place = { workspace: ws.root, cwd: ws.root };
  return { models: await collectBaseModels({ text, place }, faults), faults: faults.list };
}

test.each<[string, object]>([
  ['models:/clf orders/3', { version: '3' }],
  ['models:/clf/Production', { version: null }],
  ['models:/clf@champion', { version: null }],
  [`models:/m-${OTHER_RUN}`, { version: null }],
  [`runs:/${OTHER_RUN}/model`, { made_by: OTHER_RUN }],
  [`runs:/${OTHER_RUN}/a/b made_by=${RUN}`, { uri: `runs:/${OTHER_RUN}/a/b`, made_by: RUN }],
  ['hf:bert-base-uncased', { revision: null }],
  ['hf:google/flan-t5-small revision=refs/pr/7', { uri: 'hf:google/flan-t5-small', revision: 'refs/pr/7' }],
  ['hf://google/flan-t5-small@0fc9ddf', { revision: '0fc9ddf' }],
  [`models:/clf@champion digest=${DIGEST}`, { uri: 'models:/clf@champion', digest: DIGEST }],
])('%s', (line, expected) => {
  const nothing = { version: null, revision: null, digest: null, made_by: null, path: null, line: 1 };
  expect(parseBaseModels(line)).toEqual([{ ...nothing, uri: line, ...expected }]);
});

test('a path, spaces and all', () => {
  expect(parseBaseModels(`base/my model.bin revision=v1\n\n# no\nC:\\models\\m`)).toMatchObject([
    { uri: 'base/my model.bin', path: 'base/my model.bin', revision: 'v1', line: 1 },
    { path: 'C:\\models\\m', line: 4 },
  ]);
});

test.each([
  'https://example.com/model.bin',
  's3://bucket/model',
  'models:/clf',
  'models:/clf/3/4',
  'models://clf/3',
  'models:/a:b/3',
  'models:/clf/02',
  'models:/clf/+2',
  'models:/clf/2?x',
  'models:/clf/None',
  'models:/clf/Prodution',
  'runs:/latest/model',
  `runs:/${OTHER_RUN}`,
  'hf:owner/name/more',
  'hf:',
  'revision=main',
  `hf:a/b digest=${DIGEST.slice(0, 20)}`,
  'hf:a/b revision=',
  'hf:a/b made_by=me',
  'hf:a/b revision=1 revision=2',
])('%s is refused with what to write', (line) => {
  try {
    parseBaseModels(`hf:a/fine\n${line}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.faults).toMatchObject([{ code: 'E_INPUT_INVALID', where: 'base-models, line 2' }]);
    expect(error.faults[0]?.mend).toMatch(/^(Write|Download|Keep|Versions count|Use a version|Did you mean)/);
    return;
  }
  throw new Error('It was taken');
});

test('the beginning of a run id is told to be no whole one', () => {
  const short = OTHER_RUN.slice(0, 12);
  for (const line of [`runs:/${short}/model`, `hf:a/b made_by=${short}`])
    expect(() => parseBaseModels(line)).toThrow(/is no (?:whole )?run id[\s\S]*all 32 hex digits/);
});

test('one in the workspace has the digest that its manifest has', async () => {
  await ws.write('base/w.bin', 'weights');
  await ws.write('base/config.json', '{}');
  const place = { workspace: ws.root, cwd: ws.root };
  const digest = digestOfFiles(await modelFiles({ place, path: 'base', where: '' }));
  const file_digests = [sha256('weights'), sha256('{}')].sort();
  expect(await collect(`base revision=v1\nbase digest=${digest}\nhf:a/b`)).toEqual({
    models: [
      { uri: 'base', version: null, revision: 'v1', digest, file_digests, made_by: null },
      { uri: 'base', version: null, revision: null, digest, file_digests, made_by: null },
      { uri: 'hf:a/b', version: null, revision: null, digest: null, made_by: null },
    ],
    faults: [],
  });
});

test('a single file has its own digest beside that, a folder with one file has not', async () => {
  await ws.write('one/w.bin', 'weights');
  const file_digest = sha256('weights');
  const { models } = await collect('one/w.bin\none');
  expect(models.map((model) => model.file_digest)).toEqual([file_digest, undefined]);
  expect(models[0]?.digest).toBe(digestOfFiles([{ path: 'w.bin', size_bytes: 7, digest: file_digest }]));
  expect(models[1]?.digest).toBe(models[0]?.digest);
  expect(models.map((model) => model.file_digests)).toEqual([undefined, [file_digest]]);
});

test('what cannot be read, or is another model, leaves its name', async () => {
  await ws.write('base.bin', 'weights');
  const { models, faults } = await collect(`gone\nbase.bin digest=${DIGEST}\n../outside`);
  expect(models.map(({ uri, digest }) => [uri, digest])).toEqual([
    ['gone', null],
    ['base.bin', null],
    ['../outside', null],
  ]);
  expect(faults.map(({ code, where }) => [code, where])).toEqual([
    ['E_PATH_MISSING', 'base-models, line 1'],
    ['E_INPUT_INVALID', 'base-models, line 2'],
    ['E_PATH_OUTSIDE', 'base-models, line 3'],
  ]);
});
