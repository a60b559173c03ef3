import { access, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { DATA, TRAIN, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(120_000);

const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());

beforeEach(async () => {
  repo = await UserRepo.create({ warm });
});

afterEach(async () => {
  await repo.close();
});

test('work trees of one repository have one ledger and one store, which stays when a linked one goes', async () => {
  const linked = path.join(repo.base, 'linked');
  await repo.git('worktree', 'add', '--quiet', '-b', 'other', linked);
  const inLinked = { cwd: linked };
  await repo.ok(['track', ...DATA, ...TRAIN], inLinked);
  await repo.ok(['register', 'clf'], inLinked);
  await expect(access(path.join(linked, '.lineage'))).rejects.toThrow('ENOENT');
  expect(await readdir(path.join(repo.dir, '.lineage'))).toContain('objects');
  await repo.git('worktree', 'remove', '--force', linked);
  expect(await repo.runs()).toHaveLength(1);
  expect((await repo.ok(['fetch', 'models:/clf/1', 'got'])).stdout).toBe('got\n');
  expect(await readdir(path.join(repo.dir, 'got'))).toEqual(['weights.txt']);
});

test('what was recorded in the main work tree, or stored in a linked one by an earlier release, is found in the linked one', async () => {
  await repo.ok(['track', ...DATA, ...TRAIN]);
  await repo.ok(['register', 'clf']);
  const linked = path.join(repo.base, 'linked');
  await repo.git('worktree', 'add', '--quiet', '-b', 'other', linked);
  expect((await repo.ok(['fetch', 'models:/clf/1', 'got'], { cwd: linked })).stdout).toBe('got\n');
  await rename(path.join(repo.dir, '.lineage'), path.join(linked, '.lineage'));
  expect((await repo.ok(['fetch', 'models:/clf/1', 'again'], { cwd: linked })).stdout).toBe('again\n');
});
