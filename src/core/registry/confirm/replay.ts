import type { ModelEvent } from '../../generated/types.js';
import { stageOfDecision } from './stage.js';

/**
 * Events before this one that name the same attempt for the same thing. A run decides about a stage once, so that one which is
 * confirmed makes this one a copy: else the run of an old promotion would vouch for the same move for ever.
 * @param events all of its model, in the order of their chain
 */
export function rivalsBefore(event: ModelEvent, events: readonly ModelEvent[]): ModelEvent[] {
  const key = keyOf(event, events);
  const place = events.findIndex(({ event_id }) => event_id === event.event_id);
  const before = place < 0 ? events : events.slice(0, place);
  const sameRun = ({ type, by }: ModelEvent) =>
    type === event.type &&
    by?.ci_run_id === event.by?.ci_run_id &&
    by?.ci_run_attempt === event.by?.ci_run_attempt;
  return before.filter((other) => sameRun(other) && keyOf(other, events) === key);
}

function keyOf(event: ModelEvent, events: readonly ModelEvent[]): string {
  const request = 'request' in event && event.type !== 'stage-changed' ? event.request : null;
  // All reviewers of an environment are told by one run.
  const person = 'person' in event ? (event.person.id ?? event.person.login) : null;
  return JSON.stringify([stageOfDecision(event, events), request, person]);
}
