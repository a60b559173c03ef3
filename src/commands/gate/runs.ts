import { Faults } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { wholeRuns } from '../../core/parts.js';
import { findRuns } from '../../ledger/index/find-runs.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRun } from '../../ledger/read/records.js';
import { isOfAnother } from './own-runs.js';
import { readFrom } from './read-from.js';
import type { GateDeps, GateRequest } from './request.js';
import type { GateTarget } from './target.js';

export interface RunsToJudge {
  /** Commit that they were recorded for. */
  sha: string;
  /** Newest first. */
  runs: RunRecord[];
  notes: string[];
}

/**
 * The runs that the request names, else those of the first commit of the target that has any.
 * @throws UserError E_RUN_NOT_FOUND, E_LEDGER_RECORD_INVALID
 */
export async function runsToJudge(
  request: GateRequest,
  target: GateTarget,
  deps: GateDeps & { view: LedgerView },
): Promise<RunsToJudge> {
  const { view, repository, log } = deps;
  if (request.run_ids.length > 0) return namedRuns(request.run_ids, target, view);
  const notes: string[] = [];
  for (const sha of target.candidates) {
    const from = await readFrom(sha, deps);
    const all = await findRuns(view, { commit: sha }, { log, read_from: from.day });
    if (from.note !== null) notes.push(from.note);
    const own = all.filter((run) => !isOfAnother(run, repository));
    const others = all.length - own.length;
    if (others > 0)
      notes.push(`${others} run(s) of commit \`${sha.slice(0, 7)}\` belong to another repository`);
    // What is a part of another run is judged with it, and with none that is not judged.
    const runs = wholeRuns(own);
    if (runs.length > 0) return { sha, runs, notes };
  }
  return { sha: target.sha, runs: [], notes };
}

async function namedRuns(ids: readonly string[], target: GateTarget, view: LedgerView): Promise<RunsToJudge> {
  const faults = new Faults();
  const found: RunRecord[] = [];
  for (const id of new Set(ids)) {
    const run = await faults.catch(() => readRun(view, id));
    if (run !== undefined) found.push(run);
  }
  faults.throwIfAny();
  const runs = found.sort((one, other) => (one.run_id < other.run_id ? 1 : -1));
  const notes = runs.flatMap(({ run_id, inputs }) => {
    const commit = inputs.code?.commit ?? null;
    if (commit !== null && target.candidates.includes(commit)) return [];
    const whose = commit === null ? 'no commit' : `commit \`${commit.slice(0, 7)}\``;
    return [
      `Run \`${run_id}\`, which \`run-ids\` names, was recorded for ${whose}, not for \`${target.sha.slice(0, 7)}\``,
    ];
  });
  return { sha: target.sha, runs, notes };
}
