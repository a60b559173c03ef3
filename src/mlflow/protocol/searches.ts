import { parseFilter } from '../../core/query/filter.js';
import { EXPERIMENTS, LOGGED_MODELS } from '../../core/query/grammar.js';
import { parseModelOrder } from '../../core/query/order.js';
import type { DatasetCondition, Entity, Value } from '../../core/query/subject.js';
import type { Experiment, LoggedModel, Metric } from '../state/entities.js';
import { compareLongs } from '../state/long.js';
import type { State } from '../state/state.js';
import { boundToken, checkBound } from './bound-token.js';
import { type Endpoint, endpoint } from './endpoint.js';
import { invalid } from './errors.js';
import { checkExperimentId } from './lookups.js';
import { flag, list, message, text, whole } from './message.js';
import { runSearchEndpoint } from './run-search.js';
import { type Found, search, searched } from './search.js';
import { experimentShape, listed, loggedModelShape } from './shapes.js';
import { isShown, VIEW, type View } from './view.js';

const COMMON = { filter: text, max_results: whole, page_token: text };

class FoundExperiment implements Found<Experiment> {
  constructor(readonly thing: Experiment) {}

  get(entity: Entity, key: string): Value {
    const { thing } = this;
    if (entity === 'tag') return thing.tags.get(key);
    switch (key) {
      case 'creation_time':
        return thing.created;
      case 'last_update_time':
        return thing.updated;
      case 'name':
      case 'experiment_id':
        return thing[key];
      default:
        return undefined;
    }
  }
}

class FoundModel implements Found<LoggedModel> {
  constructor(readonly thing: LoggedModel) {}

  get(entity: Entity, key: string, on?: readonly DatasetCondition[]): Value | readonly (string | number)[] {
    const { thing } = this;
    switch (entity) {
      case 'metric':
        return latestFirst(
          [...thing.metrics.values()].filter((metric) => metric.key === key && isOn(metric, on)),
        );
      case 'param':
        return thing.params.get(key);
      case 'tag':
        return thing.tags.get(key);
      case 'dataset':
        return [...thing.metrics.values()]
          .filter((metric) => isOn(metric, on))
          .flatMap(({ dataset_name }) => dataset_name ?? []);
      case 'attribute':
        return modelAttribute(thing, key);
    }
  }
}

function isOn(metric: Metric, on: readonly DatasetCondition[] | undefined): boolean {
  if (on === undefined) return true;
  return on.some(
    ({ name, digest }) =>
      (name === undefined || metric.dataset_name === name) &&
      (digest === undefined || metric.dataset_digest === digest),
  );
}

function latestFirst(metrics: readonly Metric[]): number[] {
  return [...metrics]
    .sort((one, other) => compareLongs(other.step, one.step) || compareLongs(other.timestamp, one.timestamp))
    .map(({ value }) => value);
}

function modelAttribute(model: LoggedModel, key: string): Value | readonly string[] {
  switch (key) {
    case 'creation_timestamp':
      return model.created;
    case 'last_updated_timestamp':
      return model.updated;
    case 'name':
    case 'model_id':
    case 'model_type':
    case 'source_run_id':
      return model[key];
    case 'status':
      return [model.status, model.status.replace(/^LOGGED_MODEL_/, '')];
    default:
      return undefined;
  }
}

/** Any of an experiment's models that is not deleted. */
function* modelsIn(state: State, ids: readonly string[]): Generator<Found<LoggedModel>> {
  const asked = new Set(ids);
  for (const model of state.loggedModels.values())
    if (model.lifecycle === 'active' && asked.has(model.experiment_id)) yield new FoundModel(model);
}

function* experimentsIn(state: State, view: View): Generator<Found<Experiment>> {
  for (const experiment of state.experiments.values())
    if (isShown(view, experiment.lifecycle)) yield new FoundExperiment(experiment);
}

const EXPERIMENT_SEARCH = {
  fields: { ...COMMON, view_type: VIEW, order_by: list(text) },
  checks: ['view_type', 'max_results', { field: 'order_by', anyItems: true }, 'filter', 'page_token'],
};

function searchExperiments(
  { view_type, max_results = 0, ...request }: Parameters<typeof search>[1] & { view_type?: View },
  { state }: { state: State },
): object {
  const { items, next } = search(experimentsIn(state, view_type), { ...request, max_results }, EXPERIMENTS);
  return { experiments: listed(items.map(experimentShape)), next_page_token: next };
}

export const searchEndpoints: readonly Endpoint[] = [
  endpoint('POST experiments/search', EXPERIMENT_SEARCH, searchExperiments),
  endpoint('GET experiments/search', EXPERIMENT_SEARCH, searchExperiments),
  runSearchEndpoint,
  endpoint(
    'POST logged-models/search',
    {
      fields: {
        ...COMMON,
        experiment_ids: list(text),
        datasets: list(message({ dataset_name: text, dataset_digest: text })),
        order_by: list(
          message({ field_name: text, ascending: flag, dataset_name: text, dataset_digest: text }),
        ),
      },
      checks: ['experiment_ids!', 'filter', 'datasets', 'max_results', 'order_by', 'page_token'],
    },
    ({ experiment_ids, filter = '', datasets, order_by, max_results, page_token }, { state }) => {
      if (datasets.some(({ dataset_name }) => !dataset_name))
        throw invalid('`dataset_name` in the `datasets` clause must be specified.');
      const on = datasets.map(({ dataset_name, dataset_digest }) => ({
        ...(dataset_name ? { name: dataset_name } : {}),
        ...(dataset_digest ? { digest: dataset_digest } : {}),
      }));
      const bound = { experiment_ids, filter, order_by };
      checkBound(page_token, bound);
      const request = { page_token, max_results: max_results === 0 ? undefined : max_results };
      const { items, next } = searched(modelsIn(state, experiment_ids), request, () => ({
        clauses: parseFilter(filter, LOGGED_MODELS, on),
        order: parseModelOrder(order_by.map(orderItem), LOGGED_MODELS),
        page: LOGGED_MODELS.page,
      }));
      for (const id of experiment_ids) checkExperimentId(id);
      return {
        models: listed(items.map(loggedModelShape)),
        next_page_token: next === undefined ? undefined : boundToken(next, bound),
      };
    },
  ),
];

/** Proto's own default of `ascending` is true. */
function orderItem(sent: {
  field_name?: string | undefined;
  ascending?: boolean | undefined;
  dataset_name?: string | undefined;
  dataset_digest?: string | undefined;
}) {
  const { field_name = '', ascending = true, dataset_name, dataset_digest } = sent;
  return {
    field_name,
    ascending,
    ...(dataset_name ? { dataset_name } : {}),
    ...(dataset_digest ? { dataset_digest } : {}),
  };
}
