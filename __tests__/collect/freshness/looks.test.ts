import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { grownFrom, type Looks, lookAt, unwrittenOf } from '../../../src/collect/freshness/looks.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

let dir: string;
const OLD = new Date('2020-01-01T00:00:00Z');

beforeEach(async () => {
  dir = await makeTempDir();
});
afterEach(() => removeDir(dir));

/** A file that an earlier run left, long ago unless told otherwise. */
function put(name: string, content: string, at: Date | null = OLD): string {
  const file = join(dir, name);
  writeFileSync(file, content);
  if (at !== null) utimesSync(file, at, at);
  return file;
}

/** Whether a file counts as written after `work` did something to it. */
async function isWritten(
  work: (file: string) => void,
  options: { hashed?: boolean; at?: Date | null } = {},
): Promise<boolean> {
  const file = put('m.json', '{"a": 1}', options.at === undefined ? OLD : options.at);
  const looks = await look(options.hashed ?? false);
  work(file);
  return !(await unwrittenOf(dir, ['m.json'], looks)).has('m.json');
}

function look(hashed: boolean, names = ['m.json']): Promise<Looks> {
  return lookAt(dir, names, { scratch: join(dir, 'clock'), hashed: new Set(hashed ? names : []) });
}

const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('what counts as a write', () => {
  const sameTimes = (file: string) => utimesSync(file, OLD, OLD);

  test.each<[string, (file: string) => void, boolean]>([
    ['nothing', () => undefined, false],
    ['other bytes', (file) => writeFileSync(file, '{"a": 2}'), true],
    ['the same bytes', (file) => writeFileSync(file, '{"a": 1}'), true],
    [
      'a new file of the same name with the same bytes and times',
      (file) => {
        writeFileSync(`${file}.new`, '{"a": 1}');
        sameTimes(`${file}.new`);
        renameSync(`${file}.new`, file);
      },
      true,
    ],
    [
      'other bytes of the same length and the old times, hashed before',
      (file) => {
        writeFileSync(file, '{"a": 3}');
        sameTimes(file);
      },
      true,
    ],
    ['chmod', (file) => chmodSync(file, 0o600), false],
    ['chown to the same owner', (file) => chownSync(file, statSync(file).uid, statSync(file).gid), false],
    [
      'moved away and back',
      (file) => {
        renameSync(file, `${file}.away`);
        renameSync(`${file}.away`, file);
      },
      false,
    ],
    ['a reader', (file) => execFileSync('cat', [file]), false],
    ['removed', (file) => rmSync(file), true],
    [
      'cp -p of a copy over it',
      (file) => {
        execFileSync('cp', ['-p', file, `${file}.copy`]);
        // Kept, or a file system would give its inode to the copy.
        renameSync(file, `${file}.old`);
        execFileSync('cp', ['-p', `${file}.copy`, file]);
      },
      true,
    ],
    [
      'tar out of an archive',
      (file) => {
        execFileSync('tar', ['-C', dir, '-cf', `${file}.tar`, 'm.json']);
        renameSync(file, `${file}.old`);
        execFileSync('tar', ['-C', dir, '-xf', `${file}.tar`]);
      },
      true,
    ],
  ])('%s', async (_, work, written) => {
    expect(await isWritten(work, { hashed: true })).toBe(written);
  });

  test('a file with several links counts as written when only its status changed: a new link may be all that shows', async () => {
    const file = put('cache', 'weights');
    linkSync(file, join(dir, 'm.json'));
    const looks = await look(false);
    rmSync(join(dir, 'm.json'));
    linkSync(file, join(dir, 'm.json'));
    expect((await unwrittenOf(dir, ['m.json'], looks)).size).toBe(0);
  });

  test('a symbolic link that was made anew is a write, and so is one that leads elsewhere', async () => {
    put('one', 'weights');
    put('two', 'weights');
    symlinkSync('one', join(dir, 'm.json'));
    const looks = await look(false);
    expect((await unwrittenOf(dir, ['m.json'], looks)).size).toBe(1);
    rmSync(join(dir, 'm.json'));
    symlinkSync('two', join(dir, 'm.json'));
    expect((await unwrittenOf(dir, ['m.json'], looks)).size).toBe(0);
  });

  test('what was written right before is told by its bytes, since a coarse clock would hide a write', async () => {
    const rewritten = await isWritten(
      (file) => {
        const { atime, mtime } = statSync(file);
        writeFileSync(file, '{"a": 9}');
        utimesSync(file, atime, mtime);
      },
      { at: null },
    );
    expect(rewritten).toBe(true);
  });
});

test('a file that was not there is new, and one of an odd name is looked at like any other', async () => {
  put('__proto__', 'x');
  const looks = await look(false, ['m.json', '__proto__']);
  put('m.json', '{}');
  expect([...(await unwrittenOf(dir, ['m.json', '__proto__'], looks))]).toEqual(['__proto__']);
});

describe('a table that grew', () => {
  const rows = 'step,loss\n0,1\n';

  test.each([[true], [false]])('in place has its old bytes in front (hashed: %s)', async (hashed) => {
    const file = put('m.json', rows);
    const looks = await look(hashed);
    appendFileSync(file, '1,0.5\n');
    expect(await grownFrom(dir, 'm.json', looks)).toBe(rows.length);
  });

  test('with other bytes in front was written anew', async () => {
    const file = put('m.json', rows);
    const looks = await look(true);
    writeFileSync(file, 'step,loss\n0,2\n1,0.5\n');
    expect(await grownFrom(dir, 'm.json', looks)).toBe(0);
  });

  test('that is new has none', async () => {
    mkdirSync(join(dir, 'sub'));
    expect(await grownFrom(dir, 'm.json', await look(true))).toBe(0);
  });
});
