import { createHash } from 'node:crypto';
import { gitRefusal } from '../../core/git-refusal.js';
import { asCommit, asText } from '../ci/ci.js';
import type { ProgramResult } from '../program.js';
import { readChanges } from './changes.js';
import { type Git, gitIn, type Place } from './start.js';
import type { Status } from './status.js';

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
  // One commit with its parents; `log` would leave them out at the edge of a shallow clone.
  const asked = git(['cat-file', '--batch'], { input: 'HEAD\n' });
  const [head, origin, above, changes] = await Promise.all([
    asked,
    git(['config', '--get', 'remote.origin.url']),
    git(['rev-parse', '--show-superproject-working-tree']),
    readChanges(git, async (own, status) => withDiff(own, status, parseCommit((await asked).stdout).commit)),
  ]);
  if (head.code !== 0) return { tree: null, notes: [whyNone(head)] };
  const { commit, tree: treeId, parents } = parseCommit(head.stdout);
  const { branch, dirty, untracked, diff_digest, notes } = changes;
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
  const settings = ['core.checkStat=default', 'core.trustctime=true', 'core.ignoreStat=false'].flatMap(
    (setting) => ['-c', setting],
  );
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
