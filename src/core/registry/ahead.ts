import type { ModelEvent } from '../generated/types.js';
import { isTime } from '../times.js';
import { uncounted } from './disowned.js';
import type { RegisteredModel } from './state.js';

/** Clocks of laptops differ by a day where their time zone is wrong; none that is right is so far ahead. */
const MOST_AHEAD_MS = 48 * 3_600_000;

/**
 * Events whose time is days ahead of the clock of who reads. Nothing takes effect before the event that it follows, so that one of them
 * makes every request expire. The fold knows no clock: this is for who makes requests, decides about them, or repairs.
 * @param now RFC 3339
 */
export function eventsAhead(model: Pick<RegisteredModel, 'events' | 'without'>, now: string): ModelEvent[] {
  const out = uncounted(model);
  const latest = Date.parse(now) + MOST_AHEAD_MS;
  return model.events.filter(
    ({ event_id, at }) => isTime(at) && Date.parse(at) > latest && !out.has(event_id),
  );
}
