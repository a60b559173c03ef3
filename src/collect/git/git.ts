import { publicRemote } from '../../core/address.js';
import type { Code } from '../../core/generated/types.js';
import { asText, type CiCode } from '../ci/ci.js';
import type { Environment } from '../program.js';
import { isRemoteOf, repositoryOf } from './remote.js';
import { readWorkTree, type WorkTree } from './worktree.js';

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
  /** What the user should know, a sentence without a full stop each. */
  notes: string[];
}

/** Finds out which code a run uses: the commit that lies in the work tree, or else the one that the event is about. */
export async function collectCode(source: CodeSource): Promise<CollectedCode> {
  const { workspace, directory = workspace, env, ci } = source;
  // A CI system's checkout lies in its workspace; a repository above it belongs to the machine.
  const { tree, notes } = await readWorkTree({ workspace, directory, env, searchAbove: ci === null });
  if (tree === null) return { code: eventsCode(ci), notes };
  const code = ci === null || isElsewhere(tree, ci, notes) ? ownCode(tree, ci) : sharedCode(tree, ci, notes);
  return { code, notes };
}

/** Without a work tree the event's word is all there is. */
function eventsCode(ci: CiCode | null): Code {
  if (ci === null || ci.commit === null) return null;
  const { repository, commit, ref, merge_commit, base_commit } = ci;
  return {
    repository,
    commit,
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

function ownCode(tree: WorkTree, ci: CiCode | null): Code {
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
function sharedCode(tree: WorkTree, ci: CiCode, notes: string[]): Code {
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
  return { dirty, diff_digest, untracked_files };
}
