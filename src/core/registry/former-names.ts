import type { RegisteredModel } from './state.js';

/** Names that a model had before the one it is asked for by. @param model with its events under those */
export function formerNames(name: string, { events }: Pick<RegisteredModel, 'events'>): string[] {
  const renames = events.flatMap((event) => (event.type === 'model-renamed' ? [event.from] : []));
  return [...new Set(renames)].filter((one) => one !== name);
}
