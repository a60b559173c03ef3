import { sha256 } from '../digest.js';
import type { DisownedEvent, ModelEvent } from '../generated/types.js';
import { canonicalJson } from '../json.js';
import { eventPath, recordKey } from './record-paths.js';
import type { RegisteredModel } from './state.js';

/** Events are never changed, and who asks about many requests folds the same ones again and again. */
const KNOWN = new WeakMap<ModelEvent, string>();

/** Of the bytes of an event's record. */
export function digestOfEvent(event: ModelEvent): string {
  const known = KNOWN.get(event);
  if (known !== undefined) return known;
  const digest = sha256(canonicalJson(event));
  KNOWN.set(event, digest);
  return digest;
}

/** Of the record of an event, which lies at one path only. */
export function keyOfEvent(event: ModelEvent): string {
  return recordKey({ path: eventPath(event.model, event.event_id), digest: digestOfEvent(event) });
}

/**
 * Keys of the records that do not count, each with the event that says so. A `disowned` can itself be disowned: one that nobody
 * who counts has named counts. Of two that name each other neither does, until a third names one of them.
 * @param without keys of records that do not count whatever is said of them, so that they disown nothing either
 */
export function disownedBy(
  events: readonly ModelEvent[],
  without: ReadonlySet<string> = new Set(),
): Map<string, DisownedEvent> {
  const all = events.filter((event) => event.type === 'disowned');
  if (all.length === 0) return new Map();
  const claims = new Map(all.map((claim) => [keyOfEvent(claim), claim]));
  for (const key of without) claims.delete(key);
  return settle(claims);
}

/** Round by round: what no open claim names counts, and closes those that it names. Each naming is looked at twice at most. */
function settle(claims: ReadonlyMap<string, DisownedEvent>): Map<string, DisownedEvent> {
  const order = new Map([...claims.keys()].map((key, index) => [key, index]));
  const namedBy = namings(claims);
  const out = new Map<string, DisownedEvent>();
  const open = new Set(claims.keys());
  let settled = [...claims.keys()].filter((key) => !namedBy.has(key));
  while (settled.length > 0) {
    const closed = new Set<string>();
    for (const key of settled) {
      const claim = claims.get(key) as DisownedEvent;
      open.delete(key);
      for (const named of namedIn(claim)) {
        out.set(named, claim);
        if (open.delete(named)) closed.add(named);
      }
    }
    const next: string[] = [];
    for (const key of closed) {
      for (const named of namedIn(claims.get(key) as DisownedEvent)) {
        const left = (namedBy.get(named) ?? 0) - 1;
        namedBy.set(named, left);
        if (left === 0 && open.has(named)) next.push(named);
      }
    }
    // Of two that name the same record, the later one is told.
    settled = next.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  }
  return out;
}

/** How many claims name each record. */
function namings(claims: ReadonlyMap<string, DisownedEvent>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const claim of claims.values())
    for (const named of namedIn(claim)) counts.set(named, (counts.get(named) ?? 0) + 1);
  return counts;
}

function namedIn({ records }: DisownedEvent): Set<string> {
  return new Set(records.map(recordKey));
}

/** Ids of the events that do not count, each with the event that says so, or null where who reads says it. */
export function uncounted({
  events,
  without = new Set(),
}: Pick<RegisteredModel, 'events' | 'without'>): Map<string, DisownedEvent | null> {
  const disowned = disownedBy(events, without);
  if (disowned.size + without.size === 0) return new Map();
  return new Map(
    events.flatMap((event): [string, DisownedEvent | null][] => {
      const key = keyOfEvent(event);
      const by = disowned.get(key);
      return by !== undefined || without.has(key) ? [[event.event_id, by ?? null]] : [];
    }),
  );
}
