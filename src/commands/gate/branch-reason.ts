import type { RunRecord } from '../../core/generated/types.js';
import type { Baseline } from '../../core/judgement.js';
import { headsOf, type LineFound } from './line-search.js';
import { pullOf } from './own-change.js';
import { quoted } from './own-runs.js';

/** What sentences about a place on a branch need. */
export interface Where {
  branch: string;
  upTo: string;
  isMergeBase: boolean;
}

/** A baseline that was found on the branch's line of commits. @param runs one group of those found */
export function onLine(
  runs: readonly RunRecord[],
  { found, place, untrained }: { found: LineFound; place: Where; untrained: number },
): Baseline {
  const facts = factsOf(runs);
  const { at } = found;
  const tree = runs[0]?.inputs.code?.tree ?? null;
  const merged_as = facts.commit === at.sha ? null : at.sha;
  const tree_differs = tree === null ? null : tree !== at.tree;
  const isHead = facts.commit !== null && headsOf(at, place.branch).includes(facts.commit);
  const stands = isHead ? 'merged as' : 'of the same files as';
  const where = merged_as === null ? placeText(at.sha, place) : `, ${stands} ${short(at.sha)}`;
  const reason = [
    `${runText(runs)}${where}`,
    ...(tree_differs === true ? ['other changes came in between, which it was not trained with'] : []),
    ...(untrained > 0 ? [untrainedText(untrained)] : []),
  ].join('; ');
  return { kind: 'base-branch', runs, model: null, reason, ...facts, merged_as, tree_differs, untrained };
}

/** A baseline that says itself that it was made on the branch. */
export function onBranch(runs: readonly RunRecord[], place: Where): Baseline {
  const facts = factsOf(runs);
  const reason = `newest ${runText(runs)}${placeText(facts.commit ?? '', place)}`;
  return { kind: 'base-branch', runs, model: null, reason, ...facts };
}

/** Commit and pull request of runs that are samples of one thing. */
export function factsOf([run]: readonly RunRecord[]): { commit: string | null; pull_request: number | null } {
  return {
    commit: run?.inputs.code?.commit ?? null,
    pull_request: run === undefined ? null : pullOf(run),
  };
}

function runText(runs: readonly RunRecord[]): string {
  const { commit, pull_request } = factsOf(runs);
  const run = runs.length > 1 ? `${runs.length} runs` : 'run';
  const text = commit === null ? '' : short(commit);
  return pull_request === null ? `${run} of ${text}` : `${run} of #${pull_request} (${text})`;
}

function placeText(commit: string, { branch, upTo, isMergeBase }: Where): string {
  const before = isMergeBase ? 'before the merge base' : 'before this commit';
  return ` on ${quoted(branch)} ${isMergeBase && commit === upTo ? 'at the merge base' : before}`;
}

function untrainedText(untrained: number): string {
  return untrained === 1
    ? '1 commit since then that matters has no sound run'
    : `${untrained} commits since then that matter have no sound run`;
}

function short(commit: string): string {
  return quoted(commit.slice(0, 7));
}
