import type { DisownedEvent, ModelEvent, RegisteredEvent } from '../../generated/types.js';
import { recordKey } from '../record-paths.js';
import { aliasDeleted, aliasSet } from './aliases.js';
import type { EventRule } from './draft.js';
import { descriptionSet, tagDeleted, tagSet } from './labels.js';
import { makeAnew, modelCreated, modelDeleted, modelRenamed, versionDeleted } from './lifecycle.js';
import {
  answerFault,
  approvalRequested,
  approved,
  cancelled,
  endRequest,
  refused,
  rejected,
} from './requests.js';
import { stageChanged } from './stages.js';

const registered: EventRule<RegisteredEvent> = {
  objection: ({ version }, draft) =>
    draft.registered.has(version) ? `registers version ${version} once more` : undefined,
  apply: (event, draft) => {
    makeAnew(event, draft);
    draft.registered.add(event.version);
  },
};

/** Which records it names counts before any event is applied. */
const disowned: EventRule<DisownedEvent> = {
  objection: (event, draft, effect) =>
    answerFault(event, { draft, effect }, ({ change }) =>
      change.type === 'disown' && isSame(change.records, event.records)
        ? undefined
        : 'asked for something else',
    ),
  apply: endRequest,
};

function isSame(a: DisownedEvent['records'], b: DisownedEvent['records']): boolean {
  const named = (records: DisownedEvent['records']) => records.map(recordKey).sort();
  return named(a).join() === named(b).join();
}

/** What each type of event means. */
export const RULES: { [T in ModelEvent['type']]: EventRule<Extract<ModelEvent, { type: T }>> } = {
  registered,
  'model-created': modelCreated,
  'model-renamed': modelRenamed,
  'model-deleted': modelDeleted,
  'version-deleted': versionDeleted,
  'alias-set': aliasSet,
  'alias-deleted': aliasDeleted,
  'stage-changed': stageChanged,
  'description-set': descriptionSet,
  'tag-set': tagSet,
  'tag-deleted': tagDeleted,
  'approval-requested': approvalRequested,
  approved,
  rejected,
  cancelled,
  refused,
  disowned,
};
