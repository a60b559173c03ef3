import { type LoggedRun, loggedRuns } from '../../src/mlflow/logged/logged-runs.js';
import { applyEntry } from '../../src/mlflow/state/apply.js';
import type { Change } from '../../src/mlflow/state/changes.js';
import type { Metric } from '../../src/mlflow/state/entities.js';
import { emptyState } from '../../src/mlflow/state/state.js';

/** When everything in these runs was made; milliseconds since 1970. */
export const MADE = Date.UTC(2026, 10, 21, 9);

const EXPERIMENTS: readonly Change[] = [['0', 'Default'] as const, ['7', 'orders'] as const].map(
  ([experiment_id, name]) => ({
    type: 'experiment-created',
    experiment_id,
    name,
    artifact_location: `mlflow-artifacts:/${experiment_id}`,
    tags: [],
  }),
);

/** The id of the command's own run. */
export const OWN = '019aa000000070008000000000000000';

/** An id that a client could know a run by. */
export function idOfRun(number: number): string {
  return `019aa0000000700080000000${number.toString(16).padStart(8, '0')}`;
}

export function made(run_id: string, tags: Record<string, string> = {}, experiment_id = '0'): Change {
  return {
    type: 'run-created',
    run_id,
    experiment_id,
    name: `run ${run_id.slice(-2)}`,
    user_id: 'ann',
    start_time: MADE,
    artifact_uri: `mlflow-artifacts:/${experiment_id}/${run_id}/artifacts`,
    tags: pairs(tags),
  };
}

export function logged(
  run_id: string,
  facts: {
    params?: Record<string, string>;
    tags?: Record<string, string>;
    metrics?: (Partial<Metric> & { key: string; value: number })[];
  },
): Change {
  return {
    type: 'run-logged',
    run_id,
    params: pairs(facts.params ?? {}),
    tags: pairs(facts.tags ?? {}),
    metrics: (facts.metrics ?? []).map((metric) => ({ timestamp: MADE, step: 0, ...metric })),
  };
}

/** The runs that are there after these changes. */
export function runsAfter(...changes: Change[]): LoggedRun[] {
  const state = emptyState();
  applyEntry(state, { at: MADE, changes: [...EXPERIMENTS, ...changes] });
  return loggedRuns(state, OWN);
}

function pairs(fields: Record<string, string>): { key: string; value: string }[] {
  return Object.entries(fields).map(([key, value]) => ({ key, value }));
}
