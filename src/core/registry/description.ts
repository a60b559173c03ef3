import type { ModelState, RegisteredModel } from './state.js';

/** What a version is said to be: as it was set last, or else as it was registered. @param version null: the model as a whole */
export function descriptionOf(
  { events, versions }: RegisteredModel,
  state: Pick<ModelState, 'descriptions' | 'disowned'>,
  version: number | null,
): string | null {
  const set = state.descriptions.get(version);
  if (set !== undefined) return set;
  const wasTakenAway = events.some(
    (event) =>
      event.type === 'description-set' && event.version === version && !state.disowned.has(event.event_id),
  );
  const registered = versions.find((one) => one.version === version)?.description ?? null;
  return wasTakenAway ? null : registered;
}
