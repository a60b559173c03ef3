import type { RunRecord } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import { distrust, isOfRepository } from '../../core/trust.js';
import type { Repository } from './target.js';

export { quoted };

/** Whether a record says that its code was that of another repository: a ledger may be shared, and forks share commits. */
export function isOfAnother(run: RunRecord, { owner, repo }: Repository): boolean {
  return !isOfRepository(run, `${owner}/${repo}`);
}

/** Why others must not be compared with a run, the end of a sentence; null when they may. */
export function objectionTo(run: RunRecord, repository: Repository): string | null {
  if (run.context.trust !== 'trusted') return distrust(run)?.why ?? 'is not trusted';
  if (isOfAnother(run, repository))
    return `belongs to ${quoted(run.inputs.code?.repository ?? 'another repository')}`;
  if (run.status !== 'FINISHED') return run.status === 'FAILED' ? 'failed' : 'was stopped';
  if ((run.problems ?? []).length > 0) return 'is incomplete';
  return isReused(run) ? 'took metrics or a model that another run had made' : null;
}

function isReused({ outputs }: RunRecord): boolean {
  return [...Object.values(outputs.metrics), ...outputs.models].some(({ reused }) => reused === true);
}
