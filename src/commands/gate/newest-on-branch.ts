import type { RunRecord } from '../../core/generated/types.js';
import { wholeRuns } from '../../core/parts.js';
import { parseQueueRef } from '../../github/find-pull.js';
import { findRuns } from '../../ledger/index/find-runs.js';
import { isOfChange, type OwnChange } from './own-change.js';
import { objectionTo } from './own-runs.js';
import type { BaselineDeps } from './request.js';
import { type PassedOver, unaffected } from './unaffected.js';

/** Runs that are read together, and how often that is done before the search is given up. */
const PAGE = 200;
const MOST_PAGES = 10;

export interface BranchSearch {
  /** Branch whose runs may be compared with. */
  branch: string;
  experiment: string;
  change: OwnChange;
  /** Gets the runs that come from what is recalled. */
  passed: PassedOver[];
  /** Whether what is judged is built on a commit. */
  holds(commit: string): Promise<boolean>;
}

/**
 * The newest run of the experiment that says it was made on the branch, at a commit that the change is built on: what can be told without
 * the branch's history. @returns the runs of that commit, newest first; none where there is none
 */
export async function newestOnBranch(search: BranchSearch, deps: BaselineDeps): Promise<RunRecord[]> {
  const commit = await newestCommit(search, deps);
  if (commit === undefined) return [];
  const runs = await findRuns(deps.view, { experiment: search.experiment, commit });
  const candidates = wholeRuns(runs).filter((run) => isCandidate(run, search, deps));
  return unaffected(candidates, deps.recalled, []);
}

/** Experiments of the newest runs that say they were made on the branch. */
export async function namesOnBranch(
  search: Pick<BranchSearch, 'branch' | 'change'>,
  deps: BaselineDeps,
): Promise<string[]> {
  const runs = await findRuns(deps.view, { limit: PAGE });
  return [
    ...new Set(
      wholeRuns(runs)
        .filter((run) => isCandidate(run, search, deps))
        .map(({ experiment }) => experiment),
    ),
  ];
}

async function newestCommit(search: BranchSearch, deps: BaselineDeps): Promise<string | undefined> {
  const seen = new Set<string>();
  let until: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { experiment: search.experiment, limit: PAGE, ...(until === undefined ? {} : { until }) };
    const runs = await findRuns(deps.view, query);
    const candidates = await unaffected(
      wholeRuns(runs).filter((run) => isCandidate(run, search, deps)),
      deps.recalled,
      search.passed,
    );
    const commits = [...new Set(candidates.flatMap(({ inputs }) => inputs.code?.commit ?? []))];
    const fresh = commits.filter((commit) => !seen.has(commit));
    const found = await firstOf(fresh, (commit) => {
      seen.add(commit);
      return search.holds(commit);
    });
    const last = runs.at(-1)?.started_at;
    if (found !== undefined || runs.length < PAGE || last === until) return found;
    until = last;
  }
  return undefined;
}

function isCandidate(
  run: RunRecord,
  { branch, change }: Pick<BranchSearch, 'branch' | 'change'>,
  { repository }: BaselineDeps,
): boolean {
  return (
    isOnBranch(run.inputs.code?.ref ?? '', branch) &&
    !isOfChange(run, change) &&
    objectionTo(run, repository) === null
  );
}

/** What a merge queue trains on becomes the branch's own commit as it is. */
function isOnBranch(ref: string, branch: string): boolean {
  return ref === `refs/heads/${branch}` || parseQueueRef(ref)?.base === branch;
}

/**
 * The first item that is as asked for, in a list where all after the first one are as well: with few questions, since each is a
 * request to GitHub. Where the list is otherwise, as after a branch was forced back, it is one of them.
 */
export async function firstOf<T>(
  items: readonly T[],
  is: (item: T) => Promise<boolean>,
): Promise<T | undefined> {
  let low = 0;
  let high = 0;
  for (let step = 1; ; step *= 2) {
    const item = items[high];
    if (item === undefined) return undefined;
    if (await is(item)) break;
    if (high === items.length - 1) return undefined;
    low = high + 1;
    high = Math.min(high + step, items.length - 1);
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await is(items[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return items[high];
}
