import type { RunRecord } from '../../core/generated/types.js';
import type { Ending, LostJob } from '../../core/lost-job.js';
import type { WorkflowJob, WorkflowStep } from '../../github/workflow-runs.js';
import type { Jobs } from './jobs.js';
import type { GateTarget } from './target.js';

/** Jobs whose annotations are asked for: each takes a request, and a matrix has up to 256 legs. */
export const EXPLAINED = 5;
/** Jobs that a report names. */
export const LISTED = 10;
const REASONS = 3;

/** Endings that lose what a job was to record. */
const LOSSES: readonly Ending[] = ['failed', 'timed out', 'cancelled'];
/** What the runner itself says of every step that fails: true, and no reason. */
const EMPTY_REASON = /^(?:Process completed with exit code \d+|The operation was canceled)\.?$/;

const ENDINGS: Readonly<Record<string, Ending>> = {
  success: 'left none',
  neutral: 'left none',
  skipped: 'skipped',
  cancelled: 'cancelled',
  timed_out: 'timed out',
  action_required: 'waiting',
};

/** How a job ended, or is on its way to: the gate may be a later step of the very job that was to record. */
export function endingOf(job: WorkflowJob): Ending {
  if (job.status === 'completed') return ENDINGS[job.conclusion ?? ''] ?? 'failed';
  if (brokenStep(job)?.conclusion === 'failure') return 'failed';
  return job.status === 'in_progress' ? 'in progress' : 'waiting';
}

export function isLoss(ending: Ending): boolean {
  return LOSSES.includes(ending);
}

/** The step that a job ended at. */
export function brokenStep({ steps }: WorkflowJob): WorkflowStep | null {
  const ended = (wanted: string) => steps.find(({ conclusion }) => conclusion === wanted);
  return ended('failure') ?? ended('cancelled') ?? null;
}

/** The page of a job, at the step that it ended at. */
export function logUrl(job: WorkflowJob): string | null {
  const step = brokenStep(job);
  if (job.url === null) return null;
  return step === null ? job.url : `${job.url}#step:${step.number}:1`;
}

/** Whether a job is the one that the gate is a part of, or a leg of it. */
export function isGate(job: WorkflowJob, { workflow_run }: GateTarget): boolean {
  const own = workflow_run?.gate_job ?? null;
  if (own === null) return false;
  const takenBySame = own.runner !== null && job.runner === own.runner && job.status === 'in_progress';
  return takenBySame || (own.name !== null && legIn(job.name, own.name) !== null);
}

/** @param asks whether its annotations are asked for */
export async function lostJob(job: WorkflowJob, jobs: Jobs, asks: boolean): Promise<LostJob> {
  const ending = endingOf(job);
  return {
    name: job.name,
    ending,
    step: brokenStep(job)?.name ?? null,
    reasons: asks && isLoss(ending) ? await reasonsOf(job, jobs) : [],
    url: logUrl(job),
  };
}

async function reasonsOf(job: WorkflowJob, jobs: Jobs): Promise<string[]> {
  const errors = ((await jobs.annotationsOf(job)) ?? [])
    .filter(({ level }) => level === 'failure')
    .map(({ message }) => message.replace(/\s+/g, ' ').trim().replace(/\.$/, ''));
  const told = [...new Set(errors)].filter((text) => text !== '');
  const telling = told.filter((text) => !EMPTY_REASON.test(text));
  return (telling.length > 0 ? telling : told).slice(0, REASONS);
}

/**
 * The values of a leg's matrix as its job is shown, `4, orders` of `train (4, orders)`; empty for a job without one; null for
 * another job. One of a workflow that is called stands behind the calling job: `models / train (4, orders)`.
 */
export function legIn(shown: string, job: string): string | null {
  const at = shown.startsWith(job) ? 0 : shown.indexOf(` / ${job}`) + 3;
  if (!shown.startsWith(job, at)) return null;
  const rest = shown.slice(at + job.length);
  if (rest === '') return '';
  return rest.startsWith(' (') && rest.endsWith(')') ? rest.slice(2, -1) : null;
}

/** Whether a job is the one that made a run. A name of its own, which a workflow may give it, tells nothing; its runner may. */
export function madeBy({ context }: RunRecord, all: readonly WorkflowJob[]): WorkflowJob | null {
  const { job, matrix, runner } = context;
  const values = sorted(Object.values(matrix ?? {}).join(', '));
  const named = all.filter(({ name }) => {
    const leg = job === null ? null : legIn(name, job);
    return leg !== null && sorted(leg) === values;
  });
  const name = runner?.name ?? null;
  const onRunner = name === null ? [] : all.filter((one) => one.runner === name);
  const found = named.length > 0 ? named : onRunner;
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** A record does not keep the order that the workflow has the keys of its matrix in. */
export function sorted(leg: string): string {
  return leg.split(', ').sort().join();
}
