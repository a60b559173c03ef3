import type { BareRepo } from './bare-repo.js';
import { exec, gitEnvironment } from './exec.js';
import type { CommitFacts, CommitPair, CommitSource, ListOptions, PullFile } from './github/state.js';

/** Commits as the repositories of the git server have them, so that the API tells the same. */
export class GitCommits implements CommitSource {
  constructor(private readonly find: (fullName: string) => BareRepo | undefined) {}

  async list(repository: string, revision: string, options: ListOptions = {}): Promise<CommitFacts[]> {
    const { limit, without } = options;
    const repo = this.find(repository);
    const start = repo === undefined ? undefined : await commit(repo, revision);
    if (repo === undefined || start === undefined) return [];
    const args = ['log', `--format=${FACTS}`, start.sha];
    if (limit !== undefined) args.push(`--max-count=${limit}`);
    if (without !== undefined) args.push(`^${without}`);
    const lines = (await repo.git(args)).toString().split('\n').filter(Boolean);
    return lines.map(factsOf);
  }

  async files(repository: string, from: string | undefined, to: string): Promise<PullFile[]> {
    const repo = this.find(repository);
    if (repo === undefined) return [];
    const range = from === undefined ? ['--root', to] : [from, to];
    const args = ['diff-tree', '-r', '--no-commit-id', '--no-renames', '--name-status', ...range];
    const lines = (await repo.git(args)).toString().split('\n').filter(Boolean);
    return lines.map((line) => {
      const [status = '', path = ''] = line.split('\t');
      return { path, status: status === 'A' ? 'added' : status === 'D' ? 'removed' : 'modified' };
    });
  }

  async has(repository: string, sha: string): Promise<boolean> {
    const repo = this.find(repository);
    return repo !== undefined && (await commit(repo, sha)) !== undefined;
  }

  async branchesAt(repository: string, sha: string): Promise<string[]> {
    const repo = this.find(repository);
    if (repo === undefined || (await commit(repo, sha)) === undefined) return [];
    const out = await repo.git([
      'for-each-ref',
      `--points-at=${sha}`,
      '--format=%(refname:strip=2)',
      'refs/heads',
    ]);
    return out.toString().split('\n').filter(Boolean);
  }

  async compare(repository: string, base: string, head: string): Promise<CommitPair | undefined> {
    const repo = this.find(repository);
    if (repo === undefined) return undefined;
    const [from, to] = await Promise.all([commit(repo, base), commit(repo, head)]);
    if (from === undefined || to === undefined) return undefined;
    const out = await repo.git(['rev-list', '--left-right', '--count', `${from.sha}...${to.sha}`]);
    const [behindBy = 0, aheadBy = 0] = out.toString().trim().split('\t').map(Number);
    const common = await commonAncestor(repo, from.sha, to.sha);
    const mergeBase = common === undefined ? null : ((await commit(repo, common)) ?? null);
    return { base: from, head: to, mergeBase, aheadBy, behindBy };
  }
}

async function commonAncestor(repo: BareRepo, a: string, b: string): Promise<string | undefined> {
  const args = ['--git-dir', repo.dir, 'merge-base', a, b];
  const { code, stdout, stderr } = await exec('git', args, { env: gitEnvironment() });
  if (code !== 0 && code !== 1) throw new Error(`git merge-base exited with ${code}: ${stderr}`);
  return code === 0 ? stdout.toString().trim() : undefined;
}

/** What {@link factsOf} reads. */
const FACTS = '%H%x01%T%x01%P%x01%ct%x01%s';

function factsOf(line: string): CommitFacts {
  const [sha = '', tree = '', parents = '', seconds = '', message = ''] = line.split('\x01');
  const date = new Date(Number(seconds) * 1000).toISOString();
  return { sha, tree, parents: parents.split(' ').filter(Boolean), message, date };
}

async function commit(repo: BareRepo, name: string): Promise<CommitFacts | undefined> {
  // A name that looks like an option or a range is no commit.
  if (!/^[\w][\w./-]*$/.test(name) || name.includes('..')) return undefined;
  const args = ['--git-dir', repo.dir, 'log', '-1', `--format=${FACTS}`, `${name}^{commit}`, '--'];
  const { code, stdout } = await exec('git', args, { env: gitEnvironment() });
  return code === 0 ? factsOf(stdout.toString().trimEnd()) : undefined;
}
