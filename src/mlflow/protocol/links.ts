import type { DatasetInput } from '../state/entities.js';
import { contextOf, datasetKey, hasUsed } from '../state/runs.js';
import type { State } from '../state/state.js';
import { changed, type Endpoint, endpoint } from './endpoint.js';
import { checkLength } from './limits.js';
import { activeRun } from './lookups.js';
import { list, message, text, whole } from './message.js';
import { PAIR, pair } from './pairs.js';
import { checkRunId, idOf, RUN_ID } from './runs.js';

const LONGEST = {
  name: 500,
  digest: 36,
  source: 65_535,
  schema: 1_048_575,
  profile: 16_777_215,
  tagKey: 255,
  tagValue: 500,
};
const DATASET = message({
  tags: list(PAIR),
  dataset: message({
    name: text,
    digest: text,
    source_type: text,
    source: text,
    schema: text,
    profile: text,
  }),
});

/** @throws ProtocolError */
function checkDataset({ tags, dataset }: DatasetInput): void {
  checkLength(dataset.name, LONGEST.name, 'name');
  checkLength(dataset.digest, LONGEST.digest, 'digest');
  checkLength(dataset.source, LONGEST.source, 'source');
  checkLength(dataset.schema ?? '', LONGEST.schema, 'schema');
  checkLength(dataset.profile ?? '', LONGEST.profile, 'profile');
  for (const { key, value } of tags) {
    checkLength(key, LONGEST.tagKey, 'key');
    checkLength(value, LONGEST.tagValue, 'value');
  }
}

/** A name and digest are one data set within an experiment: of a second description the first is kept. */
function asKnown(state: State, experiment: string, { tags, dataset }: DatasetInput): DatasetInput {
  const known = state.experiments.get(experiment)?.datasets.get(datasetKey(dataset));
  return { tags, dataset: known ?? dataset };
}

function isSame(one: DatasetInput, other: DatasetInput): boolean {
  return datasetKey(one.dataset) === datasetKey(other.dataset) && contextOf(one) === contextOf(other);
}

export const linkEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST runs/log-inputs',
    {
      fields: { ...RUN_ID, datasets: list(DATASET), models: list(message({ model_id: text })) },
      checks: ['run_id!', 'datasets', 'models'],
    },
    ({ datasets: sentDatasets, models, ...sent }, { state }) => {
      checkRunId(state, idOf(sent));
      const datasets = sentDatasets.map(readDataset);
      for (const input of datasets) checkDataset(input);
      const run = activeRun(state, idOf(sent));
      const isNew = (input: DatasetInput, index: number) =>
        !hasUsed(run, input) && datasets.findIndex((one) => isSame(one, input)) === index;
      return changed({
        type: 'run-inputs-logged',
        run_id: run.run_id,
        datasets: datasets.filter(isNew).map((input) => asKnown(state, run.experiment_id, input)),
        model_ids: models.map(({ model_id = '' }) => model_id),
      });
    },
  ),
  endpoint(
    'POST runs/outputs',
    {
      fields: { ...RUN_ID, models: list(message({ model_id: text, step: whole })) },
      checks: ['run_id!', 'models!'],
    },
    ({ models, ...sent }, { state }) => {
      const { run_id } = activeRun(state, idOf(sent));
      return changed({
        type: 'run-outputs-logged',
        run_id,
        models: models.map(({ model_id = '', step = 0 }) => ({ model_id, step })),
      });
    },
  ),
];

interface SentDataset {
  tags: Parameters<typeof pair>[0][];
  dataset?: { [K in keyof DatasetInput['dataset']]?: string | undefined } | undefined;
}

function readDataset({ tags, dataset = {} }: SentDataset): DatasetInput {
  const { name = '', digest = '', source_type = '', source = '', schema, profile } = dataset;
  return {
    tags: tags.map(pair),
    dataset: {
      name,
      digest,
      source_type,
      source,
      ...(schema === undefined ? {} : { schema }),
      ...(profile === undefined ? {} : { profile }),
    },
  };
}
