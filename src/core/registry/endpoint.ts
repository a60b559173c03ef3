import { sha256 } from '../digest.js';
import type { DeployedEvent, EndpointEvent, WithdrawnEvent } from '../generated/types.js';
import { canonicalJson } from '../json.js';
import { isTime } from '../times.js';
import type { EventFacts } from './event-chain.js';
import { type Damage, withEffect } from './registry.js';

/** A model version by its name, number and the digest of its manifest. */
export type Served = Pick<DeployedEvent, 'model' | 'version' | 'manifest_digest'>;

/**
 * Digest of the manifest of a version that is in the ledger; null for one whose record cannot be read, undefined for one that is
 * not there.
 */
export type DigestOf = (version: Pick<Served, 'model' | 'version'>) => string | null | undefined;

/** What an endpoint's events come to. */
export interface EndpointState {
  /** What serves there; null when nothing does. */
  serves: Served | null;
  /** The event that made it so, and from when it counts; null while there is none. */
  last: { event: EndpointEvent; since: string } | null;
  /** Set where the record of the version that serves cannot be read: then it serves as the event says, and nobody can tell. */
  unread: Damage | null;
  /** Events that cannot be true. They change nothing here. */
  damage: readonly Damage[];
}

/**
 * What serves at an endpoint. @param at RFC 3339; then what served at that time. An event counts from its own time or from that of
 * the one before, as those of models do
 */
export function foldEndpoint(
  events: readonly EndpointEvent[],
  { digestOf, at }: { digestOf: DigestOf; at?: string | undefined },
): EndpointState {
  const state: EndpointState & { damage: Damage[] } = {
    serves: null,
    last: null,
    unread: null,
    damage: [],
  };
  for (const { event, effect } of withEffect(events)) {
    if (at !== undefined && Date.parse(effect) > Date.parse(at)) break;
    const why = objection(event, { serves: state.serves, digestOf });
    if (why !== undefined) {
      state.damage.push({ event_id: event.event_id, why });
      continue;
    }
    state.serves = event.type === 'deployed' ? servedBy(event) : null;
    state.last = { event, since: effect };
    state.unread =
      event.type === 'deployed' && digestOf(event) === null
        ? { event_id: event.event_id, why: `${subjectOf(event)}, whose record cannot be read` }
        : null;
  }
  return state;
}

function objection(
  event: EndpointEvent,
  { serves, digestOf }: { serves: Served | null; digestOf: DigestOf },
): string | undefined {
  if (!isTime(event.at)) return `has a time that does not exist (${event.at})`;
  if (event.type === 'withdrawn')
    return serves === null ? 'withdraws what serves, and nothing did' : undefined;
  const known = digestOf(event);
  if (known === undefined) return `${subjectOf(event)}, which is not there`;
  // An event whose version cannot be read may be true: to pass it over would make an older answer.
  return known === null || known === event.manifest_digest
    ? undefined
    : `${subjectOf(event)} with manifest ${event.manifest_digest}, and it has ${known}`;
}

function subjectOf({ model, version }: Pick<Served, 'model' | 'version'>): string {
  return `is about version ${version} of ${JSON.stringify(model)}`;
}

function servedBy({ model, version, manifest_digest }: Served): Served {
  return { model, version, manifest_digest };
}

/** Whether two are the same version with the same files. */
export function isSame(one: Served | null, other: Served | null): boolean {
  return (
    one?.model === other?.model &&
    one?.version === other?.version &&
    one?.manifest_digest === other?.manifest_digest
  );
}

/** A change of what serves at an endpoint. */
export interface EndpointChange {
  endpoint: string;
  /** What serves from now on; null withdraws what does. */
  serves: Served | null;
  reason: string | null;
}

/** The event of a change: pure, so that it can be asked again after a lost race. @param events of the endpoint, in their order */
export function endpointEvent(
  { endpoint, serves, reason }: EndpointChange,
  events: readonly EndpointEvent[],
  { at, actor, ci_run_url, by, newId }: EventFacts,
): EndpointEvent {
  const last = events.at(-1);
  const common: Omit<WithdrawnEvent, 'type'> = {
    schema: 'lineage-gate/endpoint-event/v1',
    event_id: newId(),
    endpoint,
    at,
    actor,
    ci_run_url,
    reason,
    ...(by === undefined ? {} : { by }),
    previous: last === undefined ? null : sha256(canonicalJson(last)),
  };
  return serves === null
    ? { ...common, type: 'withdrawn' }
    : { ...common, type: 'deployed', ...servedBy(serves) };
}
