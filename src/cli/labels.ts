import { descriptionOf } from '../core/registry/description.js';
import type { ModelState, RegisteredModel } from '../core/registry/registry.js';

/** What the registry says of a model or a version: the description that counts, and the tags that were given after it was registered. */
export interface Labels {
  description: string | null;
  tags: Record<string, string>;
}

export type AllLabels = Labels & {
  /** By version, of those that have any. */
  registry_labels: Record<string, Labels>;
};

/** @param version null: the model as a whole */
export function labelsOf(model: RegisteredModel, state: ModelState, version: number | null): Labels {
  return {
    description: descriptionOf(model, state, version),
    tags: Object.fromEntries(state.tags.get(version) ?? []),
  };
}

/** Of the model as a whole, and by version where there are any. */
export function allLabels(model: RegisteredModel, state: ModelState): AllLabels {
  const ofVersions = model.versions
    .map(({ version }): [string, Labels] => [String(version), labelsOf(model, state, version)])
    .filter(([, { description, tags }]) => description !== null || Object.keys(tags).length > 0);
  return { ...labelsOf(model, state, null), registry_labels: Object.fromEntries(ofVersions) };
}
