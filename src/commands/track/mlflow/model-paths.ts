import { isExternal } from '../../../mlflow/logged/logged-runs.js';
import type { LoggedModel } from '../../../mlflow/state/entities.js';

/** Where files are found by name whatever its case, two names are one. */
export function foldedName({ name }: { name: string }): string {
  return name.toLowerCase();
}

/** Names of all that lies right in a run's folder. */
export function topNames(paths: readonly string[]): Set<string> {
  return new Set(paths.map((file) => foldedName({ name: file.split('/')[0] ?? '' })));
}

/**
 * Path that a logged model has in its run's record. A name that several have is that of the last one, as in `runs:/RUN/NAME`; the others
 * have their id behind it. So they are asked about from the last to the first.
 * @param taken folded names of what has one
 */
export function loggedModelPath(
  model: { name: string; model_id: string },
  taken: ReadonlySet<string>,
): string {
  return taken.has(foldedName(model)) ? pathWithId(model) : model.name;
}

/**
 * Path that a logged model has got by {@link loggedModelPath} in the record of its run; undefined where that has no such model.
 * @param recorded paths of the models in the record
 * @param all that the run has logged, in the order that they were made in
 */
export function recordedModelPath(
  model: LoggedModel,
  recorded: ReadonlySet<string>,
  all: readonly LoggedModel[],
): string | undefined {
  if (!isKept(model)) return undefined;
  const named = all.filter((one) => isKept(one) && foldedName(one) === foldedName(model));
  const path = [pathWithId(model), ...(named.at(-1) === model ? [model.name] : [])];
  return path.find((one) => recorded.has(one));
}

function isKept(model: LoggedModel): boolean {
  const { status, lifecycle } = model;
  return status === 'LOGGED_MODEL_READY' && lifecycle === 'active' && !isExternal(model);
}

export function pathWithId({ name, model_id }: { name: string; model_id: string }): string {
  return `${name}-${model_id}`;
}
