import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Git } from './start.js';

/** Tags of `git ls-files -v`: small letters where a file is assumed to be unchanged, S where the work tree is to be passed over. */
const UNWATCHED = /^[a-zS] /;

/** Tracked files that are there and that git was told not to look at. */
export interface Unwatched {
  /** Absolute root of the work tree. */
  root: string;
  /** The index, absolute. */
  index: string;
  /** From the root. */
  names: readonly string[];
}

/** Does `work` with an index of its own, in which git was told nothing of the kind. The repository's stays as it is. */
export async function watchingAll<T>(
  git: Git,
  { root, index, names }: Unwatched,
  work: (git: Git) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lineage-gate-index-'));
  try {
    const copy = path.join(folder, 'index');
    await copyFile(index, copy);
    const own: Git = (args, more) => git(args, { ...more, env: { ...more?.env, GIT_INDEX_FILE: copy } });
    // In one call the second of the two would win alone.
    for (const flag of ['--no-assume-unchanged', '--no-skip-worktree'])
      await own(['-C', root, 'update-index', flag, '-z', '--stdin'], { input: names.join('\0') });
    return await work(own);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns undefined where git looks at all that is there */
export async function findUnwatched(git: Git): Promise<Unwatched | undefined> {
  const tagged = await flagged(git);
  if (tagged.length === 0) return undefined;
  const args = ['rev-parse', '--path-format=absolute', '--show-toplevel', '--git-path', 'index'];
  const { code, stdout } = await git(args);
  const [root = '', index = '', ...more] = stdout.toString('utf8').trimEnd().split('\n');
  if (code !== 0 || more.length > 0) return undefined;
  // A sparse checkout passes over what is not there.
  const names = tagged.filter((name) => existsSync(path.join(root, name)));
  return names.length === 0 ? undefined : { root, index, names };
}

/** Names from the top of the work tree. */
async function flagged(git: Git): Promise<string[]> {
  const names: string[] = [];
  const decoder = new TextDecoder();
  let rest = '';
  await git(['ls-files', '-v', '-z', '--full-name', '--', ':/'], {
    onStdout: (chunk) => {
      const entries = (rest + decoder.decode(chunk, { stream: true })).split('\0');
      rest = entries.pop() ?? '';
      for (const entry of entries) if (UNWATCHED.test(entry)) names.push(entry.slice(2));
    },
  });
  return names;
}
