import type { AliasDeletedEvent, AliasSetEvent } from '../../generated/types.js';
import type { EventRule } from './draft.js';

export const aliasSet: EventRule<AliasSetEvent> = {
  apply(event, draft, since) {
    draft.aliases.set(event.alias, { version: event.version, since, event });
    draft.aliasChanges.set(event.alias, event);
  },
};

export const aliasDeleted: EventRule<AliasDeletedEvent> = {
  objection({ alias, version }, draft) {
    const held = draft.aliases.get(alias);
    if (held === undefined) return `deletes the alias ${alias}, which there was not`;
    return held.version === version
      ? undefined
      : `deletes the alias ${alias} of version ${version}, and it named version ${held.version}`;
  },
  apply(event, draft) {
    draft.aliases.delete(event.alias);
    draft.aliasChanges.set(event.alias, event);
  },
};
