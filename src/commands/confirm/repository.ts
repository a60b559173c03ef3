import { UserError } from '../../core/errors.js';
import type { Level } from '../../core/policy/accounts.js';
import type { Policy } from '../../core/policy/policy.js';
import type { AttemptFacts, Surroundings } from '../../core/registry/confirm/attempt.js';
import type { CommentFacts } from '../../core/registry/confirm/comment.js';
import { RunAttempts } from '../../github/attempts.js';
import { refTip } from '../../github/branch.js';
import type { GitHubClient } from '../../github/client.js';
import { isAncestor } from '../../github/compare.js';
import { readComment } from '../../github/issue-comments.js';
import { readCollaborator } from '../../github/people.js';
import { readRunApprovals } from '../../github/run-approvals.js';
import { decidingRefs, policyAt, type RepositoryRules, repositoryRules } from './rules.js';

/** What GitHub says of one repository, each thing asked for once. */
export class RepositoryAnswers {
  readonly #at: { owner: string; repo: string };
  readonly #policy: string;
  readonly #attempts: RunAttempts;
  readonly #known = new Map<string, Promise<unknown>>();

  constructor(
    private readonly client: GitHubClient,
    { repository, policy, rules }: { repository: string; policy: string; rules?: RepositoryRules },
  ) {
    const [owner = '', repo = ''] = repository.split('/');
    this.#at = { owner, repo };
    this.#policy = policy;
    this.#attempts = new RunAttempts(client, this.#at);
    if (rules !== undefined) this.#known.set('rules', Promise.resolve(rules));
  }

  attempt(by: { ci_run_id: string; ci_run_attempt: number }): Promise<AttemptFacts | null> {
    return this.#attempts.read(by.ci_run_id, by.ci_run_attempt);
  }

  /** Workflow files that may decide, and the refs that decisions may come from. @param about null: a decision about no stage of a model */
  async rules(
    about: { model: string; stage: string } | null,
  ): Promise<{ workflows: readonly string[] | null; refs: string[] }> {
    const rules = await this.#rules();
    return { workflows: rules.policy.registry_workflows, refs: decidingRefs(rules, about) };
  }

  /** The policy that is in force, and the one that was when a run began on the default branch; null of what ran elsewhere. */
  async policies({
    headBranch,
    headSha,
  }: AttemptFacts): Promise<{ now: Policy; before: () => Promise<Policy | null> }> {
    const { default_branch, policy } = await this.#rules();
    const at = { ...this.#at, path: this.#policy, ref: headSha };
    const before = async () =>
      headBranch === default_branch
        ? this.#once(`policy ${headSha}`, () => policyAt(this.client, at).catch(noneOf))
        : null;
    return { now: policy, before };
  }

  #rules(): Promise<RepositoryRules> {
    return this.#once('rules', () => repositoryRules(this.client, { ...this.#at, path: this.#policy }));
  }

  /** Whether a commit is in the history of one of the refs; null when GitHub does not know it. */
  async isOn(refs: readonly string[], sha: string): Promise<boolean | null> {
    const { default_branch, tip: before } = await this.#rules();
    // What the branch had a moment ago it has; what it had not may have come since.
    const hasBranch = before !== null && refs.includes(`refs/heads/${default_branch}`);
    if (hasBranch && (await this.#isIn(sha, before)) === true) return true;
    let isKnown = true;
    for (const ref of refs) {
      const tip = await this.#once(`tip ${ref}`, () => refTip(this.client, { ...this.#at, ref }));
      if (tip === null) continue;
      const isIn = await this.#isIn(sha, tip);
      if (isIn === true) return true;
      if (isIn === null) isKnown = false;
    }
    return isKnown ? false : null;
  }

  async #isIn(sha: string, tip: string): Promise<boolean | null> {
    const commits = { ...this.#at, ancestor: sha, descendant: tip };
    return tip === sha || this.#once(`${sha} ${tip}`, () => isAncestor(this.client, commits));
  }

  async reviewers(runId: string): Promise<Surroundings['reviewers']> {
    const approvals = await this.#once(`approvals ${runId}`, () =>
      readRunApprovals(this.client, { ...this.#at, runId }),
    );
    return (approvals ?? []).flatMap(({ state, reviewer, environments }) =>
      state !== 'approved' || reviewer === null
        ? []
        : environments.map(({ name }) => ({ ...reviewer, environment: name })),
    );
  }

  /** What an account may do in the repository now. */
  level(login: string): Promise<Level> {
    return this.#once(`level ${login}`, async () => {
      const found = await readCollaborator(this.client, { ...this.#at, login });
      return found?.level ?? 'none';
    });
  }

  comment(id: string): Promise<CommentFacts | null> {
    return this.#once(`comment ${id}`, () => readComment(this.client, { ...this.#at, id }));
  }

  #once<T>(key: string, find: () => Promise<T>): Promise<T> {
    const known = (this.#known.get(key) as Promise<T> | undefined) ?? find();
    this.#known.set(key, known);
    return known;
  }
}

/** A policy that cannot be read now, or that was not there then, lets nobody do more than the one that is in force. */
function noneOf(error: unknown): null {
  if (error instanceof UserError && (error.has('E_POLICY_INVALID') || error.has('E_PATH_MISSING')))
    return null;
  throw error;
}
