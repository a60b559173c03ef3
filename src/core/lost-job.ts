import { quoted } from './printable.js';

/** How a job came to leave no run. */
export type Ending =
  | 'failed'
  | 'timed out'
  | 'cancelled'
  | 'in progress'
  | 'waiting'
  | 'skipped'
  | 'left none';

/** A job that left no run, as far as GitHub tells. Names and reasons are foreign text. */
export interface LostJob {
  name: string;
  ending: Ending;
  /** Where it ended; null where that is not known. */
  step: string | null;
  /** What its error annotations say, the first few. */
  reasons: readonly string[];
  /** Its log, at that step; null where GitHub does not say. */
  url: string | null;
}

/** What was found out about a commit without a run, or about legs of a job that left none. */
export interface JobSearch {
  /** The gravest first; a few. */
  jobs: readonly LostJob[];
  /** How many more there are. */
  more: number;
  /** Whether a job of the commit has a step that records. */
  recorder: 'there' | 'missing' | 'unknown';
  /** Permissions without which no more could be found out. */
  lacking: readonly JobPermission[];
}

export type JobPermission = 'actions: read' | 'checks: read';

/** What each permission would tell. */
export const TOLD_BY: Readonly<Record<JobPermission, string>> = {
  'actions: read': 'which job left no run, and where it ended',
  'checks: read': 'what that job says went wrong',
};

const WORDS: Readonly<Record<Ending, string>> = {
  failed: 'failed',
  'timed out': 'took too long and was ended',
  cancelled: 'was cancelled',
  'in progress': 'is still in progress',
  waiting: 'has not begun',
  skipped: 'was skipped',
  'left none': 'ended well and left no run',
};

const MENDS: Readonly<Record<Ending, string>> = {
  failed: 'Mend what it says and run the failed jobs again',
  'timed out': 'Raise its `timeout-minutes`, or let it do less, and run it again',
  cancelled: 'Run it again',
  'in progress':
    'Let the gate begin after it: with `needs` in one workflow, on `workflow_run` where it is another',
  waiting: 'Let the gate begin after it: with `needs` in one workflow, on `workflow_run` where it is another',
  skipped: 'Look at its `if` and at the jobs that it needs',
  'left none': 'Look at its summary: `record` may keep the run elsewhere, or its commit may be another one',
};

/** One sentence without a full stop; foreign values stand between backticks. */
export function lostJobText({ name, ending, step, reasons }: LostJob): string {
  const where = step === null ? '' : ` at the step ${quoted(step)}`;
  const why = reasons.map((reason) => quoted(reason, 500)).join('; ');
  return `${quoted(name)} ${WORDS[ending]}${where}${why === '' ? '' : `: ${why}`}`;
}

export function lostJobMend({ ending }: LostJob): string {
  return MENDS[ending];
}
