import type { Change, Entry } from './changes.js';
import type { Run } from './entities.js';
import { experimentRules } from './experiments.js';
import { heldRules } from './held.js';
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

/** @throws TypeError where a change is about something that is not there, which the call that made it has looked at */
export function applyEntry(state: State, { at, changes }: Entry): void {
  for (const change of changes) {
    RULES[change.type](state, change, at);
    if ('run_id' in change) touch(state, state.runs.get(change.run_id));
    // The runs of an experiment go and come with it.
    else if (change.type === 'experiment-deleted' || change.type === 'experiment-restored')
      for (const run of state.runsOf.get(change.experiment_id) ?? []) touch(state, run);
  }
}

function touch(state: State, run: Run | undefined): void {
  if (run !== undefined) state.runIndex.changed(run);
}
