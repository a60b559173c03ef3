import { commentShape } from './conversation-shapes.js';
import { issueShape } from './issue-shapes.js';
import type { Issue } from './issues.js';
import { pullShape, repositoryShape, type ShapeContext, userShape } from './shapes.js';
import type { Comment, PullRequest } from './state.js';

/** The payload of a push, as far as actions look at it. */
export function pushEvent(
  context: ShapeContext,
  push: { repository: string; ref: string; before: string; sha: string; actor: string; message: string },
): Record<string, unknown> {
  const email = `${push.actor}@users.noreply.github.com`;
  const person = { name: push.actor, email, username: push.actor };
  const commit = {
    id: push.sha,
    message: push.message,
    timestamp: new Date().toISOString(),
    url: `https://github.com/${push.repository}/commit/${push.sha}`,
    author: person,
    committer: person,
    distinct: true,
  };
  return {
    ref: push.ref,
    before: push.before,
    after: push.sha,
    base_ref: null,
    created: /^0+$/.test(push.before),
    deleted: false,
    forced: false,
    compare: `https://github.com/${push.repository}/compare/${push.before}...${push.sha}`,
    commits: [commit],
    head_commit: commit,
    pusher: { name: push.actor, email },
    repository: repositoryShape(context, context.state.repository(push.repository)),
    sender: userShape(context, push.actor),
  };
}

/** The payload of a pull request event. */
export function pullRequestEvent(
  context: ShapeContext,
  { pull, actor, action }: { pull: PullRequest; actor: string; action: string },
): Record<string, unknown> {
  return {
    action,
    number: pull.number,
    pull_request: pullShape(context, pull),
    repository: repositoryShape(context, context.state.repository(pull.repository)),
    sender: userShape(context, actor),
  };
}

/** The payload of a comment under an issue. */
export function issueCommentEvent(
  context: ShapeContext,
  { issue, comment, action = 'created' }: { issue: Issue; comment: Comment; action?: string },
): Record<string, unknown> {
  return {
    action,
    issue: issueShape(context, issue),
    comment: commentShape(context, comment),
    repository: repositoryShape(context, context.state.repository(issue.repository)),
    sender: userShape(context, comment.author),
  };
}
