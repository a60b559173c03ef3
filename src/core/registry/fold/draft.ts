import type { ApprovedEvent, ModelEvent } from '../../generated/types.js';
import { FIRST_STAGE, type Gone, type Held, type Hiding, type RequestState } from '../state.js';

/** A model's state while its events are applied, one after the other. */
export class Draft {
  readonly registered = new Set<number>();
  readonly stages = new Map<number, string>();
  readonly holders = new Map<string, Held[]>();
  readonly changes = new Map<string, ModelEvent>();
  readonly aliases = new Map<string, Held>();
  readonly aliasChanges = new Map<string, ModelEvent>();
  /** Approvals are added to the list that there is: a copy for each would take the square of their number. */
  readonly requests = new Map<string, RequestState & { approvals: ApprovedEvent[] }>();
  /** All of them by their event ids. */
  readonly approved = new Map<string, ApprovedEvent>();
  readonly descriptions = new Map<number | null, string>();
  readonly tags = new Map<number | null, Map<string, string>>();
  readonly deleted = new Map<number, Hiding>();
  gone: Gone | undefined = undefined;
  readonly turns: ModelEvent[] = [];
  /** Whether an event has created the model since it was not there; one that was only ever registered there has none. */
  isCreated = false;

  get isThere(): boolean {
    return this.gone === undefined && (this.isCreated || this.registered.size > 0);
  }

  stageOf(version: number): string {
    return this.stages.get(version) ?? FIRST_STAGE;
  }

  move(held: Held, to: string): void {
    const from = this.stageOf(held.version);
    const without = (stage: string) =>
      (this.holders.get(stage) ?? []).filter(({ version }) => version !== held.version);
    this.holders.set(from, without(from));
    this.holders.set(to, [...without(to), held]);
    this.changes.set(from, held.event);
    this.changes.set(to, held.event);
    this.stages.set(held.version, to);
  }

  /** Takes a version out of sight, and its stage, its aliases and what was asked for it with it. */
  hide(version: number, event: Hiding): void {
    this.deleted.set(version, event);
    const stage = this.stageOf(version);
    const held = this.holders.get(stage) ?? [];
    if (held.some((one) => one.version === version)) {
      this.holders.set(
        stage,
        held.filter((one) => one.version !== version),
      );
      this.changes.set(stage, event);
    }
    this.stages.delete(version);
    for (const [alias, one] of this.aliases) {
      if (one.version !== version) continue;
      this.aliases.delete(alias);
      this.aliasChanges.set(alias, event);
    }
    this.endRequests(event, (about) => about === version);
  }

  /** Ends requests to move a version that are open. */
  endRequests(event: ModelEvent, isAbout: (version: number) => boolean): void {
    for (const [id, request] of this.requests) {
      const { version } = request.event;
      if (request.ended === undefined && version !== null && isAbout(version))
        this.requests.set(id, { ...request, ended: event });
    }
  }
}

/** What one type of event means. */
export interface EventRule<E> {
  /** Why it cannot apply, the end of a sentence about it; undefined when it can. */
  objection?(event: E, draft: Draft, effect: string): string | undefined;
  /** @param effect from when it counts, RFC 3339 */
  apply?(event: E, draft: Draft, effect: string): void;
}
