import { createHash } from 'node:crypto';
import { gitRefusal } from '../../core/git-refusal.js';
import { asCommit, asText } from '../ci/ci.js';
import type { ProgramResult } from '../program.js';
import { type Git, type GitOptions, gitIn, type Place } from './start.js';
import { findUnwatched, watchingAll } from './unwatched.js';

/** A work tree as it is now. */
export interface WorkTree {
  /** Null while its branch has no commit. */
  head: string | null;
  /** Tree of that commit. */
  tree: string | null;
  /** Of the commit itself, so that they are known in a shallow clone too. */
  parents: readonly string[];
  /** Full name; null when HEAD is detached. */
  branch: string | null;
  /** Absolute root of the work tree that this one is a submodule of; null when it is none. */
  above: string | null;
  /** Address of `origin` as configured, secrets included. */
  origin: string | null;
  dirty: boolean | null;
  diff_digest: string | null;
  untracked_files: number | null;
}

export interface WorkTreeFound {
  /** Null when there is none that git can read. */
  tree: WorkTree | null;
  notes: string[];
}

const DIFF_TIMEOUT_MS = 120_000;

/** Gives every user the same bytes, whatever their configuration says about how a diff looks. */
const PLAIN_DIFF = [
  // Or else git would write the index, optional locks or not.
  'diff.autoRefreshIndex=false',
  'diff.algorithm=default',
  'diff.context=3',
  'diff.interHunkContext=0',
  'diff.indentHeuristic=true',
  'diff.mnemonicPrefix=false',
  'diff.noPrefix=false',
  'diff.orderFile=/dev/null',
  'diff.relative=false',
  'diff.renameLimit=1000',
  'diff.renames=true',
  'diff.submodule=short',
  'diff.suppressBlankEmpty=false',
  'core.quotePath=true',
].flatMap((setting) => ['-c', setting]);

const DIFF_FLAGS = [
  '--binary',
  // Short ids get longer as a repository grows: a shallow and a full clone would differ.
  '--full-index',
  '--no-ext-diff',
  '--no-color',
  '--no-textconv',
  '--ignore-submodules=untracked',
];

/** Reads what git knows about the work tree at a folder, without changing a byte of the repository. */
export async function readWorkTree(place: Place): Promise<WorkTreeFound> {
  const git = inFull(await gitIn(place));
  const [head, origin, above, status, unwatched] = await Promise.all([
    // One commit with its parents; `log` would leave them out at the edge of a shallow clone.
    git(['cat-file', '--batch'], { input: 'HEAD\n' }),
    git(['config', '--get', 'remote.origin.url']),
    git(['rev-parse', '--show-superproject-working-tree']),
    readStatus(git),
    findUnwatched(git),
  ]);
  if (head.code !== 0) return { tree: null, notes: [whyNone(head)] };
  const { commit, tree: treeId, parents } = parseCommit(head.stdout);
  const { branch, dirty, untracked, diff_digest, notes } =
    unwatched === undefined
      ? await withDiff(git, status, commit)
      : await watchingAll(git, unwatched, async (own) => withDiff(own, await readStatus(own), commit));
  const tree: WorkTree = {
    head: commit,
    tree: treeId,
    parents,
    branch,
    above: lineOf(above),
    origin: lineOf(origin),
    dirty,
    diff_digest,
    untracked_files: untracked,
  };
  return { tree, notes };
}

/** Git that looks at what is there: at the objects themselves, and at all that tells a changed file from one that is not. */
function inFull(git: Git): Git {
  const settings = ['-c', 'core.checkStat=default', '-c', 'core.trustctime=true'];
  return (args, more) =>
    git([...settings, ...args], { ...more, env: { ...more?.env, GIT_NO_REPLACE_OBJECTS: '1' } });
}

function whyNone(result: ProgramResult): string {
  if (result.trouble === 'not-started') return `git could not be started (${asText(result.stderr, 200)})`;
  if (result.trouble !== null) return `git gave no answer (${result.trouble})`;
  if (result.stderr.includes('not a git repository')) return 'the workspace holds no git repository';
  const { code, what, mend } = gitRefusal('', result.stderr);
  const words = code === 'E_REPOSITORY_OWNER' ? `${what}; ${mend}` : 'git cannot read the repository';
  return `${words} (${asText(result.stderr, 300)})`;
}

/**
 * Names that the commit in the work tree may have on the server: branches and tags, without what says of which kind they are. Claims,
 * since anybody who writes the job's steps chooses them.
 */
export async function namesOfHead(place: Place): Promise<string[]> {
  const git = await gitIn(place);
  const kinds = ['refs/heads', 'refs/remotes/origin', 'refs/tags'];
  const refs = await git(['for-each-ref', '--points-at=HEAD', '--count=5', '--format=%(refname)', ...kinds]);
  const names = refs.stdout.toString('utf8').split('\n');
  return [
    ...new Set(names.map((name) => name.replace(/^refs\/(?:heads|tags|remotes\/origin)\//, ''))),
  ].filter((name) => name !== '' && name !== 'HEAD');
}

/** Absolute root of the work tree at a folder; null when there is none. */
export async function rootOf(place: Place): Promise<string | null> {
  const git = await gitIn(place);
  return lineOf(await git(['rev-parse', '--show-toplevel']));
}

/** What git printed on its one line; null when it printed nothing or failed. */
function lineOf({ code, stdout }: ProgramResult): string | null {
  const line = stdout.toString('utf8').replace(/\r?\n$/, '');
  return code === 0 && line !== '' ? line : null;
}

/** Parses the answer to `HEAD`: `<id> commit <size>`, then the commit; or `HEAD missing` on a branch without commits. */
function parseCommit(bytes: Buffer): Pick<WorkTree, 'tree'> & { commit: string | null; parents: string[] } {
  const text = bytes.toString('latin1');
  const commit = asCommit(/^([0-9a-f]+) commit /.exec(text)?.[1]);
  const header = text.slice(text.indexOf('\n') + 1).split('\n\n', 1)[0] ?? '';
  if (commit === null) return { commit, tree: null, parents: [] };
  const tree = asCommit(/^tree ([0-9a-f]+)$/m.exec(header)?.[1]);
  const parents = [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? '');
  return { commit, tree, parents };
}

interface Status {
  branch: string | null;
  dirty: boolean | null;
  untracked: number | null;
  notes: string[];
}

async function readStatus(git: Git): Promise<Status> {
  const status = ['status', '--porcelain=v2', '--branch', '-z', '--no-renames'];
  const reader = new StatusReader();
  const full = await git(
    [...status, '--untracked-files=all', '--ignore-submodules=untracked'],
    reader.options(),
  );
  if (full.code === 0) return reader.result([]);
  const why = full.trouble ?? asText(full.stderr, 300);
  // A broken submodule or a sea of untracked files: what is left is still worth knowing.
  if (full.trouble !== 'not-started') {
    const lesser = new StatusReader();
    const second = await git(
      [...status, '--untracked-files=no', '--ignore-submodules=all'],
      lesser.options(),
    );
    const note = `submodules and untracked files were not looked at, since git status failed (${why})`;
    if (second.code === 0) return { ...lesser.result([note]), untracked: null };
  }
  const note = `whether the work tree is dirty is not known, since git status failed (${why})`;
  return { branch: null, dirty: null, untracked: null, notes: [note] };
}

/** Counts the NUL-ended entries of `git status --porcelain=v2` as they come; however many there are, none is kept. */
class StatusReader {
  #rest = '';
  #branch: string | null = null;
  #changed = 0;
  #untracked = 0;

  options(): GitOptions {
    return { onStdout: (chunk) => this.#take(chunk) };
  }

  result(notes: string[]): Status {
    return { branch: this.#branch, dirty: this.#changed > 0, untracked: this.#untracked, notes };
  }

  #take(chunk: Buffer): void {
    const entries = (this.#rest + chunk.toString('latin1')).split('\0');
    this.#rest = entries.pop() ?? '';
    for (const entry of entries) this.#count(entry);
  }

  #count(entry: string): void {
    if (entry.startsWith('? ')) {
      // The folder of our own is no part of the user's code.
      if (!/(^|\/)\.lineage\//.test(entry.slice(2))) this.#untracked++;
    } else if (entry.startsWith('# branch.head ')) {
      const name = Buffer.from(entry.slice(14), 'latin1').toString('utf8');
      if (name !== '(detached)') this.#branch = name.startsWith('refs/') ? name : `refs/heads/${name}`;
    } else if (/^[12u] /.test(entry)) {
      this.#changed++;
    }
  }
}

async function withDiff(
  git: Git,
  status: Status,
  commit: string | null,
): Promise<Status & { diff_digest: string | null }> {
  if (status.dirty !== true) return { ...status, diff_digest: null };
  const { digest, notes } = await digestOfDiff(git, commit);
  return { ...status, diff_digest: digest, notes: [...status.notes, ...notes] };
}

/** @param commit null: against nothing, as the first commit would be */
async function digestOfDiff(
  git: Git,
  commit: string | null,
): Promise<{ digest: string | null; notes: string[] }> {
  const base = commit === null ? await emptyTree(git) : 'HEAD';
  const hash = createHash('sha256');
  const diff = await git([...PLAIN_DIFF, 'diff', base, ...DIFF_FLAGS], {
    timeoutMs: DIFF_TIMEOUT_MS,
    onStdout: (chunk) => hash.update(chunk),
  });
  if (diff.code === 0) return { digest: `sha256:${hash.digest('hex')}`, notes: [] };
  const why = diff.trouble ?? asText(diff.stderr, 300);
  return { digest: null, notes: [`the diff has no digest, since git diff failed (${why})`] };
}

/** Its id depends on the repository's hash function. */
async function emptyTree(git: Git): Promise<string> {
  const result = await git(['hash-object', '-t', 'tree', '--stdin'], { input: '' });
  return result.stdout.toString('latin1').trim();
}
