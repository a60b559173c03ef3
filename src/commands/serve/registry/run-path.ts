import type { RegistryChange } from '../../../mlflow/state/changes.js';
import type { State } from '../../../mlflow/state/state.js';

type Created = Extract<RegistryChange, { type: 'version-created' }>;

const OF_RUN = /^runs:\/+([^/]+)\/(.+?)\/*$/;
const OF_VERSION = /^models:\/+([^/]+)\/(\d+)$/;

/** Path of the model within the run that a version is to be of, as the run's record has it; undefined where its source is none of the run's. */
export function runPathOf(
  { source, storage, run_id, model_id }: Pick<Created, 'source' | 'storage' | 'run_id' | 'model_id'>,
  state: State,
): string | undefined {
  const logged = state.loggedModels.get(model_id);
  if (logged !== undefined) return logged.source_run_id === run_id ? logged.name : undefined;
  const [, model = '', number] = OF_VERSION.exec(source) ?? [];
  const copied = state.models.get(model)?.versions.get(Number(number));
  const [, run, path] = OF_RUN.exec(copied?.source ?? source) ?? [];
  if (run === run_id) return path;
  const root = state.runs.get(run_id)?.artifact_uri;
  const within = [storage, copied?.storage ?? source].find(
    (uri) => root !== undefined && uri.startsWith(`${root}/`),
  );
  return within?.slice((root?.length ?? 0) + 1).replace(/\/+$/, '');
}
