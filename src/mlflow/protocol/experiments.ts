import type { Experiment } from '../state/entities.js';
import type { State } from '../state/state.js';
import { changed, type Endpoint, endpoint } from './endpoint.js';
import { invalid, missing, ProtocolError } from './errors.js';
import { experimentIdFor } from './experiment-ids.js';
import { experimentTag, LIMITS } from './limits.js';
import { activeExperiment, experimentOf } from './lookups.js';
import { list, text } from './message.js';
import { PAIR, pair } from './pairs.js';
import { pythonLength } from './python-text.js';
import { experimentShape } from './shapes.js';
import { absoluteLocation, checkLocation } from './uris.js';

const ID = { fields: { experiment_id: text }, checks: ['experiment_id!'] } as const;

/** @returns the id of an experiment whose name is free again for nobody: a deleted one keeps its name */
function named(state: State, name: string): Experiment | undefined {
  const id = state.experimentIds.get(name);
  return id === undefined ? undefined : state.experiments.get(id);
}

function checkName(name: string): void {
  if (pythonLength(name) > LIMITS.experimentName)
    throw invalid(`'name' exceeds the maximum length of ${LIMITS.experimentName} characters`);
}

function taken(name: string, { lifecycle, experiment_id }: Experiment): ProtocolError {
  const mend =
    lifecycle === 'deleted'
      ? `It is deleted; restore it (id ${experiment_id}) or take another name.`
      : `Its id is ${experiment_id}.`;
  return new ProtocolError('RESOURCE_ALREADY_EXISTS', `Experiment(name=${name}) already exists. ${mend}`);
}

/** @throws ProtocolError where the experiment is not in this state */
function inState(state: State, id: string | undefined, lifecycle: Experiment['lifecycle']): Experiment {
  const experiment = experimentOf(state, id);
  if (experiment.lifecycle === lifecycle) return experiment;
  throw missing(
    `No Experiment with id=${experiment.experiment_id} exists that is ${lifecycle}; it is ${experiment.lifecycle}`,
  );
}

export const experimentEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST experiments/create',
    {
      fields: { name: text, artifact_location: text, tags: list(PAIR) },
      checks: ['name!', 'artifact_location', 'tags'],
    },
    ({ name = '', artifact_location = '', tags }, { state, folder = '/' }) => {
      checkName(name);
      const made = tags.map((tag) => experimentTag(pair(tag)));
      if (artifact_location !== '') checkLocation(artifact_location);
      const experiment_id = experimentIdFor(name, state);
      const other = named(state, name);
      if (other !== undefined) throw taken(name, other);
      const location =
        artifact_location === ''
          ? `mlflow-artifacts:/${experiment_id}`
          : absoluteLocation(artifact_location, folder);
      return changed(
        {
          type: 'experiment-created',
          experiment_id,
          name,
          artifact_location: location,
          tags: made,
        },
        () => ({ experiment_id }),
      );
    },
  ),
  endpoint('GET experiments/get', ID, ({ experiment_id }, { state }) => ({
    experiment: experimentShape(experimentOf(state, experiment_id)),
  })),
  endpoint(
    'GET experiments/get-by-name',
    { fields: { experiment_name: text }, checks: ['experiment_name!'] },
    ({ experiment_name = '' }, { state }) => {
      const experiment = named(state, experiment_name);
      if (experiment === undefined) throw missing(`Could not find experiment with name '${experiment_name}'`);
      return { experiment: experimentShape(experiment) };
    },
  ),
  endpoint('POST experiments/delete', ID, ({ experiment_id }, { state }) =>
    changed({
      type: 'experiment-deleted',
      experiment_id: inState(state, experiment_id, 'active').experiment_id,
    }),
  ),
  endpoint('POST experiments/restore', ID, ({ experiment_id }, { state }) =>
    changed({
      type: 'experiment-restored',
      experiment_id: inState(state, experiment_id, 'deleted').experiment_id,
    }),
  ),
  endpoint(
    'POST experiments/update',
    { fields: { experiment_id: text, new_name: text }, checks: ['experiment_id!', 'new_name!'] },
    ({ experiment_id, new_name = '' }, { state }) => {
      checkName(new_name);
      const experiment = experimentOf(state, experiment_id);
      if (experiment.lifecycle !== 'active')
        throw invalid('Cannot rename a non-active experiment. Restore it first.');
      const other = named(state, new_name);
      if (other !== undefined && other !== experiment) throw taken(new_name, other);
      return changed({
        type: 'experiment-renamed',
        experiment_id: experiment.experiment_id,
        name: new_name,
      });
    },
  ),
  endpoint(
    'POST experiments/set-experiment-tag',
    {
      fields: { experiment_id: text, key: text, value: text },
      checks: ['experiment_id!', 'key!', 'value'],
    },
    ({ experiment_id, ...tag }, { state }) => {
      const { key, value } = experimentTag(pair(tag));
      const experiment = activeExperiment(state, experiment_id);
      return changed({
        type: 'experiment-tag-set',
        experiment_id: experiment.experiment_id,
        key,
        value,
      });
    },
  ),
  endpoint(
    'POST experiments/delete-experiment-tag',
    { fields: { experiment_id: text, key: text }, checks: ['experiment_id!', 'key!'] },
    ({ experiment_id, key = '' }, { state }) => {
      const experiment = activeExperiment(state, experiment_id);
      if (!experiment.tags.has(key))
        throw missing(`No tag with name: ${key} in experiment with id ${experiment.experiment_id}`);
      return changed({
        type: 'experiment-tag-deleted',
        experiment_id: experiment.experiment_id,
        key,
      });
    },
  ),
];
