import { chmod, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasPlainObjects, writeLoose } from '../../../src/ledger/git/loose-objects.js';
import { newObject } from '../../../src/ledger/git/objects.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import { Folders } from '../fixtures.js';

const folders = new Folders();
afterAll(() => folders.remove());
const git = (cwd: string, ...args: string[]) => execOk('git', args, { cwd, env: gitEnvironment() });

test.each(['sha1', 'sha256'] as const)(
  'are what git reads, and what it would have written: %s',
  async (format) => {
    const folder = await folders.make();
    await git(folder, 'init', '-q', '--bare', `--object-format=${format}`);
    const bytes = [Buffer.from('hello\n'), Buffer.alloc(0), Buffer.alloc(70_000, 7)];
    const objects = bytes.map((one) => newObject(format, 'blob', one));
    await writeLoose(folder, objects);
    // Those that are there already stay.
    await writeLoose(folder, objects);
    await git(folder, 'fsck', '--strict');
    for (const {
      id,
      bytes: { length },
    } of objects)
      expect(`${await git(folder, 'cat-file', '-s', id)}`.trim()).toBe(`${length}`);
    const [first] = objects;
    const place = join(folder, 'objects', first?.id.slice(0, 2) ?? '');
    expect(await readdir(place)).toEqual([first?.id.slice(2)]);
    expect((await stat(join(place, first?.id.slice(2) ?? ''))).mode & 0o777).toBe(0o444);
  },
);

test('a repository that is shared has files of its own kind', async () => {
  const folder = await folders.make();
  await git(folder, 'init', '-q', '--bare');
  await chmod(join(folder, 'objects'), 0o755);
  expect(await hasPlainObjects(folder)).toBe(true);
  await chmod(join(folder, 'objects'), 0o2775);
  expect(await hasPlainObjects(folder)).toBe(false);
  expect(await hasPlainObjects(join(folder, 'none'))).toBe(false);
});

test('what cannot be written leaves nothing half behind', async () => {
  const folder = await folders.make();
  await expect(
    writeLoose(join(folder, 'none', '\0'), [newObject('sha1', 'blob', Buffer.from('x'))]),
  ).rejects.toThrow();
  expect(await readdir(folder)).toEqual([]);
});
