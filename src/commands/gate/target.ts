import type { Ci } from '../../collect/ci/ci.js';
import { eventFacts } from '../../collect/ci/events.js';
import type { OtherCommit } from '../../collect/git/git.js';
import { UserError } from '../../core/errors.js';
import type { GitHubClient } from '../../github/client.js';
import { findPullOfQueue, findPullsOfRun } from '../../github/find-pull.js';
import { type PullSummary, readPull } from '../../github/pulls.js';
import { readWorkflowRun } from '../../github/workflow-runs.js';
import { originOf } from '../checkout/origin.js';

export interface Repository {
  owner: string;
  repo: string;
}

/** What a gate judges, whatever event asks for it. */
export interface GateTarget {
  /** Commit that the status is set on: the pull request's head, the pushed commit or the queue's own, never a test merge. */
  sha: string;
  /** Commits whose runs are judged: those of the first one that has any. */
  candidates: readonly string[];
  pull: PullSummary | null;
  /** Branch that the commit goes into, and where it was; null when neither is known. */
  base: { ref: string; sha: string } | null;
  /** Whether a merge queue asks. */
  isQueue: boolean;
  /** The workflow run whose jobs were to make the runs; null when it is not known. */
  workflow_run: WorkflowRunTarget | null;
}

export interface WorkflowRunTarget {
  id: number;
  attempt: number;
  /** Of the workflow's file in the repository; null when it is not known. */
  path: string | null;
  /** The job that the gate is a step of: its name in the workflow and its runner's. Null where that is in another workflow run. */
  gate_job: { name: string | null; runner: string | null } | null;
}

interface Source {
  ci: Ci;
  repository: Repository;
  github(): Promise<GitHubClient>;
  /** The commit in the work tree, where that is another one than the event's. Asked on events that may be about any commit. */
  checkedOut?(): Promise<OtherCommit | null>;
}

/**
 * The commit that the job is to judge: src/collect/ci/events.ts says which one on which event.
 * @throws UserError E_GATE_NO_COMMIT when there is none, E_GITHUB_API
 */
export async function gateTarget(source: Source): Promise<GateTarget> {
  const { ci } = source;
  const { trigger, code } = ci;
  const { judges } = eventFacts(ci.context.event);
  if (trigger?.workflow_run_id != null) return ofWorkflowRun(source, trigger.workflow_run_id);
  const other = judges === 'checkout' ? ((await source.checkedOut?.()) ?? null) : null;
  if (other !== null) return ofCheckout(source, other);
  if (judges === 'checkout' && trigger?.commented_pull != null) return ofPull(source, trigger.commented_pull);
  const commit = judges === 'head' ? (code?.also[0] ?? null) : (code?.commit ?? null);
  if (commit === null) throw noCommit(ci.context.event);
  if (trigger?.queue_ref != null) return ofQueue(source, commit);
  const number = ci.context.pull_request?.number;
  if (number !== undefined) return ofPull(source, number, commit);
  // Only a push says where its branch was before.
  const base = baseOf(branchOf(ci), trigger?.before ?? commit);
  return { ...alone(ci), sha: commit, candidates: [commit], base };
}

function alone(ci: Ci): Pick<GateTarget, 'pull' | 'isQueue' | 'workflow_run'> {
  return { pull: null, isQueue: false, workflow_run: ownRun(ci) };
}

function branchOf({ code }: Ci): string | null {
  return code?.ref?.startsWith('refs/heads/') ? code.ref.slice('refs/heads/'.length) : null;
}

/** @param commit its head by the event's payload; without it the one that it has now */
async function ofPull(
  { ci, repository, github }: Source,
  number: number,
  commit?: string,
): Promise<GateTarget> {
  const pull = await readPull(await github(), { ...repository, number });
  const sha = commit ?? pull?.head.sha;
  if (sha === undefined) throw noCommit(ci.context.event);
  const base = baseOf(
    ci.trigger?.base_ref ?? pull?.base.ref ?? null,
    ci.code?.base_commit ?? pull?.base.sha ?? null,
  );
  return { ...alone(ci), sha, candidates: [sha], pull, base };
}

/** What was checked out is what was trained on. Without a pull request it is held against what the event's branch has of it. */
async function ofCheckout(source: Source, other: OtherCommit): Promise<GateTarget> {
  const { ci } = source;
  const { pull, commit: sha } = await originOf(other, source);
  const base =
    pull === null ? baseOf(branchOf(ci), ci.code?.commit ?? null) : baseOf(pull.base.ref, pull.base.sha);
  return { ...alone(ci), sha, candidates: [sha], pull, base };
}

function ownRun({ context }: Ci): GateTarget['workflow_run'] {
  const id = Number(context.ci_run_id ?? Number.NaN);
  if (!Number.isSafeInteger(id)) return null;
  const path = workflowPath(context.workflow_ref);
  const gate_job = { name: context.job, runner: context.runner?.name ?? null };
  return { id, attempt: context.ci_run_attempt ?? 1, path, gate_job };
}

/** Of `octo/models/.github/workflows/train.yml@refs/heads/main` the path in the repository. */
export function workflowPath(ref: string | null): string | null {
  return /^[^/]+\/[^/]+\/(.+?)@/.exec(ref ?? '')?.[1] ?? null;
}

async function ofWorkflowRun({ ci, repository, github }: Source, id: number): Promise<GateTarget> {
  const client = await github();
  const run = await readWorkflowRun(client, { ...repository, id });
  if (run === null) throw noCommit('workflow_run');
  const pulls = await findPullsOfRun(client, {
    ...repository,
    headSha: run.headSha,
    headBranch: run.headBranch,
    headRepository: run.headRepository,
    claimed: run.pullRequests,
  });
  // Their heads share one status. A second one, into a branch with a weaker policy, must not decide; this event is the default branch's.
  const main = pulls.find(({ state, base }) => state === 'open' && `refs/heads/${base.ref}` === ci.code?.ref);
  const pull = run.event.startsWith('pull_request') ? (main ?? pulls[0] ?? null) : null;
  const base = pull === null ? null : baseOf(pull.base.ref, pull.base.sha);
  const path = run.path.split('@')[0] ?? null;
  const workflow_run = { id: run.id, attempt: run.attempt, path, gate_job: null };
  return { sha: run.headSha, candidates: [run.headSha], pull, base, isQueue: false, workflow_run };
}

/** Nothing trains again in a queue, unless a workflow of its own does. */
async function ofQueue({ ci, repository, github }: Source, commit: string): Promise<GateTarget> {
  const pull = await findPullOfQueue(await github(), { ...repository, headRef: ci.trigger?.queue_ref ?? '' });
  const base = baseOf(ci.trigger?.base_ref ?? null, ci.code?.base_commit ?? null);
  const candidates = pull === null ? [commit] : [commit, pull.head.sha];
  return { sha: commit, candidates, pull, base, isQueue: true, workflow_run: ownRun(ci) };
}

function baseOf(ref: string | null, sha: string | null): GateTarget['base'] {
  return ref === null || sha === null ? null : { ref, sha };
}

function noCommit(event: string | null): UserError {
  return new UserError({
    code: 'E_GATE_NO_COMMIT',
    what: `The event \`${event ?? 'unknown'}\` is about no commit that could be judged`,
    where: 'event',
    mend: 'Run the gate on `pull_request`, `merge_group`, `push` or `workflow_run`, or name the runs in `run-ids`',
  });
}
