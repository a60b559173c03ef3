import { sha256 } from '../digest.js';
import type { EventOrigin, ModelEvent } from '../generated/types.js';
import { boundId } from '../ids.js';
import { canonicalJson } from '../json.js';

/** Who writes events, and when: the same for all of one change. */
export interface EventFacts {
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  /** What GitHub says of the job that writes them; absent where no server does. */
  by?: EventOrigin;
  /** A fresh event id at each call, later ones sorting later. */
  newId(): string;
}

type Everywhere =
  | 'schema'
  | 'event_id'
  | 'model'
  | 'version'
  | 'at'
  | 'actor'
  | 'ci_run_url'
  | 'by'
  | 'previous';

/** What an event says beside what every event says. */
export type EventBody = BodyOf<ModelEvent>;
type BodyOf<E> = E extends ModelEvent ? Omit<E, Everywhere> : never;

/** Links each event to the one before it by the digest of that one's bytes. */
export class EventChain {
  readonly added: ModelEvent[] = [];
  readonly #facts: EventFacts;
  #last: ModelEvent | undefined;

  constructor(events: readonly ModelEvent[], facts: EventFacts) {
    this.#last = events.at(-1);
    this.#facts = facts;
  }

  /** @param about version `null`: the model as a whole, for types that may be about it */
  add({ model, version }: { model: string; version: number | null }, body: EventBody): ModelEvent {
    const { at, actor, ci_run_url, by, newId } = this.#facts;
    const id = newId();
    const event = {
      ...body,
      schema: 'lineage-gate/model-event/v1',
      // People answer a request by its id alone, of whichever model it is.
      event_id: body.type === 'approval-requested' ? boundId(id, model) : id,
      model,
      version,
      at,
      actor,
      ci_run_url,
      ...(by === undefined ? {} : { by }),
      previous: this.#last === undefined ? null : sha256(canonicalJson(this.#last)),
      // Its schema is held against it when it is written.
    } as ModelEvent;
    this.added.push(event);
    this.#last = event;
    return event;
  }
}
