import { sha256 } from '../digest.js';
import type { DisownedEvent, ModelEvent } from '../generated/types.js';
import { canonicalJson } from '../json.js';
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

/**
 * Digests of the records that do not count, each with the event that says so. A `disowned` can itself be disowned: one that nobody
 * who counts has named counts. Of two that name each other neither does, until a third names one of them.
 * @param without digests of records that do not count whatever is said of them, so that they disown nothing either
 */
export function disownedBy(
  events: readonly ModelEvent[],
  without: ReadonlySet<string> = new Set(),
): Map<string, DisownedEvent> {
  const all = events.filter((event) => event.type === 'disowned');
  if (all.length === 0) return new Map();
  const claims = new Map(all.map((claim) => [digestOfEvent(claim), claim]));
  for (const digest of without) claims.delete(digest);
  return settle(claims);
}

/** Round by round: what no open claim names counts, and closes those that it names. Each naming is looked at twice at most. */
function settle(claims: ReadonlyMap<string, DisownedEvent>): Map<string, DisownedEvent> {
  const order = new Map([...claims.keys()].map((digest, index) => [digest, index]));
  const namedBy = namings(claims);
  const out = new Map<string, DisownedEvent>();
  const open = new Set(claims.keys());
  let settled = [...claims.keys()].filter((digest) => !namedBy.has(digest));
  while (settled.length > 0) {
    const closed = new Set<string>();
    for (const digest of settled) {
      const claim = claims.get(digest) as DisownedEvent;
      open.delete(digest);
      for (const record of claim.records) {
        out.set(record.digest, claim);
        if (open.delete(record.digest)) closed.add(record.digest);
      }
    }
    const next: string[] = [];
    for (const digest of closed) {
      for (const named of namedIn(claims.get(digest) as DisownedEvent)) {
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
  return new Set(records.map(({ digest }) => digest));
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
      const digest = digestOfEvent(event);
      const by = disowned.get(digest);
      return by !== undefined || without.has(digest) ? [[event.event_id, by ?? null]] : [];
    }),
  );
}
