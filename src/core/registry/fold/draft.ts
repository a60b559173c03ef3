import type { ApprovedEvent, ModelEvent } from '../../generated/types.js';
import { FIRST_STAGE, type Held, type RequestState } from '../state.js';

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
}

/** What one type of event means. */
export interface EventRule<E> {
  /** Why it cannot apply, the end of a sentence about it; undefined when it can. */
  objection?(event: E, draft: Draft, effect: string): string | undefined;
  /** @param effect from when it counts, RFC 3339 */
  apply?(event: E, draft: Draft, effect: string): void;
}
