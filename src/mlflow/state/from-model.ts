import type {
  ModelVersion as Judged,
  ModelEvent,
  UnjudgedVersion,
  VersionRecord,
} from '../../core/generated/types.js';
import { descriptionOf } from '../../core/registry/description.js';
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
  const all = [...model.versions, ...(model.unjudged ?? [])].sort((a, b) => a.version - b.version);
  const versions = all.map((version): ModelVersion => {
    const { version: number, registered_at, registered_by } = version;
    const created = Date.parse(registered_at);
    return {
      version: number,
      name,
      created,
      updated: lastChange(model.events, created, (event) => isChangeOf(event, number)),
      description: descriptionOf(model, state, number) ?? '',
      stage: state.stages.get(number) ?? FIRST_STAGE,
      ...(version.manifest === null ? claimedOrigin(version) : recordedOrigin(name, version)),
      user_id: registered_by ?? '',
      tags: tagsOf(version, state, verified.get(number)),
    };
  });
  const created = beginningOf(model, versions);
  return {
    name,
    created,
    updated: lastChange(model.events, created, isChangeOfModel),
    description: state.descriptions.get(null) ?? '',
    tags: new Map(state.tags.get(null)),
    aliases: new Map([...state.aliases].map(([alias, { version }]) => [alias, version])),
    versions: new Map(versions.map((version) => [version.version, version])),
  };
}

type Origin = Pick<ModelVersion, 'source' | 'storage' | 'run_id' | 'run_link' | 'model_id'>;

/** What a version of a run's record is made from, and where its files are loaded from here. */
export function recordedOrigin(name: string, { version, run_id, run_path }: Judged): Origin {
  const storage = `mlflow-artifacts:/${versionFiles(name, version)}`;
  return { source: `runs:/${run_id}/${run_path}`, storage, run_id, run_link: '', model_id: '' };
}

/** As its client has said it. */
function claimedOrigin({
  source = '',
  storage = source,
  run_link = '',
  ...claimed
}: UnjudgedVersion): Origin {
  const { claimed_run_id: run_id = '', claimed_model_id: model_id = '' } = claimed;
  return { source, storage, run_id, run_link, model_id };
}

/** When it was made, the last time that it was. */
function beginningOf({ events }: Recorded, versions: readonly ModelVersion[]): number {
  const made = events.findLast(({ type }) => type === 'model-created');
  return made === undefined ? Math.min(...versions.map(({ created }) => created)) : Date.parse(made.at);
}

function tagsOf(
  { version, tags }: VersionRecord,
  state: ModelState,
  verified: 'yes' | 'no' | undefined,
): Map<string, string> {
  const all = new Map([...Object.entries(tags), ...(state.tags.get(version) ?? [])]);
  // Whoever may push could say it of a version of his own.
  all.delete(VERIFIED);
  return verified === undefined ? all : all.set(VERIFIED, verified);
}

/** First part of the paths of the files of versions: no experiment has such an id. */
export const VERSIONS = 'models';

/**
 * Where the files of a version stand among the artifacts of the server: three parts of a path. Clients write percent signs into URLs
 * as they are, so a name of other letters is written in hex digits.
 */
export function versionFiles(model: string, version: number): string {
  const isPlain = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(model);
  return `${VERSIONS}/${isPlain ? model : `~${Buffer.from(model).toString('hex')}`}/${version}`;
}

/** As MLflow has it, tags and aliases are no change of what has them. */
const LABELS: ReadonlySet<ModelEvent['type']> = new Set<ModelEvent['type']>([
  ...(['tag-set', 'tag-deleted', 'alias-set', 'alias-deleted'] as const),
]);

function isChangeOf({ type, version, ...event }: ModelEvent, number: number): boolean {
  if (type === 'model-renamed') return true;
  const archived = 'archived' in event ? event.archived : undefined;
  return !LABELS.has(type) && (version === number || (archived?.includes(number) ?? false));
}

/** What a version is said to be is no change of the model. */
function isChangeOfModel({ type, version }: ModelEvent): boolean {
  return !LABELS.has(type) && (version === null || type !== 'description-set');
}

function lastChange(
  events: readonly ModelEvent[],
  created: number,
  counts: (event: ModelEvent) => boolean,
): number {
  return events.reduce(
    (last, event) => (counts(event) ? Math.max(last, Date.parse(event.at)) : last),
    created,
  );
}
