import { type Grammar, MODEL_VERSIONS, REGISTERED_MODELS } from '../../core/query/grammar.js';
import type { Entity, Value } from '../../core/query/subject.js';
import type { ModelVersion, RegisteredModel } from '../state/entities.js';
import type { State } from '../state/state.js';
import { type CheckList, type Endpoint, endpoint } from './endpoint.js';
import { invalid } from './errors.js';
import { list, text, whole } from './message.js';
import { pythonJson, pythonType } from './python-text.js';
import { latestVersions } from './registry-lookups.js';
import { type Found, type Page, type SearchRequest, search } from './search.js';
import { listed, modelShape, versionShape } from './shapes.js';

class FoundModel implements Found<RegisteredModel> {
  constructor(readonly thing: RegisteredModel) {}

  get(entity: Entity, key: string): Value {
    const { name, created, updated, tags } = this.thing;
    if (entity === 'tag') return tags.get(key);
    return { name, creation_timestamp: created, last_updated_timestamp: updated }[key];
  }
}

interface Version {
  model: RegisteredModel;
  version: ModelVersion;
}

class FoundVersion implements Found<Version> {
  constructor(readonly thing: Version) {}

  get(entity: Entity, key: string): Value {
    const { version } = this.thing;
    if (entity === 'tag') return version.tags.get(key);
    switch (key) {
      case 'name':
      case 'run_id':
        return version[key];
      case 'source_path':
        return version.source;
      case 'version_number':
        return version.version;
      case 'creation_timestamp':
        return version.created;
      case 'last_updated_timestamp':
        return version.updated;
      default:
        return undefined;
    }
  }
}

function* allModels(state: State): Generator<FoundModel> {
  for (const model of state.models.values()) yield new FoundModel(model);
}

function* allVersions(state: State): Generator<FoundVersion> {
  for (const model of state.models.values())
    for (const version of model.versions.values()) yield new FoundVersion({ model, version });
}

const FIELDS = { filter: text, max_results: whole, order_by: list(text), page_token: text } as const;

function checksFor({ page: { most } }: Grammar): CheckList {
  const tooMany = (sent: unknown) =>
    Number(sent) > most
      ? `Invalid value ${pythonJson(sent)} for parameter 'max_results' supplied:  Hint: Value was of type '${pythonType(sent)}'. ` +
        `It must be at most ${most}.`
      : undefined;
  return ['filter', { field: 'max_results', fault: tooMany }, 'order_by', 'page_token'];
}

/** One page of what is in the registry; where no size is sent, it is what MLflow's server takes. */
function registryPage<T>(
  among: Iterable<Found<T>>,
  request: SearchRequest,
  { grammar, usual }: { grammar: Grammar; usual: number },
): Page<T> {
  const { max_results = usual } = request;
  if (max_results < 1)
    throw invalid(
      `Invalid value for max_results. It must be a positive integer, but got ${max_results}. Leave it out for ${usual}.`,
    );
  return search(among, { ...request, max_results }, grammar);
}

export const registrySearchEndpoints: readonly Endpoint[] = [
  endpoint(
    'GET registered-models/search',
    { fields: FIELDS, checks: checksFor(REGISTERED_MODELS) },
    (request, { state }) => {
      const searched = { grammar: REGISTERED_MODELS, usual: REGISTERED_MODELS.page.usual };
      const { items, next } = registryPage(allModels(state), request, searched);
      const registered_models = listed(items.map((model) => modelShape(model, latestVersions(model))));
      return { registered_models, next_page_token: next };
    },
  ),
  endpoint(
    'GET model-versions/search',
    { fields: FIELDS, checks: checksFor(MODEL_VERSIONS) },
    (request, { state }) => {
      const searched = { grammar: MODEL_VERSIONS, usual: MODEL_VERSIONS.page.most };
      const { items, next } = registryPage(allVersions(state), request, searched);
      const model_versions = listed(items.map(({ version, model }) => versionShape(version, model)));
      return { model_versions, next_page_token: next };
    },
  ),
];
