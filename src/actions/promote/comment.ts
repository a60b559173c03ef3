import { readFile } from 'node:fs/promises';
import * as core from '@actions/core';
import {
  commentDecision,
  commentPayload,
  isCommand,
  refused,
} from '../../commands/promote/comment-decision.js';
import type { DecideDeps } from '../../commands/promote/decide.js';
import type { PromoteDeps } from '../../commands/promote/deps.js';
import { redactReason } from '../../commands/promote/redact-reason.js';
import { requestView } from '../../commands/promote/request-view.js';
import { answerRequest } from '../../commands/registry/answer.js';
import { UserError } from '../../core/errors.js';
import { parseJson } from '../../core/json.js';
import { commentOn } from '../../github/issue-comments.js';
import type { ReviewIssue } from '../../github/review-issue.js';
import { escapeText } from '../../report/markdown.js';
import { requestIssue } from '../../report/promote/request-issue.js';
import type { Host } from '../host.js';
import { finish } from './finish.js';

/**
 * Answers a request as a comment on its issue says. Who may not, or says something else, gets a short reply, and nothing is written.
 * @returns the exit code of the step
 * @throws UserError why nothing was decided
 */
export async function decideByComment(
  host: Host,
  deps: PromoteDeps,
  reviewed: Parameters<typeof finish>[2],
): Promise<number> {
  const payload = commentPayload(parseJson(await readFile(host.env['GITHUB_EVENT_PATH'] ?? '', 'utf8')));
  if (payload.comment === null || !isCommand(payload.comment.body)) {
    core.notice('The comment is no `/approve` and no `/reject`: nothing to do.');
    return 0;
  }
  try {
    const client = await host.github();
    const asked = await commentDecision(payload, { client, repository: host.repository });
    const decision = redactReason(asked.decision, host);
    const answered = await answerRequest(decision, {
      ...deps,
      deciders: async () => [asked.decider],
      check: (request, { view, state }) => requireOwnText(host, asked.issue, { request, view, state }),
    });
    return await finish(host, { ...answered, reason: decision.reason, dry_run: false }, reviewed);
  } catch (error) {
    if (!(error instanceof UserError) || payload.issue === null) throw error;
    await reply(host, payload.issue, error);
    // A run that did nothing must not look like one that decided.
    throw error;
  }
}

type At = Parameters<NonNullable<DecideDeps['check']>>;

/** Who may write can change the text of an issue, and what was read there is what was approved. @throws UserError E_COMMENT_REFUSED */
async function requireOwnText(
  { serverUrl, repository }: Host,
  issue: ReviewIssue,
  { request, view, state }: { request: At[0] } & At[1],
): Promise<void> {
  const urls = { server: serverUrl, repository };
  const ours = requestIssue(await requestView(request, { view, state }, urls));
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  if (plain(issue.body) === plain(ours)) return;
  throw refused([`The text of issue ${issue.number} is not that of request ${request.event.event_id}`]);
}

/** Who commented sees why; the log has it as well. */
async function reply(host: Host, number: number, error: UserError): Promise<void> {
  const [owner = '', repo = ''] = host.repository.split('/');
  const lines = error.faults.map(({ what, mend }) => `- ${escapeText(what)}. ${escapeText(mend)}.`);
  await commentOn(
    await host.github(),
    { owner, repo, number },
    `Nothing was decided.\n\n${lines.join('\n')}\n`,
  );
}
