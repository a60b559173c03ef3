import type { RunRecord } from '../../core/generated/types.js';
import { parseQueueRef } from '../../github/find-pull.js';
import type { FirstParentLine, HistoryCommit } from '../../github/history.js';
import type { GateTarget } from './target.js';

/** What a judged change consists of: it is compared with none of it. */
export interface OwnChange {
  commits: ReadonlySet<string>;
  pulls: ReadonlySet<number>;
}

/**
 * The judged change: of a pull request its own; of a push the pull requests that it merged, and of a merge queue all that is
 * built on top of the branch. @param waiting commits of the line that the branch has not got yet
 */
export function ownChange(
  { candidates, pull }: GateTarget,
  line: FirstParentLine | null,
  waiting: readonly HistoryCommit[],
): OwnChange {
  const pushed = pull === null ? (line?.head ?? []) : [];
  const all = [...pushed, ...waiting];
  const merged = all.flatMap(({ pulls }) => pulls);
  return {
    commits: new Set([
      ...candidates,
      ...all.flatMap(({ sha, parents }) => [sha, ...parents.slice(1)]),
      ...merged.map(({ head }) => head),
    ]),
    pulls: new Set([...(pull === null ? [] : [pull.number]), ...merged.map(({ number }) => number)]),
  };
}

export function isOfChange(run: RunRecord, { commits, pulls }: OwnChange): boolean {
  const number = pullOf(run);
  return commits.has(run.inputs.code?.commit ?? '') || (number !== null && pulls.has(number));
}

/** The pull request that a run was made for, in a merge queue too, as anything of its record says; null for none. */
export function pullOf({ context, inputs }: RunRecord): number | null {
  const ref = inputs.code?.ref ?? '';
  const merge = /^refs\/pull\/([1-9]\d{0,9})\/(?:merge|head)$/.exec(ref)?.[1];
  return context.pull_request?.number ?? parseQueueRef(ref)?.number ?? (merge ? Number(merge) : null);
}
