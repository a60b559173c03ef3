import { statSync } from 'node:fs';
import { appendFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSpool, readSpool, SpoolDamage } from '../../../src/mlflow/keep/spool.js';
import type { Entry } from '../../../src/mlflow/state/changes.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const SERVER = 'f'.repeat(32);
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await makeTempDir('spool-');
  path = join(folder, 'spool.ndjson');
});
afterEach(() => removeDir(folder));

const entry = (at: number, name = `run ${at}`): Entry => ({
  at,
  changes: [{ type: 'run-updated', run_id: 'r', name }],
});
/** What is read of a file, apart from what only its owner asks. */
async function read(): Promise<{ entries: Entry[]; length: number }> {
  const { entries, length } = await readSpool(path);
  return { entries: entries.map(({ at, changes }) => ({ at, changes })), length };
}
const ats = async (): Promise<number[]> => (await readSpool(path)).entries.map(({ at }) => at);

/** Opens what there is, as a server does. */
async function reopen() {
  return openSpool(path, await readSpool(path), SERVER);
}

async function filled(...entries: Entry[]): Promise<void> {
  const spool = await reopen();
  for (const one of entries) await spool.append(one);
  await spool.close();
}

test('where there is no file there are no entries; a new one is for its owner alone', async () => {
  expect(await readSpool(path)).toEqual({ server: null, entries: [], length: 0, next: 1 });
  await filled();
  const { length } = await readFile(path);
  expect(await readSpool(path)).toEqual({ server: SERVER, entries: [], length, next: 1 });
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('an entry is a line, there once its append is done', async () => {
  const spool = await reopen();
  const odd = entry(1, 'ü😀 "\\\n\u2028\ud800');
  await spool.append(odd);
  const text = await readFile(path, 'utf8');
  expect(text.match(/\n/g)).toHaveLength(2);
  expect(await read()).toEqual({ entries: [odd], length: Buffer.byteLength(text) });
  await spool.close();
});

test('values that JSON has no number for come back', async () => {
  const metrics = [Number.NaN, 1.5, Number.MAX_VALUE, 5e-324].map((value) => ({
    ...{ key: 'k', value, timestamp: 1, step: 0 },
  }));
  const params = [{ key: 'NaN', value: 'NaN' }];
  const all: Entry = { at: 1, changes: [{ type: 'run-logged', run_id: 'r', metrics, params }] };
  await filled(all);
  expect((await read()).entries).toEqual([all]);
});

test('many appends at once are in the order that they were called in', async () => {
  const spool = await reopen();
  const order: number[] = [];
  const count = 500;
  await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      await spool.append(entry(at));
      order.push(at);
    }),
  );
  const expected = Array.from({ length: count }, (_, at) => at);
  expect(await ats()).toEqual(expected);
  expect(order).toEqual(expected);
  await spool.close();
});

test('what is called in one moment is one write', async () => {
  const spool = await reopen();
  const empty = statSync(path).size;
  const seen = new Set<number>();
  let isDone = false;
  // Less than a page of memory in all: the system shows a single write at once.
  const all = Promise.all(Array.from({ length: 20 }, (_, at) => spool.append(entry(at)))).then(() => {
    isDone = true;
  });
  while (!isDone) {
    seen.add(statSync(path).size);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await all;
  const { length } = await readSpool(path);
  expect([...seen].filter((size) => size !== empty && size !== length)).toEqual([]);
  await spool.close();
});

test('to be idle and to close waits for what was called', async () => {
  const spool = await reopen();
  const appended = spool.append(entry(1));
  await spool.idle();
  expect(await ats()).toEqual([1]);
  await appended;
  const last = spool.append(entry(2));
  await spool.close();
  expect(await ats()).toEqual([1, 2]);
  await last;
});

describe('what a killed process left of a last line', () => {
  test('is passed over wherever it was torn, and is cut off when the file is opened', async () => {
    await filled(entry(1), entry(2, 'ü😀'));
    const whole = await readFile(path);
    const first = whole.indexOf(10, whole.indexOf(10) + 1) + 1;
    for (let end = first; end < whole.length; end++) {
      await writeFile(path, whole.subarray(0, end));
      expect(await read()).toEqual({ entries: [entry(1)], length: first });
      await filled(entry(3));
      expect(await ats()).toEqual([1, 3]);
    }
  });

  test('may be all that there is', async () => {
    await writeFile(path, '{"server":"ffff');
    expect(await read()).toEqual({ entries: [], length: 0 });
    await filled(entry(2));
    expect(await ats()).toEqual([2]);
  });

  test('is no harm to a file that was cut meanwhile: nothing is made up in its place', async () => {
    await filled(entry(1), entry(2));
    await truncate(path, (await readSpool(path)).length - 1);
    await filled(entry(3));
    expect(await ats()).toEqual([1, 3]);
  });
});

describe('a line that is none of ours', () => {
  test.each([
    ['no JSON', 'garbage'],
    ['half an entry', '{"at":2,"changes":[{"type":"run'],
    ['nothing', ''],
    ['zeros, as a disk leaves them', '\0\0\0\0'],
    ['another thing of JSON', '[1]'],
    ['null', 'null'],
    ['without a time', '{"number":2,"changes":[]}'],
    ['without a number', '{"at":2,"changes":[]}'],
    ['without changes', '{"at":1,"number":2}'],
    ['changes that are no list', '{"at":1,"number":2,"changes":{"type":"run-deleted"}}'],
    ['a change that is none', '{"at":1,"number":2,"changes":[null]}'],
  ])('is damage, and its number is told: %s', async (_, line) => {
    await filled(entry(1));
    await appendFile(path, `${line}\n`);
    await appendFile(path, `${JSON.stringify({ ...entry(3), number: 3 })}\n`);
    const before = await readFile(path);
    const error = await readSpool(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SpoolDamage);
    expect((error as Error).message).toContain('line 3 ');
    expect(await readFile(path)).toEqual(before);
  });

  test('is damage as well where its bytes are no text', async () => {
    await filled(entry(1, 'x'), entry(2));
    const bytes = await readFile(path);
    bytes[bytes.indexOf('x')] = 0xff;
    await writeFile(path, bytes);
    await expect(readSpool(path)).rejects.toThrow(SpoolDamage);
  });
});

test('a file that cannot be read is an error, not an empty spool', async () => {
  await expect(readSpool(folder)).rejects.toThrow('EISDIR');
});
