import path from 'node:path';
import { publicRemote } from '../../core/address.js';
import type { Code, Submodule } from '../../core/generated/types.js';
import { asText, type CiCode } from '../ci/ci.js';
import type { Environment } from '../program.js';
import { isRemoteOf, repositoryOf } from './remote.js';
import type { Place } from './start.js';
import { namesOfHead, readWorkTree, rootOf, type WorkTree, type WorkTreeFound } from './worktree.js';

type KnownCode = NonNullable<Code>;

export interface CodeSource {
  /** Absolute folder of the workspace. */
  workspace: string;
  /** Absolute folder that the command runs in, the workspace or below it. Default: the workspace. */
  directory?: string;
  /** Environment for git; its GIT_* variables are left out. */
  env: Environment;
  /** What the CI system says about the commit; null on a laptop. */
  ci: CiCode | null;
}

export interface CollectedCode {
  /** Null when there is neither a repository nor a CI system that names a commit. */
  code: Code;
  /** Set where the CI system's event is about another commit than the one in the work tree. */
  other: OtherCommit | null;
  /** What the user should know, a sentence without a full stop each. */
  notes: string[];
}

/** A commit that the event does not answer for. */
export interface OtherCommit {
  commit: string;
  parents: readonly string[];
  /** `owner/name` of its repository, or its address; null when that is not known. */
  repository: string | null;
  /** Branches and tags that it may be on the server: claims. */
  names: readonly string[];
}

/** Submodules lie in submodules, and a link could make it a circle. */
const MOST_LEVELS = 10;

/** Finds out which code a run uses: the commit that lies in the work tree, or else the one that the event is about. */
export async function collectCode(source: CodeSource): Promise<CollectedCode> {
  const { workspace, directory = workspace, env, ci } = source;
  // A CI system's checkout lies in its workspace; a repository above it belongs to the machine.
  const place: Place = { workspace, directory, env, searchAbove: ci === null };
  const { tree, submodule, notes, at } = await readPushed(place, ci);
  if (tree === null) return { code: eventsCode(ci), other: null, notes };
  const foreign = ci !== null && isElsewhere(tree, ci, notes);
  const code = ci === null || foreign ? ownCode(tree, ci) : sharedCode(tree, ci, notes);
  const isOther = ci?.commit != null && code.commit !== null && !isOf(ci, code, { foreign });
  const { commit, repository } = code;
  const other =
    isOther && commit !== null
      ? { commit, parents: tree.parents, repository, names: await namesOfHead(at) }
      : null;
  return { code: submodule === null ? code : { ...code, submodule }, other, notes };
}

/** Whether the event answers for the commit. */
function isOf(ci: CiCode, { commit, merge_commit }: KnownCode, { foreign }: { foreign: boolean }): boolean {
  return (
    !foreign && commit !== null && (commit === ci.commit || merge_commit !== null || ci.also.includes(commit))
  );
}

interface Pushed extends WorkTreeFound {
  submodule: Submodule | null;
  /** Where the work tree was read. */
  at: Place;
}

/**
 * The work tree whose commit was pushed: of a submodule that of the repository above all others, which names the submodule's commit
 * and is what events, pull requests and gates are about.
 */
async function readPushed(place: Place, ci: CiCode | null): Promise<Pushed> {
  const found = await readWorkTree(place);
  const inner = found.tree;
  let [tree, at, notes] = [inner, place, found.notes];
  for (let level = 0; tree !== null && tree.above !== null && level < MOST_LEVELS; level++) {
    const above: Place = { ...at, directory: path.resolve(tree.above) };
    const next = await readWorkTree(above);
    notes = [...notes, ...next.notes];
    if (next.tree === null) break;
    [tree, at] = [next.tree, above];
  }
  if (inner === null || tree === null || tree === inner) return { tree, notes, at, submodule: null };
  const root = await rootOf(place);
  const { head: commit, tree: treeId, dirty } = inner;
  const submodule = {
    path: root === null ? '.' : path.relative(at.directory, root).split(path.sep).join('/'),
    repository: repositoryOf(inner.origin, ci?.server_url ?? null),
    commit,
    tree: treeId,
    dirty,
  };
  return { tree, notes, at, submodule };
}

/** Without a work tree the event's word is all there is. */
export function eventsCode(ci: CiCode | null): Code {
  if (ci === null || ci.commit === null) return null;
  const { repository, commit, ref, merge_commit, base_commit } = ci;
  return {
    repository,
    commit,
    tree: null,
    ref,
    merge_commit,
    base_commit,
    dirty: null,
    diff_digest: null,
    untracked_files: null,
  };
}

/** Whether the work tree is another repository's than the event's, as after a checkout with `repository:`. */
function isElsewhere(tree: WorkTree, ci: CiCode, notes: string[]): boolean {
  if (tree.origin === null || ci.repository === null || isRemoteOf(tree.origin, ci.repository)) return false;
  const origin = repositoryOf(tree.origin, ci.server_url) ?? 'another repository';
  notes.push(`the work tree is a clone of ${origin} while the event is about ${ci.repository}`);
  return true;
}

function ownCode(tree: WorkTree, ci: CiCode | null): KnownCode {
  return {
    repository: repositoryOf(tree.origin, ci?.server_url ?? null),
    commit: tree.head,
    ref: asText(tree.branch),
    merge_commit: null,
    base_commit: null,
    ...contentOf(tree),
  };
}

/** The work tree counts, since it is what was trained on; the event tells head, merge and base of a pull request apart. */
function sharedCode(tree: WorkTree, ci: CiCode, notes: string[]): KnownCode {
  const { head } = tree;
  const common = {
    repository: ci.repository ?? publicRemote(tree.origin),
    base_commit: ci.base_commit,
    ...contentOf(tree),
  };
  const expected = { ...common, ref: ci.ref ?? asText(tree.branch) };
  if (head !== null && ci.merge_commit !== null && isMergeOf(tree, ci)) {
    return { ...expected, commit: ci.commit, merge_commit: head };
  }
  if (head !== null && (head === ci.commit || ci.also.includes(head))) {
    return { ...expected, commit: head, merge_commit: null };
  }
  if (ci.commit !== null) {
    const place = head === null ? 'on a branch without commits' : `at ${head}`;
    notes.push(`the work tree is ${place} while the event is about ${ci.commit}`);
  }
  return { ...common, ref: asText(tree.branch), commit: head, merge_commit: null };
}

/** The merge commit that the event names, or a later one of the same head (`refs/pull/N/merge` moves with its base). */
function isMergeOf(tree: WorkTree, ci: CiCode): boolean {
  return tree.head === ci.merge_commit || (tree.parents.length === 2 && tree.parents[1] === ci.commit);
}

function contentOf(tree: WorkTree) {
  const { dirty, diff_digest, untracked_files } = tree;
  return { tree: tree.tree, dirty, diff_digest, untracked_files };
}
