import type { ExperimentChange } from './changes.js';
import { known, type Rules, type State } from './state.js';

/** Where runs go whose client named no experiment: its id, and what it is called on MLflow's own servers. */
export const DEFAULT_EXPERIMENT = '0';
export const DEFAULT_NAME = 'Default';

export const experimentRules: Rules<ExperimentChange> = {
  'experiment-created'(state, { experiment_id, name, artifact_location, tags }, at) {
    state.experiments.set(experiment_id, {
      experiment_id,
      name,
      artifact_location,
      lifecycle: 'active',
      created: at,
      updated: at,
      tags: new Map(tags.map(({ key, value }) => [key, value])),
      datasets: new Map(),
    });
    state.experimentIds.set(name, experiment_id);
    // A ledger may have got runs of the same experiment meanwhile.
    if (!state.runsOf.has(experiment_id)) state.runsOf.set(experiment_id, []);
  },
  'experiment-renamed'(state, { experiment_id, name }, at) {
    const experiment = known(state.experiments, experiment_id);
    state.experimentIds.delete(experiment.name);
    state.experimentIds.set(name, experiment_id);
    Object.assign(experiment, { name, updated: at });
  },
  'experiment-deleted': (state, { experiment_id }, at) => live(state, { experiment_id, to: 'deleted', at }),
  'experiment-restored': (state, { experiment_id }, at) => live(state, { experiment_id, to: 'active', at }),
  'experiment-tag-set'(state, { experiment_id, key, value }) {
    known(state.experiments, experiment_id).tags.set(key, value);
  },
  'experiment-tag-deleted'(state, { experiment_id, key }) {
    known(state.experiments, experiment_id).tags.delete(key);
  },
};

/** The runs of an experiment go and come with it. */
function live(
  state: State,
  { experiment_id, to, at }: { experiment_id: string; to: 'active' | 'deleted'; at: number },
): void {
  Object.assign(known(state.experiments, experiment_id), { lifecycle: to, updated: at });
  for (const run of known(state.runsOf, experiment_id)) run.lifecycle = to;
}
