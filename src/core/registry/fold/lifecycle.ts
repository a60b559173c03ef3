import type {
  ModelCreatedEvent,
  ModelDeletedEvent,
  ModelEvent,
  ModelRenamedEvent,
  VersionDeletedEvent,
} from '../../generated/types.js';
import type { Draft, EventRule } from './draft.js';

export const modelCreated: EventRule<ModelCreatedEvent> = {
  objection: (_, draft) => (draft.isThere ? 'creates the model, which there was' : undefined),
  apply(event, draft) {
    makeAnew(event, draft);
    const { description, tags } = event;
    draft.isCreated = true;
    if (description != null) draft.descriptions.set(null, description);
    if (tags !== undefined) draft.tags.set(null, new Map(Object.entries(tags)));
  },
};

export const modelDeleted: EventRule<ModelDeletedEvent> = {
  objection: (_, draft) => (draft.isThere ? undefined : 'deletes the model, which there was not'),
  apply(event, draft) {
    hideAll(event, draft);
    draft.gone = event;
    draft.turns.push(event);
  },
};

export const versionDeleted: EventRule<VersionDeletedEvent> = {
  objection: ({ version }, draft) =>
    draft.registered.has(version) ? undefined : `deletes version ${version}, which was not registered yet`,
  apply: (event, draft) => draft.hide(event.version, event),
};

/** One in the old folder ends the name there, and the other one, right behind it, goes on under the new name. */
export const modelRenamed: EventRule<ModelRenamedEvent> = {
  objection(event, draft) {
    const { model, from, to } = event;
    if (from === to || (model !== from && model !== to))
      return `renames ${from} to ${to}, which is no rename of ${model}`;
    if (model === from) return draft.isThere ? undefined : 'renames the model, which there was not';
    return draft.gone !== undefined && isPair(draft.gone, event)
      ? undefined
      : `takes over ${from}, and no event there gives it away`;
  },
  apply(event, draft) {
    draft.turns.push(event);
    if (event.model === event.to) {
      draft.gone = undefined;
      return;
    }
    // What was asked for names the model.
    draft.endRequests(event, () => true);
    draft.gone = event;
  },
};

/** Whether two events are one rename. @param given in the folder of the old name @param taken in that of the new one */
export function isPair(given: ModelEvent, taken: ModelRenamedEvent): boolean {
  return (
    given.type === 'model-renamed' &&
    given.model === given.from &&
    taken.model === taken.to &&
    given.from === taken.from &&
    given.to === taken.to &&
    given.counterpart === taken.event_id &&
    taken.counterpart === given.event_id
  );
}

/** What is told from now on is another model's: the versions before it keep their numbers, and are not among its own. */
export function makeAnew(event: ModelEvent, draft: Draft): void {
  if (draft.gone === undefined) return;
  hideAll(draft.gone, draft);
  draft.gone = undefined;
  draft.turns.push(event);
}

function hideAll(event: ModelDeletedEvent | ModelRenamedEvent, draft: Draft): void {
  for (const version of draft.registered) if (!draft.deleted.has(version)) draft.hide(version, event);
  draft.descriptions.delete(null);
  draft.tags.delete(null);
  draft.isCreated = false;
}
