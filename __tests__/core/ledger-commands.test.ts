import { join } from 'node:path';
import { fetchCommand, pushCommand } from '../../src/core/ledger-commands.js';
import { execOk, gitEnvironment } from '../support/exec.js';
import { makeTempDir, removeDir } from '../support/temp.js';

let folder: string;
beforeAll(async () => {
  folder = await makeTempDir();
});
afterAll(() => removeDir(folder));

async function git(where: string, ...args: string[]): Promise<string> {
  const out = await execOk('git', args, { cwd: join(folder, where), env: gitEnvironment() });
  return out.toString('utf8').trim();
}

test('the branch is meant where a tag has its name, too', async () => {
  await git('', 'init', '-q', '--bare', 'server');
  for (const name of ['honest', 'auditor']) await git('', 'clone', '-q', 'server', name);
  const commit = async (text: string) => {
    await git('honest', 'commit', '-q', '--allow-empty', '-m', text);
    return git('honest', 'rev-parse', 'HEAD');
  };
  await git('honest', 'checkout', '-q', '-b', 'lineage');
  const tip = await commit('a record');
  await git('honest', 'push', '-q', 'origin', 'lineage');
  const forged = await commit('forged');
  await git('honest', 'push', '-q', 'origin', `${forged}:refs/tags/lineage`);

  await git('auditor', ...fetchCommand('lineage').split(' ').slice(1));
  expect(await git('auditor', 'rev-parse', 'refs/heads/lineage')).toBe(tip);
  await git('honest', 'reset', '-q', '--hard', tip);
  const next = await commit('the next record');
  await git('honest', ...pushCommand('lineage').split(' ').slice(1));
  expect(await git('server', 'rev-parse', 'refs/heads/lineage', 'refs/tags/lineage')).toBe(
    `${next}\n${forged}`,
  );
});
