import { nodeId, type ShapeContext, SITE, userId, userShape } from './shapes.js';
import type {
  Annotation,
  Comment,
  CommitFacts,
  CommitPair,
  PullFile,
  PullRequest,
  RunApproval,
  Status,
  WorkflowJob,
} from './state.js';

export function commentShape(context: ShapeContext, comment: Comment): Record<string, unknown> {
  const repo = `${context.apiUrl}/repos/${comment.repository}`;
  const kind = context.state.issues.find(comment.repository, comment.number) ? 'issues' : 'pull';
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: `${repo}/issues/comments/${comment.id}`,
    html_url: `${SITE}/${comment.repository}/${kind}/${comment.number}#issuecomment-${comment.id}`,
    issue_url: `${repo}/issues/${comment.number}`,
    user: userShape(context, comment.author),
    author_association: 'NONE',
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  };
}

export function statusShape(context: ShapeContext, status: Status): Record<string, unknown> {
  const creator = userShape(context, status.creator);
  return {
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    url: `${context.apiUrl}/repos/${status.repository}/statuses/${status.sha}`,
    avatar_url: creator.avatar_url,
    state: status.state,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator,
  };
}

export function fileShape(context: ShapeContext, pull: PullRequest, file: PullFile): Record<string, unknown> {
  return diffShape(context, { repository: pull.headRepository, sha: pull.head.sha, file });
}

/** A file that a commit changes. */
export function diffShape(
  context: ShapeContext,
  { repository: repo, sha, file }: { repository: string; sha: string; file: PullFile },
): Record<string, unknown> {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha,
    filename: file.path,
    status: file.status ?? 'modified',
    additions: 1,
    deletions: 1,
    changes: 2,
    blob_url: `${SITE}/${repo}/blob/${sha}/${path}`,
    raw_url: `${SITE}/${repo}/raw/${sha}/${path}`,
    contents_url: `${context.apiUrl}/repos/${repo}/contents/${path}?ref=${sha}`,
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}

export function comparisonShape(
  context: ShapeContext,
  repository: string,
  pair: CommitPair & { mergeBase: CommitFacts; files: readonly PullFile[] },
): Record<string, unknown> {
  const names = `${pair.base.sha}...${pair.head.sha}`;
  const html = `${SITE}/${repository}/compare/${names}`;
  const { aheadBy, behindBy } = pair;
  const oneSided = aheadBy > 0 ? 'ahead' : behindBy > 0 ? 'behind' : 'identical';
  return {
    url: `${context.apiUrl}/repos/${repository}/compare/${names}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: commitShape(context, repository, pair.base),
    merge_base_commit: commitShape(context, repository, pair.mergeBase),
    status: aheadBy > 0 && behindBy > 0 ? 'diverged' : oneSided,
    ahead_by: aheadBy,
    behind_by: behindBy,
    total_commits: aheadBy,
    commits: aheadBy > 0 ? [commitShape(context, repository, pair.head)] : [],
    files: pair.files.map((file) => diffShape(context, { repository, sha: pair.head.sha, file })),
  };
}

export function commitShape(
  context: ShapeContext,
  repository: string,
  commit: CommitFacts,
): Record<string, unknown> {
  const repo = `${context.apiUrl}/repos/${repository}`;
  const url = `${repo}/commits/${commit.sha}`;
  const person = { name: 'octo', email: 'octo@users.noreply.github.com', date: commit.date };
  return {
    sha: commit.sha,
    node_id: Buffer.from(`Commit:${commit.sha}`).toString('base64url'),
    url,
    html_url: `${SITE}/${repository}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${repo}/git/commits/${commit.sha}`,
      message: commit.message,
      author: person,
      committer: person,
      tree: { sha: commit.tree, url: `${repo}/git/trees/${commit.tree}` },
      comment_count: 0,
    },
    author: null,
    committer: null,
    parents: commit.parents.map((sha) => ({ sha, url: `${repo}/commits/${sha}` })),
  };
}

/** As git has it, without what GitHub knows of its people. */
export function gitCommitShape(
  context: ShapeContext,
  repository: string,
  commit: CommitFacts,
): Record<string, unknown> {
  const { sha, node_id, html_url, commit: said, parents } = commitShape(context, repository, commit);
  const { url, message, author, committer, tree } = said as Record<string, unknown>;
  return {
    sha,
    node_id,
    url,
    html_url,
    message,
    author,
    committer,
    tree,
    parents: (parents as { sha: string; url: string }[]).map((parent) => ({
      ...parent,
      html_url: `${SITE}/${repository}/commit/${parent.sha}`,
    })),
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  };
}

export function refShape(
  context: ShapeContext,
  repository: string,
  { ref, sha }: { ref: string; sha: string },
): Record<string, unknown> {
  const git = `${context.apiUrl}/repos/${repository}/git`;
  const node_id = Buffer.from(ref).toString('base64');
  return {
    ref,
    node_id,
    url: `${git}/${ref}`,
    object: { type: 'commit', sha, url: `${git}/commits/${sha}` },
  };
}

export function jobShape(context: ShapeContext, job: WorkflowJob): Record<string, unknown> {
  const run = context.state.runs.get(job.runId);
  if (run === undefined) throw new Error(`The fake has no workflow run ${job.runId}`);
  const repo = `${context.apiUrl}/repos/${run.repository}`;
  return {
    id: job.id,
    node_id: nodeId('CheckRun', job.id),
    run_id: run.id,
    run_attempt: job.attempt,
    run_url: `${repo}/actions/runs/${run.id}`,
    workflow_name: run.name,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    name: job.name,
    url: `${repo}/actions/jobs/${job.id}`,
    html_url: `${context.siteUrl ?? SITE}/${run.repository}/actions/runs/${run.id}/job/${job.id}`,
    check_run_url: `${repo}/check-runs/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: run.createdAt,
    started_at: run.createdAt,
    completed_at: job.status === 'completed' ? run.createdAt : null,
    labels: ['ubuntu-latest'],
    runner_id: null,
    runner_name: job.runner ?? null,
    runner_group_id: null,
    runner_group_name: null,
    steps: (job.steps ?? []).map(({ name, conclusion }, index) => ({
      name,
      status: conclusion === null ? 'queued' : 'completed',
      conclusion,
      number: index + 1,
      started_at: null,
      completed_at: null,
    })),
  };
}

export function runApprovalShape(
  context: ShapeContext,
  repository: string,
  approval: RunApproval,
): Record<string, unknown> {
  const { environments, state, user, comment } = approval;
  return {
    environments: environments.map((name) => {
      // A stable number for a name, as for a login.
      const id = userId(`environment ${name}`);
      const time = '2026-01-01T00:00:00Z';
      return {
        id,
        node_id: nodeId('Environment', id),
        name,
        url: `${context.apiUrl}/repos/${repository}/environments/${encodeURIComponent(name)}`,
        html_url: `${SITE}/${repository}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
        created_at: time,
        updated_at: time,
      };
    }),
    state,
    user: userShape(context, user),
    comment,
  };
}

export function annotationShape(context: ShapeContext, { level, title, message }: Annotation) {
  return {
    path: '.github',
    blob_href: `${context.apiUrl}/blob`,
    start_line: 1,
    start_column: null,
    end_line: 1,
    end_column: null,
    annotation_level: level ?? 'failure',
    title: title ?? null,
    message,
    raw_details: null,
  };
}

/** The answer of GET /user for somebody who is a person. */
export function accountShape(context: ShapeContext, login: string): Record<string, unknown> {
  const unknown = 'name company blog location email hireable bio'.split(' ');
  const counts = 'public_repos public_gists followers following'.split(' ');
  const user = userShape(context, login);
  return {
    ...user,
    ...Object.fromEntries(unknown.map((name) => [name, null])),
    ...Object.fromEntries(counts.map((name) => [name, 0])),
    user_view_type: 'public',
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  };
}
