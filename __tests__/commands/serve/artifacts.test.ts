import { readdir, rm } from 'node:fs/promises';
import type { Served } from '../../../src/commands/serve/serve.js';
import { call, content, put, ServeSetup } from './setup.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

const MODEL = { MLmodel: 'flavors: {}', 'data/model.pkl': 'pickle', 'data/a b.json': '{}' };
const ODD = {
  'plots/a.svg': '<a>',
  'plots/deep/ü 100%.txt': 'odd',
  'a%20b+c&d.txt': 'signs',
  'empty.txt': '',
  '精度.csv': 'x',
};

/** Where the files of a run or version lie, below the artifacts of the server. */
async function placeOf(served: Served, run_id: string): Promise<string> {
  const { run } = await call(served, 'GET runs/get', { run_id });
  return run.info.artifact_uri.replace('mlflow-artifacts:/', '');
}
const listed = async ({ artifacts }: Served, path: string) =>
  (await artifacts.list(path)).map(({ name, is_dir, size }) => (is_dir ? `${name}/` : `${name} ${size}`));

test('a run shows the files that it stored: models as folders, others at their own paths, whatever their names', async () => {
  const run = await setup.fetch.train({ model: MODEL, artifacts: ODD });
  const served = setup.open();
  const place = await placeOf(served, run);
  expect(await listed(served, place)).toEqual([
    'a%20b+c&d.txt 5',
    'empty.txt 0',
    'out/',
    'plots/',
    '精度.csv 1',
  ]);
  expect(await listed(served, `${place}/out`)).toEqual(['model/']);
  expect(await listed(served, `${place}/out/model`)).toEqual(['MLmodel 11', 'data/']);
  expect(await listed(served, `${place}/out/model/data`)).toEqual(['a b.json 2', 'model.pkl 6']);
  expect(await listed(served, `${place}/plots/deep`)).toEqual(['ü 100%.txt 3']);
  for (const [name, text] of Object.entries(ODD))
    expect(await content(served, `${place}/${name}`)).toBe(text);
  for (const [name, text] of Object.entries(MODEL))
    expect(await content(served, `${place}/out/model/${name}`)).toBe(text);
});

test('what is a folder, a file or nothing is told apart', async () => {
  const run = await setup.fetch.train({ model: MODEL, artifacts: ODD });
  const served = setup.open();
  const place = await placeOf(served, run);
  for (const path of [
    place,
    `${place}/out`,
    `${place}/out/model`,
    `${place}/out/model/data`,
    `${place}/plots`,
  ])
    expect([path, await content(served, path)]).toEqual([path, 'folder']);
  const nothing = [
    'none',
    'out/mod',
    'out/model2',
    'out/model/none',
    'out/model/MLmodel/x',
    'plots/a.svg/x',
    'plots/a',
    'plots/a.svgx',
  ];
  for (const path of nothing) {
    expect([path, await content(served, `${place}/${path}`)]).toEqual([path, undefined]);
    expect(await listed(served, `${place}/${path}`)).toEqual([]);
  }
  expect(await listed(served, `${place}/plots/a.svg`)).toEqual([]);
  expect(await content(served, place.replace(run, 'f'.repeat(32)))).toBeUndefined();
});

test('a model that is one file is a file', async () => {
  const run = await setup.fetch.train({ model: { model: 'bytes' } });
  const served = setup.open();
  const place = await placeOf(served, run);
  expect(await listed(served, `${place}/out`)).toEqual(['model 5']);
  expect(await content(served, `${place}/out/model`)).toBe('bytes');
});

test('the bytes of a file are read in part, and a second time from where they were brought to', async () => {
  const run = await setup.fetch.train({ model: MODEL, artifacts: { 'a.txt': '0123456789' } });
  const served = setup.open();
  const place = await placeOf(served, run);
  const file = await served.artifacts.get(`${place}/a.txt`);
  if (typeof file !== 'object') throw new Error('no file');
  const chunks: Buffer[] = [];
  for await (const chunk of file.open({ start: 2, end: 4 })) chunks.push(chunk);
  expect([file.size, Buffer.concat(chunks).toString()]).toEqual([10, '234']);
  await rm(setup.fetch.store, { recursive: true });
  expect(await content(served, `${place}/a.txt`)).toBe('0123456789');
  // What nobody had asked for before is not to be had any more, and this is no missing file.
  await expect(content(served, `${place}/out/model/MLmodel`)).rejects.toMatchObject({
    code: 'RESOURCE_DOES_NOT_EXIST',
    message: expect.stringContaining('cannot be brought: E_STORE_GONE'),
  });
});

test('what could not be brought is brought when it is there again, and the files of others are not taken for it', async () => {
  const runs = [
    await setup.fetch.train({ model: { a: 'first' } }),
    await setup.fetch.train({ model: { a: 'second' } }),
    await setup.fetch.train({ model: { a: 'third' } }),
  ];
  const [source] = setup.fetch.sources;
  if (source === undefined) throw new Error('no source');
  let asked = 0;
  let anotherIsAsked: () => void = () => undefined;
  const another = new Promise<void>((resolve) => {
    anotherIsAsked = resolve;
  });
  setup.fetch.sources[0] = {
    ...source,
    async get(holding, into) {
      asked++;
      if (asked === 2) anotherIsAsked();
      if (asked > 1) return source.get(holding, into);
      await another;
      throw new Error('The store is away');
    },
  };
  const served = setup.open();
  const [first = '', second = '', third = ''] = await Promise.all(
    runs.map(async (run) => `${await placeOf(served, run)}/out/model/a`),
  );
  // The one fails while the other is brought.
  const both = await Promise.allSettled([content(served, first), content(served, second)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await content(served, third)).toBe('third');
  expect(await content(served, first)).toBe('first');
  expect(await content(served, second)).toBe('second');
});

test('many who ask at once are given the same, which is brought once', async () => {
  const run = await setup.fetch.train({ model: MODEL });
  const [source] = setup.fetch.sources;
  if (source === undefined) throw new Error('no source');
  let asked = 0;
  setup.fetch.sources[0] = {
    ...source,
    get(holding, into) {
      asked++;
      return source.get(holding, into);
    },
  };
  const served = setup.open();
  const place = `${await placeOf(served, run)}/out/model`;
  const texts = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      content(served, `${place}/${index % 2 ? 'MLmodel' : 'data/model.pkl'}`),
    ),
  );
  expect(new Set(texts)).toEqual(new Set(['flavors: {}', 'pickle']));
  expect(asked).toBe(1);
});

describe('the files of a version', () => {
  test.each(['clf', 'a.b-c_d', 'Größe 100%', '.hidden', '~61', 'x'.repeat(100)])(
    'of %j lie where its URI says, which is plain',
    async (model) => {
      const run = await setup.fetch.train({ model: MODEL });
      await setup.fetch.register(run, { model });
      const served = setup.open();
      const raw = { name: model, version: '1' };
      const { artifact_uri } = await call(served, 'GET model-versions/get-download-uri', raw);
      expect(artifact_uri).toMatch(/^mlflow-artifacts:\/models\/[~A-Za-z0-9._-]+\/1$/);
      const place = artifact_uri.replace('mlflow-artifacts:/', '');
      expect(await listed(served, place)).toEqual(['MLmodel 11', 'data/']);
      expect(await content(served, `${place}/data/model.pkl`)).toBe('pickle');
      expect(await content(served, place)).toBe('folder');
      expect(await content(served, place.replace(/1$/, '2'))).toBeUndefined();
    },
  );

  test('are shown of an archived version as well', async () => {
    const run = await setup.fetch.train({ model: MODEL });
    await setup.fetch.register(run);
    await setup.fetch.move(1, 'Archived');
    expect(await content(setup.open(), 'models/clf/1/MLmodel')).toBe('flavors: {}');
  });
});

describe('nothing is written to what was recorded', () => {
  test.each(['new.txt', 'plots/a.svg', 'out/model/MLmodel'])(
    'put and remove of %s are refused',
    async (name) => {
      const run = await setup.fetch.train({ model: MODEL, artifacts: ODD });
      await setup.fetch.register(run);
      const served = setup.open();
      for (const place of [await placeOf(served, run), 'models/clf/1']) {
        const path = `${place}/${name}`;
        const refusal = { code: 'PERMISSION_DENIED', status: 403 };
        await expect(put(served, path, 'x')).rejects.toMatchObject(refusal);
        await expect(served.artifacts.remove(path)).rejects.toMatchObject(refusal);
      }
      expect(await content(served, `${await placeOf(served, run)}/plots/a.svg`)).toBe('<a>');
    },
  );
});

test('what was brought is taken away when the server ends', async () => {
  const run = await setup.fetch.train({ model: MODEL });
  const served = setup.open();
  await content(served, `${await placeOf(served, run)}/out/model/MLmodel`);
  expect(await readdir(setup.temp)).toHaveLength(1);
  await served.close();
  expect(await readdir(setup.temp)).toEqual([]);
});
