import { sha256 } from '../../src/core/digest.js';
import type { Finding, ModelEvent, RunRecord } from '../../src/core/generated/types.js';
import { newId } from '../../src/core/ids.js';
import { canonicalJson } from '../../src/core/json.js';
import { bootstrapFiles, runPath } from '../../src/ledger/layout.js';
import { idAt, runRecord } from '../ledger/fixtures.js';
import { pullRequestEvent } from '../support/github/events.js';
import { userId } from '../support/github/shapes.js';
import type { Comment, Status } from '../support/github/state.js';
import type { GitHubWorld, Trigger, WorldJobOptions } from '../support/github-world.js';
import type { StepReport } from '../support/runner.js';
import type { Permissions } from '../support/tokens.js';
import { GATE, ledgerTip, readLedger, TRACK } from './support.js';

/** What the README of the gate asks for. */
export const GATE_PERMISSIONS: Permissions = {
  actions: 'read',
  checks: 'read',
  contents: 'read',
  pull_requests: 'write',
  statuses: 'write',
};

export const POLICY = [
  'version: 1',
  'metrics:',
  '  auc: { required: true, higher_is_better: true, min: 0.5, max_drop: 0.01 }',
  '',
].join('\n');

let made = 0;

/** Puts a policy on the main branch. */
export function pushPolicy(world: GitHubWorld, text = POLICY): Promise<Trigger> {
  return world.push({ files: { '.github/lineage.yml': text } });
}

/** Trains for an event by the built `track`. @returns the run's id */
export async function trainFor(
  world: GitHubWorld,
  trigger: Trigger,
  inputs: Record<string, string>,
  options: WorldJobOptions = {},
): Promise<string> {
  const job = await world.job(trigger, options);
  const report = await job.uses(TRACK, {
    run: 'true',
    experiment: 'clf',
    tags: 'dataset_version=orders_v1.0',
    ...inputs,
  });
  return report.outputs['run-id'] ?? '';
}

/** What a test says of a run that is on the ledger already. */
export interface Recorded {
  commit: string;
  /** Default: a run of a pull request. */
  ref?: string;
  metrics?: Record<string, number | 'NaN'>;
  params?: RunRecord['inputs']['params'];
  seeds?: RunRecord['inputs']['seeds'];
  repository?: string;
  /** Id of the tree that was checked out. */
  tree?: string;
  /** Whether files of it were changed. */
  dirty?: boolean;
  /** Number of the pull request that it was made for. */
  pull?: number;
  /** Whether its metrics were another run's; its id, where it is known. */
  reused?: true | string;
  trust?: RunRecord['context']['trust'];
  status?: RunRecord['status'];
  tags?: RunRecord['tags'];
  name?: string;
  /** Default: `clf`. */
  experiment?: string;
  datasets?: RunRecord['inputs']['datasets'];
  problems?: RunRecord['problems'];
  /** The workflow run that made it. Default: one of its own. */
  ciRunId?: number;
  matrix?: RunRecord['context']['matrix'];
  models?: RunRecord['outputs']['models'];
  /** What else its record says of where it was made. */
  context?: Partial<RunRecord['context']>;
  /** When its id says that it was made, in milliseconds since 1970. Default: now. */
  idTime?: number;
}

/** Writes records of runs to the ledger with one commit, oldest first. @returns their ids */
export async function record(world: GitHubWorld, runs: readonly Recorded[]): Promise<string[]> {
  const records = runs.map(recordOf);
  const files = Object.fromEntries(records.map((run) => [runPath(run.run_id), canonicalJson(run)]));
  await addToLedger(world, files);
  return records.map(({ run_id }) => run_id);
}

export async function addToLedger(world: GitHubWorld, files: Record<string, string>): Promise<void> {
  const first = (await ledgerTip(world)) === undefined ? bootstrapFiles() : [];
  const bootstrap = Object.fromEntries(first.map(({ path, bytes }) => [path, Buffer.from(bytes)]));
  await world.repo.commit({ ...bootstrap, ...files }, { branch: 'lineage' });
}

function recordOf(facts: Recorded): RunRecord {
  made += 1;
  const { commit, ref = 'refs/pull/7/merge', metrics = { auc: 0.9 }, params = {}, seeds = {} } = facts;
  const run = runRecord(idAt(facts.idTime ?? Date.now(), made), {
    experiment: facts.experiment ?? 'clf',
    ...(facts.problems === undefined ? {} : { problems: facts.problems }),
    run_name: facts.name ?? null,
    status: facts.status ?? 'FINISHED',
    started_at: new Date(Date.now() + made).toISOString(),
    tags: facts.tags ?? { dataset_version: 'v1', git_commit: commit, triggered_by: 'ci/github-actions' },
  });
  return {
    ...run,
    inputs: {
      ...run.inputs,
      params: { ...params, ...seeds },
      seeds,
      datasets: facts.datasets ?? [],
      code: {
        repository: facts.repository ?? 'octo/models',
        commit,
        ...(facts.tree === undefined ? {} : { tree: facts.tree }),
        ref,
        merge_commit: null,
        base_commit: null,
        dirty: facts.dirty ?? false,
        diff_digest: null,
        untracked_files: 0,
      },
    },
    outputs: {
      ...run.outputs,
      models: facts.models ?? [],
      metrics: Object.fromEntries(
        Object.entries(metrics).map(([key, value]) => [
          key,
          {
            ...{ value, step: null, at: null },
            ...(facts.reused === undefined
              ? {}
              : { reused: true, made_by: facts.reused === true ? null : facts.reused }),
          },
        ]),
      ),
    },
    context: {
      ...run.context,
      pull_request:
        facts.pull === undefined
          ? null
          : { number: facts.pull, head_ref: null, base_ref: null, head_repository: null },
      trust: facts.trust ?? 'trusted',
      workflow: 'train',
      job: 'train',
      ci_run_id: String(facts.ciRunId ?? 5000 + made),
      matrix: facts.matrix ?? null,
      ci_run_attempt: 1,
      ...facts.context,
    },
  };
}

/** Runs the gate for an event, without a checkout and with the permissions that its README asks for. */
export async function gateFor(
  world: GitHubWorld,
  trigger: Trigger,
  inputs: Record<string, string> = {},
  options: WorldJobOptions = {},
): Promise<StepReport> {
  const job = await world.job(trigger, {
    checkout: 'none',
    permissions: GATE_PERMISSIONS,
    workflow: 'ci',
    jobName: 'gate',
    ...options,
  });
  return job.uses(GATE, inputs, { continueOnError: true });
}

export function findingsOf(report: StepReport): (Finding & { model: string })[] {
  return JSON.parse(report.outputs['findings'] ?? '[]') as (Finding & { model: string })[];
}

export function rulesOf(report: StepReport): string[] {
  return findingsOf(report).map(({ rule }) => rule);
}

export function statusesOf(world: GitHubWorld, sha: string): Status[] {
  return world.github.state.statuses.filter((status) => status.sha === sha);
}

export function commentsOf(world: GitHubWorld): Comment[] {
  return world.github.state.comments;
}

/** A further push to a pull request: its head moves, and a new workflow run begins. */
export async function pushToPull(
  world: GitHubWorld,
  trigger: Trigger,
  files: Record<string, string>,
): Promise<Trigger> {
  const { pull } = trigger;
  if (pull === undefined) throw new Error('no pull request');
  const { state, url } = world.github;
  const headSha = await world.repo.commit(files, { branch: trigger.headRef, parents: [trigger.headSha] });
  await world.repo.updateRef(`refs/pull/${pull.number}/head`, headSha);
  const sha = await world.repo.commit(files, {
    branch: trigger.ref,
    parents: [trigger.baseSha, headSha],
  });
  pull.head = { ref: trigger.headRef, sha: headSha };
  pull.mergeCommitSha = sha;
  const { id, runNumber } = state.addRun({ repository: world.repository, headSha, event: 'pull_request' });
  const event = pullRequestEvent({ state, apiUrl: url }, { pull, actor: 'octocat', action: 'synchronize' });
  return { ...trigger, sha, headSha, event, runId: id, runNumber };
}

/** Moves a version to a stage as `promote` does: one event at the end of the model's chain. */
export async function moveToStage(
  world: GitHubWorld,
  { model, version, stage }: { model: string; version: number; stage: string },
): Promise<void> {
  const { events } = await readLedger(world);
  const last = events.filter((event) => event.model === model).at(-1);
  made += 1;
  const { sha, ref, runId, workflowPath } = await world.dispatch();
  const event: ModelEvent = {
    schema: 'lineage-gate/model-event/v1',
    event_id: newId(Date.now(), Buffer.from(String(made).padStart(16, '0'))),
    model,
    version,
    at: new Date().toISOString(),
    actor: 'octocat',
    ci_run_url: null,
    previous: last === undefined ? null : sha256(canonicalJson(last)),
    type: 'stage-changed',
    from_stage: 'None',
    to_stage: stage,
    reason: null,
    by: {
      ...{ actor_id: String(userId('octocat')), triggering_actor: 'octocat', event: 'workflow_dispatch' },
      ...{
        repository: world.repository,
        ref,
        commit: sha,
        workflow_ref: `${world.repository}/${workflowPath}@${ref}`,
      },
      ...{ ci_run_id: String(runId), ci_run_attempt: 1 },
    },
  };
  await addToLedger(world, { [`models/${model}/events/${event.event_id}.json`]: canonicalJson(event) });
}
