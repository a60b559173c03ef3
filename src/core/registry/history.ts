import type { ApprovedEvent, DisownedEvent, ModelEvent } from '../generated/types.js';
import { isTime } from '../times.js';
import { digestOfEvent, disownedBy, keyOfEvent, uncounted } from './disowned.js';
import { foldModel, type RegisteredModel, withEffect } from './registry.js';

/** An event as it is told. */
export interface HistoryEntry {
  event: ModelEvent;
  /** When it took effect, RFC 3339. */
  effect: string;
  /** Why it does not count, the end of a sentence; null when it does. */
  not_counted: string | null;
  /** The approvals that it rests on. */
  approvals: readonly ApprovedEvent[];
}

/** RFC 3339, or a day, which counts whole. */
export interface Period {
  since?: string;
  until?: string;
}

/** Everything that happened to a model, in the order of the chain, also what does not count; a fork that was given up stands where it left. */
export function historyOf(model: RegisteredModel, period: Period = {}): HistoryEntry[] {
  const damaged = new Map(foldModel(model).damage.map(({ event_id, why }) => [event_id, why]));
  const out = uncounted(model);
  const approved = model.events.filter((event) => event.type === 'approved');
  const aside = disownersAside(model);
  const whyNot = ({ event_id }: ModelEvent): string | null => {
    const by = out.get(event_id) ?? aside.get(event_id);
    return by === undefined || by === null
      ? (damaged.get(event_id) ?? null)
      : `is disowned by ${by.event_id}`;
  };
  return withAside(withEffect(model.events, out), model.aside ?? [])
    .filter(({ effect }) => isWithin(effect, period))
    .map((one) => ({
      ...one,
      not_counted: whyNot(one.event),
      approvals: approvalsOf(one.event, approved),
    }));
}

/** By the id of each event outside of the chain: the event that disowns it. */
function disownersAside({ events, aside = [], without }: RegisteredModel): Map<string, DisownedEvent> {
  const disowned = aside.length === 0 ? new Map() : disownedBy([...events, ...aside], without);
  return new Map(
    aside.flatMap((event): [string, DisownedEvent][] => {
      const by: DisownedEvent | undefined = disowned.get(keyOfEvent(event));
      return by === undefined ? [] : [[event.event_id, by]];
    }),
  );
}

interface Placed {
  event: ModelEvent;
  effect: string;
}

/** Each event that is outside of the chain, behind the one that it follows. */
function withAside(chain: readonly Placed[], aside: readonly ModelEvent[]): Placed[] {
  if (aside.length === 0) return [...chain];
  const all = chain.map((one) => ({ ...one, digest: digestOfEvent(one.event) }));
  for (const event of aside) {
    const before = event.previous === null ? -1 : all.findIndex(({ digest }) => digest === event.previous);
    const isLost = event.previous !== null && before < 0;
    const effect = isTime(event.at) ? event.at : (all[before]?.effect ?? event.at);
    all.splice(isLost ? all.length : before + 1, 0, { event, effect, digest: digestOfEvent(event) });
  }
  return all.map(({ event, effect }) => ({ event, effect }));
}

/** The approvals that a change names. Whether they were enough, the fold has seen to. */
export function approvalsOf(event: ModelEvent, events: readonly ModelEvent[]): ApprovedEvent[] {
  const named = new Set('approvals' in event && Array.isArray(event.approvals) ? event.approvals : []);
  if (named.size === 0) return [];
  return events.filter((one): one is ApprovedEvent => one.type === 'approved' && named.has(one.event_id));
}

function isWithin(effect: string, { since, until }: Period): boolean {
  const at = Date.parse(effect);
  return (since === undefined || at >= Date.parse(since)) && (until === undefined || at <= endOf(until));
}

/** A day counts to its end. */
function endOf(until: string): number {
  return Date.parse(until) + (until.includes('T') ? 0 : 86_399_999);
}
