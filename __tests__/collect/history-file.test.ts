import { createReadStream } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readHistory, writeHistory } from '../../src/collect/history-file.js';
import { Faults } from '../../src/core/errors.js';
import type { SeriesPoint } from '../../src/core/series.js';
import { makeTempDir, removeDir } from '../support/temp.js';

let folder: string;
beforeEach(async () => {
  folder = await makeTempDir();
});
afterEach(() => removeDir(folder));

const RUN = '0'.repeat(32);
const points = (count: number, key = 'loss'): SeriesPoint[] =>
  Array.from({ length: count }, (_, step) => ({ key, value: step / 3, step, at: null }));
const taken: string[] = [];
const common = { taken, run_id: RUN, isTold: () => true };

async function all(file: string, key = 'loss'): Promise<SeriesPoint[]> {
  const read: SeriesPoint[] = [];
  for await (const point of readHistory(createReadStream(file), key)) read.push(point);
  return read;
}

test('a history is read as it was written, and its lines are those of a series file', async () => {
  const root = join(folder, 'history');
  const faults = new Faults();
  const told = [...points(2500), { ...points(1, 'auc')[0], model_id: 'm-1' } as SeriesPoint];
  const file = await writeHistory({ points: told.length, all: told }, { ...common, root, faults });
  expect(file).toMatchObject({ path: 'metrics-history.ndjson.gz', kind: 'metrics' });
  const bytes = await readFile(join(root, file?.path ?? ''));
  expect(gunzipSync(bytes).toString().split('\n')[1]).toBe(
    `{"key":"loss","value":${1 / 3},"step":1,"at":null}`,
  );
  expect(await all(join(root, file?.path ?? ''))).toEqual(told.slice(0, 2500));
  expect(await all(join(root, file?.path ?? ''), 'auc')).toEqual(told.slice(2500));
  expect(faults.list).toEqual([]);
});

test('what may not be told is left out, and a name that is taken is not taken again', async () => {
  const root = folder;
  const file = await writeHistory(
    { points: 4, all: [...points(2), ...points(2, 'secret')] },
    {
      ...common,
      root,
      faults: new Faults(),
      taken: ['metrics-history.ndjson.gz'],
      isTold: ({ key }) => key !== 'secret',
    },
  );
  expect(file?.path).toBe(`metrics-history-${RUN}.ndjson.gz`);
  expect(await all(join(root, file?.path ?? ''))).toEqual(points(2));
});

test('where it cannot be written that is a fault, and there is no artifact', async () => {
  const root = folder;
  await writeFile(join(root, 'taken'), '');
  const faults = new Faults();
  const file = await writeHistory(
    { points: 1, all: points(1) },
    { ...common, root: join(root, 'taken'), faults },
  );
  expect(file).toBeUndefined();
  expect(faults.list).toMatchObject([{ code: 'E_STORE_UPLOAD' }]);
  expect(await readdir(root)).toEqual(['taken']);
});

test.each([
  ['no gzip', Buffer.from('{}\n')],
  ['half of one', gzipSync(JSON.stringify(points(9))).subarray(0, 30)],
  ['one endless line', gzipSync('x'.repeat(100_000))],
])('a file that is %s cannot be read', async (_, bytes) => {
  const file = join(folder, 'history.gz');
  await writeFile(file, bytes);
  await expect(all(file)).rejects.toThrow();
});

test('a file that is not there cannot be read either', async () => {
  await expect(all(join(folder, 'none'))).rejects.toThrow(/ENOENT/);
});
