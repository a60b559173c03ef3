import type { StageChangedEvent } from '../../generated/types.js';
import { ARCHIVED } from '../state.js';
import type { EventRule } from './draft.js';
import { answerFault, endRequest } from './requests.js';

export const stageChanged: EventRule<StageChangedEvent> = {
  objection(event, draft, effect) {
    const { version, from_stage, to_stage } = event;
    const was = draft.stageOf(version);
    if (was !== from_stage) return `moves version ${version} from ${from_stage}, and it was in ${was}`;
    const stranger = (event.archived ?? []).find(
      (other) => other === version || draft.stageOf(other) !== to_stage,
    );
    if (stranger !== undefined) return `archives version ${stranger}, which was not beside it in ${to_stage}`;
    return answerFault(event, { draft, effect }, ({ change, version: asked }) =>
      change.type === 'stage' && change.to_stage === to_stage && asked === version
        ? undefined
        : 'asked for something else',
    );
  },
  apply(event, draft, since) {
    const held = (version: number) => ({ version, since, event });
    for (const version of event.archived ?? []) draft.move(held(version), ARCHIVED);
    draft.move(held(event.version), event.to_stage);
    endRequest(event, draft);
  },
};
