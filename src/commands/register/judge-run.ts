import type { ModelVersion, RunRecord } from '../../core/generated/types.js';
import type { Baseline, Judgement } from '../../core/judgement.js';
import type { Log } from '../../core/log.js';
import { judge } from '../../core/policy/judge.js';
import type { Judged } from '../../core/policy/judged.js';
import { type Policy, policyDigest } from '../../core/policy/policy.js';
import { isImmutable } from '../../core/policy/rules/datasets-immutable.js';
import { makersOf } from '../../core/policy/rules/run-fresh.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readKnownRuns } from '../../ledger/read/records.js';
import { matchesInTime } from '../../policy-file/in-time.js';
import { recordProblems } from '../../policy-file/record-schema.js';
import { branchOf, EarlierUses } from '../datasets/earlier-uses.js';
import type { AskRecall } from '../recalled/open-recalls.js';
import { Recalled } from '../recalled/recalled.js';

export interface JudgeRunDeps {
  policy: Policy;
  log: Log;
  /** RFC 3339: waivers end. */
  now: string;
  /** `owner/name` of the repository whose runs say what a dataset holds. Default: the run's own. */
  repository?: string;
  /** Branch whose runs do. Default: the run's own. */
  branch?: string | null;
  /** Asks GitHub about the events of recalls; left out, they count as they are recorded. */
  askRecall?: AskRecall;
  /** What the run is compared with. Without one only the run itself is judged: comparing is the gate's matter. */
  baseline?: Baseline | null;
  /** Why there is none, the end of a sentence; null or left out where none was looked for. */
  no_baseline?: string | null;
}

/** A version that a run has become, or would. */
export interface JudgedVersion {
  purpose: Judged['purpose'];
  view: LedgerView;
  model: string;
  number: number;
  /** Of its manifest. */
  digest: string;
  tags: ModelVersion['tags'];
  /** What was read of the recalls of this view before. */
  recalled?: Recalled;
}

/** The verdict on a run that is, or is to become, a version of a model. */
export async function judgeRun(run: RunRecord, about: JudgedVersion, deps: JudgeRunDeps): Promise<Judgement> {
  const { purpose, view, model, tags, digest, number } = about;
  const { policy, now, baseline, no_baseline = null, log } = deps;
  const recalled = about.recalled ?? new Recalled(view, deps);
  const repository = run.inputs.code?.repository ?? null;
  const uses = new EarlierUses({
    view,
    log,
    repository: deps.repository ?? repository,
    branch: deps.branch ?? branchOf(run),
  });
  return judge(policy, {
    purpose,
    subject: model,
    experiment: run.experiment,
    runs: [run],
    tags,
    baseline: baseline ?? null,
    no_baseline,
    ...(isImmutable(policy, model) ? await uses.of([run], baseline?.runs ?? []) : {}),
    makers: await readKnownRuns(view, makersOf([run])),
    record_problems: await recordProblems(policy, [run]),
    recalled: await recalled.findings({ ...run, tags }, { subject: model, digest }),
    version: number,
    matches: matchesInTime(),
    now,
  });
}

/** A verdict as a version or an event keeps it. */
export function verdictRecord(
  policy: Policy,
  { verdict, findings, waived }: Pick<Judgement, 'verdict' | 'findings' | 'waived'>,
): ModelVersion['policy'] {
  return {
    digest: policyDigest(policy),
    verdict,
    findings: [...findings],
    ...(waived.length === 0 ? {} : { waived: [...waived] }),
  };
}
