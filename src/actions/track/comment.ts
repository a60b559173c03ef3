import type { FinishedRun } from '../../commands/track/finish.js';
import type { Session } from '../../commands/track/session.js';
import { missingTags } from '../../core/policy/evaluate.js';
import { quoted } from '../../report/markdown.js';
import { type TrackView, trackComment } from '../../report/run/comment.js';
import { jobContext, postComment, refusal } from '../comment.js';
import type { Host } from '../host.js';
import { addSummary } from '../report-error.js';
import { figuresOf } from './figures.js';

/**
 * Shows a run that has ended in the comment of its workflow on the pull request, if the workflow wants one. What GitHub does not
 * let us write changes nothing but the job summary, which says so.
 */
export async function commentOnRun(
  host: Host,
  { request, context }: Pick<Session, 'request' | 'context'>,
  finished: FinishedRun,
): Promise<void> {
  if (!request.comment) return;
  const number = context.pull_request?.number ?? null;
  if (number === null) {
    host.log.debug('no comment: the event is about no pull request');
    return;
  }
  const comment = await postComment(host, number, trackComment(viewOf(host, finished, number)));
  if (comment.done !== 'refused') return;
  const note = refusal('The comment could not be written', comment);
  host.log.warning(`${note}.`);
  await addSummary(`\n${quoted([note])}\n`);
}

function viewOf(host: Host, finished: FinishedRun, number: number): TrackView {
  const { record, findings } = finished;
  return {
    ...jobContext(host),
    ...figuresOf(host, finished),
    head_sha: record.inputs.code?.commit ?? host.ci.code?.commit ?? '',
    pull_request: number,
    notes: [],
    record,
    missing_tags: missingTags(findings),
    not_recorded: finished.notRecorded,
  };
}
