import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { copyContained } from '../../../src/collect/files/copy.js';
import { sha256 } from '../../../src/core/digest.js';
import { makeWorkspace, type TestWorkspace } from '../workspace.js';

const MIB = 1024 * 1024;
const onUnix = process.platform === 'win32' ? test.skip : test;
let ws: TestWorkspace;
let copies: string;

beforeEach(async () => {
  ws = await makeWorkspace();
  copies = join(ws.outside, 'copies');
  mkdirSync(copies);
});
afterEach(() => ws.remove());

const copy = (name: string, clonesOnly = false) =>
  copyContained({ absolute: join(ws.root, name), within: ws.root }, join(copies, 'copy'), { clonesOnly });

test.each([0, 1, MIB - 1, MIB, 3 * MIB + 17])('%d bytes, with their digest', async (size) => {
  const bytes = randomBytes(size);
  await ws.write('file', bytes);
  expect(await copy('file')).toEqual({ digest: sha256(bytes), size_bytes: size });
  expect(readFileSync(join(copies, 'copy')).equals(bytes)).toBe(true);
});

test('looks as the file does', async () => {
  await ws.write('file', 'x');
  utimesSync(join(ws.root, 'file'), 1_700_000_000, 1_700_000_001);
  if (process.platform !== 'win32') chmodSync(join(ws.root, 'file'), 0o555);
  await copy('file');
  const { mtimeMs, mode } = statSync(join(copies, 'copy'));
  expect(mtimeMs).toBe(1_700_000_001_000);
  if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o755);
});

test('without room for its bytes is a clone or none', async () => {
  await ws.write('file', 'bytes');
  const copied = await copy('file', true).catch((error: NodeJS.ErrnoException) => error.code);
  expect([{ digest: sha256('bytes'), size_bytes: 5 }, 'ENOSPC']).toContainEqual(copied);
});

onUnix('of a link to what lies inside is of that; of one that leads out there is none', async () => {
  await ws.write('file', 'bytes');
  await ws.write('../outside/secret', 'secret');
  symlinkSync('file', join(ws.root, 'link'));
  expect(await copy('link')).toEqual({ digest: sha256('bytes'), size_bytes: 5 });
  rmSync(join(copies, 'copy'));
  symlinkSync(join(ws.outside, 'secret'), join(ws.root, 'stray'));
  expect(await copy('stray')).toEqual({ fault: expect.stringContaining('leads out') });
  expect(() => statSync(join(copies, 'copy'))).toThrow('ENOENT');
});

test('of what is not there, or is no file, says so', async () => {
  mkdirSync(join(ws.root, 'folder'));
  expect(await copy('gone')).toEqual({ fault: 'cannot be read (ENOENT)' });
  expect(await copy('folder')).toEqual({ fault: 'cannot be read (it is not a regular file)' });
});

test('a copy never takes the place of another', async () => {
  await ws.write('file', 'bytes');
  await ws.write('../outside/copies/copy', 'there already');
  await expect(copy('file')).rejects.toMatchObject({ code: 'EEXIST' });
  expect(readFileSync(join(copies, 'copy'), 'utf8')).toBe('there already');
});

test('a copy that cannot be written is no fault of the file', async () => {
  await ws.write('file', 'bytes');
  await expect(
    copyContained({ absolute: join(ws.root, 'file'), within: ws.root }, join(copies, 'no', 'copy'), {
      clonesOnly: false,
    }),
  ).rejects.toMatchObject({ code: 'ENOENT', syscall: 'open' });
});
