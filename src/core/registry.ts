import { sha256 } from './digest.js';
import type { ModelEvent, ModelVersion, RunRecord } from './generated/types.js';
import { canonicalJson } from './json.js';
import { distrust } from './trust.js';

/** What the ledger knows of one registered model. */
export interface RegisteredModel {
  /** By number, from 1, without gaps. */
  versions: readonly ModelVersion[];
  /** In the order of their chain. */
  events: readonly ModelEvent[];
}

/** What to register; the registry gives the number. */
export type Candidate = Omit<ModelVersion, 'schema' | 'version'>;

export interface EventFacts {
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  /** A fresh event id at each call, later ones sorting later. */
  newId(): string;
}

export interface Registration {
  version: ModelVersion;
  /** False when the model has these bytes as a version already; then `version` is that one, unchanged. */
  isNew: boolean;
  /** The first version before it that differs only in what says when and by which run it was saved; null when none is known. */
  same_content_as: number | null;
  /** Events to write, in order: `registered` for a new version, `alias-set` for each alias that is not there yet. */
  events: ModelEvent[];
}

/** Why no version may be made of a run, the end of a sentence; undefined when one may. */
export function unfitness(run: Pick<RunRecord, 'status' | 'context'>): string | undefined {
  return run.status === 'FINISHED' ? distrust(run)?.why : `has status ${run.status}`;
}

/** Registers a candidate: pure, so that it can be asked again after a lost race. */
export function registerVersion(
  candidate: Candidate,
  state: RegisteredModel,
  options: { aliases: readonly string[]; facts: EventFacts },
): Registration {
  const { aliases, facts } = options;
  const existing = state.versions.find((version) => version.manifest.digest === candidate.manifest.digest);
  const version: ModelVersion = existing ?? {
    ...candidate,
    schema: 'lineage-gate/model-version/v1',
    version: Math.max(0, ...state.versions.map((known) => known.version)) + 1,
  };
  const chain = new EventChain(state.events, facts);
  if (existing === undefined) {
    chain.add(version, {
      type: 'registered',
      run_id: version.run_id,
      manifest_digest: version.manifest.digest,
    });
  }
  const current = aliasesOf(state.events);
  for (const alias of aliases) {
    if (current.get(alias) !== version.version) chain.add(version, { type: 'alias-set', alias });
  }
  const same_content_as = sameContent(version, state.versions);
  return { version, isNew: existing === undefined, same_content_as, events: chain.added };
}

function sameContent({ version, manifest }: ModelVersion, others: readonly ModelVersion[]): number | null {
  const { content_digest } = manifest;
  if (content_digest === undefined) return null;
  const same = others.find(
    (other) => other.version < version && other.manifest.content_digest === content_digest,
  );
  return same?.version ?? null;
}

/** Alias to version number, as the model's events leave it. */
export function aliasesOf(events: readonly ModelEvent[]): Map<string, number> {
  const aliases = new Map<string, number>();
  for (const event of events) {
    if (event.type === 'alias-set') aliases.set(event.alias, event.version);
  }
  return aliases;
}

/** Where a version is that no event has moved. */
export const FIRST_STAGE = 'None';

/** Version number to stage, as the model's events leave it; versions that were never moved are in `None` and not listed. */
export function stagesOf(events: readonly ModelEvent[]): Map<number, string> {
  const stages = new Map<number, string>();
  for (const event of events) {
    if (event.type === 'stage-changed') stages.set(event.version, event.to_stage);
  }
  return stages;
}

/** The version that a stage got last, of those that are in it; undefined when none is. */
export function versionInStage(model: RegisteredModel, stage: string): ModelVersion | undefined {
  const stages = stagesOf(model.events);
  const last = model.events.findLast(
    (event) =>
      event.type === 'stage-changed' && event.to_stage === stage && stages.get(event.version) === stage,
  );
  return last === undefined ? undefined : model.versions[last.version - 1];
}

type EventBody =
  | { type: 'registered'; run_id: string; manifest_digest: string }
  | { type: 'alias-set'; alias: string };

/** Links each event to the one before it by the digest of that one's bytes. */
class EventChain {
  readonly added: ModelEvent[] = [];
  readonly #facts: EventFacts;
  #last: ModelEvent | undefined;

  constructor(events: readonly ModelEvent[], facts: EventFacts) {
    this.#last = events.at(-1);
    this.#facts = facts;
  }

  add(version: ModelVersion, body: EventBody): void {
    const event: ModelEvent = {
      ...body,
      schema: 'lineage-gate/model-event/v1',
      event_id: this.#facts.newId(),
      model: version.model,
      version: version.version,
      at: this.#facts.at,
      actor: this.#facts.actor,
      ci_run_url: this.#facts.ci_run_url,
      previous: this.#last === undefined ? null : sha256(canonicalJson(this.#last)),
    };
    this.added.push(event);
    this.#last = event;
  }
}
