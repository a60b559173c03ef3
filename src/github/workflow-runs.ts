import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { GitHubClient } from './client.js';
import { assertVisible } from './visible.js';

export interface WorkflowRunId {
  owner: string;
  repo: string;
  id: number;
}

export interface WorkflowRun {
  id: number;
  /** Name of the workflow as people see it. */
  name: string | null;
  /** What people see in the list of runs: the workflow's `run-name`, where it has one. Foreign text. */
  title: string;
  /** Path of its file, with `@ref` behind it at times. */
  path: string;
  event: string;
  /** Of the pull request's head, not of its test merge. */
  headSha: string;
  headBranch: string | null;
  /** `owner/name`; null when a fork has been deleted since. */
  headRepository: string | null;
  /** Whether the head is in another repository. A deleted one counts as such. */
  isFork: boolean;
  /** Login of who started it first, and of who did so this time. */
  actor: string | null;
  triggeringActor: string | null;
  /** The number behind the first one's login, which nobody else can take over. */
  actorId: number | null;
  attempt: number;
  /** When the first attempt was asked for, and when this one began; RFC 3339. */
  createdAt: string;
  startedAt: string;
  status: string | null;
  /** null while it runs. */
  conclusion: string | null;
  url: string;
  /** Open pull requests with this head. GitHub lists none of forks, and those listed need not have started the run. */
  pullRequests: number[];
}

export interface WorkflowStep {
  /** From 1, as the job's log counts them. */
  number: number;
  name: string;
  /** null while it has not ended; of one that may fail (`continue-on-error`) it is `success`. */
  conclusion: string | null;
}

export interface WorkflowJob {
  /** The id of its check run, too. */
  id: number;
  /** With the values of a matrix in parentheses, and behind the calling job's name where a workflow is called. */
  name: string;
  status: string;
  /** null while it runs. */
  conclusion: string | null;
  url: string | null;
  /** null until one has taken the job. */
  runner: string | null;
  /** Empty for a job that was skipped or has not begun. */
  steps: WorkflowStep[];
}

const RUNS_A_PAGE = 100;
const MOST_RUNS = 1_000;

/**
 * A workflow run, as its newest attempt is or as an earlier one was; null when the repository has none of that id.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function readWorkflowRun(
  client: GitHubClient,
  run: WorkflowRunId & { attempt?: number },
): Promise<WorkflowRun | null> {
  const { owner, repo, id, attempt } = run;
  const at = { owner, repo, run_id: id };
  const purpose = {
    what: `read workflow run ${id} of ${owner}/${repo}`,
    permission: 'actions: read',
    nullOn: [404],
  };
  const answer = await client.call(purpose, ({ rest }) =>
    attempt === undefined
      ? rest.actions.getWorkflowRun(at)
      : rest.actions.getWorkflowRunAttempt({ ...at, attempt_number: attempt }),
  );
  if (answer === null) {
    await assertVisible(client, purpose, run);
    return null;
  }
  return toRun(answer.data);
}

/** Workflow runs that a listing of a commit's gives at most. */
const RUNS_OF_COMMIT = 100;

/**
 * Workflow runs whose head is a commit, the newest first; for a pull request those of its head, never of the test merge.
 * @throws UserError E_GITHUB_API
 */
export async function listRunsOfCommit(
  client: GitHubClient,
  { owner, repo, sha }: Omit<WorkflowRunId, 'id'> & { sha: string },
): Promise<WorkflowRun[]> {
  const purpose = {
    what: `list the workflow runs of commit ${sha} in ${owner}/${repo}`,
    permission: 'actions: read',
  };
  const answer = await client.call(purpose, ({ rest }) =>
    rest.actions.listWorkflowRunsForRepo({ owner, repo, head_sha: sha, per_page: RUNS_OF_COMMIT }),
  );
  return (answer?.data.workflow_runs ?? []).map(toRun);
}

function toRun(data: RestEndpointMethodTypes['actions']['getWorkflowRun']['response']['data']): WorkflowRun {
  // Deleted forks and users are null, whatever the description says.
  const head: { id: number; full_name: string } | null = data.head_repository;
  return {
    id: data.id,
    name: data.name ?? null,
    title: data.display_title,
    path: data.path,
    event: data.event,
    headSha: data.head_sha,
    headBranch: data.head_branch,
    headRepository: head?.full_name ?? null,
    isFork: head?.id !== data.repository.id,
    actor: data.actor?.login ?? null,
    triggeringActor: data.triggering_actor?.login ?? null,
    actorId: data.actor?.id ?? null,
    attempt: data.run_attempt ?? 1,
    createdAt: data.created_at,
    startedAt: data.run_started_at ?? data.created_at,
    status: data.status,
    conclusion: data.conclusion,
    url: data.html_url,
    pullRequests: (data.pull_requests ?? []).map(({ number }) => number),
  };
}

/** Of one workflow, those that a person or a program started by the API. */
export interface DispatchedRuns {
  owner: string;
  repo: string;
  /** Name of the workflow's file, without its folder. */
  workflow: string;
  branch: string;
  /** Login of who started them; null where that is not known. */
  actor: string | null;
}

/**
 * The newest runs of a workflow that were dispatched, newest first.
 * @throws UserError E_GITHUB_API
 */
export async function listDispatchedRuns(client: GitHubClient, runs: DispatchedRuns): Promise<WorkflowRun[]> {
  const { owner, repo, workflow, branch, actor } = runs;
  const purpose = { what: `list the runs of a workflow of ${owner}/${repo}`, permission: 'actions: read' };
  const answer = await client.call(purpose, ({ rest }) =>
    rest.actions.listWorkflowRuns({
      owner,
      repo,
      workflow_id: workflow,
      branch,
      event: 'workflow_dispatch',
      ...(actor === null ? {} : { actor }),
      per_page: RUNS_A_PAGE,
    }),
  );
  return (answer?.data.workflow_runs ?? []).map(toRun);
}

/**
 * The jobs of one attempt of a workflow run, as GitHub orders them.
 * @throws UserError E_GITHUB_API when they cannot be read, also when there is no such run or attempt
 */
export async function listWorkflowJobs(
  client: GitHubClient,
  { owner, repo, id, attempt }: WorkflowRunId & { attempt: number },
): Promise<WorkflowJob[]> {
  const purpose = {
    what: `list the jobs of workflow run ${id} (attempt ${attempt}) of ${owner}/${repo}`,
    permission: 'actions: read',
  };
  const jobs = await client.call(purpose, (octokit) =>
    octokit.paginate(octokit.rest.actions.listJobsForWorkflowRunAttempt, {
      owner,
      repo,
      run_id: id,
      attempt_number: attempt,
      per_page: 100,
    }),
  );
  return (jobs ?? []).map((job) => ({
    id: job.id,
    name: job.name,
    status: job.status,
    conclusion: job.conclusion,
    url: job.html_url,
    runner: job.runner_name,
    steps: (job.steps ?? []).map(({ number, name, conclusion }) => ({ number, name, conclusion })),
  }));
}

/**
 * When the first workflow run for a commit was asked for, RFC 3339; null when there is none.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function firstRunAt(
  client: GitHubClient,
  { owner, repo, sha }: { owner: string; repo: string; sha: string },
): Promise<string | null> {
  const purpose = {
    what: `list the workflow runs for ${sha} in ${owner}/${repo}`,
    permission: 'actions: read',
  };
  const page = async (number: number) => {
    const about = { owner, repo, head_sha: sha, per_page: RUNS_A_PAGE, page: number };
    return (await client.call(purpose, ({ rest }) => rest.actions.listWorkflowRunsForRepo(about)))?.data;
  };
  const newest = await page(1);
  // The newest come first, and of a search GitHub shows no more than a thousand.
  const pages = Math.ceil(Math.min(newest?.total_count ?? 0, MOST_RUNS) / RUNS_A_PAGE);
  const oldest = pages > 1 ? await page(pages) : newest;
  const times = [newest, oldest].flatMap(
    (answer) => answer?.workflow_runs.map((run) => run.created_at) ?? [],
  );
  return times.sort()[0] ?? null;
}
