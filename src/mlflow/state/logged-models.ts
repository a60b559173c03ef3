import type { LoggedModelChange } from './changes.js';
import { known, type Rules } from './state.js';

export const loggedModelRules: Rules<LoggedModelChange> = {
  'logged-model-created'(state, { type: _, params, tags, ...model }, at) {
    state.loggedModels.set(model.model_id, {
      ...model,
      created: at,
      updated: at,
      status: 'LOGGED_MODEL_PENDING',
      lifecycle: 'active',
      params: new Map(params.map(({ key, value }) => [key, value])),
      tags: new Map(tags.map(({ key, value }) => [key, value])),
      metrics: new Map(),
    });
  },
  'logged-model-finalized'(state, { model_id, status }, at) {
    Object.assign(known(state.loggedModels, model_id), { status, updated: at });
  },
  'logged-model-params-logged'(state, { model_id, params }) {
    const model = known(state.loggedModels, model_id);
    for (const { key, value } of params) model.params.set(key, value);
  },
  'logged-model-tags-set'(state, { model_id, tags }) {
    const model = known(state.loggedModels, model_id);
    for (const { key, value } of tags) model.tags.set(key, value);
  },
  'logged-model-tag-deleted'(state, { model_id, key }) {
    known(state.loggedModels, model_id).tags.delete(key);
  },
  'logged-model-deleted'(state, { model_id }, at) {
    Object.assign(known(state.loggedModels, model_id), { lifecycle: 'deleted', updated: at });
  },
};
