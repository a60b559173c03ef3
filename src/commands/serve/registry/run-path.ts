import { withoutTrailing } from '../../../core/without-trailing.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';
import type { LoggedModel } from '../../../mlflow/state/entities.js';
import type { State } from '../../../mlflow/state/state.js';
import { foldedName, pathWithId } from '../../track/mlflow/model-paths.js';

type Created = Extract<RegistryChange, { type: 'version-created' }>;

const OF_RUN = /^runs:\/+([^/]+)\/(.+)$/;
const OF_VERSION = /^models:\/+([^/]+)\/(\d+)$/;

/**
 * Path of the model within the run that a version is to be of, as the run's record has it; undefined where its source is none of the run's.
 * @param recorded paths of the models in the record
 */
export function runPathOf(
  { source, storage, run_id, model_id }: Pick<Created, 'source' | 'storage' | 'run_id' | 'model_id'>,
  state: State,
  recorded: readonly string[],
): string | undefined {
  const logged = state.loggedModels.get(model_id);
  if (logged !== undefined)
    return logged.source_run_id === run_id ? loggedPath(logged, state, recorded) : undefined;
  const [, model = '', number] = OF_VERSION.exec(source) ?? [];
  const copied = state.models.get(model)?.versions.get(Number(number));
  const [, run, path] = OF_RUN.exec(withoutTrailing(copied?.source ?? source, '/')) ?? [];
  if (run === run_id) return path;
  const root = state.runs.get(run_id)?.artifact_uri;
  const within = [storage, copied?.storage ?? source].find(
    (uri) => root !== undefined && uri.startsWith(`${root}/`),
  );
  return within === undefined ? undefined : withoutTrailing(within.slice((root?.length ?? 0) + 1), '/');
}

/**
 * A record does not say which of several models of one name has it. It is the last one where all others of the name stand in the record by
 * their ids; where one does not, it could be another's, logged since the run was recorded.
 */
function loggedPath(
  logged: LoggedModel,
  { loggedModels }: State,
  recorded: readonly string[],
): string | undefined {
  const own = pathWithId(logged);
  if (recorded.includes(own)) return own;
  const isOther = (one: LoggedModel) =>
    one !== logged &&
    one.source_run_id === logged.source_run_id &&
    foldedName(one) === foldedName(logged) &&
    !recorded.includes(pathWithId(one));
  return [...loggedModels.values()].some(isOther) ? undefined : logged.name;
}
