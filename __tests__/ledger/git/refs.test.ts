import { openBranch } from '../../../src/ledger/verify/branch.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import { adding, DAY, Folders, idAt, localLedger, runFile, userRepository } from '../fixtures.js';

const folders = new Folders();
const env = gitEnvironment();

afterAll(() => folders.remove());

/** A server's repository whose ledger has two runs, and as the tag `refs/heads/lineage` the first of them. */
async function server() {
  const folder = await folders.make();
  await userRepository(folder, env);
  const git = async (...args: string[]) =>
    (await execOk('git', args, { cwd: folder, env })).toString('utf8').trim();
  const ledger = localLedger(folder);
  await ledger.write(adding(await runFile(idAt(DAY))));
  await git('update-ref', 'refs/tags/refs/heads/lineage', 'refs/heads/lineage');
  await ledger.write(adding(await runFile(idAt(DAY + 1))));
  return { folder, git, tip: await git('rev-parse', 'refs/heads/lineage') };
}

async function clone(from: string): Promise<string> {
  const folder = await folders.make();
  await execOk('git', ['clone', '--quiet', from, folder], { cwd: folder, env });
  return folder;
}

test('a tag whose name is the full name of the branch is not taken for it, where a clone has none of its own', async () => {
  const { folder, tip } = await server();
  const cloned = await clone(folder);
  expect((await localLedger(cloned).view()).commit).toBe(tip);
  expect(await openBranch({ folder: cloned, branch: 'lineage', env })).toMatchObject({
    name: 'origin/lineage',
    tip,
  });
});

test('nor where the server has the tag alone', async () => {
  const { folder, git } = await server();
  await git('update-ref', '-d', 'refs/heads/lineage');
  const cloned = await clone(folder);
  await execOk('git', ['fetch', '--quiet', '--tags'], { cwd: cloned, env });
  expect((await localLedger(cloned).view()).commit).toBeNull();
  await expect(openBranch({ folder: cloned, branch: 'lineage', env })).rejects.toThrow(
    'E_LEDGER_NOT_A_LEDGER',
  );
});
