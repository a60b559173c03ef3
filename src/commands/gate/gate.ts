import { recordProblems } from '../../collect/record-schema.js';
import { groupRuns } from '../../core/compare/groups.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Judgement } from '../../core/judgement.js';
import type { Log } from '../../core/log.js';
import { appliesTo } from '../../core/policy/globs.js';
import { judge } from '../../core/policy/judge.js';
import type { Policy } from '../../core/policy/policy.js';
import type { GitHubClient } from '../../github/client.js';
import { listChangedFiles } from '../../github/pulls.js';
import { findRuns } from '../../ledger/find-runs.js';
import type { Ledger, LedgerView } from '../../ledger/ledger.js';
import { readRun } from '../../ledger/records.js';
import { baselinesOf, chosen } from './baseline.js';
import type { GateTarget, Repository } from './target.js';

export interface GateRequest {
  /** Runs to judge; empty: those of the target's commit. */
  run_ids: readonly string[];
  /** Registered model that they would become; null: what their experiment is called. */
  model: string | null;
}

export interface GateDeps {
  ledger: Ledger;
  policy: Policy;
  repository: Repository;
  log: Log;
  github(): Promise<GitHubClient>;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface GateResult {
  case: 'judged' | 'no-runs' | 'not-applicable';
  verdict: 'pass' | 'fail';
  target: GateTarget;
  /** Commit whose runs were judged; another than the target's in a merge queue. */
  judged_sha: string;
  judgements: Judgement[];
  /** How many files a pull request changes that the policy does not apply to; null in every other case. */
  changed_files: number | null;
  view: LedgerView;
}

/**
 * Judges the runs of a commit. A policy that is not met is an answer, and so is a commit without runs; everything that keeps
 * the gate from judging is an error.
 * @throws UserError E_RUN_NOT_FOUND, E_LEDGER_*, E_GITHUB_API
 */
export async function gate(request: GateRequest, target: GateTarget, deps: GateDeps): Promise<GateResult> {
  const view = await deps.ledger.view();
  const common = { target, judged_sha: target.sha, judgements: [], changed_files: null, view };
  const untouched = request.run_ids.length === 0 ? await untouchedFiles(target, deps) : null;
  if (untouched !== null) {
    return { ...common, case: 'not-applicable', verdict: 'pass', changed_files: untouched };
  }
  const { sha, runs } = await runsToJudge(request, target, view);
  if (runs.length === 0) return { ...common, case: 'no-runs', verdict: 'fail' };
  const judgements: Judgement[] = [];
  for (const group of groupRuns(runs))
    judgements.push(await judgeGroup(group, { request, target, view }, deps));
  const verdict = judgements.every((one) => one.verdict === 'pass') ? 'pass' : 'fail';
  return { ...common, judged_sha: sha, judgements, case: 'judged', verdict };
}

/** @returns how many files are changed when the policy applies to none of them, else null */
async function untouchedFiles({ pull }: GateTarget, deps: GateDeps): Promise<number | null> {
  if (pull === null || deps.policy.applies_to === null) return null;
  const client = await deps.github();
  const found = await listChangedFiles(client, {
    ...deps.repository,
    number: pull.number,
    headSha: pull.head.sha,
  });
  const paths = found.files.flatMap((file) => [
    file.path,
    ...(file.previousPath === null ? [] : [file.previousPath]),
  ]);
  return found.isComplete && !appliesTo(deps.policy, paths) ? found.files.length : null;
}

/** Newest first. */
async function runsToJudge(
  request: GateRequest,
  target: GateTarget,
  view: LedgerView,
): Promise<{ sha: string; runs: RunRecord[] }> {
  if (request.run_ids.length > 0) {
    const runs = await Promise.all(request.run_ids.map((id) => readRun(view, id)));
    return { sha: target.sha, runs: runs.sort((a, b) => (a.run_id < b.run_id ? 1 : -1)) };
  }
  for (const sha of target.candidates) {
    const runs = await findRuns(view, { commit: sha });
    if (runs.length > 0) return { sha, runs };
  }
  return { sha: target.sha, runs: [] };
}

async function judgeGroup(
  runs: readonly RunRecord[],
  about: { request: GateRequest; target: GateTarget; view: LedgerView },
  deps: GateDeps,
): Promise<Judgement> {
  const [newest] = runs;
  if (newest === undefined) throw new Error('a group without runs');
  const { request, target, view } = about;
  const subject = request.model ?? newest.experiment;
  const baselines = await baselinesOf(newest, { subject, target }, { ...deps, view });
  return judge(deps.policy, {
    purpose: 'gate',
    subject,
    experiment: newest.experiment,
    runs,
    ...chosen(baselines),
    record_problems: await recordProblems(deps.policy, runs),
    now: new Date(deps.now()).toISOString(),
  });
}
