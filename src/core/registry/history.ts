import type { ApprovedEvent, ModelEvent } from '../generated/types.js';
import { uncounted } from './disowned.js';
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

/** Everything that happened to a model, in the order of the chain, also what does not count. */
export function historyOf(model: RegisteredModel, period: Period = {}): HistoryEntry[] {
  const damaged = new Map(foldModel(model).damage.map(({ event_id, why }) => [event_id, why]));
  const out = uncounted(model);
  const whyNot = ({ event_id }: ModelEvent): string | null => {
    const by = out.get(event_id);
    return by === undefined || by === null
      ? (damaged.get(event_id) ?? null)
      : `is disowned by ${by.event_id}`;
  };
  return withEffect(model.events, out)
    .filter(({ effect }) => isWithin(effect, period))
    .map((one) => ({
      ...one,
      not_counted: whyNot(one.event),
      approvals: approvalsOf(one.event, model.events),
    }));
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
