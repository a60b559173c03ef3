import { type BranchOptions, openBranch } from './branch.js';
import { eachChange, readHistory } from './history.js';

/** The commit that added a file, and when it says that it was made, RFC 3339. */
export interface Added {
  commit: string;
  at: string;
}

/**
 * By path, the commit that added it. Whether anything was changed later is for `verify` to say.
 * @throws UserError as `verifyLedger`
 */
export async function addedBy(options: BranchOptions, paths: readonly string[]): Promise<Map<string, Added>> {
  const { store, tip } = await openBranch(options);
  const history = await readHistory(store, tip);
  const wanted = new Set(paths);
  const added = new Map<string, Added>();
  await eachChange(store, history, (commit, changes) => {
    for (const { path, status } of changes) {
      if (status !== 'A' || !wanted.has(path) || added.has(path)) continue;
      added.set(path, { commit, at: new Date(history.times.get(commit) ?? 0).toISOString() });
    }
  });
  return added;
}
