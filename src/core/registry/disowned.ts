import { sha256 } from '../digest.js';
import type { DisownedEvent, ModelEvent } from '../generated/types.js';
import { canonicalJson } from '../json.js';
import type { RegisteredModel } from './state.js';

/** Of the bytes of an event's record. */
export function digestOfEvent(event: ModelEvent): string {
  return sha256(canonicalJson(event));
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
  const digests = new Map(all.map((claim) => [claim, digestOfEvent(claim)]));
  const claims = all.filter((claim) => !without.has(digests.get(claim) ?? ''));
  const out = new Map<string, DisownedEvent>();
  let open = claims;
  for (;;) {
    const named = new Set(open.flatMap(({ records }) => records.map(({ digest }) => digest)));
    const settled = open.filter((claim) => !named.has(digests.get(claim) ?? ''));
    if (settled.length === 0) return out;
    for (const claim of settled) for (const { digest } of claim.records) out.set(digest, claim);
    open = open.filter((claim) => !settled.includes(claim) && !out.has(digests.get(claim) ?? ''));
  }
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
