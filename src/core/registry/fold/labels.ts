import type { DescriptionSetEvent, TagDeletedEvent, TagSetEvent } from '../../generated/types.js';
import type { EventRule } from './draft.js';

export const descriptionSet: EventRule<DescriptionSetEvent> = {
  apply({ version, description }, draft) {
    if (description === null) draft.descriptions.delete(version);
    else draft.descriptions.set(version, description);
  },
};

export const tagSet: EventRule<TagSetEvent> = {
  apply({ version, key, value }, draft) {
    const tags = draft.tags.get(version) ?? new Map<string, string>();
    draft.tags.set(version, tags.set(key, value));
  },
};

export const tagDeleted: EventRule<TagDeletedEvent> = {
  objection({ version, key }, draft) {
    return draft.tags.get(version)?.has(key) ? undefined : `deletes the tag ${key}, which there was not`;
  },
  apply({ version, key }, draft) {
    draft.tags.get(version)?.delete(key);
  },
};
