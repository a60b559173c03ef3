import type { RegisteredModel } from '../state/entities.js';
import type { State } from '../state/state.js';
import { changed, type Endpoint, endpoint, type Method } from './endpoint.js';
import { ProtocolError } from './errors.js';
import { checkName, registryTag, registryTags } from './limits.js';
import { list, text } from './message.js';
import { PAIR, pair, pairMap, READABLE_TAGS } from './pairs.js';
import { isPrompt } from './prompts.js';
import { pythonRepr } from './python-text.js';
import { checkModelName, latestVersions, modelOf, stageOf } from './registry-lookups.js';
import { listed, modelShape, versionShape } from './shapes.js';

const NAME = { fields: { name: text }, checks: ['name!'] } as const;

function taken(name: string, { held, asked }: { held: boolean; asked: boolean }): ProtocolError {
  const what = (prompt: boolean) => (prompt ? 'Prompt' : 'Registered Model');
  const said =
    held === asked
      ? `${what(asked)} (name=${name}) already exists.`
      : `Tried to create a ${what(asked).toLowerCase()} with name ${pythonRepr(name)}, but the name is already taken by a ` +
        `${what(held).toLowerCase()}. MLflow does not allow creating a model and a prompt with the same name.`;
  return new ProtocolError('RESOURCE_ALREADY_EXISTS', said);
}

/** The answer of calls that give the model as they leave it. */
function answer(state: State, name: string): () => object {
  return () => {
    const model = modelOf(state, name);
    return { registered_model: modelShape(model, latestVersions(model)) };
  };
}

function latestOf(model: RegisteredModel, stages: readonly string[]): object {
  const wanted = new Set(stages.map(stageOf));
  const found = latestVersions(model).filter(
    ({ stage }) => stages.length === 0 || [...wanted].some((one) => one === stage),
  );
  return { model_versions: listed(found.map((version) => versionShape(version, model))) };
}

function getLatestVersions(method: Method): Endpoint {
  return endpoint(
    `${method} registered-models/get-latest-versions`,
    { fields: { name: text, stages: list(text) }, checks: ['name!', 'stages'] },
    ({ name, stages }, { state }) => latestOf(modelOf(state, name), stages),
  );
}

export const registeredModelEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST registered-models/create',
    {
      fields: { name: text, tags: list(PAIR), description: text },
      checks: ['name!', READABLE_TAGS, 'description'],
    },
    ({ name = '', tags: sent, description = '' }, { state }) => {
      checkModelName(name);
      const tags = registryTags(sent.map(pair));
      const other = state.models.get(name);
      if (other !== undefined)
        throw taken(name, { held: isPrompt(other.tags), asked: isPrompt(pairMap(tags)) });
      return changed({ type: 'model-created', model: name, description, tags }, answer(state, name));
    },
  ),
  endpoint('GET registered-models/get', NAME, ({ name = '' }, { state }) => answer(state, name)()),
  endpoint(
    'PATCH registered-models/update',
    { fields: { name: text, description: text }, checks: ['name!', 'description'] },
    ({ name, description = '' }, { state }) => {
      const model = modelOf(state, name).name;
      return changed({ type: 'description-set', model, version: null, description }, answer(state, model));
    },
  ),
  endpoint(
    'POST registered-models/rename',
    { fields: { name: text, new_name: text }, checks: ['name!', 'new_name!'] },
    ({ name, new_name = '' }, { state }) => {
      checkModelName(new_name, 'new_name');
      const model = modelOf(state, name).name;
      if (new_name !== model && state.models.has(new_name))
        throw new ProtocolError(
          'RESOURCE_ALREADY_EXISTS',
          `Registered Model (name=${new_name}) already exists.`,
        );
      return changed({ type: 'model-renamed', model, to: new_name }, answer(state, new_name));
    },
  ),
  endpoint('DELETE registered-models/delete', NAME, ({ name }, { state }) =>
    changed({ type: 'model-deleted', model: modelOf(state, name).name }),
  ),
  getLatestVersions('POST'),
  getLatestVersions('GET'),
  endpoint(
    'POST registered-models/set-tag',
    { fields: { name: text, key: text, value: text }, checks: ['name!', 'key!', 'value'] },
    ({ name = '', ...sent }, { state }) => {
      checkModelName(name);
      const tag = registryTag(pair(sent));
      const isHeld = modelOf(state, name).tags.get(tag.key) === tag.value;
      return changed(isHeld ? [] : { type: 'tag-set', model: name, version: null, ...tag });
    },
  ),
  endpoint(
    'DELETE registered-models/delete-tag',
    { fields: { name: text, key: text }, checks: ['name!', 'key!'] },
    ({ name = '', key = '' }, { state }) => {
      checkModelName(name);
      checkName(key, 'key');
      const isHeld = modelOf(state, name).tags.has(key);
      return changed(isHeld ? { type: 'tag-deleted', model: name, version: null, key } : []);
    },
  ),
];
