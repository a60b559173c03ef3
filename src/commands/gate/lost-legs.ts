import type { Finding, RunRecord } from '../../core/generated/types.js';
import type { Judgement } from '../../core/judgement.js';
import { type LostJob, lostJobMend, lostJobText } from '../../core/lost-job.js';
import { judge } from '../../core/policy/judge.js';
import type { WorkflowJob } from '../../github/workflow-runs.js';
import { EXPLAINED, endingOf, isGate, isLoss, LISTED, legIn, lostJob, sorted } from './job-facts.js';
import type { Jobs } from './jobs.js';
import type { GateDeps, GateRequest } from './request.js';
import type { GateTarget } from './target.js';

export interface LostRuns {
  /** One that says what was lost: beside it, or an earlier one. */
  run: RunRecord;
  /** A few of the jobs that were lost. */
  jobs: LostJob[];
  /** How many more there are. */
  more: number;
}

/** Legs of a job that were lost beside others which have left a record: what the lost one would have shown is not known. */
export async function lostLegs(
  runs: readonly RunRecord[],
  target: GateTarget,
  jobs: Jobs,
): Promise<LostRuns[]> {
  const own = runs.filter(({ context }) => context.ci_run_id === String(target.workflow_run?.id));
  if (target.workflow_run === null || own.length === 0) return [];
  const all = (await jobs.ofRun(target.workflow_run)) ?? [];
  const newest = new Map(own.toReversed().map((run) => [run.context.job ?? '', run]));
  const found: LostRuns[] = [];
  let asked = 0;
  for (const [job, run] of newest) {
    const recorded = new Set(own.filter(({ context }) => context.job === job).map(valuesOf));
    const lost = all.filter((one) => {
      const leg = legIn(one.name, job) || null;
      return leg !== null && isLost(one, target) && !recorded.has(sorted(leg));
    });
    const legs: LostJob[] = [];
    for (const leg of lost.slice(0, LISTED)) {
      legs.push(await lostJob(leg, jobs, asked < EXPLAINED));
      asked += 1;
    }
    if (job !== '' && legs.length > 0) found.push({ run, jobs: legs, more: lost.length - legs.length });
  }
  return found;
}

/** A failure for each job without a record. */
export function judgeLost({ run, jobs, more }: LostRuns, request: GateRequest, deps: GateDeps): Judgement {
  const rest =
    more === 0 ? [] : [{ message: `No run is recorded of ${more} more jobs`, mend: 'Mend the others first' }];
  const told = jobs.map((job) => ({
    message: `No run is recorded: ${lostJobText(job)}`,
    mend: lostJobMend(job),
    ...(job.url === null ? {} : { log_url: job.url }),
  }));
  return judgeUnrecorded(run, [...told, ...rest], { request, deps });
}

/** The failure of what left no record. @param run one that says what was lost */
export function judgeUnrecorded(
  run: RunRecord,
  told: readonly Pick<Finding, 'message' | 'mend' | 'log_url'>[],
  { request, deps }: { request: GateRequest; deps: GateDeps },
): Judgement {
  const judgement = judge(deps.policy, {
    purpose: 'gate',
    subject: request.model ?? run.experiment,
    experiment: run.experiment,
    runs: [],
    baseline: null,
    no_baseline: 'what left no record is compared with nothing',
    record_problems: null,
    matches: () => null,
    now: new Date(deps.now()).toISOString(),
  });
  const findings = judgement.findings.flatMap((finding) =>
    told.map((own): Finding => ({ ...finding, ...own })),
  );
  return { ...judgement, findings };
}

/** A leg that still goes on says nothing to a gate that is a step of its job: each of those judges its own. */
function isLost(job: WorkflowJob, target: GateTarget): boolean {
  const ending = endingOf(job);
  return isLoss(ending) || ((ending === 'in progress' || ending === 'waiting') && !isGate(job, target));
}

function valuesOf({ context: { matrix } }: RunRecord): string {
  return sorted(Object.values(matrix ?? {}).join(', '));
}
