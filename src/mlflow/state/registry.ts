import { ARCHIVED, FIRST_STAGE } from '../../core/registry/state.js';
import type { RegistryChange } from './changes.js';
import type { ModelVersion, RegisteredModel } from './entities.js';
import { known, type Rules, type State } from './state.js';

/** As MLflow has it, tags and aliases leave `updated` as it is. */
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
  'alias-set'(state, { model, alias, version }) {
    known(state.models, model).aliases.set(alias, version);
  },
  'alias-deleted'(state, { model, alias }) {
    known(state.models, model).aliases.delete(alias);
  },
  'version-created'(state, { type: _, event_id: __, model, tags, ...version }, at) {
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
    Object.assign(subject(state, { model, version }), { description, updated: at });
  },
  'tag-set'(state, { model, version, key, value }) {
    subject(state, { model, version }).tags.set(key, value);
  },
  'tag-deleted'(state, { model, version, key }) {
    subject(state, { model, version }).tags.delete(key);
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
): RegisteredModel | ModelVersion {
  const named = known(state.models, model);
  return version === null ? named : versionOf(named, version);
}
