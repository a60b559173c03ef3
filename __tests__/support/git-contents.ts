import type { BareRepo } from './bare-repo.js';
import type { Content, ContentsSource } from './github/state.js';

/** The contents API over the repositories of the git server, so that both tell the same. */
export class GitContents implements ContentsSource {
  constructor(private readonly find: (fullName: string) => BareRepo | undefined) {}

  async read(repository: string, ref: string, path: string): Promise<Content | undefined> {
    const repo = this.find(repository);
    // A ref that looks like an option or a range is no ref.
    if (repo === undefined || !/^[\w][\w./-]*$/.test(ref) || ref.includes('..')) return undefined;
    const sha = await repo.resolve(`${ref}:${path}`);
    if (sha === undefined) return undefined;
    const kind = (await repo.git(['cat-file', '-t', sha])).toString().trim();
    if (kind === 'blob') return { kind: 'file', bytes: await repo.git(['cat-file', 'blob', sha]), sha };
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
