import type { ModelEvent } from '../../generated/types.js';
import { foldEvents } from '../registry.js';

/** Which version `latest` meant when an event was made. */
export interface LatestThen {
  /** Null for none. */
  version: number | null;
  /** Newer ones, the newest first, each with the event that had taken it away. */
  gone: readonly { version: number; by: ModelEvent }[];
}

/**
 * The version that `latest` meant to the run which made an event, as the ledger says: whoever chooses passes over what nobody judged, what
 * is deleted and what never counted. @param events of the same model, in the order of their chain
 */
export function latestBefore(event: ModelEvent, events: readonly ModelEvent[]): LatestThen {
  const { event_id } = chosenBy(event, events);
  const place = events.findIndex((one) => one.event_id === event_id);
  const before = events.slice(0, place < 0 ? undefined : place);
  const { deleted, disowned } = foldEvents(before);
  const judged = before.filter((one) => one.type === 'registered').filter(({ run_id }) => run_id !== null);
  const gone: { version: number; by: ModelEvent }[] = [];
  for (const { version, event_id: id } of judged.sort((a, b) => b.version - a.version)) {
    const by = disowned.get(id) ?? deleted.get(version);
    if (by === undefined) return { version, gone };
    gone.push({ version, by });
  }
  return { version: null, gone };
}

/** A run that asks and then waits for a reviewer chose its version when it asked. */
function chosenBy(event: ModelEvent, events: readonly ModelEvent[]): ModelEvent {
  const request = 'request' in event ? event.request : undefined;
  const asked = events.find(({ event_id }) => event_id === request);
  return asked !== undefined && asked.by?.ci_run_id === event.by?.ci_run_id ? asked : event;
}
