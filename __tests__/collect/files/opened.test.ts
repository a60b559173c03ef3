import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile, hashFiles } from '../../../src/collect/files/hash.js';
import { digestLane, unixLines } from '../../../src/collect/files/hash-lane.js';
import {
  OPENED_TOOLS,
  openedFault,
  readContained,
  readSmallContained,
  withOpened,
} from '../../../src/collect/files/opened.js';
import { zipEntries } from '../../../src/collect/files/zip-entries.js';
import { readBytes } from '../../../src/collect/values/text-file.js';
import { sha256 } from '../../../src/core/digest.js';
import type { UserError } from '../../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from '../workspace.js';

const onUnix = process.platform === 'win32' ? test.skip : test;
const SMALL = 'credentials';
/** Too large to be read in one go. */
const LARGE = Buffer.alloc(600 * 1024, 'secret');
let ws: TestWorkspace;

beforeEach(async () => {
  ws = await makeWorkspace();
  for (const folder of [join(ws.root, 'out'), ws.outside]) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'small'), folder === ws.outside ? SMALL : 'own');
    writeFileSync(join(folder, 'large'), folder === ws.outside ? LARGE : Buffer.alloc(600 * 1024, 'own'));
  }
});
afterEach(() => ws.remove());

const path = (name: string) => join(ws.root, name);
const contained = (name: string) => ({ absolute: path(name), within: ws.root });

/** What a process does that wants to have a file read that is not the workspace's. */
const SWAPS: Record<string, (name: string) => void> = {
  'the file for a link': (name) => {
    rmSync(path(`out/${name}`));
    symlinkSync(join(ws.outside, name), path(`out/${name}`));
  },
  'its folder for a link': () => {
    renameSync(path('out'), path('before'));
    symlinkSync(ws.outside, path('out'));
  },
};

async function faultsOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    (value) => {
      throw new Error(`It was read: ${JSON.stringify(value).slice(0, 200)}`);
    },
    (thrown: UserError) => thrown,
  );
  return error.faults.map(({ code, what }) => `${code} ${what}`);
}

const OUTSIDE = ['E_FILE_UNREADABLE The file leads out of the folder that may be read'];

describe.each(Object.entries(SWAPS))('whoever puts %s out of the workspace in its place', (_, swap) => {
  onUnix.each(['small', 'large'])('before it is opened has no digest of it (%s)', async (name) => {
    swap(name);
    expect(await faultsOf(hashFiles(ws.root, [`out/${name}`]))).toEqual(OUTSIDE);
    expect(await faultsOf(hashFiles(path('out'), [name], { within: ws.root }))).toEqual(OUTSIDE);
    expect(await faultsOf(hashFile(path(`out/${name}`), ws.root))).toEqual(OUTSIDE);
  });

  onUnix('while it is hashed has no digest of it', async () => {
    const read = async (...[file, block]: [Awaited<ReturnType<typeof open>>, Uint8Array]) => {
      const { bytesRead } = await file.read(block, 0, block.length, null);
      if (bytesRead === 0) swap('large');
      return bytesRead;
    };
    const lane = {
      paths: [path('out/large')],
      root: ws.root,
      next: new Int32Array(new SharedArrayBuffer(4)),
      lines: false,
    };
    const tools = { createHash, constants, open, stat, read, unixLines, openedFault, opened: OPENED_TOOLS };
    expect(await digestLane(lane, tools)).toEqual([[0, { fault: 'changed while it was read' }]]);
  });

  onUnix('while it is read has none of its bytes recorded', async () => {
    const reading = withOpened(contained('out/small'), async (opened) => {
      swap('small');
      return opened.read(1000);
    });
    await expect(reading).rejects.toThrow('it changed while it was read');
  });

  onUnix('before it is opened has no byte of it read by any collector', async () => {
    swap('small');
    const file = { ...contained('out/small'), shown: 'out/small' };
    expect(await faultsOf(readBytes(file, 1000))).toEqual([expect.stringContaining('E_FILE_UNREADABLE')]);
    await expect(readContained(file, 1000)).rejects.toThrow('leads out of the folder');
    expect(() => readSmallContained(file, 1000)).toThrow('leads out of the folder');
    await expect(zipEntries(file, { keeps: () => true, most: 1000 })).rejects.toThrow('leads out of');
  });
});

onUnix(
  'a link that ends inside the workspace is followed, also with a link above the workspace',
  async () => {
    symlinkSync('small', path('out/link'));
    symlinkSync('out', path('folder'));
    symlinkSync(ws.root, join(ws.outside, 'workspace'));
    const digest = sha256('own');
    expect(await hashFiles(path('out'), ['link'], { within: ws.root })).toMatchObject([{ digest }]);
    expect(await hashFile(path('folder/link'), ws.root)).toMatchObject({ digest });
    expect(
      await hashFile(join(ws.outside, 'workspace/folder/link'), join(ws.outside, 'workspace')),
    ).toMatchObject({
      digest,
    });
    expect(`${await readContained(contained('folder/link'), 100)}`).toBe('own');
  },
);

onUnix('`.git` is never read, by whatever link', async () => {
  await ws.write('.git/config', 'token');
  symlinkSync('../.git/config', path('out/config'));
  expect(await faultsOf(hashFiles(ws.root, ['out/config', '.git/config']))).toEqual([...OUTSIDE, ...OUTSIDE]);
  await expect(readContained(contained('out/config'), 100)).rejects.toThrow('leads out of the folder');
});

onUnix('a folder whose name only begins like the workspace is outside', async () => {
  mkdirSync(`${ws.root}-other`);
  writeFileSync(`${ws.root}-other/x`, 'x');
  symlinkSync(`${ws.root}-other/x`, path('out/x'));
  expect(await faultsOf(hashFile(path('out/x'), ws.root))).toEqual(OUTSIDE);
});

onUnix('a file that another takes the place of while it is read is not told under its name', async () => {
  const reading = withOpened(contained('out/small'), async (opened) => {
    renameSync(path('out/large'), path('out/small'));
    return opened.read(1000);
  });
  await expect(reading).rejects.toThrow('it changed while it was read');
});

onUnix('a pipe is not waited for', async () => {
  execFileSync('mkfifo', [path('out/pipe')]);
  await expect(readContained(contained('out/pipe'), 100)).rejects.toThrow('it is not a regular file');
  expect(readSmallContained(contained('out/pipe'), 100)).toBeUndefined();
});

test('of a file that is longer than what may be read nothing is', async () => {
  await expect(readContained(contained('out/large'), 100)).rejects.toThrow('more than 100 bytes');
  expect(readSmallContained(contained('out/large'), 100)).toBeUndefined();
});
