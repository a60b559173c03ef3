import type { ModelEvent } from '../../generated/types.js';
import { MOST_RECORDS } from '../disown-request.js';
import { digestOfEvent } from '../disowned.js';
import { isPair } from '../fold/lifecycle.js';
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
  const rivals = before.filter((other) => sameRun(other) && keyOf(other, events) === key);
  // A rename is two events of one run.
  const others = rivals.filter((other) => event.type !== 'model-renamed' || !isPair(other, event));
  return withoutContinued(event, others);
}

/**
 * One event takes only so many records, so that a repair of more writes several, each right behind one that is full. Whatever else
 * the records are makes no difference: else the run of any repair would vouch for a removal of whatever somebody pushes.
 */
function withoutContinued(event: ModelEvent, rivals: readonly ModelEvent[]): ModelEvent[] {
  const full = new Map(
    rivals.flatMap((other) =>
      other.type === 'disowned' && other.records.length === MOST_RECORDS
        ? [[digestOfEvent(other), other] as const]
        : [],
    ),
  );
  const own = new Set<ModelEvent>();
  for (let one = full.get(event.previous ?? ''); one !== undefined; one = full.get(one.previous ?? ''))
    own.add(one);
  return rivals.filter((other) => !own.has(other));
}

function keyOf(event: ModelEvent, events: readonly ModelEvent[]): string {
  const request = 'request' in event && event.type !== 'stage-changed' ? event.request : null;
  // All reviewers of an environment are told by one run.
  const person = 'person' in event ? (event.person.id ?? event.person.login) : null;
  return JSON.stringify([stageOfDecision(event, events), request, person]);
}
