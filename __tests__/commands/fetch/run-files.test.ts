import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchRunFiles } from '../../../src/commands/fetch/run-files.js';
import { digestOfFiles, sha256 } from '../../../src/core/digest.js';
import { runPath } from '../../../src/ledger/layout.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { faultOf } from '../../github/setup.js';
import { adding, DAY, idAt, runRecord } from '../../ledger/fixtures.js';
import { FetchSetup } from './setup.js';

let setup: FetchSetup;
beforeEach(async () => {
  setup = await FetchSetup.start();
});
afterEach(() => setup.close());

const MODEL = { 'weights.bin': 'one', 'conf/a b.json': '{}' };
const ARTIFACTS = { 'plots/a.svg': '<a>', 'plots/deep/b.svg': '<b>', 'notes.txt': 'n' };

function get(run: string, wanted: string | null = null, name = 'got') {
  const { ledger, sources, log } = setup;
  return fetchRunFiles(
    { run, wanted, path: join(setup.root, name), shown: name },
    { ledger, sources, log, now: Date.now },
  );
}

test('all that a run has stored, each file at its own path and each upload read once', async () => {
  const run = await setup.train({ model: MODEL, artifacts: ARTIFACTS });
  let reads = 0;
  const [source] = setup.sources;
  if (source === undefined) throw new Error('no source');
  setup.sources[0] = {
    ...source,
    get: (holding, into) => {
      reads += 1;
      return source.get(holding, into);
    },
  };
  const fetched = await get(run.slice(0, 16));
  const all = { ...ARTIFACTS, 'out/model/weights.bin': 'one', 'out/model/conf/a b.json': '{}' };
  expect(await setup.got()).toEqual(all);
  const entries = Object.entries(all).map(([path, text]) => ({
    path,
    size_bytes: text.length,
    digest: sha256(text),
  }));
  expect(fetched).toMatchObject({
    run_id: run,
    files: 5,
    size_bytes: 12,
    digest: digestOfFiles(entries),
    from: ['local'],
  });
  expect(reads).toBe(2);
  await rm(setup.store, { recursive: true });
  expect(await get(run)).toMatchObject({ files: 5, from: [] });
});

test('a path alone: a model, a folder, a file; as a shell completes it, and with signs that URIs would decode', async () => {
  const run = await setup.train({ model: MODEL, artifacts: { ...ARTIFACTS, 'a%20b/c?.txt': 'odd' } });
  await get(run, './out/model/', 'a');
  expect(await setup.got('a')).toEqual(MODEL);
  await get(run, 'plots/', 'b');
  expect(await setup.got('b')).toEqual({ 'a.svg': '<a>', 'deep/b.svg': '<b>' });
  await get(run, 'a%20b/c?.txt', 'c');
  expect(await setup.got('c')).toEqual({ 'c?.txt': 'odd' });
  expect(await faultOf(get(run, 'plot', 'd'))).toMatchObject({ code: 'E_MODEL_NOT_FOUND' });
  expect(await faultOf(get('ffff0000', null, 'd'))).toMatchObject({ code: 'E_RUN_NOT_FOUND' });
  const none = await setup.train({});
  expect(await faultOf(get(none, null, 'd'))).toMatchObject({
    code: 'E_MODEL_NOT_FOUND',
    what: `Run ${none} has stored no file`,
  });
  expect(await setup.beside()).toEqual(['a', 'b', 'c']);
});

test('what is there is not changed, and what cannot be had whole does not appear', async () => {
  const run = await setup.train({ model: MODEL, artifacts: ARTIFACTS });
  await get(run);
  await writeFile(join(setup.root, 'got', 'notes.txt'), 'm');
  expect(await faultOf(get(run))).toMatchObject({
    code: 'E_FETCH_PATH',
    what: expect.stringContaining('`notes.txt`'),
  });
  const far = await setup.train({
    model: MODEL,
    artifacts: ARTIFACTS,
    stored: () => [{ type: 's3', name: 'bucket' }],
  });
  expect(await faultOf(get(far, null, 'far'))).toMatchObject({ code: 'E_STORE_GONE' });
  expect(await setup.beside()).toEqual(['got']);
});

test.each([
  [[{ path: '../evil', text: 'x' }], /leads elsewhere/],
  [
    [
      { path: 'a', text: 'x' },
      { path: 'a', text: 'y' },
    ],
    /is there twice/,
  ],
  [
    [
      { path: 'a', text: 'x' },
      { path: 'a/b', text: 'y' },
    ],
    /of a file and of a folder/,
  ],
])('a record that nobody should trust: %j', async (files, why) => {
  const id = idAt(DAY);
  const artifacts = files.map(({ path, text }) => ({
    ...{
      path,
      digest: sha256(text),
      size_bytes: 1,
      kind: 'file' as const,
      stored: [{ type: 'local', name: 'u' }],
    },
  }));
  const run = runRecord(id);
  const bytes = await encodeRecord('run', { ...run, outputs: { ...run.outputs, artifacts } });
  await setup.ledger.write(adding({ path: runPath(id), bytes }));
  expect(await faultOf(get(id))).toMatchObject({ code: 'E_PATH_NAME', what: expect.stringMatching(why) });
  expect(await setup.beside()).toEqual([]);
});

test('a file that is a model and an artifact is there once', async () => {
  const id = idAt(DAY);
  const run = runRecord(id);
  const file = { path: 'model.bin', size_bytes: 3, digest: sha256('one') };
  await setup.train({ model: { 'model.bin': 'one' } });
  const facts = { format: 'generic', flavors: {}, signature: null, dependencies: [], framework: null };
  const manifest = { ...facts, files: [file], digest: digestOfFiles([file]), size_bytes: 3 };
  const stored = [{ type: 'local', name: 'u' }];
  const artifacts = [
    { path: 'out/model.bin', digest: manifest.digest, size_bytes: 3, kind: 'model' as const, stored },
    { ...file, path: 'out/model.bin', kind: 'file' as const, stored },
  ];
  const outputs = { ...run.outputs, models: [{ path: 'out/model.bin', manifest }], artifacts };
  await setup.ledger.write(
    adding({ path: runPath(id), bytes: await encodeRecord('run', { ...run, outputs }) }),
  );
  expect(await get(id)).toMatchObject({ files: 1 });
  expect(await setup.got()).toEqual({ 'out/model.bin': 'one' });
});
