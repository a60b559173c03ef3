import { UserError } from '../../core/errors.js';
import type { LoggedModel, VersionRecord } from '../../core/generated/types.js';
import { DATA_TAGS } from '../../core/lineage/data-tags.js';
import type { ImpactFacts } from '../../core/lineage/impact.js';
import type { DatedModel } from '../../core/lineage/named-version.js';
import type { HoldFacts, VersionFacts } from '../../core/lineage/sources.js';
import { type Tenure, tenuresOf } from '../../core/lineage/tenure.js';
import { formerNames } from '../../core/registry/former-names.js';
import { foldModel, type Held, type ModelState, type RegisteredModel } from '../../core/registry/registry.js';
import { eventPath, versionPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { invalidRecord } from '../../ledger/read/json-record.js';
import { readLoggedModel } from '../../ledger/read/logged-models.js';
import { readModel } from '../../ledger/read/records.js';

/** What the ledger says of models and of what serves, besides runs. */
export interface Registry {
  versions: VersionFacts[];
  holds: HoldFacts[];
  tenures: Tenure[];
  requests: ImpactFacts['requests'][number][];
  /** Names of models without a version. */
  empty: string[];
  /** Models by their names, also those that have another name now. */
  dated: (readonly [name: string, model: DatedModel])[];
}

export function nothing(): Registry {
  return { versions: [], holds: [], tenures: [], requests: [], empty: [], dated: [] };
}

/** What one model adds. */
export interface ModelFacts {
  registry: Registry;
  /** What of it cannot be read. */
  faults: UserError[];
  /** Whether no other folder of the ledger has told a part of it. */
  isWhole: boolean;
}

export async function readModelFacts(view: LedgerView, name: string): Promise<ModelFacts> {
  const registry = nothing();
  const faults: UserError[] = [];
  let isWhole = false;
  try {
    const model = await readModel(view, name);
    for (const { path, why } of model.strays ?? []) faults.push(invalidRecord(path, why));
    const state = foldModel(model);
    registry.dated.push([name, datedOf(model)]);
    // What it had is read under its new name.
    if (state.gone?.type === 'model-renamed') return { registry, faults, isWhole };
    isWhole = isOfOneFolder(model);
    const versions = versionsOf(name, model, { state, logged: await loggedModels(view, model) });
    const numbers = new Set(versions.map(({ version }) => version));
    if (versions.length === 0 && state.isThere) registry.empty.push(name);
    registry.versions.push(...versions);
    for (const { event_id, why } of state.damage) faults.push(invalidRecord(eventPath(name, event_id), why));
    const isOf = ({ version }: { version: number }) => numbers.has(version);
    registry.holds.push(...held(name, state).filter(isOf));
    registry.tenures.push(...tenuresOf(name, model).filter(isOf));
    for (const { event, ended } of state.requests.values())
      if (ended === undefined && event.version !== null && numbers.has(event.version))
        registry.requests.push({ model: name, version: event.version, event_id: event.event_id });
  } catch (error) {
    faults.push(userError(error));
  }
  return { registry, faults, isWhole };
}

/** Not where it had another name, or has versions of which a logged model may say more. */
function isOfOneFolder({ events, without, unjudged = [], hidden = [] }: RegisteredModel): boolean {
  const isRenamed = events.some(({ type }) => type === 'model-renamed');
  return !isRenamed && unjudged.length === 0 && hidden.length === 0 && (without?.size ?? 0) === 0;
}

/** Without what its versions hold, which would be much. */
function datedOf({ events, without, versions, unjudged = [], hidden = [] }: RegisteredModel): DatedModel {
  const numbers = (of: readonly { version: number }[]) => of.map(({ version }) => ({ version }));
  return {
    events,
    unjudged: numbers(unjudged),
    hidden: hidden.map(({ version, registered_at, run_id }) => ({ version, registered_at, run_id })),
    // A set does not outlive JSON, in which it is kept: only models without one are.
    ...((without?.size ?? 0) === 0 ? {} : { without }),
    versions: versions.map(({ version, registered_at }) => ({ version, registered_at })),
  };
}

/** Also those that are deleted, and those that nobody judged; not those that went to another name. */
function versionsOf(
  name: string,
  model: RegisteredModel,
  { state, logged }: { state: ModelState; logged: ReadonlyMap<string, LoggedModel> },
): VersionFacts[] {
  const { deleted, tags } = state;
  const { versions, unjudged = [], hidden = [], places } = model;
  const formerly = formerNames(name, model);
  const given = (version: number) => Object.fromEntries(tags.get(version) ?? []);
  const isOwn = ({ version }: { version: number }) => deleted.get(version)?.type !== 'model-renamed';
  const manifestOf = (version: VersionRecord) =>
    version.manifest ?? logged.get(version.claimed_model_id ?? '')?.manifest ?? null;
  return [...versions, ...unjudged, ...hidden.filter(isOwn)].map((version) => ({
    model: name,
    version: version.version,
    formerly,
    run_id: version.manifest === null ? (version.claimed_run_id ?? null) : version.run_id,
    run_path: version.run_path,
    digest: manifestOf(version)?.digest ?? null,
    // Of what nobody judged all tags are events.
    tags: dataTags(version.manifest === null ? { ...version.tags, ...given(version.version) } : version.tags),
    files: manifestOf(version)?.files.map(({ digest }) => digest) ?? [],
    record: places?.get(version.version) ?? versionPath(name, version.version),
    status: deleted.has(version.version) ? 'deleted' : version.manifest === null ? 'unjudged' : 'judged',
  }));
}

/** Models that were logged without a run and registered as versions that nobody judged, by id. */
async function loggedModels(
  view: LedgerView,
  { unjudged = [], hidden = [] }: RegisteredModel,
): Promise<Map<string, LoggedModel>> {
  const found = new Map<string, LoggedModel>();
  for (const version of [...unjudged, ...hidden]) {
    const id = version.manifest === null ? (version.claimed_model_id ?? '') : '';
    const logged = await readLoggedModel(view, id);
    if (logged !== undefined) found.set(id, logged);
  }
  return found;
}

function dataTags(tags: Readonly<Record<string, string>>): VersionFacts['tags'] {
  return Object.fromEntries(DATA_TAGS.flatMap((key) => (Object.hasOwn(tags, key) ? [[key, tags[key]]] : [])));
}

function held(model: string, { holders, aliases }: ModelState): HoldFacts[] {
  const hold = (of: HoldFacts['of'], { version, since, event }: Held): HoldFacts => ({
    of,
    model,
    version,
    since,
    record: eventPath(model, event.event_id),
  });
  return [
    ...[...holders].flatMap(([stage, all]) => all.map((one) => hold({ kind: 'stage', stage }, one))),
    ...[...aliases].map(([alias, one]) => hold({ kind: 'alias', alias }, one)),
  ];
}

/** @throws whatever is a defect of ours */
export function userError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}
