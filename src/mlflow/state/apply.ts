import type { Change, Entry, RunChange } from './changes.js';
import type { Run } from './entities.js';
import { experimentRules } from './experiments.js';
import { heldRules } from './held.js';
import { behindRecord, noteLate } from './late.js';
import { loggedModelRules } from './logged-models.js';
import { registryRules } from './registry.js';
import { runRules } from './runs.js';
import type { State } from './state.js';

const RULES = {
  ...experimentRules,
  ...runRules,
  ...loggedModelRules,
  ...registryRules,
  ...heldRules,
} as unknown as Record<Change['type'], (state: State, change: Change, at: number) => void>;

/**
 * @param isOfRecord whether they say what a record does: of a run that was seen being made nothing else changes a fact
 * @throws TypeError where a change is about something that is not there, which the call that made it has looked at
 */
export function applyEntry(state: State, { at, changes }: Entry, isOfRecord = false): void {
  for (const said of changes) {
    const change = isOfRecord ? said : taken(state, said);
    if (change === undefined) continue;
    RULES[change.type](state, change, at);
    if ('run_id' in change) touch(state, state.runs.get(change.run_id));
    // The runs of an experiment go and come with it.
    else if (change.type === 'experiment-deleted' || change.type === 'experiment-restored')
      for (const run of state.runsOf.get(change.experiment_id) ?? []) touch(state, run);
  }
}

/** What of a change counts. */
function taken(state: State, change: Change): Change | undefined {
  if (!('run_id' in change) || !change.type.startsWith('run-')) return change;
  const run = state.runs.get(change.run_id);
  if (run === undefined || run.late === undefined) return change;
  const left = behindRecord(run, change as RunChange);
  if (left !== undefined) noteLate(run, left);
  return left;
}

function touch(state: State, run: Run | undefined): void {
  if (run !== undefined) state.runIndex.changed(run);
}
