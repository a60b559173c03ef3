import type { ModelEvent } from '../../core/generated/types.js';
import {
  FIRST_STAGE,
  type ModelState,
  type RegisteredModel as Recorded,
} from '../../core/registry/registry.js';
import type { ModelVersion, RegisteredModel } from './entities.js';

/** Tag that says whether GitHub confirms the stage and the aliases that a version is shown with. Nobody else sets it. */
export const VERIFIED = 'lineage.verified';

/**
 * A registered model of a ledger, as MLflow's API shows it.
 * @param state what its events come to
 * @param verified by version, what {@link VERIFIED} says of it
 */
export function registeredModel(
  name: string,
  model: Recorded,
  state: ModelState,
  verified: ReadonlyMap<number, 'yes' | 'no'> = new Map(),
): RegisteredModel {
  const versions = model.versions.map((version): ModelVersion => {
    const { version: number, run_id, run_path } = version;
    const created = Date.parse(version.registered_at);
    return {
      version: number,
      name,
      created,
      updated: lastChange(model.events, number, created),
      description: state.descriptions.get(number) ?? version.description ?? '',
      stage: state.stages.get(number) ?? FIRST_STAGE,
      source: `runs:/${run_id}/${run_path}`,
      storage: `mlflow-artifacts:/${versionFiles(name, number)}`,
      run_id,
      run_link: '',
      user_id: version.registered_by ?? '',
      model_id: '',
      tags: tagsOf(version, state, verified.get(number)),
    };
  });
  const created = Math.min(...versions.map((version) => version.created));
  return {
    name,
    created,
    updated: lastChange(model.events, undefined, created),
    description: state.descriptions.get(null) ?? '',
    tags: new Map(state.tags.get(null)),
    aliases: new Map([...state.aliases].map(([alias, { version }]) => [alias, version])),
    versions: new Map(versions.map((version) => [version.version, version])),
  };
}

function tagsOf(
  { version, tags }: Recorded['versions'][number],
  state: ModelState,
  verified: 'yes' | 'no' | undefined,
): Map<string, string> {
  const all = new Map([...Object.entries(tags), ...(state.tags.get(version) ?? [])]);
  // Whoever may push could say it of a version of his own.
  all.delete(VERIFIED);
  return verified === undefined ? all : all.set(VERIFIED, verified);
}

/** First part of the paths of the files of versions: no experiment has such an id. */
const VERSIONS = 'models';

/**
 * Where the files of a version stand among the artifacts of the server: three parts of a path. Clients write percent signs into URLs
 * as they are, so a name of other letters is written in hex digits.
 */
export function versionFiles(model: string, version: number): string {
  const isPlain = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(model);
  return `${VERSIONS}/${isPlain ? model : `~${Buffer.from(model).toString('hex')}`}/${version}`;
}

/** @param version undefined: of the model, which every change is one of */
function lastChange(events: readonly ModelEvent[], version: number | undefined, created: number): number {
  const of = events.filter((event) => version === undefined || event.version === version);
  return of.reduce((last, { at }) => Math.max(last, Date.parse(at)), created);
}
