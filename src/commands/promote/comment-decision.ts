import { UserError } from '../../core/errors.js';
import { ANSWER_COMMENT } from '../../core/registry/confirm/comment.js';
import type { Account } from '../../github/accounts.js';
import type { GitHubClient } from '../../github/client.js';
import { type IssueComment, readComment } from '../../github/issue-comments.js';
import { APPROVAL_LABEL, type ReviewIssue, readIssue } from '../../github/review-issue.js';
import { type Decision, decisionOf } from './decision.js';
import type { Decider } from './deps.js';

/** An `issue_comment` event as the runner has it: whatever an earlier step may have written there. */
export interface CommentPayload {
  action: string | null;
  issue: number | null;
  comment: {
    id: string;
    body: string;
    created_at: string;
    updated_at: string;
    author_id: string | null;
  } | null;
  sender_id: string | null;
}

/** What somebody decided by a comment, and where. */
export interface CommentDecision {
  decision: Decision;
  decider: Decider;
  issue: ReviewIssue;
}

/** Whether a comment is meant for us at all, in whatever case, so that it gets a reply; the others are nobody's business. */
export function isCommand(body: string): boolean {
  return /^\/(?:approve|reject)\b/i.test(body);
}

/** @param payload parsed JSON of the event */
export function commentPayload(payload: unknown): CommentPayload {
  const at = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const id = (value: unknown) =>
    typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : null;
  const comment = at(payload, 'comment');
  const number = at(at(payload, 'issue'), 'number');
  const comment_id = id(at(comment, 'id'));
  return {
    action: text(at(payload, 'action')),
    issue: typeof number === 'number' ? number : null,
    comment:
      comment_id === null
        ? null
        : {
            id: comment_id,
            body: text(at(comment, 'body')) ?? '',
            created_at: text(at(comment, 'created_at')) ?? '',
            updated_at: text(at(comment, 'updated_at')) ?? '',
            author_id: id(at(at(comment, 'user'), 'id')),
          },
    sender_id: id(at(at(payload, 'sender'), 'id')),
  };
}

/**
 * The decision that a comment is. What a comment says counts only as GitHub's API has it now, unchanged, on an issue with our label.
 * @throws UserError E_COMMENT_REFUSED with everything that speaks against it; E_GITHUB_API when it cannot be asked
 */
export async function commentDecision(
  payload: CommentPayload,
  { client, repository }: { client: GitHubClient; repository: string },
): Promise<CommentDecision> {
  const [owner = '', repo = ''] = repository.split('/');
  const { comment: told } = payload;
  if (told === null || payload.issue === null) throw refused(['The event names no comment']);
  const comment = await readComment(client, { owner, repo, id: told.id });
  const issue = await readIssue(client, { owner, repo, number: payload.issue });
  if (comment === null) throw refused([`There is no comment ${told.id}`]);
  if (issue === null) throw refused([`There is no issue ${payload.issue}`]);
  const { author } = comment;
  const faults = [
    ...commentFaults(payload, comment),
    ...(issue.labels.includes(APPROVAL_LABEL.name) ? [] : [`Issue ${issue.number} is none of a request`]),
    ...(issue.state === 'open' ? [] : [`Issue ${issue.number} is closed`]),
  ];
  const [, kind = '', request = '', reason = ''] = ANSWER_COMMENT.exec(comment.body) ?? [];
  if (kind === '')
    faults.push(
      'The comment is not of the form `/approve ID` or `/reject ID why`, in small letters and one line',
    );
  if (faults.length > 0 || author === null) throw refused(faults);
  const none = { approve: '', reject: '', cancel: '', model: '', version: '', stage: '' };
  const decision = decisionOf({ ...none, [kind]: request, reason, dryRun: false });
  if (decision === null) throw refused(['The comment names no request']);
  return { decision, decider: { person: personOf(author), evidence: evidenceOf(comment) }, issue };
}

function personOf({ login, id, type }: Account): Decider['person'] {
  return { login, id, type };
}

function evidenceOf({ id, issue, createdAt }: IssueComment): Decider['evidence'] {
  return { via: 'comment', issue, comment_id: id, comment_at: createdAt };
}

function commentFaults(payload: CommentPayload, comment: IssueComment): string[] {
  const { comment: told, action, sender_id } = payload;
  const faults: string[] = [];
  if (action !== 'created')
    faults.push(`The event is \`${action ?? 'none'}\`, and only a new comment counts`);
  if (comment.author === null) faults.push('Nobody is known to have written the comment');
  else if (sender_id !== comment.author.id || told?.author_id !== comment.author.id)
    faults.push('The comment was not written by who sent the event');
  if (comment.issue !== payload.issue) faults.push('The comment is of another issue');
  if (comment.createdAt !== comment.updatedAt || told?.created_at !== told?.updated_at)
    faults.push('The comment was edited');
  if (comment.body !== told?.body) faults.push('The comment says something else by now');
  return faults;
}

export function refused(whys: readonly string[]): UserError {
  return new UserError(
    whys.map((what) => ({
      code: 'E_COMMENT_REFUSED' as const,
      what,
      where: 'comment',
      mend: 'Write a new comment of one line on the issue of the request, or start the workflow `approve` by hand',
    })),
  );
}
