import type { Finding, RunRecord } from '../../core/generated/types.js';
import { type JudgeFacts, judge } from '../../core/policy/judge.js';
import type { RecordProblem } from '../../core/policy/judged.js';
import type { Policy } from '../../core/policy/policy.js';
import { foldModel } from '../../core/registry/registry.js';
import { type FindOptions, findRuns } from '../../ledger/index/find-runs.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { listModels, readModel, readRunsOf } from '../../ledger/read/records.js';
import { matchesInTime } from '../../policy-file/in-time.js';
import { recordProblems } from '../../policy-file/record-schema.js';

export interface PolicyTestRequest {
  changed: Policy;
  inForce: Policy;
  /** Only runs of this experiment, and models that were made by them. */
  experiment?: string;
  /** Most runs. */
  limit: number;
  /** RFC 3339, UTC. */
  now: string;
}

/** A past run, or the newest version of a registered model, under both policies. */
export interface Trial {
  /** The model, or the experiment of the run. */
  subject: string;
  /** Null for a run. */
  version: number | null;
  run_id: string;
  /** Errors under the policy in force. */
  before: Finding[];
  /** Errors under the changed policy. */
  after: Finding[];
}

export interface Trials {
  newly_failing: Trial[];
  newly_passing: Trial[];
  failing_in_both: Trial[];
  /** How many pass under both. */
  passing: number;
}

export interface PolicyTestResult {
  runs: Trials;
  models: Trials;
  /** Runs that did not finish, which fail under any policy and are left out. */
  unfinished: number;
}

/**
 * What a changed policy would say of what is recorded. Nothing is compared with a baseline.
 * @throws UserError E_LEDGER_*, E_RUN_NOT_FOUND
 */
export async function testPolicy(
  view: LedgerView,
  request: PolicyTestRequest,
  options: FindOptions,
): Promise<PolicyTestResult> {
  const { experiment, limit } = request;
  const recent = await findRuns(
    view,
    { ...(experiment === undefined ? {} : { experiment }), limit },
    options,
  );
  const finished = recent.filter(({ status }) => status === 'FINISHED');
  const runs = finished.map((run) => ({ subject: run.experiment, version: null, run, tags: run.tags }));
  const models = await newestVersions(view, experiment);
  return {
    runs: await trialsOf(runs, request),
    models: await trialsOf(models, request),
    unfinished: recent.length - finished.length,
  };
}

interface Candidate {
  subject: string;
  version: number | null;
  run: RunRecord;
  tags: Readonly<Record<string, string>>;
}

async function newestVersions(view: LedgerView, experiment: string | undefined): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const name of await listModels(view)) {
    const model = await readModel(view, name);
    const newest = model.versions.at(-1);
    // What has another name by now is told under that one.
    if (newest === undefined || !foldModel(model).isThere) continue;
    const [run] = await readRunsOf(view, [newest], model);
    if (run === undefined) continue;
    if (experiment === undefined || run.experiment === experiment)
      candidates.push({ subject: name, version: newest.version, run, tags: newest.tags });
  }
  return candidates;
}

async function trialsOf(candidates: readonly Candidate[], request: PolicyTestRequest): Promise<Trials> {
  const { changed, inForce, now } = request;
  const runs = candidates.map(({ run }) => run);
  const matches = matchesInTime();
  const [before, after] = [await recordProblems(inForce, runs), await recordProblems(changed, runs)];
  const trials = candidates.map((candidate): Trial => {
    const { subject, version, run } = candidate;
    const errors = (policy: Policy, problems: readonly RecordProblem[] | null) =>
      judge(policy, factsOf(candidate, { problems, matches, now })).findings.filter(
        ({ severity }) => severity === 'error',
      );
    return {
      subject,
      version,
      run_id: run.run_id,
      before: errors(inForce, before),
      after: errors(changed, after),
    };
  });
  const those = (fails: { before: boolean; after: boolean }) =>
    trials.filter(
      (trial) => trial.before.length > 0 === fails.before && trial.after.length > 0 === fails.after,
    );
  return {
    newly_failing: those({ before: false, after: true }),
    newly_passing: those({ before: true, after: false }),
    failing_in_both: those({ before: true, after: true }),
    passing: those({ before: false, after: false }).length,
  };
}

function factsOf(
  { subject, version, run, tags }: Candidate,
  {
    problems,
    ...common
  }: { problems: readonly RecordProblem[] | null } & Pick<JudgeFacts, 'matches' | 'now'>,
): JudgeFacts {
  return {
    purpose: version === null ? 'gate' : 'register',
    subject,
    experiment: run.experiment,
    runs: [run],
    tags,
    baseline: null,
    no_baseline: null,
    record_problems: problems?.filter(({ run_id }) => run_id === run.run_id) ?? null,
    ...common,
  };
}
