import { join } from 'node:path';
import { CheckedOut } from '../../../src/ledger/git/checked-out.js';
import { openRepository } from '../../../src/ledger/git/repository.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import { Folders } from '../fixtures.js';

const folders = new Folders();
afterAll(() => folders.remove());

test('git is asked again when a work tree has another branch, and only then', async () => {
  const folder = await folders.make();
  const git = (...args: string[]) => execOk('git', args, { cwd: folder, env: gitEnvironment() });
  await git('init', '-q', '--initial-branch=main');
  await git('commit', '-q', '--allow-empty', '-m', 'x');
  await git('branch', 'lineage');
  const store = await openRepository({ folder, env: gitEnvironment() });
  let asked = 0;
  const { git: real } = store;
  const counted = {
    ok(...args: Parameters<typeof real.ok>) {
      asked++;
      return real.ok(...args);
    },
  };
  const heads = new CheckedOut(Object.assign(Object.create(store), { git: counted }));
  const has = () => heads.has('refs/heads/lineage');
  expect([await has(), await has(), asked]).toEqual([false, false, 1]);
  await git('checkout', '-q', 'lineage');
  expect([await has(), await has(), asked]).toEqual([true, true, 2]);
  await git('checkout', '-q', 'main');
  expect(await has()).toBe(false);
  const linked = join(await folders.make(), 'linked');
  await git('worktree', 'add', '-q', linked, 'lineage');
  expect(await has()).toBe(true);
  await git('worktree', 'remove', linked);
  expect([await has(), asked]).toEqual([false, 5]);
});
