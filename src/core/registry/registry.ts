import type { ModelEvent, ModelVersion } from '../generated/types.js';
import { isTime } from '../times.js';

/** What the ledger knows of one registered model. */
export interface RegisteredModel {
  /** By number, from 1, without gaps. */
  versions: readonly ModelVersion[];
  /** In the order of their chain. */
  events: readonly ModelEvent[];
}

/** MLflow's, in the order in which a version goes through them. */
export const STAGES = ['None', 'Staging', 'Production', 'Archived'] as const;

/** The stage that a name in any case means; undefined when it is none. */
export function stageNamed(name: string): (typeof STAGES)[number] | undefined {
  return STAGES.find((stage) => stage.toLowerCase() === name.toLowerCase());
}

/** Where a version is that no event has moved. */
export const FIRST_STAGE = 'None';
/** Where versions go that another one replaces. */
export const ARCHIVED = 'Archived';

/** An event that cannot apply to the state before it: somebody wrote it past the registry. */
export interface Damage {
  event_id: string;
  /** The end of a sentence about the event. */
  why: string;
}

/** That a version holds a stage or an alias, since when, and the event that gave it. */
export interface Held {
  version: number;
  since: string;
  event: ModelEvent;
}

/** What a model's events come to. */
export interface ModelState {
  /** Stage of each version that an event has moved; all others are in `None`. */
  stages: ReadonlyMap<number, string>;
  /** By stage: the versions in it, the one that came last at the end. */
  holders: ReadonlyMap<string, readonly Held[]>;
  /** By alias: the version that it names. */
  aliases: ReadonlyMap<string, Held>;
  /** Events that cannot apply. They change nothing here, and nobody should rest on what the others come to. */
  damage: readonly Damage[];
}

/**
 * The state of a model. @param at RFC 3339; then the state at that time. An event takes effect at its own time or at that of the
 * one before, whichever is later, so that nothing that is appended changes what was
 */
export function foldModel(
  model: { versions: { length: number }; events: readonly ModelEvent[] },
  at?: string,
): ModelState {
  const fold = new Fold(model.versions.length);
  for (const { event, effect } of withEffect(model.events)) {
    if (at !== undefined && Date.parse(effect) > Date.parse(at)) break;
    fold.apply(event, effect);
  }
  return fold;
}

/** Each event with the time from which it counts. One whose own time does not exist has that of the event before it. */
export function withEffect<T extends { at: string }>(events: readonly T[]): { event: T; effect: string }[] {
  let latest: string | undefined;
  return events.map((event) => {
    if (isTime(event.at) && (latest === undefined || Date.parse(event.at) > Date.parse(latest)))
      latest = event.at;
    return { event, effect: latest ?? event.at };
  });
}

/** The version that a stage got last, of those that are in it; undefined when none is. */
export function versionInStage(model: RegisteredModel, stage: string): ModelVersion | undefined {
  const held = foldModel(model).holders.get(stage)?.at(-1);
  return held === undefined ? undefined : model.versions[held.version - 1];
}

class Fold implements ModelState {
  readonly stages = new Map<number, string>();
  readonly holders = new Map<string, Held[]>();
  readonly aliases = new Map<string, Held>();
  readonly damage: Damage[] = [];

  constructor(readonly versions: number) {}

  apply(event: ModelEvent, effect: string): void {
    const why = this.#objection(event);
    if (why !== undefined) {
      this.damage.push({ event_id: event.event_id, why });
      return;
    }
    const held = { version: event.version, since: effect, event };
    if (event.type === 'alias-set') this.aliases.set(event.alias, held);
    if (event.type !== 'stage-changed') return;
    for (const version of event.archived ?? []) this.#move({ version, since: effect, event }, ARCHIVED);
    this.#move(held, event.to_stage);
  }

  #objection(event: ModelEvent): string | undefined {
    const { type, version, at } = event;
    if (!isTime(at)) return `has a time that does not exist (${at})`;
    if (version > this.versions) return `is about version ${version}, which is not there`;
    if (type !== 'stage-changed') return undefined;
    const was = this.#stageOf(version);
    if (was !== event.from_stage)
      return `moves version ${version} from ${event.from_stage}, and it was in ${was}`;
    const stranger = (event.archived ?? []).find(
      (other) => other === version || this.#stageOf(other) !== event.to_stage,
    );
    return stranger === undefined
      ? undefined
      : `archives version ${stranger}, which was not beside it in ${event.to_stage}`;
  }

  #stageOf(version: number): string {
    return this.stages.get(version) ?? FIRST_STAGE;
  }

  #move(held: Held, to: string): void {
    const from = this.#stageOf(held.version);
    const left = (this.holders.get(from) ?? []).filter(({ version }) => version !== held.version);
    this.holders.set(from, left);
    this.holders.set(to, [
      ...(this.holders.get(to) ?? []).filter(({ version }) => version !== held.version),
      held,
    ]);
    this.stages.set(held.version, to);
  }
}
