import type { DatasetInput } from '../state/entities.js';
import type { State } from '../state/state.js';
import { type Endpoint, endpoint } from './endpoint.js';
import { invalid } from './errors.js';
import { list, text } from './message.js';
import { listed } from './shapes.js';

/** Experiments of one call, and data sets of one answer. */
const MOST = { experiments: 20, summaries: 1000 };
const CONTEXT = 'mlflow.data.context';

export const datasetSearchEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST experiments/search-datasets',
    { fields: { experiment_ids: list(text) }, checks: [] },
    ({ experiment_ids }, { state }) => {
      if (experiment_ids.length === 0)
        throw invalid('SearchDatasets request must specify at least one experiment_id.');
      if (experiment_ids.length > MOST.experiments)
        throw invalid(
          `SearchDatasets request cannot specify more than ${MOST.experiments} experiment_ids. ` +
            `Received ${experiment_ids.length} experiment_ids.`,
        );
      return { dataset_summaries: listed(summaries(state, experiment_ids)) };
    },
  ),
];

/** What is used in several contexts is told once for each. */
function summaries(state: State, ids: readonly string[]): object[] {
  const found = new Map<string, object>();
  for (const experiment_id of new Set(ids))
    for (const run of state.runsOf.get(experiment_id) ?? [])
      for (const input of run.datasets)
        for (const context of contextsOf(input)) {
          const { name, digest } = input.dataset;
          const key = JSON.stringify([experiment_id, name, digest, context]);
          found.set(key, { experiment_id, name, digest, context });
        }
  return [...found.values()].slice(0, MOST.summaries);
}

function contextsOf({ tags }: DatasetInput): (string | undefined)[] {
  const told = tags.filter(({ key }) => key === CONTEXT).map(({ value }) => value);
  return told.length === 0 ? [undefined] : told;
}
