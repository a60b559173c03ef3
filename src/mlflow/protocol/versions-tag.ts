import type { Change } from '../state/changes.js';
import type { LoggedModel, ModelVersion } from '../state/entities.js';
import { versionFiles } from '../state/from-model.js';
import type { State } from '../state/state.js';
import { pythonDumps } from './python-text.js';

/** Tag of a logged model: the versions that were made from it. The server writes it, and clients add the same once more. */
export const VERSIONS_TAG = 'mlflow.modelVersions';

type Tagged = Pick<LoggedModel, 'model_id' | 'tags'>;

export function versionNoted(model: Tagged, made: { name: string; version: number }): Change {
  return noted(model, [...knownVersions(model), made]);
}

/**
 * The change by which a logged model names a version by another number than it did, or no longer.
 * @param to null where there is no such version
 */
export function versionRenumbered(
  model: Tagged,
  { name, from, to }: { name: string; from: number; to: number | null },
): Change[] {
  const known = knownVersions(model);
  const mended = known.flatMap((one) => {
    const { name: of, version } = (one ?? {}) as { name?: unknown; version?: unknown };
    if (of !== name || String(version) !== String(from)) return [one];
    return to === null
      ? []
      : [{ ...(one as object), version: typeof version === 'string' ? String(to) : to }];
  });
  return JSON.stringify(mended) === JSON.stringify(known) ? [] : [noted(model, mended)];
}

/**
 * Logged models with the versions that a ledger has of them, where nothing says so: what a wrapped command registers has no number
 * before its run is recorded.
 */
export function withVersions(state: State): (model: LoggedModel) => LoggedModel {
  let known: ReadonlyMap<string, readonly ModelVersion[]> | undefined;
  return (model) => {
    if (model.tags.has(VERSIONS_TAG) || model.source_run_id === '') return model;
    known ??= recordedVersions(state);
    const own = (known.get(model.source_run_id) ?? []).filter((version) => isOf(version, model, state));
    if (own.length === 0) return model;
    const value = pythonDumps(own.map(({ name, version }) => ({ name, version })));
    return { ...model, tags: new Map([...model.tags, [VERSIONS_TAG, value]]) };
  };
}

/** By their runs, those whose files are the ledger's. */
function recordedVersions({ models }: State): Map<string, ModelVersion[]> {
  const found = new Map<string, ModelVersion[]>();
  for (const { name, versions } of models.values())
    for (const version of versions.values()) {
      if (version.storage !== `mlflow-artifacts:/${versionFiles(name, version.version)}`) continue;
      const known = found.get(version.run_id);
      if (known === undefined) found.set(version.run_id, [version]);
      else known.push(version);
    }
  return found;
}

/** Of several of one name the last has that path in the record of its run, and the others have their ids behind it. */
function isOf({ source, run_id }: ModelVersion, model: LoggedModel, { loggedModels }: State): boolean {
  const path = source.slice(`runs:/${run_id}/`.length);
  if (path === `${model.name}-${model.model_id}`) return true;
  if (path !== model.name) return false;
  const folded = model.name.toLowerCase();
  const named = [...loggedModels.values()].filter(
    ({ source_run_id, name, status, lifecycle }) =>
      source_run_id === run_id &&
      name.toLowerCase() === folded &&
      status === 'LOGGED_MODEL_READY' &&
      lifecycle === 'active',
  );
  return named.at(-1)?.model_id === model.model_id;
}

function noted({ model_id }: Tagged, versions: readonly unknown[]): Change {
  const tags = [{ key: VERSIONS_TAG, value: pythonDumps(versions) }];
  return { type: 'logged-model-tags-set', model_id, tags };
}

/** Anybody may have set the tag. */
function knownVersions({ tags }: Tagged): unknown[] {
  try {
    const known: unknown = JSON.parse(tags.get(VERSIONS_TAG) ?? '[]');
    return Array.isArray(known) ? known : [];
  } catch {
    return [];
  }
}
