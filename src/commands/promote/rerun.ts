import { UserError } from '../../core/errors.js';
import type { ApprovalRequestedEvent, StageChangedEvent } from '../../core/generated/types.js';
import { foldModel, type RegisteredModel, versionOf } from '../../core/registry/registry.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { PromoteDeps, PromoteResult } from './deps.js';
import { judgeMove } from './judge-move.js';
import { comparedWith, moveOf } from './move.js';

/** What a workflow run writes for a promotion. */
export type Made = StageChangedEvent | ApprovalRequestedEvent;

/**
 * What an earlier attempt of this workflow run wrote last; null in the first attempt. GitHub keeps the first attempt's actor whoever starts
 * a run again, so a later one writes no event: it only completes what an event of its own run still lacks.
 * @param isAsked whether an event is of what this step asks for: a run can have several
 * @throws UserError E_RERUN where there is nothing to complete
 */
export async function earlierAttempt(
  { events }: Pick<RegisteredModel, 'events'>,
  deps: Pick<PromoteDeps, 'facts' | 'ask'>,
  isAsked: (event: Made) => boolean,
): Promise<Made | null> {
  if (!isRerun(deps)) return null;
  const {
    facts: { by },
    ask,
  } = deps;
  const made = events.filter(
    (event): event is Made =>
      (event.type === 'stage-changed' || event.type === 'approval-requested') &&
      event.by != null &&
      event.by.ci_run_id === by?.ci_run_id &&
      isAsked(event),
  );
  const last = made.at(-1);
  // Whoever may push can write an event that names this run.
  if (last !== undefined && (ask === undefined || (await ask(last, events)).state === 'confirmed'))
    return last;
  throw rerunRefused(deps);
}

/** Whether this is a later attempt of a workflow run. */
export function isRerun({ facts: { by } }: Pick<PromoteDeps, 'facts'>): boolean {
  return (by?.ci_run_attempt ?? 1) > 1;
}

export function rerunRefused({ facts: { by } }: Pick<PromoteDeps, 'facts'>): UserError {
  return new UserError({
    code: 'E_RERUN',
    what: `This is attempt ${by?.ci_run_attempt} of the workflow run, and only the first one writes to the registry`,
    where: 'GITHUB_RUN_ATTEMPT',
    mend: 'Start the workflow anew: a re-run goes by the name of who started it first',
  });
}

/** The answer that the earlier attempt gave, as far as it can be given again. */
export async function madeEarlier(
  event: Made,
  { view, state }: { view: LedgerView; state: RegisteredModel },
  deps: PromoteDeps,
): Promise<PromoteResult> {
  const stage = event.type === 'stage-changed' ? event.to_stage : stageIn(event);
  const version = versionOf(state, event.version ?? 0);
  if (version === undefined) throw new Error(`event ${event.event_id} is about no version`);
  const move = moveOf(version, { stage, archive_existing: false }, state);
  const asking = { actor: event.actor, triggering_actor: event.actor };
  const judged = await judgeMove({ ...move, asking }, { view, compared: comparedWith(move, state) }, deps);
  const { requests } = foldModel(state);
  const id = event.type === 'stage-changed' ? event.request : event.event_id;
  const request = requests.get(id ?? '') ?? null;
  const isOpen = event.type === 'approval-requested' && request?.ended === undefined;
  return {
    ...move,
    ...judged,
    request,
    events: [],
    commit: view.commit,
    endpoint: null,
    is_there: true,
    state: isOpen ? 'pending-approval' : 'done',
    standing: { event, commit: view.commit },
  };
}

function stageIn({ event_id, change }: ApprovalRequestedEvent): string {
  if (change.type === 'stage') return change.to_stage;
  throw new Error(`request ${event_id} is about no stage`);
}
