import { execFile, execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hashFile, hashFiles } from '../../../src/collect/files/hash.js';
import { sha256 } from '../../../src/core/digest.js';
import type { UserError } from '../../../src/core/errors.js';

const MIB = 1024 * 1024;
const onUnix = process.platform === 'win32' ? test.skip : test;
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hash-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(name: string, bytes: Buffer | string): string {
  const path = join(root, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bytes);
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

async function faultsOf(work: Promise<unknown>): Promise<UserError['faults']> {
  const error = await work.then(
    () => undefined,
    (thrown: UserError) => thrown,
  );
  if (error === undefined) throw new Error('It should have failed');
  return error.faults;
}

test.each([0, 1, 256 * 1024, 256 * 1024 + 1, MIB, MIB + 1, 3 * MIB + 17])(
  'digest of %d bytes',
  async (size) => {
    const digest = write('file', randomBytes(size));
    expect(await hashFile(join(root, 'file'))).toEqual({ digest, size_bytes: size });
  },
);

describe('line ends', () => {
  const unix = (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');

  test('a text has the digest it would have with those of Unix, wherever a block ends', async () => {
    // Line ends lie across the ends of the blocks of 1 MiB, and so do lone CRs.
    const texts = [0, 1, 2, MIB - 1, MIB, 2 * MIB - 1].map((before) =>
      Buffer.concat([
        Buffer.alloc(before, 'x'),
        Buffer.from('\r\n\r\r\na\r'),
        Buffer.alloc(MIB - 8, 'y'),
        Buffer.from('\r\nz\r'),
      ]),
    );
    for (const [index, text] of texts.entries()) write(`${index}`, text);
    const names = texts.map((_, index) => `${index}`);
    const hashed = await hashFiles(root, [...names, ...names], { lines: true, threads: 1 });
    const expected = texts.map((text, index) => ({
      ...{ path: `${index}`, size_bytes: text.length, digest: sha256(text) },
      lf: { size_bytes: unix(text).length, digest: sha256(unix(text)) },
    }));
    expect(hashed).toEqual([...expected, ...expected]);
  });

  test('small and large files and worker threads agree', async () => {
    const windows = (lines: number) => Buffer.alloc(16 * lines, '0123456789abcd\r\n');
    const unixText = (lines: number) => Buffer.alloc(15 * lines, '0123456789abcd\n');
    // Two large ones, since a second thread takes 64 MiB to be worth it.
    const counts = [2, 20_000, 2.1 * MIB, 2.1 * MIB].map(Math.floor);
    for (const [index, lines] of counts.entries()) write(`${index}`, windows(lines));
    const hashed = await hashFiles(root, ['0', '1', '2', '3'], { lines: true, threads: 2 });
    const [small, large, huge] = counts.map((lines) => sha256(unixText(lines)));
    expect(hashed.map(({ lf }) => lf?.digest)).toEqual([small, large, huge, huge]);
  });

  test('what has no CRLF, is no text or was not asked about has one digest', async () => {
    write('unix', 'a\nb\rc\n');
    write('large', Buffer.alloc(MIB, 'a\n\r'));
    write('binary', '\0\r\n');
    write('windows', 'a\r\n');
    const names = ['unix', 'large', 'binary', 'windows'];
    const found = (entries: readonly object[]) => entries.map((entry) => 'lf' in entry);
    expect(found(await hashFiles(root, names, { lines: true }))).toEqual([false, false, false, true]);
    expect(found(await hashFiles(root, names))).toEqual([false, false, false, false]);
  });
});

test('names of every kind, in the order asked for', async () => {
  const names = ['z b.txt', 'a/deep/ünï码.bin', '-rf', 'quote".txt', 'big'];
  if (process.platform !== 'win32') names.push('line\nfeed');
  else names.splice(3, 1);
  const expected = names.map((path) => {
    const bytes = randomBytes(path === 'big' ? MIB : 100);
    return { path, size_bytes: bytes.length, digest: write(path, bytes) };
  });
  expect(await hashFiles(root, names)).toEqual(expected);
});

test('several threads give the digests that one gives', async () => {
  const names = Array.from({ length: 5 }, (_, index) => `part-${index}`);
  const digests = names.map((name, index) => write(name, randomBytes((30 + index) * MIB)));
  const several = await hashFiles(root, names, { threads: 3 });
  expect(several.map((entry) => entry.digest)).toEqual(digests);
  expect(await hashFiles(root, names, { threads: 1 })).toEqual(several);
});

test('a thread reports a file it cannot read as the main thread does', async () => {
  const names = ['kept', 'gone-1', 'gone-2', 'gone-3'];
  for (const name of names) {
    write(name, '');
    truncateSync(join(root, name), (name === 'kept' ? 400 : 50) * MIB);
  }
  // The main thread begins with the longest file, so that the others fall to the second thread.
  const work = hashFiles(root, names, { threads: 2 });
  for (const name of names.slice(1)) rmSync(join(root, name));
  const faults = await faultsOf(work);
  expect(faults.map((fault) => fault.where)).toEqual(names.slice(1));
  expect(faults[0]?.what).toBe('The file cannot be read (ENOENT)');
});

test('every unreadable file is named, and what to do', async () => {
  write('fine', 'x');
  mkdirSync(join(root, 'folder'));
  expect(await faultsOf(hashFiles(root, ['gone', 'fine', 'folder']))).toEqual([
    expect.objectContaining({
      code: 'E_FILE_UNREADABLE',
      where: 'gone',
      what: expect.stringContaining('ENOENT'),
    }),
    expect.objectContaining({ where: 'folder', what: 'The file is not a regular file' }),
  ]);
});

test('a thousand missing files are told in twenty lines', async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `${index}`);
  expect(await faultsOf(hashFiles(root, names))).toHaveLength(20);
});

onUnix('pipes, sockets and devices are refused without opening them', async () => {
  execFileSync('mkfifo', [join(root, 'pipe')]);
  symlinkSync('pipe', join(root, 'link'));
  symlinkSync('/dev/zero', join(root, 'zero'));
  const server = createServer();
  await promisify(server.listen.bind(server) as (path: string, done: () => void) => void)(
    join(root, 'socket'),
  );
  const faults = await faultsOf(hashFiles(root, ['pipe', 'link', 'zero', 'socket']));
  server.close();
  expect(faults.map((fault) => fault.what)).toEqual(Array(4).fill('The file is not a regular file'));
});

test('a file that grows without end is given up', async () => {
  write('log', Buffer.alloc(64 * MIB));
  const path = join(root, 'log');
  const growing = setInterval(() => appendFileSync(path, 'more\n'), 1);
  const faults = await faultsOf(hashFile(path)).finally(() => clearInterval(growing));
  expect(faults[0]?.what).toBe('The file changed while it was read');
});

onUnix(
  'memory does not grow with the file',
  async () => {
    writeFileSync(join(root, 'huge'), '');
    truncateSync(join(root, 'huge'), 2048 * MIB);
    const before = process.resourceUsage().maxRSS;
    expect((await hashFile(join(root, 'huge'))).size_bytes).toBe(2048 * MIB);
    expect((process.resourceUsage().maxRSS - before) / 1024).toBeLessThan(64);
  },
  60_000,
);

onUnix('agrees with sha256sum', async () => {
  write('file', randomBytes(5 * MIB));
  const { stdout } = await promisify(execFile)('sha256sum', [join(root, 'file')]);
  expect((await hashFile(join(root, 'file'))).digest).toBe(`sha256:${stdout.slice(0, 64)}`);
});
