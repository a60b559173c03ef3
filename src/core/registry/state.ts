import type {
  ApprovalRequestedEvent,
  ApprovedEvent,
  DisownedEvent,
  ModelDeletedEvent,
  ModelEvent,
  ModelRenamedEvent,
  ModelVersion,
  UnjudgedVersion,
  VersionDeletedEvent,
} from '../generated/types.js';

/** What the ledger knows of one registered model. */
export interface RegisteredModel {
  /** By number, from 1. A number is missing only where a record lies at it that does not count. */
  versions: readonly ModelVersion[];
  /** Versions that nobody judged: they count for nothing but their numbers and their labels. */
  unjudged?: readonly UnjudgedVersion[];
  /** Versions that an event hides ({@link ModelState.deleted}). */
  hidden?: readonly (ModelVersion | UnjudgedVersion)[];
  /** In the order of their chain. What a model had under another name comes first, with that name. */
  events: readonly ModelEvent[];
  /** Events outside of the chain that are disowned: a fork of it that was given up. They count for nothing. */
  aside?: readonly ModelEvent[];
  /** Records in the model's folder that are none of either, apart from those that are disowned. */
  strays?: readonly Stray[];
  /** Keys of records that are not to count, beside those that events of the model disown. */
  without?: ReadonlySet<string>;
  /** By number: the path of a version's record that lies in the folder of an earlier name. */
  places?: ReadonlyMap<number, string>;
  /** Number of the next version: the lowest at which nothing lies, counting or not, so that a record of any number leaves no gap. */
  next?: number;
}

/** A record that somebody put there past the registry. */
export interface Stray {
  path: string;
  /** Of its bytes; of its mode and id in git where it is not read: no plain file, too large, or named like no record. */
  digest: string;
  /** The end of a sentence about the record. */
  why: string;
  /** How it is mended, where no event that disowns it could. */
  mend?: string;
}

/** Which version of a model is asked for. */
export type VersionChoice =
  | { by: 'number'; number: number }
  | { by: 'latest' }
  | { by: 'stage'; stage: string }
  | { by: 'alias'; aliases: readonly string[] };

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

/** An event after which there is no model of that name. */
export type Gone = ModelDeletedEvent | ModelRenamedEvent;
/** An event that hides a version: of a model that was made anew after a rename, the rename hides those before it. */
export type Hiding = VersionDeletedEvent | Gone;

/** That a version holds a stage or an alias, since when, and the event that gave it. */
export interface Held {
  version: number;
  since: string;
  event: ModelEvent;
}

/** A promotion, or another change, that waits for approvals or did. */
export interface RequestState {
  event: ApprovalRequestedEvent;
  since: string;
  approvals: readonly ApprovedEvent[];
  /** The event that ended it; undefined while it is open. Whether an open one has expired is a matter of the time. */
  ended?: ModelEvent;
}

/** What a model's events come to. */
export interface ModelState {
  /** Stage of each version that an event has moved; all others are in `None`. */
  stages: ReadonlyMap<number, string>;
  /** By stage: the versions in it, the one that came last at the end. */
  holders: ReadonlyMap<string, readonly Held[]>;
  /** By stage: the event that brought a version in or took one out last. */
  changes: ReadonlyMap<string, ModelEvent>;
  /** By alias: the version that it names. */
  aliases: ReadonlyMap<string, Held>;
  /** By alias: the event that set or deleted it last. */
  aliasChanges: ReadonlyMap<string, ModelEvent>;
  /** By the event id of the request. */
  requests: ReadonlyMap<string, RequestState>;
  /** By version, `null` for the model as a whole. */
  descriptions: ReadonlyMap<number | null, string>;
  /** Tags of the registry by version, `null` for the model as a whole. Those that a version was registered with are in its record. */
  tags: ReadonlyMap<number | null, ReadonlyMap<string, string>>;
  /** By version: the event that hides it. */
  deleted: ReadonlyMap<number, Hiding>;
  /** The event that deleted the model or gave it another name; undefined while it is there. */
  gone?: Gone | undefined;
  /** Events that took the model away, brought it back or gave it its name, in their order. */
  turns: readonly ModelEvent[];
  /** Whether there is a model of that name, with or without versions. */
  isThere: boolean;
  /** Ids of events that never counted, each with the event that disowns it. */
  disowned: ReadonlyMap<string, DisownedEvent>;
  /** Events that cannot apply. They change nothing here, and nobody should rest on what the others come to. */
  damage: readonly Damage[];
}
