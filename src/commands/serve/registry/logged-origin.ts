import type { ModelVersion as Judged } from '../../../core/generated/types.js';
import type { LoggedModel } from '../../../mlflow/state/entities.js';
import { versionFiles } from '../../../mlflow/state/from-model.js';
import type { State } from '../../../mlflow/state/state.js';
import { foldedName, pathWithId } from '../../track/mlflow/model-paths.js';

/** What a judged version says of where it comes from, as MLflow has it. */
interface Origin {
  source: string;
  model_id: string;
}

/**
 * Has judged versions name the logged models that they were registered from. Their records say a run and a path in it, and what came with
 * the run says which logged model has that path.
 * @param versions by where their files stand among the artifacts of the server
 */
export function nameLoggedModels(versions: ReadonlyMap<string, Judged>, state: State): void {
  const runs = new Set([...versions.values()].map(({ run_id }) => run_id));
  const byRun = new Map<string, LoggedModel[]>();
  for (const logged of state.loggedModels.values()) {
    const { source_run_id } = logged;
    if (runs.has(source_run_id)) byRun.set(source_run_id, [...(byRun.get(source_run_id) ?? []), logged]);
  }
  for (const [name, model] of state.models)
    for (const [number, version] of model.versions) {
      const judged = versions.get(versionFiles(name, number));
      if (judged === undefined) continue;
      const origin = originAmong(byRun.get(judged.run_id) ?? [], judged, state);
      if (origin.source !== version.source) model.versions.set(number, { ...version, ...origin });
    }
}

/** The same of one version. */
export function loggedOrigin(judged: Judged, state: State): Origin {
  const own = [...state.loggedModels.values()].filter(({ source_run_id }) => source_run_id === judged.run_id);
  return originAmong(own, judged, state);
}

function originAmong(logged: readonly LoggedModel[], { run_id, run_path }: Judged, { runs }: State): Origin {
  const model = modelAt(run_path, logged, runs.get(run_id)?.apart);
  return model === undefined
    ? { source: `runs:/${run_id}/${run_path}`, model_id: '' }
    : { source: `models:/${model.model_id}`, model_id: model.model_id };
}

/**
 * The logged model that its run has recorded at a path. A name that several have is the path of one of them, and of none where something
 * else of the run has it: the others have their id behind it.
 * @param apart paths of these in the record
 */
function modelAt(
  path: string,
  logged: readonly LoggedModel[],
  apart: readonly string[] = [],
): LoggedModel | undefined {
  const ready = logged.filter(({ status }) => status === 'LOGGED_MODEL_READY');
  const byId = ready.find((model) => pathWithId(model) === path);
  if (byId !== undefined) return byId;
  const named = ready.filter((model) => foldedName(model) === foldedName({ name: path }));
  const [first, ...others] = named.filter((model) => !apart.includes(pathWithId(model)));
  return others.length === 0 && first?.name === path ? first : undefined;
}
