import { UserError } from '../../core/errors.js';
import type { Ending, JobSearch } from '../../core/lost-job.js';
import { readFileAtRef } from '../../github/contents.js';
import type { WorkflowJob, WorkflowRun, WorkflowStep } from '../../github/workflow-runs.js';
import { EXPLAINED, endingOf, isGate, LISTED, lostJob } from './job-facts.js';
import type { Jobs } from './jobs.js';
import type { GateDeps } from './request.js';
import type { GateTarget } from './target.js';

/** Other workflows of the commit whose jobs are looked at, and files of workflows that are read. */
const WORKFLOWS = 3;

/** The likelier a job is why there is no run, the earlier it is told. */
const BY_GRAVITY: readonly Ending[] = [
  'failed',
  'timed out',
  'cancelled',
  'in progress',
  'waiting',
  'left none',
  'skipped',
];

/** Which job was to record a run of the commit, how it ended, and whether there is such a job at all. */
export async function searchJobs(target: GateTarget, jobs: Jobs, deps: GateDeps): Promise<JobSearch> {
  const own = target.workflow_run === null ? [] : ((await jobs.ofRun(target.workflow_run)) ?? []);
  const recorders = recordersOf(deps);
  const isRecorder = (job: WorkflowJob) => recorders(job).length > 0;
  const here = own.filter((job) => !isGate(job, target) || endingOf(job) === 'failed');
  const others = here.some(isRecorder) ? [] : await otherRuns(target, jobs);
  const elsewhere: WorkflowJob[] = [];
  for (const run of others) elsewhere.push(...((await jobs.ofRun(run)) ?? []));
  const all = [...here, ...elsewhere];
  const training = all.filter(isRecorder);
  const suspects = training.length > 0 ? training : all.filter((job) => endingOf(job) !== 'left none');
  const ordered = suspects.toSorted(
    (one, other) => BY_GRAVITY.indexOf(endingOf(one)) - BY_GRAVITY.indexOf(endingOf(other)),
  );
  const told = [];
  for (const [index, job] of ordered.slice(0, LISTED).entries()) {
    told.push(await lostJob(job, jobs, index < EXPLAINED));
  }
  const recorder = training.length > 0 ? 'there' : await stepInFiles(target, others, deps);
  const isHidden = jobs.lacking().includes('actions: read') && recorder === 'missing';
  return {
    jobs: told,
    more: ordered.length - told.length,
    recorder: isHidden ? 'unknown' : recorder,
    lacking: jobs.lacking(),
  };
}

/** The newest run of each other workflow of the commit. */
async function otherRuns(target: GateTarget, jobs: Jobs): Promise<WorkflowRun[]> {
  const newest = new Map<string, WorkflowRun>();
  for (const sha of target.candidates) {
    for (const run of (await jobs.runsOf(sha)) ?? []) {
      const path = fileOf(run);
      if (run.id !== target.workflow_run?.id && !newest.has(path)) newest.set(path, run);
    }
  }
  return [...newest.values()].slice(0, WORKFLOWS);
}

/** The steps of a job that record: those without a name of their own are called after the action. */
export function recordersOf({ action }: Pick<GateDeps, 'action'>): (job: WorkflowJob) => WorkflowStep[] {
  const uses = new RegExp(`^Run ${usesPattern(action)}`);
  return ({ steps }) => steps.filter(({ name }) => uses.test(name));
}

/** What `uses:` has for `track` or `publish`, of this action or of a copy in the repository. */
function usesPattern(action: string | null): string {
  const repository = action === null ? String.raw`[\w.-]+/lineage-gate` : action.replace(/[^\w/-]/g, '\\$&');
  return String.raw`(?:${repository}(?:/publish)?@|\./?(?:\s|$))`;
}

/** Whether the workflows of the commit have a step that records, as their files say. */
async function stepInFiles(
  { workflow_run, sha }: GateTarget,
  others: readonly WorkflowRun[],
  deps: GateDeps,
): Promise<JobSearch['recorder']> {
  const paths = new Set([workflow_run?.path ?? null, ...others.map(fileOf)]);
  // A step of its own, or the command line in any other. Both keep to one line, or a file of empty ones would take minutes.
  const uses = new RegExp(
    String.raw`^[ \t-]*uses:\s*['"]?${usesPattern(deps.action)}|^(?:(?!#).)*\blineage-gate track\b`,
    'm',
  );
  // A workflow or an action of the repository may have the step in it.
  const callsOthers = /^[ \t-]*uses:\s*['"]?(?:\.\/|[^\s#]*\/\.github\/workflows\/)/m;
  let isKnown = true;
  for (const path of paths) {
    const text = path === null ? null : await textOf(path, sha, deps);
    if (text !== null && uses.test(text)) return 'there';
    isKnown &&= text !== null && !callsOthers.test(text);
  }
  return isKnown ? 'missing' : 'unknown';
}

async function textOf(
  path: string,
  ref: string,
  { github, repository, log }: GateDeps,
): Promise<string | null> {
  try {
    return await readFileAtRef(await github(), { ...repository, path, ref });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.debug(`the workflow ${path} cannot be read: ${error.message}`);
    return null;
  }
}

function fileOf({ path }: WorkflowRun): string {
  return path.split('@')[0] ?? path;
}
