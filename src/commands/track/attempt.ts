import type { Ci, Context } from '../../collect/ci/ci.js';
import { eventFacts } from '../../collect/ci/events.js';
import type { Fault } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { GitHubClient } from '../../github/client.js';
import { orRefused } from '../../github/refused.js';
import { readWorkflowRun, type WorkflowRun } from '../../github/workflow-runs.js';
import { type Told, toldOtherwise } from './tampered.js';

/** The facts of a job, as GitHub has them where it says something. */
export interface ConfirmedCi {
  ci: Ci;
  /** One for each fact that the job's environment and event tell otherwise. */
  faults: Fault[];
}

interface Deps {
  /** Null where there is none to ask. */
  github: (() => Promise<GitHubClient>) | null;
  log: Log;
  runId: string;
}

/**
 * Holds what a step knows of its job against what GitHub says of this attempt of the workflow run: the runner keeps its variables, but
 * the event's payload is a file, which any program of the job can write to. No answer changes nothing.
 */
export async function confirmCi(ci: Ci, { github, log, runId }: Deps): Promise<ConfirmedCi> {
  const { ci_run_id, ci_run_attempt } = ci.context;
  const [owner = '', repo = ''] = ci.code?.repository?.split('/') ?? [];
  if (github === null || repo === '' || ci_run_attempt === null || !/^\d{1,15}$/.test(ci_run_id ?? ''))
    return { ci, faults: [] };
  const purpose = { what: `read workflow run ${ci_run_id}`, permission: 'actions: read' };
  const answer = await orRefused(purpose, async () => ({
    run: await readWorkflowRun(await github(), {
      owner,
      repo,
      id: Number(ci_run_id),
      attempt: ci_run_attempt,
    }),
  }));
  const run = 'done' in answer ? null : answer.run;
  if (run !== null) return heldAgainst(ci, run, runId);
  const why = 'done' in answer ? answer.fault.what : 'it knows no such attempt';
  log.debug(`GitHub does not confirm what this step knows of its job, so that counts by itself: ${why}`);
  return { ci, faults: [] };
}

/** The facts with those of GitHub in them. Names of people change, their numbers do not. */
export function heldAgainst(ci: Ci, run: WorkflowRun, runId: string): ConfirmedCi {
  const { context, code } = ci;
  const isOfPull = eventFacts(run.event).own === 'head';
  const isOtherActor =
    context.actor_id !== null && run.actorId !== null && context.actor_id !== String(run.actorId);
  const commits = [code?.commit, code?.merge_commit, ...(code?.also ?? [])];
  const isOtherCommit = isOfPull && !commits.includes(run.headSha);
  const truth: Context = {
    ...context,
    event: run.event,
    ...(isOtherActor ? { actor: run.actor, actor_id: String(run.actorId) } : {}),
    pull_request: isOfPull ? pullOf(ci, run) : context.pull_request,
    trust: isOfPull && run.isFork ? 'fork' : context.trust,
  };
  const commit = isOtherCommit ? run.headSha : (code?.commit ?? null);
  const told: Told[] = [
    ['event', context.event, truth.event],
    ['actor', context.actor_id, truth.actor_id],
    ['commit', code?.commit ?? null, commit],
    ['pull_request', context.pull_request, truth.pull_request],
    ['trust', context.trust, truth.trust],
  ];
  return {
    ci: { ...ci, context: truth, code: code && { ...code, commit } },
    faults: toldOtherwise(told, { runId, one: 'by the event of this job', other: 'by GitHub' }),
  };
}

/** GitHub lists pull requests of a run by its branch, and none of forks: the number is that of the ref, which the runner keeps. */
function pullOf({ context, code }: Ci, run: WorkflowRun): Context['pull_request'] {
  const pull = context.pull_request;
  if (pull === null) return null;
  const [, number] = /^refs\/pull\/(\d{1,15})\//.exec(code?.ref ?? '') ?? [];
  return {
    number: number === undefined ? pull.number : Number(number),
    head_ref: run.headBranch ?? pull.head_ref,
    base_ref: pull.base_ref,
    head_repository: run.headRepository ?? pull.head_repository,
  };
}
