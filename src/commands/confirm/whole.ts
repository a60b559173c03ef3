import type { ModelEvent } from '../../core/generated/types.js';
import type { Confirmation } from '../../core/registry/confirm/attempt.js';
import { supportsOf } from '../../core/registry/confirm/stage.js';

/** Whether GitHub confirms an event with all that it rests on: it counts with that, or not at all. @param events all of its model */
export async function isConfirmedWhole(
  event: ModelEvent,
  events: readonly ModelEvent[],
  ask: (event: ModelEvent, events: readonly ModelEvent[]) => Promise<Confirmation>,
): Promise<boolean> {
  for (const one of [event, ...supportsOf(event, events)])
    if ((await ask(one, events)).state !== 'confirmed') return false;
  return true;
}
