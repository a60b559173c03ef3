import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { collectDatasets } from '../../../src/collect/datasets.js';
import { digestsOnDisk } from '../../../src/commands/lineage/on-disk.js';
import { Faults } from '../../../src/core/errors.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const onPosix = process.platform === 'win32' ? test.skip : test;
let base: string;
let root: string;

beforeEach(async () => {
  base = await realpath(await makeTempDir());
  root = path.join(base, 'tree');
  await files({
    'tree/hub/blobs/w': 'weights',
    'tree/hub/blobs/c': '{}',
    'tree/.git/annex/objects/k': 'annexed',
    'outside/w': 'weights',
  });
  await links({
    'tree/hub/snapshots/abc/model.safetensors': '../../blobs/w',
    'tree/hub/snapshots/abc/config.json': '../../blobs/c',
    'tree/hub/main': 'snapshots/abc',
    'tree/again': 'hub/snapshots/abc/model.safetensors',
    'tree/annexed': '.git/annex/objects/k',
    'tree/stray': '../outside/w',
    'tree/with-stray/w': '../../outside/w',
    'outside/cache/w': '../w',
    'outside/back': '../tree/hub/blobs/w',
    'tree/loop': 'loop',
    'tree/device': '/dev/null',
    'tree/dead': 'nothing',
  });
});
afterEach(() => removeDir(base));

async function files(all: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(all)) {
    await mkdir(path.dirname(path.join(base, name)), { recursive: true });
    await writeFile(path.join(base, name), text);
  }
}

async function links(all: Record<string, string>): Promise<void> {
  for (const [name, target] of Object.entries(all)) {
    await mkdir(path.dirname(path.join(base, name)), { recursive: true });
    await symlink(target, path.join(base, name));
  }
}

const at = (name: string, tree: string | null = root) => digestsOnDisk(path.join(base, name), tree);

async function recorded(name: string): Promise<string | null | undefined> {
  const faults = new Faults();
  const text = `d=1 ${name}`;
  const [dataset] = await collectDatasets({ text, workspace: root, cwd: '.' }, faults);
  expect(faults.list).toEqual([]);
  return dataset?.digest;
}

onPosix('what track records through links of the work tree is known by the same digest', async () => {
  const snapshot = 'hub/snapshots/abc';
  for (const name of [snapshot, `${snapshot}/model.safetensors`, 'hub', 'hub/main', 'again', 'hub/blobs/w'])
    expect(await at(`tree/${name}`)).toContain(await recorded(name));
  expect(await at('outside/back')).toEqual(await at('tree/hub/blobs/w'));
});

onPosix('a link that leads out of the work tree, or into .git, is followed by neither', async () => {
  for (const name of ['tree/stray', 'tree/annexed', 'outside/cache/w'])
    await expect(at(name)).rejects.toThrow(/E_FILE_UNREADABLE: The link .* leads out of its folder/);
  for (const name of ['tree/with-stray', 'outside/cache'])
    await expect(at(name)).rejects.toThrow(/E_ARTIFACT_SYMLINK: .*"w" leads out/);
});

onPosix('without a work tree, and outside of it, a folder is read by itself', async () => {
  expect(await at('outside/w')).toEqual(await at('tree/hub/blobs/w'));
  expect(await at('outside/w', null)).toEqual(await at('outside/w'));
  expect(await at('tree/hub', null)).toEqual(await at('tree/hub'));
  expect(await at('tree/.git/annex/objects/k')).toHaveLength(1);
  await expect(at('tree/hub/snapshots/abc/config.json', null)).rejects.toThrow('E_FILE_UNREADABLE');
  await expect(at('tree/hub/snapshots', null)).rejects.toThrow('E_ARTIFACT_SYMLINK');
});

onPosix('a link to itself or to a device is told, and one to nothing is no file', async () => {
  await expect(at('tree/device')).rejects.toThrow('E_FILE_UNREADABLE: The file is not a regular file');
  await expect(at('tree/loop')).rejects.toThrow('cannot be read (ELOOP)');
  expect(await at('tree/dead')).toBeUndefined();
});

// Links to one folder of many files make as many paths.
onPosix(
  'a folder has as many files as data may have',
  async () => {
    const many = Array.from({ length: 500 }, (_, index) => [`tree/many/f${index}`, '']);
    await files(Object.fromEntries(many));
    const names = Array.from({ length: 201 }, (_, index) => [`tree/all/l${index}`, '../many']);
    await links(Object.fromEntries(names));
    expect(await at('tree/all')).toHaveLength(1);
  },
  120_000,
);
