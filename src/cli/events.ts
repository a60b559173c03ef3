import type { EventOrigin } from '../core/generated/types.js';

interface Written {
  actor: string | null;
  by?: EventOrigin;
}

/** Who wrote an event, for a table: without the address of a person that git knows. */
export function whoOf(event: Written): string {
  return `${(event.actor ?? '–').replace(/ <[^<>]*>$/, '')}${rerunOf(event)}`;
}

/** A re-run keeps the actor of the first attempt. */
export function rerunOf({ actor, by }: Written): string {
  const other = by?.triggering_actor ?? actor;
  return other === null || other === actor ? '' : ` (re-run by ${other})`;
}
