import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { readEvidenceZip } from '../../../src/collect/evidence/evidence-zip.js';
import { UserError } from '../../../src/core/errors.js';
import { DAY, Folders, idAt } from '../../ledger/fixtures.js';
import { makeZip, type ZipEntry } from '../../support/zip-writer.js';

const ID = idAt(DAY);
const LARGEST = 64 * 1024;
const RECORD: ZipEntry = { name: `${ID}.json`, bytes: '{"a": 1}\n' };
const SERIES: ZipEntry = { name: `${ID}.series.ndjson`, bytes: 'x\n' };

const folders = new Folders();
let folder: string;
beforeAll(async () => {
  folder = await folders.make();
});
afterEach(async () => {
  expect(await readdir(folder)).toEqual(['a.zip']);
});
afterAll(() => folders.remove());

async function read(zip: Uint8Array) {
  const file = join(folder, 'a.zip');
  await writeFile(file, zip);
  return readEvidenceZip(file, { runId: ID, largest: LARGEST });
}

async function problemOf(zip: Uint8Array): Promise<string> {
  const error: unknown = await read(zip).then(
    () => 'it was read',
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw error;
  expect(error.faults).toHaveLength(1);
  expect(error.faults[0]?.code).toBe('E_EVIDENCE_INVALID');
  return error.faults[0]?.what ?? '';
}

test('a record alone, with curves, packed or stored', async () => {
  expect(await read(makeZip([RECORD]))).toEqual({
    record: Buffer.from('{"a": 1}\n'),
    series: null,
    amendment: null,
    pictures: [],
  });
  const both = makeZip([SERIES, { ...RECORD, isStored: true }]);
  expect(await read(both)).toEqual({
    record: Buffer.from('{"a": 1}\n'),
    series: Buffer.from('x\n'),
    amendment: null,
    pictures: [],
  });
});

test('sizes and checksum behind the bytes, as where a file is packed while it is sent', async () => {
  const entries = [RECORD, SERIES].map((entry) => ({ ...entry, hasDescriptor: true }));
  expect(await read(makeZip(entries))).toMatchObject({ series: Buffer.from('x\n') });
  const [record = RECORD, series = SERIES] = entries;
  const damaged = makeZip([record, { ...series, crc: 1 }]);
  expect(await problemOf(damaged)).toMatch(/CRC-32 of a file is not/);
});

test('two files that share their bytes are none: a small zip could unpack to any size', async () => {
  const zip = makeZip([RECORD, SERIES]);
  // The list of files is at the end: the second one is said to lie where the first one does.
  const second = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  zip.writeUInt32LE(0, second + 42);
  expect(await problemOf(zip)).toMatch(/header of a file is not|one behind the other/);
});

test('before anything is unpacked it is asked whether so many bytes may be', async () => {
  const file = join(folder, 'a.zip');
  await writeFile(file, makeZip([{ ...RECORD, bytes: Buffer.alloc(5000) }, SERIES]));
  const admit = (bytes: number) => {
    throw new Error(`asked for ${bytes}`);
  };
  await expect(readEvidenceZip(file, { runId: ID, largest: LARGEST, admit })).rejects.toThrow(
    'asked for 5002',
  );
});

test('pictures of the run’s folder are read, whatever they hold', async () => {
  const pictures = ['a.png', 'b%20c.webp'].map((name) => ({ name: `${ID}/${name}`, bytes: `of ${name}` }));
  expect((await read(makeZip([RECORD, ...pictures]))).pictures).toEqual([
    { name: 'a.png', bytes: Buffer.from('of a.png') },
    { name: 'b%20c.webp', bytes: Buffer.from('of b%20c.webp') },
  ]);
});

test('a file of the greatest size is read, and one byte more is not', async () => {
  const bytes = Buffer.alloc(LARGEST, 'a');
  expect((await read(makeZip([{ ...RECORD, bytes }]))).record).toEqual(bytes);
  const more = makeZip([{ ...RECORD, bytes: Buffer.alloc(LARGEST + 1, 'a') }]);
  expect(await problemOf(more)).toMatch(/with 65537 bytes, and 65536 bytes are the most/);
});

const bomb = Buffer.alloc(32 * 1024 * 1024);
const named = (name: string): ZipEntry[] => [RECORD, { name, bytes: 'x' }];
const picture = (name: string, size = 1): ZipEntry => ({ name: `${ID}/${name}`, bytes: Buffer.alloc(size) });
const unicodePath = (name: string) => {
  // An extra field that gives the file another name; without the right checksum of the old one it does not count.
  const data = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), Buffer.from(name)]);
  const header = Buffer.from([0x75, 0x70, data.length, 0]);
  return Buffer.concat([header, data]);
};

test.each<[string, ZipEntry[], RegExp]>([
  ['a bomb that says its size', [{ ...RECORD, bytes: bomb }], /33554432 bytes/],
  ['a bomb that says to be small', [{ ...RECORD, bytes: bomb, claims: { size: 9 } }], /no sound zip/],
  ['more bytes than it says', [{ ...RECORD, claims: { size: 8 } }], /too many bytes/],
  ['fewer bytes than it says', [{ ...RECORD, claims: { size: 10 } }], /not enough bytes/],
  ['stored bytes with two sizes', [{ ...RECORD, isStored: true, claims: { size: 8 } }], /mismatch/],
  ['bytes beyond the end', [{ ...RECORD, claims: { packed: 1 << 30 } }], /overflows/],
  ['huge curves', [RECORD, { ...SERIES, bytes: bomb }], /series\.ndjson with 33554432 bytes/],
  ['too many files', Array(9).fill(RECORD), /a zip of 9 files, and 8 are the most/],
  ['a way out', named('../../etc/cron.d/x'), /named `\.\.\/\.\.\/etc\/cron\.d\/x`/],
  ['an absolute name', named('/etc/passwd'), /named `\/etc\/passwd`/],
  ['a drive', named('C:\\windows\\x'), /named `C\?\?windows/],
  ['a picture of 2 MiB', [RECORD, picture('a.png', 2 << 20)], /a\.png with 2097152 bytes, and 1048576/],
  ['a picture that says to be small', [RECORD, { ...picture('a.png', 2 << 20), claims: { size: 9 } }], /zip/],
  ['a picture out of its folder', [RECORD, picture('../x.png')], /named `[0-9a-f]{32}\/\.\.\/x\.png`/],
  ['a picture with no folder', named('x.png'), /named `x\.png`/],
  ['a picture of another run', named(`${idAt(DAY, 7)}/x.png`), /named/],
  ['a picture below a folder', [RECORD, picture('a/x.png')], /named/],
  ['a picture behind a backslash', [RECORD, picture('..\\x.png')], /named/],
  ['a picture that can hold programs', [RECORD, picture('x.svg')], /x\.svg/],
  ['a page', [RECORD, picture('x.html')], /x\.html/],
  ['a picture with no end', [RECORD, picture('x')], /named/],
  ['a picture with nothing but an end', [RECORD, picture('.png')], /named/],
  ['a picture for git', [RECORD, picture('.git.png')], /named/],
  ['a picture whose name is written otherwise', [RECORD, picture('%41.png')], /named/],
  ['a picture twice', [RECORD, picture('a.png'), picture('a.png')], /a\.png twice/],
  ['a link as a picture', [RECORD, { ...picture('a.png'), mode: 0o120777 }], /no plain file/],
  ['a folder', named(`x/${ID}.json`), /named/],
  ['a folder as itself', named('x/'), /named `x\/`/],
  ['a name with a zero byte', named(`${ID}.json\0.exe`), /json\?\.exe/],
  ['a name that says things', named('<!-- @octocat `x` ::error::'), /`\?\?--\?\?octocat/],
  ['another run', [{ ...RECORD, name: `${idAt(DAY, 7)}.json` }], /named `[0-9a-f]{32}\.json`/],
  ['a nested zip', [{ name: 'evidence.zip', bytes: makeZip([RECORD]) }], /named `evidence\.zip`/],
  ['the same file twice', [RECORD, RECORD], /holds [0-9a-f]{32}\.json twice/],
  ['a link', [{ ...RECORD, bytes: '/etc/passwd', mode: 0o120777 }], /no plain file/],
  ['a device', [{ ...RECORD, mode: 0o020666 }], /no plain file/],
  ['a folder by its mode', [{ ...RECORD, mode: 0o040755 }], /no plain file/],
  ['encryption', [{ ...RECORD, flags: 1 }], /encrypted/],
  ['strong encryption', [{ ...RECORD, flags: 0x41 }], /no sound zip/],
  ['an unknown packing', [{ ...RECORD, method: 14 }], /no sound zip/],
  ['curves alone', [SERIES], /holds no [0-9a-f]{32}\.json/],
  ['nothing', [], /holds no/],
  ['a checksum that is not that of the bytes', [{ ...RECORD, crc: 1 }], /CRC-32 of a file is not/],
  ['stored bytes with another checksum', [{ ...RECORD, isStored: true, crc: 1 }], /CRC-32 of a file is not/],
  ['curves with another checksum', [RECORD, { ...SERIES, crc: 1 }], /CRC-32 of a file is not/],
  [
    'packed bytes behind the end',
    [{ ...RECORD, behind: Buffer.from('x') }],
    /bytes behind the end of a file/,
  ],
  ['packed bytes that break off', [{ ...RECORD, claims: { packed: 8 } }], /no sound zip/],
  ['another name before the bytes', [{ ...RECORD, own: { name: `${ID}.jsoN` } }], /header of a file is not/],
  ['another size before the bytes', [{ ...RECORD, own: { size: 7 } }], /header of a file is not/],
  ['another packed size there', [{ ...RECORD, own: { packed: 7 } }], /header of a file is not/],
  ['another checksum there', [{ ...RECORD, own: { crc: 7 } }], /header of a file is not/],
  ['another packing there', [{ ...RECORD, own: { method: 0 } }], /header of a file is not/],
  ['bytes between two files', [{ ...RECORD, gap: Buffer.from('hidden') }, SERIES], /one behind the other/],
  ['bytes before the list', [RECORD, { ...SERIES, gap: Buffer.alloc(12) }], /one behind the other/],
  ['a name within a name', [{ ...SERIES, name: 'x', extra: unicodePath(`${ID}.json`) }], /named `x`/],
])('refused: %s', async (_, entries, problem) => {
  expect(await problemOf(makeZip(entries))).toMatch(problem);
});

test('an end that counts fewer files than there are hides none that would be read', async () => {
  expect(await problemOf(makeZip([RECORD, ...named('../x')], 1))).toMatch(/one behind the other/);
  expect(await problemOf(makeZip([RECORD], 5))).toMatch(/no sound zip/);
  expect(await problemOf(makeZip([RECORD], 60_000))).toMatch(/60000 files/);
});

test.each([
  ['no zip', Buffer.from('{"a": 1}')],
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(1000)],
  ['a zip that breaks off', makeZip([RECORD]).subarray(0, 60)],
  ['a zip without its beginning', makeZip([RECORD]).subarray(10)],
  ['a zip with something behind it', Buffer.concat([makeZip([RECORD]), Buffer.from('tail')])],
])('refused: %s', async (_, bytes) => {
  expect(await problemOf(bytes)).toMatch(/^The evidence is no sound zip: /);
});

test('what stands in packed bytes that are damaged is refused', async () => {
  const zip = makeZip([{ ...RECORD, bytes: Buffer.from('abc'.repeat(1000)) }]);
  zip.fill(0xff, 80, 90);
  expect(await problemOf(zip)).toMatch(/no sound zip/);
});

test('any damage is an answer or a refusal, and never a crash or a stand-still', async () => {
  const sound = makeZip([RECORD, SERIES]);
  const damage = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(damage, async (changes) => {
      const zip = Buffer.from(sound);
      for (const [at, byte] of changes) zip[at] = byte;
      const result: unknown = await read(zip).catch((error: unknown) => error);
      if (result instanceof Error && !(result instanceof UserError)) throw result;
    }),
    { numRuns: 600 },
  );
});

test('a zip that is not there is no fault of the evidence', async () => {
  const work = readEvidenceZip(join(folder, 'none.zip'), { runId: ID, largest: LARGEST });
  await expect(work).rejects.toMatchObject({ code: 'ENOENT' });
});
