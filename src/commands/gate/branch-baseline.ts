import { groupRuns, nearestGroup } from '../../core/compare/groups.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Baseline } from '../../core/judgement.js';
import { compareCommits, isAncestor } from '../../github/compare.js';
import { parseQueueRef } from '../../github/find-pull.js';
import { findRuns } from '../../ledger/index/find-runs.js';
import { once } from './once.js';
import { objectionTo, quoted } from './own-runs.js';
import type { BaselineDeps } from './request.js';
import type { GateTarget } from './target.js';

/** Runs that are read together, and how often that is done before the search is given up. */
const PAGE = 200;
const MOST_PAGES = 10;

interface Search {
  base: { ref: string; sha: string };
  /** The newest commit whose runs may be compared with. */
  upTo: string;
  /** Whether `upTo` is where a change left the branch; else the judged commit comes right after it. */
  isMergeBase: boolean;
  experiment: string;
}

/**
 * Finds the newest finished run of the experiment on the base branch that the judged commit already holds.
 * @returns what answers why there is none, as the end of a sentence
 */
export function branchBaselines(
  target: GateTarget,
  deps: BaselineDeps,
): (judged: RunRecord) => Promise<Baseline | string> {
  const forkedAt = once((base) => mergeBase(base, target, deps));
  const ofExperiment = once(async (experiment) => {
    const { base } = target;
    if (base === null) return 'no base branch is known';
    const upTo = await forkedAt(base.sha);
    if (upTo === null) return `the commit has no history in common with ${quoted(base.ref)}`;
    const isMergeBase = target.pull !== null || target.isQueue;
    return newestRuns({ base, upTo, isMergeBase, experiment }, target, deps);
  });
  return async (judged) => {
    const found = await ofExperiment(judged.experiment);
    if (typeof found === 'string') return found;
    const runs = nearestGroup(judged, found.groups);
    if (runs === undefined) throw new Error(`the baseline runs of ${judged.experiment} are gone`);
    return { kind: 'base-branch', runs, model: null, reason: found.reason };
  };
}

async function mergeBase(
  base: string,
  { sha: head }: GateTarget,
  { github, repository }: BaselineDeps,
): Promise<string | null> {
  return (await compareCommits(await github(), { ...repository, base, head }))?.mergeBase ?? null;
}

/** The runs of the newest commit that has any, by what they are runs of; else why there is none. */
async function newestRuns(
  search: Search,
  target: GateTarget,
  deps: BaselineDeps,
): Promise<{ groups: RunRecord[][]; reason: string } | string> {
  const { base, isMergeBase, experiment } = search;
  const commit = await newestCommit(search, target, deps);
  if (commit === undefined) {
    const where = isMergeBase ? 'at or before the merge base' : 'before this commit';
    return `no finished run of ${quoted(experiment)} on ${quoted(base.ref)} lies ${where}`;
  }
  const runs = await findRuns(deps.view, { experiment, commit });
  const groups = groupRuns(runs.filter((run) => isCandidate(run, search, deps)));
  return { groups, reason: reasonOf(commit, search) };
}

async function newestCommit(
  search: Search,
  target: GateTarget,
  deps: BaselineDeps,
): Promise<string | undefined> {
  const client = await deps.github();
  const seen = new Set<string>(target.candidates);
  let until: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { experiment: search.experiment, limit: PAGE, ...(until === undefined ? {} : { until }) };
    const runs = await findRuns(deps.view, query);
    const candidates = runs.filter((run) => isCandidate(run, search, deps));
    const commits = [...new Set(candidates.flatMap(({ inputs }) => inputs.code?.commit ?? []))];
    const fresh = commits.filter((commit) => !seen.has(commit));
    const found = await firstOf(fresh, async (ancestor) => {
      seen.add(ancestor);
      return (await isAncestor(client, { ...deps.repository, ancestor, descendant: search.upTo })) === true;
    });
    const last = runs.at(-1)?.started_at;
    if (found !== undefined || runs.length < PAGE || last === until) return found;
    until = last;
  }
  return undefined;
}

function isCandidate(run: RunRecord, { base }: Search, { repository }: BaselineDeps): boolean {
  return (
    run.status === 'FINISHED' &&
    run.parent_run_id === null &&
    isOnBranch(run.inputs.code?.ref ?? '', base.ref) &&
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

function reasonOf(commit: string, { base, upTo, isMergeBase }: Search): string {
  const where = commit === upTo ? 'at the merge base' : 'before the merge base';
  return `newest finished run on ${quoted(base.ref)} ${isMergeBase ? where : 'before this commit'}`;
}
