import type { HeldChange, RegistryChange } from '../state/changes.js';
import type { HeldRegistration } from '../state/entities.js';
import { isWaiting, placedAt } from '../state/held-view.js';
import type { State } from '../state/state.js';

/** What is new of something that is held. */
interface Facts {
  /** Milliseconds since 1970. */
  now: number;
  newId(): string;
}

/**
 * What a change of the registry means for what is held: nothing, where it is about something else.
 * @param state what the change was worked out on, without what is held among its models
 */
export function asHeld(change: RegistryChange, state: State, { now, newId }: Facts): HeldChange[] {
  const { model } = change;
  const own = [...state.held.versions].filter(([, held]) => held.model === model);
  const each = (changed: (held: HeldRegistration) => HeldRegistration | null) =>
    own.flatMap(([id, held]) => replaced(id, held, changed(held)));
  switch (change.type) {
    case 'model-created':
      return [{ type: 'model-held', name: model }];
    case 'version-created': {
      const { type: _, version: number, ...made } = change;
      return [
        {
          type: 'version-held',
          id: newId(),
          held: { ...made, number, aliases: [], created: now, updated: now },
        },
      ];
    }
    case 'model-deleted':
      return [...each(() => null), { type: 'model-released', name: model }];
    case 'model-renamed':
      return each((held) => ({ ...held, model: change.to, updated: now }));
    case 'alias-deleted':
      return each((held) => without(held, change.alias));
    case 'alias-set': {
      const target = placedAt(state, model, change.version)?.held;
      return each((held) => {
        const { aliases, ...rest } = without(held, change.alias);
        return held === target ? { ...held, aliases: [...aliases, change.alias] } : { ...rest, aliases };
      });
    }
    default:
      return ofVersion(change, state, now);
  }
}

type OfVersion = Extract<RegistryChange, { version: number | null }>;

function ofVersion(change: OfVersion, state: State, now: number): HeldChange[] {
  const found = change.version === null ? undefined : placedAt(state, change.model, change.version);
  if (found === undefined) return [];
  const { id, held } = found;
  const others = (key: string) => held.tags.filter((tag) => tag.key !== key);
  switch (change.type) {
    case 'version-deleted':
      return [{ type: 'version-released', id }];
    case 'description-set':
      return replaced(id, held, { ...held, description: change.description, updated: now });
    case 'tag-set': {
      const { key, value } = change;
      return replaced(id, held, { ...held, tags: [...others(key), { key, value }] });
    }
    case 'tag-deleted':
      return replaced(id, held, { ...held, tags: others(change.key) });
    default:
      return [];
  }
}

function without(held: HeldRegistration, alias: string): HeldRegistration {
  if (!isWaiting(held) || !held.aliases.includes(alias)) return held;
  return { ...held, aliases: held.aliases.filter((one) => one !== alias) };
}

function replaced(id: string, before: HeldRegistration, held: HeldRegistration | null): HeldChange[] {
  if (held === null) return [{ type: 'version-released', id }];
  return JSON.stringify(held) === JSON.stringify(before) ? [] : [{ type: 'version-held', id, held }];
}
