import { readdir } from 'node:fs/promises';
import * as fc from 'fast-check';
import { BareRepo, type CommitOptions, type Files } from '../support/bare-repo.js';
import { execOk } from '../support/exec.js';
import { GitCommits } from '../support/git-commits.js';
import { makeTempDir, removeDir } from '../support/temp.js';

const made: string[] = [];

async function repository(): Promise<BareRepo> {
  const dir = await makeTempDir();
  made.push(dir);
  return BareRepo.create(dir, 'octo/models');
}

afterAll(() => Promise.all(made.map(removeDir)));

interface Step {
  files: Files;
  remove: string[];
  branch: string;
}

/** The same commit made by git itself. @returns its sha */
async function byGit(repo: BareRepo, step: Step, parent: string | undefined): Promise<string> {
  const quoted = (path: string) => JSON.stringify(path);
  const lines = [
    `commit refs/heads/${step.branch}`,
    'mark :1',
    'committer octo <octo@users.noreply.github.com> 1800000000 +0000',
    'data 6\nchange',
    ...(parent === undefined ? [] : [`from ${parent}`]),
    ...step.remove.map((path) => `D ${quoted(path)}`),
    ...Object.entries(step.files).map(
      ([path, content]) => `M 100644 inline ${quoted(path)}\ndata ${content.length}\n${content}`,
    ),
    'get-mark :1\n',
  ];
  return (await repo.git(['fast-import', '--quiet', '--force'], lines.join('\n'))).toString().trim();
}

// Few names, so that files and folders come to lie in each other's place, and such as sort differently as a folder.
const part = fc.constantFrom('a', 'a.b', 'a0', 'A', 'ü', 'z z');
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
/** No path lies below another one. */
const paths = fc
  .uniqueArray(path, { maxLength: 5 })
  .map((all) => all.filter((one) => !all.some((other) => other !== one && one.startsWith(`${other}/`))));
const step: fc.Arbitrary<Step> = fc.record({
  files: paths.map((all) => Object.fromEntries(all.map((one, index) => [one, `${index}`]))),
  remove: fc.array(path, { maxLength: 2 }),
  branch: fc.constantFrom('main', 'other'),
});

test('its commits are those that git makes, and git finds nothing wrong with them', async () => {
  const [ours, theirs] = [await repository(), await repository()];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      for (const { files, remove, branch } of steps) {
        const parent = await theirs.resolve(`refs/heads/${branch}`);
        const sha = await byGit(theirs, { files, remove, branch }, parent);
        const options: CommitOptions = { remove, branch, date: 1_800_000_000 };
        expect(await ours.commit(files, options)).toBe(sha);
      }
    }),
    { numRuns: 20 },
  );
  await ours.fsck();
  expect(await ours.refs()).toEqual(await theirs.refs());
}, 120_000);

test('a commit on top of what is packed', async () => {
  const repo = await repository();
  const first = await repo.commit({ 'a/b': 'x', c: 'y' });
  await repo.git(['gc', '-q', '--prune=now']);
  const second = await repo.commit({ 'a/d': 'z' });
  expect(await repo.listFiles('main')).toEqual(['a/b', 'a/d', 'c']);
  expect((await repo.log('main')).map(({ sha }) => sha)).toEqual([second, first]);
  expect(await repo.refs()).toEqual({ 'refs/heads/main': second });
  await repo.fsck();
});

test('a ref that another one lies below, or that git holds, is left to git', async () => {
  const repo = await repository();
  const sha = await repo.commit({ a: 'x' }, { branch: 'one' });
  await expect(repo.updateRef('refs/heads/one/two', sha)).rejects.toThrow('refs/heads/one');
  await expect(repo.updateRef('refs/heads/../../x', sha)).rejects.toThrow('refusing to update ref');
  expect(await repo.refs()).toEqual({ 'refs/heads/one': sha });
});

test('the second is as git has made the first', async () => {
  await repository();
  const { dir } = await repository();
  const [first = ''] = made;
  for (const args of [
    ['config', '--local', '--list'],
    ['symbolic-ref', 'HEAD'],
  ]) {
    const [one, other] = [await execOk('git', args, { cwd: first }), await execOk('git', args, { cwd: dir })];
    expect(String(other)).toBe(String(one));
  }
  expect(await foldersIn(dir)).toEqual(expect.arrayContaining(['objects/info', 'refs/heads', 'refs/tags']));
});

async function foldersIn(dir: string): Promise<string[]> {
  return (await readdir(dir, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
}

test('what is told of a commit is what git tells of it, packed or not', async () => {
  const repo = await repository();
  const messages = ['change', 'a subject\n', 'a subject\n\nand a body', 'two\nlines', ' in front', '', 'ü'];
  const shas: string[] = [];
  for (const message of messages)
    shas.push(await repo.commit({ a: message }, { message, date: 1_800_000_000 }));
  shas.push(await repo.commit({}, { branch: 'merged', parents: shas.slice(0, 3) }));
  const told = async () => {
    const commits = new GitCommits(() => repo);
    return Promise.all(shas.map(async (sha) => (await commits.list('octo/models', sha, { limit: 1 }))[0]));
  };
  const loose = await told();
  await repo.git(['gc', '-q', '--prune=now']);
  expect(loose).toEqual(await told());
});
