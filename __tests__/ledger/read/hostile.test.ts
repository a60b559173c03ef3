import { findRuns } from '../../../src/ledger/index/find-runs.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { BareRepo } from '../../support/bare-repo.js';
import { adding, DAY, Folders, idAt, localLedger, runFile } from '../fixtures.js';

const folders = new Folders();
afterAll(() => folders.remove());

/** Whoever may push code may push to the ledger: here commits are made by hand, past all of this tool's checks. */
async function ledger(): Promise<{ repo: BareRepo; open: () => Ledger }> {
  const folder = await folders.make();
  const repo = await BareRepo.create(folder, 'octo/hostile');
  return { repo, open: () => localLedger(folder) };
}

/** Adds an entry of any mode at a path. */
async function addEntry(repo: BareRepo, mode: string, path: string): Promise<void> {
  const target = (await repo.git(['hash-object', '-w', '--stdin'], '../../../etc/passwd')).toString().trim();
  const commit = await repo.resolve('refs/heads/lineage');
  const object = mode === '160000' ? commit : target;
  const stream = `commit refs/heads/lineage\ncommitter x <x@y> 1700000000 +0000\ndata 1\nx\nfrom ${commit}\nM ${mode} ${object} ${path}\n`;
  await repo.git(['fast-import', '--quiet', '--force'], stream);
}

test.each([
  ['a symbolic link', '120000'],
  ['a submodule', '160000'],
])('%s named runs is not followed, and nothing is written over it', async (kind, mode) => {
  const { repo, open } = await ledger();
  await repo.commit({ 'ledger.json': '{\n  "format": 1\n}\n' }, { branch: 'lineage' });
  await addEntry(repo, mode, 'runs');
  const tip = await repo.resolve('lineage');
  const view = await open().view();
  const file = await runFile(idAt(DAY));
  const wrong = new RegExp(`E_LEDGER_RECORD_INVALID: runs is ${kind}`);
  await expect(view.list('runs')).rejects.toThrow(wrong);
  await expect(view.read([file.path])).rejects.toThrow(wrong);
  await expect(open().write(adding(file))).rejects.toThrow(wrong);
  expect(await repo.resolve('lineage')).toBe(tip);
});

test.each([
  ['a symbolic link', '120000'],
  ['a submodule', '160000'],
])('%s in the place of a record is an error that names it', async (kind, mode) => {
  const { repo, open } = await ledger();
  const first = await runFile(idAt(DAY));
  const second = await runFile(idAt(DAY, 1));
  await open().write(adding(first));
  await addEntry(repo, mode, second.path);
  const view = await open().view();
  expect(await view.read([first.path])).toEqual(new Map([[first.path, first.bytes]]));
  await expect(view.list('runs')).rejects.toThrow(`${second.path} is ${kind}`);
  await expect(view.read([second.path])).rejects.toThrow(`${second.path} is ${kind}`);
  await expect(open().write(adding(second))).rejects.toThrow('E_LEDGER_RECORD_EXISTS');
});

test('a file where a folder belongs, and a folder where a file belongs', async () => {
  const { repo, open } = await ledger();
  const file = await runFile(idAt(DAY));
  await open().write(adding(await runFile(idAt(DAY, 1))));
  await repo.commit({ models: 'x', [`${file.path}/x`]: 'x' }, { branch: 'lineage' });
  const view = await open().view();
  await expect(view.list('models')).rejects.toThrow('models is a file where a folder belongs');
  await expect(view.read([file.path])).rejects.toThrow('is a folder where a file belongs');
  await expect(open().write(adding(file))).rejects.toThrow('E_LEDGER_RECORD_EXISTS');
});

test('files of names that no writer makes are no records, and stay', async () => {
  const { repo, open } = await ledger();
  const first = await runFile(idAt(DAY));
  await open().write(adding(first));
  const odd = {
    'runs/notes here.md': 'x',
    'runs/new\nline': 'x',
    'runs/ünï': 'x',
    'runs/"quoted"': 'x',
    'runs/-rf': '{}',
  };
  await repo.commit(odd, { branch: 'lineage' });
  expect(await (await open().view()).list('runs')).toEqual(['runs/-rf', first.path]);
  const second = await runFile(idAt(DAY, 1));
  await open().write(adding(second));
  const names = await repo.listFiles('lineage', 'runs');
  expect(names).toEqual(expect.arrayContaining([...Object.keys(odd), first.path, second.path]));
  await repo.fsck();
});

test('a file of more than 16 MiB is refused by its path', async () => {
  const { repo, open } = await ledger();
  const file = await runFile(idAt(DAY));
  await open().write(adding(await runFile(idAt(DAY, 1))));
  await repo.commit({ [file.path]: Buffer.alloc(16 * 1024 * 1024 + 1, 32) }, { branch: 'lineage' });
  const view = await open().view();
  await expect(view.read([file.path])).rejects.toThrow(
    new RegExp(`E_LEDGER_RECORD_INVALID: ${file.path} has 16777217 bytes`),
  );
  await expect(findRuns(view)).rejects.toThrow(file.path);
  const large = {
    path: file.path.replace('.json', '.series.ndjson'),
    bytes: Buffer.alloc(16 * 1024 * 1024 + 1),
  };
  await expect(open().write(adding(large))).rejects.toThrow('E_LEDGER_OVERSIZE');
});

test('a commit that lost an object is an error, never an empty ledger', async () => {
  const { repo, open } = await ledger();
  const file = await runFile(idAt(DAY));
  await open().write(adding(file));
  const id = (await repo.resolve(`lineage:${file.path}`)) ?? '';
  const { rm } = await import('node:fs/promises');
  const objectOf = (object: string) => `${repo.dir}/objects/${object.slice(0, 2)}/${object.slice(2)}`;
  await rm(objectOf(id));
  await expect((await open().view()).read([file.path])).rejects.toThrow('E_LEDGER_RECORD_INVALID');
  await rm(objectOf((await repo.resolve('lineage:runs')) ?? ''));
  await expect((await open().view()).list('runs/2026')).rejects.toThrow('is not in this repository');
  await expect(open().write(adding(await runFile(idAt(DAY, 1))))).rejects.toThrow(
    'is not in this repository',
  );
});

test.each(['../x', '/x', 'a//b', 'a/../b', 'a b', 'a\nb', '', '.', 'a:b'])(
  '%j as a path is a defect',
  async (path) => {
    const { open } = await ledger();
    await open().write(adding(await runFile(idAt(DAY))));
    const view = await open().view();
    await expect(view.read([path])).rejects.toThrow('is no ledger path');
    await expect(view.list(path)).rejects.toThrow('is no ledger path');
    await expect(open().write(adding({ path, bytes: Buffer.from('x') }))).rejects.toThrow(
      'is no ledger path',
    );
  },
);
