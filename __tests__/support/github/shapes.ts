import { createHash } from 'node:crypto';
import type { Artifact, GitHubState, PullRequest, Repository, Run } from './state.js';

/** The smallest answers that GitHub's description accepts. The state says what is true; all else is a constant or a URL. */
export interface ShapeContext {
  state: GitHubState;
  apiUrl: string;
  /** Base of the addresses that people open. Default: GitHub's own. */
  siteUrl?: string;
}

export const SITE = 'https://github.com';
const USER_LINKS =
  'events followers following gists organizations received_events repos starred subscriptions'.split(' ');
const REPOSITORY_LINKS = (
  'archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads ' +
  'events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges ' +
  'milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees'
).split(' ');

function links(base: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`${name}_url`, `${base}/${name}`]));
}

export function nodeId(kind: string, id: number): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url');
}

/** Stable small number for a login, where a test gives the account no other. */
export function userId(login: string): number {
  return createHash('sha256').update(login).digest().readUInt32BE(0) % 1_000_000_000;
}

export function userShape(context: ShapeContext, login: string): Record<string, unknown> {
  const { id, type, login: name } = context.state.people.account(login);
  const url = `${context.apiUrl}/users/${encodeURIComponent(name)}`;
  return {
    login: name,
    id,
    node_id: nodeId('User', id),
    avatar_url: `${SITE}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: `${SITE}/${encodeURIComponent(name)}`,
    ...links(url, USER_LINKS),
    type,
    site_admin: false,
  };
}

/** What other objects embed. */
function minimalRepositoryShape(context: ShapeContext, repository: Repository): Record<string, unknown> {
  const [owner = '', name = ''] = repository.fullName.split('/');
  const url = `${context.apiUrl}/repos/${repository.fullName}`;
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name,
    full_name: repository.fullName,
    private: repository.private,
    owner: userShape(context, owner),
    html_url: `${SITE}/${repository.fullName}`,
    description: null,
    fork: repository.forkOf !== undefined,
    url,
    ...links(url, REPOSITORY_LINKS),
  };
}

export function repositoryShape(context: ShapeContext, repository: Repository): Record<string, unknown> {
  const html = `${SITE}/${repository.fullName}`;
  const counts =
    'forks forks_count open_issues open_issues_count stargazers_count watchers watchers_count size'.split(
      ' ',
    );
  const flags = 'has_projects has_wiki has_downloads has_discussions archived disabled'.split(' ');
  return {
    ...minimalRepositoryShape(context, repository),
    ...Object.fromEntries(counts.map((name) => [name, 0])),
    ...Object.fromEntries(flags.map((name) => [name, false])),
    has_issues: repository.hasIssues !== false,
    has_pages: false,
    visibility: repository.private ? 'private' : 'public',
    default_branch: repository.defaultBranch,
    clone_url: `${html}.git`,
    git_url: `git://github.com/${repository.fullName}.git`,
    ssh_url: `git@github.com:${repository.fullName}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    pushed_at: '2026-01-01T00:00:00Z',
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  };
}

/** The answer of GET /repos/{owner}/{repo}, which has more than a list's entry. */
export function fullRepositoryShape(context: ShapeContext, repository: Repository): Record<string, unknown> {
  const { forkOf } = repository;
  const above = forkOf === undefined ? {} : repositoryShape(context, context.state.repository(forkOf));
  const origin = forkOf === undefined ? {} : { parent: above, source: above };
  return { ...repositoryShape(context, repository), ...origin, network_count: 0, subscribers_count: 0 };
}

export function artifactShape(context: ShapeContext, artifact: Artifact): Record<string, unknown> {
  const url = `${context.apiUrl}/repos/${artifact.repository}/actions/artifacts/${artifact.id}`;
  const run = context.state.runs.get(artifact.runId);
  return {
    id: artifact.id,
    node_id: nodeId('Artifact', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.sizeBytes,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expired,
    digest: artifact.digest,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    workflow_run: run
      ? {
          id: run.id,
          repository_id: context.state.repository(run.repository).id,
          head_repository_id: context.state.repository(run.headRepository).id,
          head_branch: run.headBranch,
          head_sha: run.headSha,
        }
      : null,
  };
}

export function runShape(context: ShapeContext, run: Run): Record<string, unknown> {
  const url = `${context.apiUrl}/repos/${run.repository}/actions/runs/${run.id}`;
  const api = ['jobs', 'logs', 'cancel', 'rerun', 'artifacts'];
  const pulls = context.state.pulls.filter(
    (pull) => pull.head.sha === run.headSha && pull.headRepository === run.repository,
  );
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: run.displayTitle ?? run.name,
    run_number: run.runNumber,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: 1,
    url,
    html_url: `${SITE}/${run.repository}/actions/runs/${run.id}`,
    // A fork's pull requests are not listed on GitHub either.
    pull_requests: pulls.map((pull) => embeddedPull(context, pull)),
    created_at: run.createdAt,
    updated_at: run.updatedAt ?? run.createdAt,
    run_started_at: run.startedAt ?? run.createdAt,
    actor: userShape(context, run.actor),
    triggering_actor: userShape(context, run.triggeringActor ?? run.actor),
    ...links(url, api),
    check_suite_url: `${context.apiUrl}/repos/${run.repository}/check-suites/1`,
    workflow_url: `${context.apiUrl}/repos/${run.repository}/actions/workflows/1`,
    head_commit: {
      id: run.headSha,
      tree_id: run.headSha,
      message: run.name,
      timestamp: run.createdAt,
      author: { name: run.actor, email: `${run.actor}@users.noreply.github.com` },
      committer: { name: run.actor, email: `${run.actor}@users.noreply.github.com` },
    },
    repository: minimalRepositoryShape(context, context.state.repository(run.repository)),
    head_repository: minimalRepositoryShape(context, context.state.repository(run.headRepository)),
  };
}

function embeddedPull(context: ShapeContext, pull: PullRequest): Record<string, unknown> {
  const side = (fullName: string, at: { ref: string; sha: string }) => {
    const { id } = context.state.repository(fullName);
    const name = fullName.slice(fullName.indexOf('/') + 1);
    return { ...at, repo: { id, url: `${context.apiUrl}/repos/${fullName}`, name } };
  };
  return {
    id: pull.number,
    number: pull.number,
    url: `${context.apiUrl}/repos/${pull.repository}/pulls/${pull.number}`,
    base: side(pull.repository, pull.base),
    head: side(pull.headRepository, pull.head),
  };
}

const OPEN_PULL = {
  assignee: null,
  body: null,
  closed_at: null,
  labels: [],
  locked: false,
  merged_at: null,
  milestone: null,
  author_association: 'CONTRIBUTOR',
  auto_merge: null,
  draft: false,
  merged: false,
  mergeable: true,
  mergeable_state: 'clean',
  merged_by: null,
  maintainer_can_modify: false,
};

export function pullShape(context: ShapeContext, pull: PullRequest): Record<string, unknown> {
  const repo = `${context.apiUrl}/repos/${pull.repository}`;
  const url = `${repo}/pulls/${pull.number}`;
  const html = `${SITE}/${pull.repository}/pull/${pull.number}`;
  const issue = `${repo}/issues/${pull.number}`;
  const side = (fullName: string, at: { ref: string; sha: string }) => {
    const [owner = ''] = fullName.split('/');
    return {
      label: `${owner}:${at.ref}`,
      ...at,
      user: userShape(context, owner),
      repo: repositoryShape(context, context.state.repository(fullName)),
    };
  };
  const urls = {
    comments: `${issue}/comments`,
    commits: `${url}/commits`,
    review_comment: `${repo}/pulls/comments{/number}`,
    review_comments: `${url}/comments`,
    statuses: `${repo}/statuses/${pull.head.sha}`,
  };
  const hrefs = { ...urls, self: url, html, issue };
  const counts = 'additions changed_files comments commits deletions review_comments'.split(' ');
  return {
    ...OPEN_PULL,
    id: pull.number,
    node_id: nodeId('PullRequest', pull.number),
    number: pull.number,
    state: pull.state,
    title: pull.title,
    user: userShape(context, pull.author),
    url,
    html_url: html,
    issue_url: issue,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    ...Object.fromEntries(Object.entries(urls).map(([name, value]) => [`${name}_url`, value])),
    _links: Object.fromEntries(Object.entries(hrefs).map(([name, href]) => [name, { href }])),
    created_at: pull.createdAt,
    updated_at: pull.createdAt,
    merge_commit_sha: pull.mergeCommitSha,
    draft: pull.draft ?? false,
    merged: pull.mergedAt !== undefined,
    merged_at: pull.mergedAt ?? null,
    closed_at: pull.mergedAt ?? null,
    mergeable_state: pull.mergeState ?? OPEN_PULL.mergeable_state,
    head: side(pull.headRepository, pull.head),
    base: side(pull.repository, pull.base),
    ...Object.fromEntries(counts.map((name) => [name, 0])),
    changed_files: pull.files?.length ?? 0,
  };
}
