import { type Folded, foldModel } from './registry.js';
import type { Hiding, RegisteredModel, VersionChoice } from './state.js';

/** Names that a model had before the one it is asked for by. @param model with its events under those */
export function formerNames(name: string, { events }: Pick<RegisteredModel, 'events'>): string[] {
  const renames = events.flatMap((event) => (event.type === 'model-renamed' ? [event.from] : []));
  return [...new Set(renames)].filter((one) => one !== name);
}

/** Names that were given one after the other are followed so far: whoever may push can let them lead to each other. */
export const MOST_NAMES = 50;

/**
 * The name by which to look for what is asked for by a name that was given away: a number leads to the model that had it when the name
 * was given away, all else to the last model that was called so.
 * @param model of that name @param asked `at`: when that was asked for, RFC 3339; now where left out
 * @returns undefined where it is to be looked for by the name itself
 */
export function nextName(
  name: string,
  model: Folded,
  { choice, at }: { choice: VersionChoice; at?: string | null },
): string | undefined {
  if (!model.events.some(({ type }) => type === 'model-renamed')) return undefined;
  const { gone, deleted } = foldModel(model, at ?? undefined);
  const hiding = choice.by === 'number' ? (deleted.get(choice.number) ?? gone) : gone;
  return hiding?.type === 'model-renamed' && !isOfAnother(name, hiding) ? hiding.to : undefined;
}

/** Whether what hides a version of a model is a rename from an earlier name, which had been another model's: it was never one by this name. */
export function isOfAnother(name: string, hiding: Hiding | undefined): boolean {
  return hiding?.type === 'model-renamed' && hiding.from !== name;
}
