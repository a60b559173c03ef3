import { lstatSync, type Stats } from 'node:fs';
import { copyFile, mkdtemp, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asText } from '../ci/ci.js';
import type { Git, GitOptions } from './start.js';

/** Tracked files whose bytes are held against the index, and bytes of them: the smallest ones. It takes about a second. */
const MOST_FILES = 50_000;
const MOST_BYTES = 256 * 1024 * 1024;
/** Of a git that reads them all. */
const READING_TIMEOUT_MS = 60_000;

/** What the index has of a work tree. Names and lines are bytes as latin1, names from the root. */
export interface Tracked {
  /** Absolute root of the work tree. */
  root: string;
  /** Entries, as `update-index --index-info` takes them, that git is not to take the index's word for. */
  doubted: readonly string[];
  submodules: readonly string[];
}

interface Candidate {
  entry: string;
  name: string;
  size: number;
}

/**
 * Of tracked files git looks at those only that the index tells it to: not where one is assumed to be unchanged or to be passed over,
 * and not where size and times are those in the index, which says nothing of the bytes: a clean filter may have made it, that is gone.
 * @throws Error when git fails
 */
export async function listTracked(git: Git): Promise<Tracked> {
  const [root, sparse] = await Promise.all([rootFrom(git), git(SPARSE)]);
  const isSparse = sparse.stdout.toString().trim() === 'true';
  const doubted: string[] = [];
  const submodules: string[] = [];
  const candidates: Candidate[] = [];
  const sort = (line: string) => {
    const [, tag = '', entry = '', mode, name = ''] = ENTRY.exec(line) ?? [];
    const stats = statsOf(root, name);
    // A sparse checkout passes over what is not there.
    if (stats === undefined && isSparse && /s/i.test(tag)) return;
    if (mode === '160000' && stats?.isDirectory()) submodules.push(name);
    if (UNWATCHED.test(tag) || stats?.isSymbolicLink()) doubted.push(entry);
    else if (stats?.isFile() && candidates.length < MOST_FILES)
      candidates.push({ entry, name, size: stats.size });
  };
  let rest = '';
  const onStdout = (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\0');
    rest = lines.pop() ?? '';
    for (const line of lines) sort(line);
  };
  await succeed(git, ['ls-files', '-v', '--stage', '-z', '--full-name', '--', ':/'], { onStdout });
  return { root, doubted: [...doubted, ...(await differing(git, root, candidates))], submodules };
}

/** @throws Error where the repository's configuration names a folder that is no work tree of it, as git would find it from there */
async function rootFrom(git: Git): Promise<string> {
  const root = await lineFrom(git, ['rev-parse', '--show-toplevel']);
  const repository = ['rev-parse', '--is-inside-work-tree', '--absolute-git-dir'];
  const [here, there] = await Promise.all([git(repository), git(['-C', root, ...repository])]);
  if (here.stdout.toString().startsWith('true\n') && here.stdout.equals(there.stdout)) return root;
  throw new Error(`core.worktree leads to ${asText(root, 200)}`);
}

const SPARSE = ['config', '--type=bool', '--get', 'core.sparseCheckout'];

/** Tag, mode, object, stage, name. */
const ENTRY = /^(.) ((\d+) [0-9a-f]+ \d\t([\s\S]*))$/;

/** Small letters where a file is assumed to be unchanged, S where the work tree is to be passed over. */
const UNWATCHED = /[a-zS]/;

function statsOf(root: string, name: string): Stats | undefined {
  const file = Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]);
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch {
    // A file stands in the place of its folder, or nobody may look: that git finds by itself.
    return undefined;
  }
}

/** Entries of files that have other bytes than the index says, as far as they are read; with a filter or other line ends rightly so. */
async function differing(git: Git, root: string, candidates: Candidate[]): Promise<string[]> {
  let bytes = 0;
  const read = candidates
    .sort((a, b) => a.size - b.size)
    .filter(({ size }) => {
      bytes += size;
      return bytes <= MOST_BYTES;
    });
  // A list of lines cannot have them as they are.
  const isOdd = ({ name }: Candidate) => /[\r\n]|^"/.test(name);
  const plain = read.filter((one) => !isOdd(one));
  const input = Buffer.from(plain.map(({ name }) => `${name}\n`).join(''), 'latin1');
  let ids = '';
  // Where it fails, as for a file that is gone meanwhile, it is left to git to look at the rest.
  if (plain.length > 0)
    await git(['-C', root, 'hash-object', '--no-filters', '--stdin-paths'], {
      input,
      timeoutMs: READING_TIMEOUT_MS,
      onStdout: (chunk) => {
        ids += chunk.toString('latin1');
      },
    });
  const found = ids.split('\n');
  const others = plain.filter(({ entry }, at) => entry.split(' ')[1] !== found[at]);
  return [...read.filter(isOdd), ...others].map(({ entry }) => entry);
}

/**
 * Does `work` with an index of its own, that has nothing of the doubted entries but what they are to be. The repository's stays as it is.
 * @throws Error when git fails, or there is no room
 */
export async function lookingAgain<T>(
  git: Git,
  doubted: readonly string[],
  work: (git: Git) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lineage-gate-index-'));
  try {
    const copy = path.join(folder, 'index');
    const index = await lineFrom(git, ['rev-parse', '--path-format=absolute', '--git-path', 'index']);
    await copyFile(index, copy);
    // A file that was changed in the second of the index is told from one that was not by the time of the index.
    const second = Math.floor((await stat(index)).mtimeMs / 1000);
    await utimes(copy, second, second);
    const own: Git = (args, more) =>
      git(args, { timeoutMs: READING_TIMEOUT_MS, ...more, env: { ...more?.env, GIT_INDEX_FILE: copy } });
    const input = Buffer.from(doubted.map((entry) => `${entry}\0`).join(''), 'latin1');
    await succeed(own, ['update-index', '-z', '--index-info'], { input });
    return await work(own);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lineFrom(git: Git, args: readonly string[]): Promise<string> {
  return (await succeed(git, args)).toString('utf8').replace(/\r?\n$/, '');
}

async function succeed(git: Git, args: readonly string[], more?: GitOptions): Promise<Buffer> {
  const { code, stdout, stderr, trouble } = await git(args, more);
  if (code === 0) return stdout;
  throw new Error(`git ${args[0]} failed (${trouble ?? asText(stderr, 300)})`);
}
