import type { ModelEvent } from '../../generated/types.js';
import { recallTitle } from '../../recall/title.js';

/** Why a recall rolls a stage back. */
export function rollbackReason(recall: string): string {
  return `recall ${recall}`;
}

/** The recall that is the reason of a rollback; undefined where something else is. */
export function recallOf(reason: string | null): string | undefined {
  return /^recall ([0-9a-f]{32})$/.exec(reason ?? '')?.[1];
}

/** Why a request for that is cancelled once the recall is lifted. */
export function liftedReason(recall: string): string {
  return `recall ${recall} is cleared`;
}

/** Whether an event is what a run may write whose title says that it recalls something, or lifts a recall. */
export function followsRecall(event: ModelEvent, displayTitle: string): boolean {
  const title = recallTitle(displayTitle);
  switch (title?.decision) {
    case 'recall':
      return isRollback(event) && recallOf(event.reason) !== undefined;
    case 'clear':
      return event.type === 'cancelled' && title.ids.some((id) => isLiftedReason(event.reason, id));
    default:
      return false;
  }
}

/** @param digits the first of a recall's id, or all of them */
function isLiftedReason(reason: string | null, digits: string): boolean {
  const [, id] = /^recall ([0-9a-f]{32}) is cleared$/.exec(reason ?? '') ?? [];
  return id?.startsWith(digits) === true;
}

type Rollback = Extract<ModelEvent, { type: 'stage-changed' | 'approval-requested' }>;

function isRollback(event: ModelEvent): event is Rollback {
  if (event.type === 'stage-changed') return event.rollback === true;
  return event.type === 'approval-requested' && event.change.type === 'stage' && event.change.rollback;
}
