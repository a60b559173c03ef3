import type { Change } from '../../../../mlflow/state/changes.js';

/** A version of a model that a script has registered in a place of its own. */
export interface Registered {
  model: string;
  version: number;
  run_id: string;
}

/** As what a client would have sent, as far as it is told later. */
export function registryChanges(versions: readonly Registered[]): Change[] {
  const nothing = { source: '', storage: '', run_link: '', user_id: '', model_id: '', description: '' };
  const models = new Set(versions.map(({ model }) => model));
  return [
    ...[...models].map((model): Change => ({ type: 'model-created', model, description: '', tags: [] })),
    ...versions.map((version): Change => ({ type: 'version-created', ...version, ...nothing, tags: [] })),
  ];
}
