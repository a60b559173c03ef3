import { groupRuns, isOfSame, nearestGroup } from '../../core/compare/groups.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Baseline } from '../../core/judgement.js';
import { wholeRuns } from '../../core/parts.js';
import { findRuns } from '../../ledger/index/find-runs.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { objectionTo, quoted } from './own-runs.js';
import type { Repository } from './target.js';

/** A commit of a branch that a run is built on. */
export interface BuiltOn {
  commit: string;
  branch: string;
}

/**
 * The run of the very commit that a run is built on, for what is said of it without a verdict. Cheap: the gate looks further, and
 * where this finds nothing, nothing is said.
 */
export async function runOfCommit(
  run: RunRecord,
  { commit, branch }: BuiltOn,
  { view, repository }: { view: LedgerView; repository: Repository },
): Promise<Baseline | null> {
  const found = await findRuns(view, { experiment: run.experiment, commit });
  const sound = wholeRuns(found).filter(
    (other) =>
      other.run_id !== run.run_id && other.status === 'FINISHED' && objectionTo(other, repository) === null,
  );
  const groups = groupRuns(sound).filter((group) => isOfSame(run, group));
  const runs = nearestGroup(run, groups);
  if (runs === undefined) return null;
  return { kind: 'base-branch', runs, model: null, reason: `run of ${quoted(branch)}` };
}
