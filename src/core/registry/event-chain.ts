import { sha256 } from '../digest.js';
import type { EventOrigin, ModelEvent, StageChangedEvent } from '../generated/types.js';
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

/** What an event says beside what every event says. */
export type EventBody =
  | { type: 'registered'; run_id: string; manifest_digest: string }
  | { type: 'alias-set'; alias: string }
  | Pick<
      StageChangedEvent,
      'type' | 'from_stage' | 'to_stage' | 'reason' | 'archived' | 'manifest_digest' | 'policy'
    >;

/** Links each event to the one before it by the digest of that one's bytes. */
export class EventChain {
  readonly added: ModelEvent[] = [];
  readonly #facts: EventFacts;
  #last: ModelEvent | undefined;

  constructor(events: readonly ModelEvent[], facts: EventFacts) {
    this.#last = events.at(-1);
    this.#facts = facts;
  }

  add({ model, version }: { model: string; version: number }, body: EventBody): ModelEvent {
    const { at, actor, ci_run_url, by, newId } = this.#facts;
    const event: ModelEvent = {
      ...body,
      schema: 'lineage-gate/model-event/v1',
      event_id: newId(),
      model,
      version,
      at,
      actor,
      ci_run_url,
      ...(by === undefined ? {} : { by }),
      previous: this.#last === undefined ? null : sha256(canonicalJson(this.#last)),
    };
    this.added.push(event);
    this.#last = event;
    return event;
  }
}
