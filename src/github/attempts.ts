import type { RestEndpointMethodTypes } from '@octokit/rest';
import { type Account, numberOf, toAccount } from './accounts.js';
import type { GitHubClient, Purpose } from './client.js';
import { assertVisible } from './visible.js';

/** One attempt of a workflow run, with what an event that names it is held against. */
export interface RunAttempt {
  runId: string;
  attempt: number;
  /** Who started the run first. A run that is started again keeps the name and the rights. */
  actor: Account | null;
  /** Who started this attempt. */
  triggeringActor: Account | null;
  event: string;
  /** Of the pull request's head, not of its test merge. */
  headSha: string;
  headBranch: string | null;
  repositoryId: string;
  /** null when a fork has been deleted since. */
  headRepositoryId: string | null;
  /** Path of the workflow's file, with `@ref` behind it at times. */
  path: string;
  /** What `run-name` of the workflow made: GitHub says no inputs of a run, but this may name them. */
  displayTitle: string;
  /** When the first attempt was asked for, when this one began, and when it last changed; RFC 3339. */
  createdAt: string;
  startedAt: string;
  updatedAt: string;
  status: string | null;
  /** null while it runs. */
  conclusion: string | null;
  url: string;
}

/**
 * Attempts of the workflow runs of a repository. Each costs one request, however many events name it; what could not be read
 * is not asked for again either. Whoever checks events makes one, for as long as the check takes.
 */
export class RunAttempts {
  readonly #read = new Map<string, Promise<RunAttempt | null>>();
  #visible: Promise<void> | undefined;

  constructor(
    private readonly client: GitHubClient,
    private readonly repository: { owner: string; repo: string },
  ) {}

  /**
   * @param runId as records have it, which is what whoever wrote it likes
   * @returns null when there is no such run or attempt, or it was deleted: GitHub keeps a run for 400 days at most
   * @throws UserError E_GITHUB_API when that cannot be told
   */
  read(runId: string, attempt: number): Promise<RunAttempt | null> {
    const key = `${runId} ${attempt}`;
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const reading = this.#ask(runId, attempt);
    this.#read.set(key, reading);
    return reading;
  }

  async #ask(runId: string, attempt: number): Promise<RunAttempt | null> {
    const id = numberOf(runId);
    if (id === null || !Number.isSafeInteger(attempt) || attempt < 1) return null;
    const { owner, repo } = this.repository;
    const purpose = {
      what: `read attempt ${attempt} of workflow run ${id} of ${owner}/${repo}`,
      permission: 'actions: read',
    };
    const at = { owner, repo, run_id: id, attempt_number: attempt, exclude_pull_requests: true };
    const answer = await this.client.call({ ...purpose, nullOn: [404] }, ({ rest }) =>
      rest.actions.getWorkflowRunAttempt(at),
    );
    if (answer !== null) return toAttempt(answer.data, attempt);
    await this.#assertVisible(purpose);
    return null;
  }

  /** Many old runs may be gone; the repository is looked for once. */
  #assertVisible(purpose: Purpose): Promise<void> {
    this.#visible ??= assertVisible(this.client, purpose, this.repository);
    return this.#visible;
  }
}

type Answer = RestEndpointMethodTypes['actions']['getWorkflowRunAttempt']['response']['data'];

function toAttempt(data: Answer, attempt: number): RunAttempt {
  // A deleted fork is null, whatever the description says.
  const head: { id: number } | null = data.head_repository;
  return {
    runId: String(data.id),
    attempt: data.run_attempt ?? attempt,
    actor: toAccount(data.actor),
    triggeringActor: toAccount(data.triggering_actor),
    event: data.event,
    headSha: data.head_sha,
    headBranch: data.head_branch,
    repositoryId: String(data.repository.id),
    headRepositoryId: head === null ? null : String(head.id),
    path: data.path,
    displayTitle: data.display_title,
    createdAt: data.created_at,
    startedAt: data.run_started_at ?? data.created_at,
    updatedAt: data.updated_at,
    status: data.status,
    conclusion: data.conclusion,
    url: data.html_url,
  };
}
