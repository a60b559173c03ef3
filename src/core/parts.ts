import type { RunRecord } from './generated/types.js';
import { canonicalJson } from './json.js';

/**
 * Whether a run can be a part of another: both were made by one job of one workflow run, the part in the same attempt or a later one.
 * Whoever hands a run over chooses what it calls its parent, and a part is not judged for itself.
 */
export function canBePartOf(part: RunRecord, whole: RunRecord): boolean {
  return (
    part.run_id !== whole.run_id &&
    jobOf(part) === jobOf(whole) &&
    attemptOf(whole) <= attemptOf(part) &&
    repositoryOf(part) === repositoryOf(whole)
  );
}

/**
 * The runs that count for themselves: those without a parent and of no other run's command, and those whose parent or command is not among the runs, is of another job, or is
 * in the end a part of them.
 */
export function wholeRuns(runs: readonly RunRecord[]): RunRecord[] {
  const byId = new Map(runs.map((run) => [run.run_id, run]));
  const parentOf = (run: RunRecord) => {
    const parent = byId.get(run.context.command_run ?? run.parent_run_id ?? '');
    return parent !== undefined && canBePartOf(run, parent) ? parent : undefined;
  };
  return runs.filter((run) => {
    const above = new Set<RunRecord>();
    for (let one = parentOf(run); one !== undefined && !above.has(one); one = parentOf(one)) above.add(one);
    return above.size === 0 || above.has(run);
  });
}

/** A leg of a matrix is a job of its own. */
function jobOf({ context: { ci_run_id, job, matrix } }: RunRecord): string {
  return canonicalJson([ci_run_id, job, matrix ?? null]);
}

/** The job in one attempt of its workflow run, which runs share that its steps made; null outside of a workflow run. */
export function jobAttemptOf(run: RunRecord): string | null {
  if (run.context.ci_run_id === null || run.context.job === null) return null;
  return canonicalJson([jobOf(run), attemptOf(run), repositoryOf(run)]);
}

function attemptOf({ context }: RunRecord): number {
  return context.ci_run_attempt ?? 1;
}

function repositoryOf({ inputs }: RunRecord): string | null {
  return inputs.code?.repository?.toLowerCase() ?? null;
}
