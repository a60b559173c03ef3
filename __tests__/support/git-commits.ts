import type { BareRepo } from './bare-repo.js';
import { type ExecResult, exec, gitEnvironment } from './exec.js';
import type { CommitFacts, CommitPair, CommitSource, ListOptions, PullFile } from './github/state.js';
import { readLoose } from './objects.js';
import { readRef } from './refs.js';

/** Commits as the repositories of the git server have them, so that the API tells the same. */
export class GitCommits implements CommitSource {
  /** What git has said of commits by their ids, by folder and arguments: it stays true, and a gate asks for the same often. */
  private readonly said = new Map<string, ExecResult>();

  constructor(private readonly find: (fullName: string) => BareRepo | undefined) {}

  async list(repository: string, revision: string, options: ListOptions = {}): Promise<CommitFacts[]> {
    const { limit, without } = options;
    const repo = this.find(repository);
    const start = repo === undefined ? undefined : await this.commit(repo, revision);
    if (repo === undefined || start === undefined) return [];
    if (limit === 1 && without === undefined) return [start];
    const args = ['log', `--format=${FACTS}`, start.sha];
    if (limit !== undefined) args.push(`--max-count=${limit}`);
    if (without !== undefined) args.push(`^${without}`);
    const lines = (await this.git(repo, args)).split('\n').filter(Boolean);
    return lines.map(factsOf);
  }

  async files(repository: string, from: string | undefined, to: string): Promise<PullFile[]> {
    const repo = this.find(repository);
    if (repo === undefined) return [];
    const range = from === undefined ? ['--root', to] : [from, to];
    const args = ['diff-tree', '-r', '--no-commit-id', '--no-renames', '--name-status', ...range];
    const lines = (await this.git(repo, args)).split('\n').filter(Boolean);
    return lines.map((line) => {
      const [status = '', path = ''] = line.split('\t');
      return { path, status: status === 'A' ? 'added' : status === 'D' ? 'removed' : 'modified' };
    });
  }

  async has(repository: string, sha: string): Promise<boolean> {
    const repo = this.find(repository);
    return repo !== undefined && (await this.commit(repo, sha)) !== undefined;
  }

  async branchesAt(repository: string, sha: string): Promise<string[]> {
    const repo = this.find(repository);
    if (repo === undefined || (await this.commit(repo, sha)) === undefined) return [];
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
    const [from, to] = await Promise.all([this.commit(repo, base), this.commit(repo, head)]);
    if (from === undefined || to === undefined) return undefined;
    const counts = ['rev-list', '--left-right', '--count', `${from.sha}...${to.sha}`];
    const [behindBy = 0, aheadBy = 0] = (await this.git(repo, counts)).trim().split('\t').map(Number);
    const common = await this.commonAncestor(repo, from.sha, to.sha);
    const mergeBase = common === undefined ? null : ((await this.commit(repo, common)) ?? null);
    return { base: from, head: to, mergeBase, aheadBy, behindBy };
  }

  private async commonAncestor(repo: BareRepo, a: string, b: string): Promise<string | undefined> {
    const { code, stdout, stderr } = await this.ask(repo, ['merge-base', a, b]);
    if (code !== 0 && code !== 1) throw new Error(`git merge-base exited with ${code}: ${stderr}`);
    return code === 0 ? stdout.toString().trim() : undefined;
  }

  private async commit(repo: BareRepo, name: string): Promise<CommitFacts | undefined> {
    // A name that looks like an option or a range is no commit.
    if (!/^[\w][\w./-]*$/.test(name) || name.includes('..')) return undefined;
    const id = (await readRef(repo.dir, name)) ?? name;
    const known = readFacts(repo, id);
    if (known !== undefined) return known;
    const { code, stdout } = await this.ask(repo, ['log', '-1', `--format=${FACTS}`, `${id}^{commit}`, '--']);
    return code === 0 ? factsOf(stdout.toString().trimEnd()) : undefined;
  }

  private async git(repo: BareRepo, args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.ask(repo, args);
    if (code !== 0) throw new Error(`git ${args.join(' ')} exited with ${code}: ${stderr}`);
    return stdout.toString();
  }

  private async ask(repo: BareRepo, args: readonly string[]): Promise<ExecResult> {
    const key = [repo.dir, ...args].join('\0');
    const known = this.said.get(key);
    if (known !== undefined) return known;
    const answer = await exec('git', ['--git-dir', repo.dir, ...args], { env: gitEnvironment() });
    const lasts = args.slice(1).every((arg) => LASTING.test(arg));
    if (lasts && answer.code === 0) this.said.set(key, answer);
    return answer;
  }
}

/** An option, or what names commits by their whole ids. */
const LASTING = /^(?:-.*|\^?[0-9a-f]{40}(?:\^\{commit\}|\.\.\.[0-9a-f]{40})?)$/;

/** What {@link factsOf} reads. */
const FACTS = '%H%x01%T%x01%P%x01%ct%x01%s';

function factsOf(line: string): CommitFacts {
  const [sha = '', tree = '', parents = '', seconds = '', message = ''] = line.split('\x01');
  const date = new Date(Number(seconds) * 1000).toISOString();
  return { sha, tree, parents: parents.split(' ').filter(Boolean), message, date };
}

/** What {@link factsOf} answers, without git where the commit lies in a file of its own and its message is one line. */
function readFacts(repo: BareRepo, sha: string): CommitFacts | undefined {
  if (!/^[0-9a-f]{40}$/.test(sha)) return undefined;
  const text = readLoose(repo.dir, 'commit', sha)?.toString() ?? '';
  const [, tree, parents = '', seconds, message] = COMMIT.exec(text) ?? [];
  if (tree === undefined) return undefined;
  const ids = parents.match(/[0-9a-f]{40}/g) ?? [];
  return factsOf([sha, tree, ids.join(' '), seconds, message].join('\x01'));
}

/** One without a signature, as the tests make them. */
const COMMIT =
  /^tree (\w{40})\n((?:parent \w{40}\n)*)author .*\ncommitter .* (\d+) [+-]\d{4}\n\n(\S(?:.*\S)?)\n?$/;
