import { ARCHIVED, FIRST_STAGE } from '../../core/registry/state.js';
import type { RegistryChange } from './changes.js';
import type { ModelVersion, RegisteredModel } from './entities.js';
import { known, type Rules, type State } from './state.js';

export const registryRules: Rules<RegistryChange> = {
  'model-created'(state, { model, description, tags }, at) {
    state.models.set(model, {
      name: model,
      created: at,
      updated: at,
      description,
      tags: new Map(tags.map(({ key, value }) => [key, value])),
      aliases: new Map(),
      versions: new Map(),
    });
  },
  'model-renamed'(state, { model, to }, at) {
    const renamed = known(state.models, model);
    state.models.delete(model);
    Object.assign(renamed, { name: to, updated: at });
    for (const version of renamed.versions.values()) Object.assign(version, { name: to, updated: at });
    state.models.set(to, renamed);
    state.numbers.set(to, Math.max(state.numbers.get(to) ?? 0, state.numbers.get(model) ?? 0));
  },
  'model-deleted'(state, { model }) {
    state.models.delete(model);
  },
  'alias-set'(state, { model, alias, version }, at) {
    const named = touched(state, model, at);
    named.aliases.set(alias, version);
  },
  'alias-deleted'(state, { model, alias }, at) {
    touched(state, model, at).aliases.delete(alias);
  },
  'version-created'(state, { type: _, model, tags, ...version }, at) {
    touched(state, model, at).versions.set(version.version, {
      ...version,
      name: model,
      created: at,
      updated: at,
      stage: FIRST_STAGE,
      tags: new Map(tags.map(({ key, value }) => [key, value])),
    });
    state.numbers.set(model, Math.max(state.numbers.get(model) ?? 0, version.version));
  },
  'stage-changed'(state, { model, version, to, archived }, at) {
    const of = touched(state, model, at);
    for (const number of archived) Object.assign(versionOf(of, number), { stage: ARCHIVED, updated: at });
    Object.assign(versionOf(of, version), { stage: to, updated: at });
  },
  'version-deleted'(state, { model, version }, at) {
    const of = touched(state, model, at);
    of.versions.delete(version);
    for (const [alias, named] of of.aliases) if (named === version) of.aliases.delete(alias);
  },
  'description-set'(state, { model, version, description }, at) {
    Object.assign(subject(state, { model, version }, at), { description });
  },
  'tag-set'(state, { model, version, key, value }, at) {
    subject(state, { model, version }, at).tags.set(key, value);
  },
  'tag-deleted'(state, { model, version, key }, at) {
    subject(state, { model, version }, at).tags.delete(key);
  },
};

function touched(state: State, model: string, at: number): RegisteredModel {
  return Object.assign(known(state.models, model), { updated: at });
}

function versionOf(model: RegisteredModel, version: number): ModelVersion {
  const found = model.versions.get(version);
  if (found === undefined) throw new TypeError(`there is no version ${version} of ${model.name}`);
  return found;
}

function subject(
  state: State,
  { model, version }: { model: string; version: number | null },
  at: number,
): RegisteredModel | ModelVersion {
  if (version === null) return touched(state, model, at);
  return Object.assign(versionOf(known(state.models, model), version), { updated: at });
}
