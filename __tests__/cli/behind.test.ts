import { tellBehind } from '../../src/cli/behind.js';
import { Folders, RecordingLog } from '../ledger/fixtures.js';
import { bareEnvironment, execOk } from '../support/exec.js';

const folders = new Folders();
afterAll(() => folders.remove());

const ID = '01a22aff16ef7311840cc505c9179160';

test('a branch that lacks what was fetched of the server is told, with the recalls, and how the two come together', async () => {
  const root = await folders.make();
  const env = bareEnvironment(root);
  const git = async (args: string[], input = '') =>
    String(await execOk('git', args, { cwd: root, env, input })).trim();
  await git(['init', '-q']);
  const blob = await git(['hash-object', '-w', '--stdin'], '{}');
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  const commit = async (names: readonly string[], parent: string | null) => {
    const files = names.map((name) => `100644 blob ${blob}\t${name}\n`).join('');
    const recalls = await git(['mktree'], files);
    const tree = await git(['mktree'], `040000 tree ${recalls}\trecalls\n`);
    const parents = parent === null ? [] : ['-p', parent];
    return git([...who, 'commit-tree', tree, ...parents, '-m', names.join()]);
  };
  const said = async (branch = 'lineage') => {
    const log = new RecordingLog();
    await tellBehind({ root, env, log }, branch);
    return log.lines;
  };
  // A clone that has no ledger, and one that has no server's.
  expect(await said()).toEqual([]);
  const begin = await commit(['first.json'], null);
  await git(['update-ref', 'refs/heads/lineage', begin]);
  expect(await said()).toEqual([]);
  await git(['update-ref', 'refs/remotes/origin/lineage', begin]);
  expect(await said()).toEqual([]);

  const theirs = await commit(['first.json', `${ID}.json`, 'x\u001b[31m.json'], begin);
  await git(['update-ref', 'refs/remotes/origin/lineage', theirs]);
  const has = `\`origin/lineage\` has 1 commit that \`lineage\` lacks, with records of recalls (${ID}), and nothing of them is looked at here.`;
  expect((await said()).join('\n')).toContain(`${has} \`git fetch origin lineage:lineage\` takes them.`);
  await git(['update-ref', 'refs/heads/lineage', await commit(['first.json', 'mine.json'], begin)]);
  expect((await said()).join('\n')).toContain(`${has} Put yours behind them, as docs/cli.md says`);
  await git(['update-ref', 'refs/heads/lineage', theirs]);
  expect(await said()).toEqual([]);
});
