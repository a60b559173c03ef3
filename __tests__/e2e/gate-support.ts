import { sha256 } from '../../src/core/digest.js';
import type { ModelEvent } from '../../src/core/generated/types.js';
import { newId } from '../../src/core/ids.js';
import { canonicalJson } from '../../src/core/json.js';
import type { GitHubWorld, Trigger, WorldJobOptions } from '../support/github-world.js';
import type { StepReport } from '../support/runner.js';
import { GATE, readLedger, TRACK } from './support.js';

let random = 0;

/** Trains for an event: metrics as `key=value` lines. @returns the run's id */
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

/** Runs the gate for an event, without a checkout. */
export async function gateFor(
  world: GitHubWorld,
  trigger: Trigger,
  inputs: Record<string, string> = {},
  options: WorldJobOptions = {},
): Promise<StepReport> {
  const permissions = { contents: 'read', pull_requests: 'write', statuses: 'write' } as const;
  const job = await world.job(trigger, {
    checkout: 'none',
    permissions,
    workflow: 'ci',
    jobName: 'lineage-gate',
    ...options,
  });
  return job.uses(GATE, inputs, { continueOnError: true });
}

/** Moves a version to a stage as `promote` will: one event at the end of the model's chain. */
export async function moveToStage(
  world: GitHubWorld,
  { model, version, stage }: { model: string; version: number; stage: string },
): Promise<void> {
  const { events } = await readLedger(world);
  const last = events.filter((event) => event.model === model).at(-1);
  random += 1;
  const event: ModelEvent = {
    schema: 'lineage-gate/model-event/v1',
    event_id: newId(Date.now(), Buffer.from(String(random).padStart(16, '0'))),
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
  };
  const path = `models/${model}/events/${event.event_id}.json`;
  await world.repo.commit({ [path]: canonicalJson(event) }, { branch: 'lineage' });
}
