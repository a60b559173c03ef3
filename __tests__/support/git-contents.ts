import type { BareRepo } from './bare-repo.js';
import type { Content, ContentsSource } from './github/state.js';
import { looseEntry, readLoose } from './objects.js';
import { readRef } from './refs.js';

/** The contents API over the repositories of the git server, so that both tell the same. */
export class GitContents implements ContentsSource {
  constructor(private readonly find: (fullName: string) => BareRepo | undefined) {}

  async read(repository: string, ref: string, path: string): Promise<Content | undefined> {
    const repo = this.find(repository);
    // A ref that looks like an option or a range is no ref.
    if (repo === undefined || !/^[\w][\w./-]*$/.test(ref) || ref.includes('..')) return undefined;
    // A line feed would be a second question.
    if (path.includes('\n')) return undefined;
    const known = await plainContent(repo, ref, path);
    if (known !== undefined) return known ?? undefined;
    const answer = await repo.git(['cat-file', '--batch'], `${ref}:${path}\n`);
    const end = answer.indexOf(10);
    const [sha = '', kind, size] = answer.subarray(0, end).toString().split(' ');
    if (kind === 'blob') {
      const bytes = answer.subarray(end + 1, end + 1 + Number(size));
      return { kind: 'file', bytes, sha };
    }
    if (kind !== 'tree') return undefined;
    const lines = (await repo.git(['ls-tree', '-z', '-l', sha])).toString('utf8').split('\0').filter(Boolean);
    return {
      kind: 'folder',
      entries: lines.map((line) => {
        const [head = '', name = ''] = line.split('\t');
        const [, type, oid = '', size = ''] = head.split(/ +/);
        return { name, kind: type === 'tree' ? 'folder' : 'file', size: Number(size) || 0, sha: oid };
      }),
    };
  }
}

/** A file of a commit, without git where all that leads to it lies in files of their own; `null` where there is none. */
async function plainContent(repo: BareRepo, ref: string, path: string): Promise<Content | null | undefined> {
  // It may hold an object that is no commit.
  if (ref.startsWith('refs/tags/')) return undefined;
  const id = (await readRef(repo.dir, ref)) ?? ref;
  if (!/^[0-9a-f]{40}$/.test(id)) return undefined;
  const tree = /^tree ([0-9a-f]{40})\n/.exec(`${readLoose(repo.dir, 'commit', id) ?? ''}`)?.[1];
  const entry = tree === undefined ? undefined : looseEntry(repo.dir, tree, path);
  if (entry === undefined || entry === null) return entry;
  // Folders with the sizes of what is in them, and submodules.
  if (!entry.mode.startsWith('1') || entry.mode === '160000') return undefined;
  const bytes = readLoose(repo.dir, 'blob', entry.id);
  return bytes && { kind: 'file', bytes, sha: entry.id };
}
