import type { RunFacts } from './run-facts.js';

/** Code of one repository that a run had. */
export interface RunCode {
  repository: string | null;
  commit: string | null;
  /** Commit that a pull request's job had merged into it. */
  merged: string | null;
  /** Id of the tree that was checked out, where somebody asks. */
  tree: string | null;
  /** Number of the pull request whose job it was, where somebody asks. */
  pull: number | null;
}

type OfRun = Pick<RunFacts, 'repository' | 'commit' | 'merged' | 'submodule' | 'checkout'>;

/**
 * The code of a run's repository, and that of the submodule that its command ran in: what was merged, and its pull request, are of the
 * first alone.
 */
export function codesOf({ repository, commit, merged, submodule, checkout }: OfRun): RunCode[] {
  const own = { repository, commit, merged, tree: checkout?.tree ?? null, pull: checkout?.pull ?? null };
  return submodule === undefined ? [own] : [own, { ...submodule, merged: null, pull: null }];
}

/** Commits that a code is made of: that of a pull request may have been merged with its base. */
export function commitsIn({ commit, merged }: Pick<RunCode, 'commit' | 'merged'>): string[] {
  return [commit, merged].filter((one) => one !== null);
}

/** Commits that all code of a run is made of. */
export function allCommitsIn(run: OfRun): string[] {
  return codesOf(run).flatMap(commitsIn);
}
