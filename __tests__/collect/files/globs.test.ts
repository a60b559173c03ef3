import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isFileLine, matchFiles } from '../../../src/collect/files/globs.js';
import { parseLines } from '../../../src/core/key-values.js';
import { makeWorkspace, type TestWorkspace } from '../workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

async function glob(text: string, cwd = '.') {
  const options = { input: 'artifacts', linkCode: 'E_ARTIFACT_SYMLINK', limit: 100 } as const;
  const { files, unmatched } = await matchFiles({ workspace: ws.root, cwd }, parseLines(text), options);
  return { files: files.sort(), unmatched: unmatched.map((line) => line.text) };
}

async function files(text: string, cwd?: string) {
  return (await glob(text, cwd)).files;
}

test('wildcards, folders, hidden files and excludes, the last line that matches deciding', async () => {
  for (const path of ['out/a.png', 'out/b.txt', 'out/.hidden', 'out/deep/c.png', 'other/d.png', 'e.png']) {
    await ws.write(path);
  }
  expect(await files('*.png')).toEqual(['e.png']);
  expect(await files('**/*.png')).toEqual(['e.png', 'other/d.png', 'out/a.png', 'out/deep/c.png']);
  expect(await files('out')).toEqual(['out/.hidden', 'out/a.png', 'out/b.txt', 'out/deep/c.png']);
  expect(await files('out/\n!out/deep\n!**/.*')).toEqual(['out/a.png', 'out/b.txt']);
  expect(await files('out\n!out/**\nout/b.txt')).toEqual(['out/b.txt']);
  expect(await files('!out/deep\nout/**')).toEqual([
    'out/.hidden',
    'out/a.png',
    'out/b.txt',
    'out/deep/c.png',
  ]);
  expect(await files('out/?.[pt]*')).toEqual(['out/a.png', 'out/b.txt']);
  expect(await files('.')).toHaveLength(6);
});

test('patterns count from working-directory, and may climb within the workspace or be absolute', async () => {
  await ws.write('sub/m.json');
  await ws.write('top/m.json');
  expect(await files('*.json', 'sub')).toEqual(['sub/m.json']);
  expect(await files('*.json', join(ws.root, 'sub'))).toEqual(['sub/m.json']);
  expect(await files('./../top/*.json', 'sub')).toEqual(['top/m.json']);
  // A line cannot hold the line feed that the odd workspace has in its name.
  const lines = [{ text: `${ws.root}/top/*.json`, line: 1 }];
  const options = { input: 'artifacts', linkCode: 'E_ARTIFACT_SYMLINK', limit: 9 } as const;
  expect((await matchFiles({ workspace: ws.root, cwd: 'sub' }, lines, options)).files).toEqual([
    'top/m.json',
  ]);
});

test.each(['../outside/*', '*/../../x', '/etc/*', '../*.png'])(
  '%s leads out of the workspace',
  async (text) => {
    await expect(glob(text)).rejects.toMatchObject({
      faults: [{ code: expect.stringMatching(/E_PATH_OUTSIDE|E_INPUT/) }],
    });
  },
);

test('a name that exists stands for itself, whatever its characters', async () => {
  const names = ['report [final] (1).html', '-rf', 'ünï čode.png', "it's.txt", 'a{1,2}.txt', '~', '$(id)'];
  if (process.platform !== 'win32') names.push('back\\slash', 'semi;colon');
  for (const name of names) await ws.write(name);
  for (const name of names) expect(await files(name)).toEqual([name]);
});

test('classes by their names stand beside any characters; a range the wrong way round is a fault of its line', async () => {
  for (const name of ['out-1.png', 'out-a.png', 'a b,c#1']) await ws.write(name);
  expect(await files('out-[[:digit:]]*')).toEqual(['out-1.png']);
  expect(await files('a b,c#[[:digit:]]')).toEqual(['a b,c#1']);
  await expect(glob('*.png\nx[[:alpha:]😀-\uffff]')).rejects.toMatchObject({
    faults: [{ code: 'E_INPUT_INVALID', where: 'artifacts, line 2' }],
  });
});

test('lines without a match are told, excludes are not', async () => {
  await ws.write('a.png');
  expect(await glob('*.png\n*.svg\n!*.gif')).toEqual({ files: ['a.png'], unmatched: ['*.svg'] });
});

test('nothing of .git is ever taken', async () => {
  await ws.write('.git/config');
  await ws.write('vendor/.git/config');
  await ws.write('vendor/x');
  expect(await files('**')).toEqual(['vendor/x']);
  expect(await glob('.git/config')).toEqual({ files: [], unmatched: ['.git/config'] });
});

describe('links', () => {
  const posix = process.platform === 'win32' ? test.skip : test;

  posix('inside the workspace are followed, round trips end', async () => {
    await ws.write('runs/17/a.png');
    await symlink('17', join(ws.root, 'runs/latest'));
    await symlink('..', join(ws.root, 'runs/17/up'));
    await symlink('17/a.png', join(ws.root, 'runs/best.png'));
    expect(await files('runs/latest/*.png')).toEqual(['runs/latest/a.png']);
    expect(await files('runs/*.png')).toEqual(['runs/best.png']);
    expect(await files('runs/**')).toEqual(expect.arrayContaining(['runs/17/a.png', 'runs/best.png']));
  });

  posix('out of the workspace are refused by name, when a pattern wants what they lead to', async () => {
    await ws.write('a.png');
    await symlink(ws.outside, join(ws.root, 'data'));
    await symlink('/etc/passwd', join(ws.root, 'steal.txt'));
    expect(await files('*.png')).toEqual(['a.png']);
    expect(await files('**\n!data\n!steal.txt')).toEqual(['a.png']);
    await expect(glob('**')).rejects.toMatchObject({
      faults: [{ code: 'E_ARTIFACT_SYMLINK' }, { code: 'E_ARTIFACT_SYMLINK' }],
    });
    await expect(glob('data/*')).rejects.toThrow(/"data"/);
  });

  posix('into .git, broken ones and ones to themselves are refused', async () => {
    await ws.write('.git/config');
    await symlink('.git/config', join(ws.root, 'innocent.txt'));
    await symlink('nowhere', join(ws.root, 'broken.csv'));
    await symlink('self', join(ws.root, 'self'));
    await expect(glob('*.txt')).rejects.toMatchObject({ faults: [{ code: 'E_ARTIFACT_SYMLINK' }] });
    await expect(glob('*.csv')).rejects.toMatchObject({ faults: [{ code: 'E_FILE_UNREADABLE' }] });
    await expect(glob('self')).rejects.toMatchObject({ faults: [{ code: 'E_FILE_UNREADABLE' }] });
    expect(await glob('*.png')).toEqual({ files: [], unmatched: ['*.png'] });
  });
});

test('the limit of files holds', async () => {
  for (let i = 0; i < 101; i++) await ws.write(`many/${i}`);
  await expect(glob('many')).rejects.toMatchObject({ faults: [{ code: 'E_FILE_TOO_LARGE' }] });
  expect(await files('many\n!many/100')).toHaveLength(100);
});

test('whether a line names a file', async () => {
  await ws.write('lr=0.1.json');
  const place = { workspace: ws.root, cwd: '.' };
  expect(await isFileLine(place, 'lr=0.1.json')).toBe(true);
  expect(await isFileLine(place, 'lr=0.1')).toBe(false);
  expect(await isFileLine(place, '.')).toBe(false);
  expect(await isFileLine(place, '../outside')).toBe(false);
});
