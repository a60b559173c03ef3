import type { Issue, Label } from './issues.js';
import { nodeId, type ShapeContext, SITE, userShape } from './shapes.js';
import type { PullRequest } from './state.js';

export function labelShape(context: ShapeContext, label: Label): Record<string, unknown> {
  const id = context.state.issues.labels.indexOf(label) + 1;
  return {
    id,
    node_id: nodeId('Label', id),
    url: `${context.apiUrl}/repos/${label.repository}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    description: null,
    color: label.color,
    default: false,
  };
}

export function issueShape(context: ShapeContext, issue: Issue): Record<string, unknown> {
  const repo = `${context.apiUrl}/repos/${issue.repository}`;
  const assignees = issue.assignees.map((login) => userShape(context, login));
  const labels = issue.labels.flatMap((name) => context.state.issues.label(issue.repository, name) ?? []);
  return {
    ...common(context, issue),
    html_url: `${SITE}/${issue.repository}/issues/${issue.number}`,
    repository_url: repo,
    state_reason: issue.stateReason,
    body: issue.body,
    labels: labels.map((label) => labelShape(context, label)),
    assignee: assignees[0] ?? null,
    assignees,
    locked: issue.locked,
    closed_at: issue.state === 'closed' ? issue.updatedAt : null,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
  };
}

/** To the API of issues a pull request is one, with something that tells it from the others. */
export function pullAsIssueShape(context: ShapeContext, pull: PullRequest): Record<string, unknown> {
  const repo = `${context.apiUrl}/repos/${pull.repository}`;
  const html = `${SITE}/${pull.repository}/pull/${pull.number}`;
  return {
    ...common(context, pull),
    html_url: html,
    repository_url: repo,
    body: null,
    labels: [],
    assignee: null,
    assignees: [],
    locked: false,
    closed_at: pull.mergedAt ?? null,
    created_at: pull.createdAt,
    updated_at: pull.createdAt,
    pull_request: {
      url: `${repo}/pulls/${pull.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
    },
  };
}

function common(
  context: ShapeContext,
  one: Pick<Issue, 'repository' | 'number' | 'title' | 'author' | 'state'>,
): Record<string, unknown> {
  const url = `${context.apiUrl}/repos/${one.repository}/issues/${one.number}`;
  const comments = context.state.comments.filter(
    ({ repository, number }) => repository === one.repository && number === one.number,
  );
  return {
    id: one.number,
    node_id: nodeId('Issue', one.number),
    number: one.number,
    title: one.title,
    state: one.state,
    user: userShape(context, one.author),
    url,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    comments: comments.length,
    milestone: null,
    author_association: 'NONE',
  };
}
