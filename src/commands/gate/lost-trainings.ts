import { eventFacts } from '../../collect/ci/events.js';
import type { RunRecord } from '../../core/generated/types.js';
import { canonicalJson } from '../../core/json.js';
import { type LostJob, lostJobText } from '../../core/lost-job.js';
import { quoted } from '../../core/printable.js';
import type { WorkflowJob } from '../../github/workflow-runs.js';
import { findRuns } from '../../ledger/index/find-runs.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { FindBaselines } from './baseline.js';
import {
  brokenStep,
  EXPLAINED,
  endingOf,
  isGate,
  isLoss,
  LISTED,
  legIn,
  lostJob,
  madeBy,
} from './job-facts.js';
import type { Jobs } from './jobs.js';
import { recordersOf } from './lost-jobs.js';
import type { LostRuns } from './lost-legs.js';
import { objectionTo } from './own-runs.js';
import type { GateDeps } from './request.js';
import { type GateTarget, workflowPath } from './target.js';

/** A training of the workflow that the base branch has a run of, and the commit has none. */
export interface Absent {
  /** The base branch's. */
  run: RunRecord;
  /** What is known of it: a clause, foreign values between backticks. */
  why: string;
  url: string | null;
  /** Whether it was skipped or is not found, and a job of the workflow run was lost, which may be why. */
  isBroken: boolean;
}

export interface LostTrainings {
  /** Those of jobs that were lost and are known to train. */
  lost: LostRuns[];
  /** Those that may have been left out on purpose. */
  absent: Absent[];
}

/** Newest runs of the ledger that say which jobs train. */
const RECENT = 200;

interface About {
  /** Those that the commit has. */
  runs: readonly RunRecord[];
  target: GateTarget;
  jobs: Jobs;
  baselines: Pick<FindBaselines, 'newest'>;
  /** What is told already. */
  legs: readonly LostRuns[];
}

/** The workflow run that was to make the runs. */
interface Scene {
  isOwn(run: RunRecord): boolean;
  /** Null where GitHub does not tell. */
  all: readonly WorkflowJob[] | null;
  /** Of each run of the workflow; null for one whose job cannot be told. */
  makers: readonly (WorkflowJob | null)[];
  /** Jobs that were lost and are not told, those first that made none of the runs. */
  broken: readonly WorkflowJob[];
}

/**
 * Trainings of the gate's workflow that left no run, beside others that did. What a matrix has of a job comes and goes; those of its
 * legs that were lost are told apart from this.
 */
export async function lostTrainings(
  about: About,
  deps: GateDeps & { view: LedgerView },
): Promise<LostTrainings> {
  const found: LostTrainings = { lost: [], absent: [] };
  const scene = await sceneOf(about);
  if (scene === null) return found;
  const { isOwn, all, broken } = scene;
  const tell = teller(about.jobs);
  const onBranch = await about.baselines.newest((run) => isOwn(run) && isRegular(run));
  for (const run of missingOf(onBranch, about.runs)) {
    const named = (all ?? []).filter((job) => isJobOf(job, run));
    const losses = named.filter((job) => isLoss(endingOf(job)));
    if (losses.length > 0) {
      found.lost.push({ run, ...(await tell.some(losses)) });
      continue;
    }
    const isGone = named.length === 0 || named.some((job) => endingOf(job) === 'skipped');
    // A job with a name of its own is not known by the one that the record has.
    const job = named[0] ?? broken[0];
    const lost = job === undefined ? null : await tell.one(job);
    const none =
      all === null
        ? 'what became of its job is not known'
        : `no job is called ${quoted(run.context.job ?? '')}`;
    const why = lost === null ? none : whyOf(lost);
    found.absent.push({ run, why, url: lost?.url ?? null, isBroken: isGone && broken.length > 0 });
  }
  const rest = broken.filter((job) => !tell.told.has(job));
  for (const [job, run] of rest.length === 0 ? [] : await trainersOf(rest, { ...about, scene }, deps))
    found.lost.push({ run, ...(await tell.some([job])) });
  return found;
}

async function sceneOf({ runs, target, jobs, legs }: About): Promise<Scene | null> {
  const { workflow_run } = target;
  const path = workflow_run?.path ?? null;
  if (workflow_run === null || path === null) return null;
  const isOwn = ({ context }: RunRecord) => workflowPath(context.workflow_ref) === path;
  const all = await jobs.ofRun(workflow_run);
  const makers = runs.filter(isOwn).map((run) => madeBy(run, all ?? []));
  // The gate may be a later step of a job that trains.
  const broken = (all ?? []).filter(
    (job) =>
      isLoss(endingOf(job)) &&
      !(isGate(job, target) && job.status === 'completed') &&
      !legs.some(({ run }) => isJobOf(job, run)),
  );
  broken.sort((one, other) => Number(makers.includes(one)) - Number(makers.includes(other)));
  return { isOwn, all, makers, broken };
}

/** Of those jobs that train, as the ledger or their steps say, each with a run that says what was lost. */
async function trainersOf(
  lost: readonly WorkflowJob[],
  { runs, scene: { isOwn, makers } }: About & { scene: Scene },
  deps: GateDeps & { view: LedgerView },
): Promise<[WorkflowJob, RunRecord][]> {
  const recent = await findRuns(deps.view, { limit: RECENT });
  const sound = recent.filter((run) => isOwn(run) && objectionTo(run, deps.repository) === null);
  const recorders = recordersOf(deps);
  const beside = runs.find(isOwn) ?? runs[0];
  return lost.flatMap((job): [WorkflowJob, RunRecord][] => {
    const end = brokenStep(job)?.number ?? 0;
    const steps = recorders(job);
    const neverCame = steps.some(({ number, conclusion }) => number > end && conclusion === 'skipped');
    const madeNone = !makers.includes(job);
    const earlier = madeNone ? sound.find((one) => isJobOf(job, one)) : undefined;
    // A run whose job cannot be told may be that of any.
    const isLost = neverCame || (madeNone && !makers.includes(null) && steps.length > 0);
    const run = earlier ?? (isLost ? beside : undefined);
    return run === undefined ? [] : [[job, run]];
  });
}

/** Asks for the reasons of the first few jobs. */
function teller(jobs: Jobs) {
  const told = new Set<WorkflowJob>();
  const one = async (job: WorkflowJob): Promise<LostJob> => {
    told.add(job);
    return lostJob(job, jobs, told.size <= EXPLAINED);
  };
  const some = async (all: readonly WorkflowJob[]): Promise<Pick<LostRuns, 'jobs' | 'more'>> => {
    const shown: LostJob[] = [];
    for (const job of all.slice(0, LISTED)) shown.push(await one(job));
    for (const job of all) told.add(job);
    return { jobs: shown, more: all.length - shown.length };
  };
  return { told, one, some };
}

function isJobOf({ name }: WorkflowJob, { context }: RunRecord): boolean {
  return context.job !== null && legIn(name, context.job) !== null;
}

/** The job may have left other runs. */
function whyOf(job: LostJob): string {
  return job.ending === 'left none' ? `${quoted(job.name)} ended well without it` : lostJobText(job);
}

/** Whether a run was made by an event that trains each commit, and not since somebody or a clock asked for it. */
function isRegular({ context }: RunRecord): boolean {
  return context.event !== null && eventFacts(context.event).judges !== 'checkout';
}

/**
 * The newest run of each training that the branch has and the commit has not. One that only got another name, or another job or step,
 * is there: each new one of the commit stands for one.
 */
function missingOf(onBranch: readonly RunRecord[], runs: readonly RunRecord[]): RunRecord[] {
  const [before, now] = [trainingsOf(onBranch), trainingsOf(runs)];
  const fresh = [...now].filter(([key]) => !before.has(key)).map(([, run]) => run);
  return [...before].flatMap(([key, run]) => {
    const isSame = (one: RunRecord) => placeOf(one) === placeOf(run);
    if (now.has(key) || ((run.context.matrix ?? null) !== null && runs.some(isSame))) return [];
    const at = fresh.findIndex((one) => one.experiment === run.experiment || isSame(one));
    if (at < 0) return [run];
    fresh.splice(at, 1);
    return [];
  });
}

/** @param runs newest first */
function trainingsOf(runs: readonly RunRecord[]): Map<string, RunRecord> {
  return new Map(runs.toReversed().map((run) => [canonicalJson([run.experiment, placeOf(run)]), run]));
}

function placeOf({ context }: RunRecord): string {
  return canonicalJson([workflowPath(context.workflow_ref), context.job, context.step ?? null]);
}
