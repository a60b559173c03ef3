import { everyVersion, foldModel } from './registry.js';
import type { RegisteredModel } from './state.js';

/** The model with the versions that events hide among its hidden ones, and all others where they count. */
export function settled(model: RegisteredModel): RegisteredModel {
  const { hidden = [] } = model;
  const { deleted } = foldModel(model);
  if (deleted.size + hidden.length === 0) return model;
  const all = everyVersion(model);
  const shown = all.filter(({ version }) => !deleted.has(version));
  return {
    ...model,
    versions: shown.filter((one) => one.run_id !== null),
    unjudged: shown.filter((one) => one.run_id === null),
    hidden: all.filter(({ version }) => deleted.has(version)),
  };
}
