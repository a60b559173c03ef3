import { type CommentDone, upsertComment } from '../github/comments.js';
import type { Refused } from '../github/refused.js';
import { type CommentSections, mergeSections } from '../report/comment/comment.js';
import { commentMarkerStart } from '../report/comment/markers.js';
import { matrixLabel, type ReportContext } from '../report/context.js';
import type { Host } from './host.js';

/** Milliseconds after which another job's overwriting of a comment shows. */
const SETTLE = 1_000;

/** Puts what a job has to say into the comment of its workflow on the pull request. */
export async function postComment(
  host: Host,
  number: number,
  ours: CommentSections,
): Promise<CommentDone | Refused> {
  const [owner = '', repo = ''] = host.repository.split('/');
  const comment = {
    owner,
    repo,
    number,
    marker: commentMarkerStart(ours.key),
    merge: (existing: string | null) => mergeSections(existing, ours),
  };
  const client = await host.github();
  // Other jobs of the workflow, and its run for an earlier push, may write at the same moment.
  const done = await upsertComment(client, comment, { settle: () => host.sleep(SETTLE) });
  if (done.done !== 'refused') host.log.info(`Comment ${done.done}: ${done.url}`);
  return done;
}

/** Why something could not be written, a sentence without a full stop. */
export function refusal(what: string, { permission, fault }: Refused): string {
  return permission === null
    ? `${what}: ${fault.what}`
    : `${what}: the job lacks the permission \`${permission}\``;
}

/** What a report says of the job that it is written in. */
export function jobContext({
  ci: { context },
  now,
}: Host): Pick<ReportContext, 'workflow' | 'job' | 'leg' | 'stamp'> {
  return {
    workflow: context.workflow ?? '',
    job: context.job ?? '',
    leg: matrixLabel(context.matrix),
    stamp: {
      run_id: context.ci_run_id ?? '0',
      run_attempt: context.ci_run_attempt ?? 1,
      at: new Date(now()).toISOString(),
    },
  };
}
