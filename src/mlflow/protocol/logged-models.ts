import { changed, type Endpoint, endpoint } from './endpoint.js';
import { invalid, missing, ProtocolError } from './errors.js';
import { activeExperiment, anyLoggedModel, loggedModelOf } from './lookups.js';
import { madeName } from './made-names.js';
import { list, text, word } from './message.js';
import { PAIR, pair } from './pairs.js';
import { pythonRepr } from './python-text.js';
import { asKept, isSameParam } from './same-param.js';
import { loggedModelShape } from './shapes.js';
import { below } from './uris.js';

const BAD = ['/', ':', '.', '%', '"', "'"];

/** @throws ProtocolError */
function checkModelName(name: string): void {
  if (!BAD.some((letter) => name.includes(letter))) return;
  throw invalid(
    `Invalid model name (${pythonRepr(name)}) provided. Model name must be a non-empty string and cannot contain ` +
      `the following characters: (${BAD.map(pythonRepr).join(', ')})`,
  );
}

export const loggedModelEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST logged-models',
    {
      fields: {
        experiment_id: text,
        name: text,
        model_type: text,
        source_run_id: text,
        params: list(PAIR),
        tags: list(PAIR),
      },
      checks: ['experiment_id!', 'name', 'model_type', 'source_run_id', 'params', 'tags'],
    },
    ({ experiment_id, name = '', model_type = '', source_run_id = '', params, tags }, { state, newId }) => {
      checkModelName(name);
      const experiment = activeExperiment(state, experiment_id);
      const id = newId();
      const model_id = `m-${id}`;
      return changed(
        {
          type: 'logged-model-created',
          model_id,
          experiment_id: experiment.experiment_id,
          name: name || madeName(id),
          artifact_uri: below(experiment.artifact_location, `models/${model_id}/artifacts`),
          model_type,
          source_run_id,
          params: params.map(pair),
          tags: tags.map(pair),
        },
        () => ({ model: loggedModelShape(loggedModelOf(state, model_id)) }),
      );
    },
  ),
  endpoint(
    'GET logged-models/{model_id}',
    { fields: { model_id: text, allow_deleted: text }, checks: [] },
    ({ model_id, allow_deleted = '' }, { state }) => {
      const model = state.loggedModels.get(model_id ?? '');
      const shown =
        allow_deleted.toLowerCase() === 'true' && model !== undefined
          ? model
          : loggedModelOf(state, model_id);
      return { model: loggedModelShape(shown) };
    },
  ),
  endpoint(
    'PATCH logged-models/{model_id}',
    {
      fields: {
        model_id: text,
        status: word('LOGGED_MODEL_PENDING', 'LOGGED_MODEL_READY', 'LOGGED_MODEL_UPLOAD_FAILED'),
      },
      checks: ['model_id!', 'status!'],
    },
    ({ model_id = '', status }, { state }) => {
      anyLoggedModel(state, model_id);
      if (status === undefined)
        throw invalid(
          'Unknown status of a logged model. Give LOGGED_MODEL_READY or LOGGED_MODEL_UPLOAD_FAILED.',
        );
      return changed({ type: 'logged-model-finalized', model_id, status }, () => ({
        model: loggedModelShape(anyLoggedModel(state, model_id)),
      }));
    },
  ),
  endpoint(
    'DELETE logged-models/{model_id}',
    { fields: { model_id: text }, checks: [] },
    ({ model_id = '' }, { state }) => {
      anyLoggedModel(state, model_id);
      return changed({ type: 'logged-model-deleted', model_id });
    },
  ),
  endpoint(
    'POST logged-models/{model_id}/params',
    { fields: { model_id: text, params: list(PAIR) }, checks: ['model_id!', 'params'] },
    ({ model_id = '', params }, { state }) => {
      const held = anyLoggedModel(state, model_id).params;
      const logged = params.map(pair);
      const other = logged.find(({ key, value }) => !isSameParam(held.get(key) ?? value, value));
      if (other !== undefined)
        throw new ProtocolError(
          'BAD_REQUEST',
          `Param '${other.key}' of logged model '${model_id}' has another value already. Log the new one under another key.`,
        );
      return changed({ type: 'logged-model-params-logged', model_id, params: asKept(logged, held) });
    },
  ),
  endpoint(
    'PATCH logged-models/{model_id}/tags',
    { fields: { model_id: text, tags: list(PAIR) }, checks: ['tags'] },
    ({ model_id = '', tags }, { state }) => {
      anyLoggedModel(state, model_id);
      return changed({ type: 'logged-model-tags-set', model_id, tags: tags.map(pair) });
    },
  ),
  endpoint(
    'DELETE logged-models/{model_id}/tags/{tag_key}',
    { fields: { model_id: text, tag_key: text }, checks: [] },
    ({ model_id = '', tag_key = '' }, { state }) => {
      if (!anyLoggedModel(state, model_id).tags.has(tag_key))
        throw missing(
          `No tag with key ${pythonRepr(tag_key)} found for model with ID ${pythonRepr(model_id)}.`,
        );
      return changed({ type: 'logged-model-tag-deleted', model_id, key: tag_key });
    },
  ),
];
