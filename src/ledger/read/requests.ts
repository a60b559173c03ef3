import type { ApprovalRequestedEvent } from '../../core/generated/types.js';
import { recordKey } from '../../core/registry/record-paths.js';
import { foldModel, type RegisteredModel, type RequestState } from '../../core/registry/registry.js';
import { assembleModel, type ModelFiles } from './model.js';

/** A request, and the model in which it stands: what is written about it has to follow the last event there. */
export interface StandingRequest {
  request: RequestState;
  state: RegisteredModel;
}

/** The model as it is without some records. */
export function without(
  files: ModelFiles,
  records: Iterable<{ path: string; digest: string }>,
): RegisteredModel {
  return assembleModel(files, new Set([...records].map(recordKey)));
}

/**
 * A request of a model by its event id; undefined where there is none that counts. One to disown records is made because the model is
 * damaged: so it stands, with its approvals and its end, in the model as it would be without the records that it names, and is written
 * there. The one place where this is decided.
 */
export function requestOf(files: ModelFiles, id: string): StandingRequest | undefined {
  const event = files.events.find((link) => link.event.event_id === id)?.event;
  if (event?.type !== 'approval-requested') return undefined;
  const state = without(files, namedBy(event));
  const request = foldModel(state).requests.get(id);
  return request === undefined ? undefined : { request, state };
}

/** A request to disown takes a fold of the model, and whoever may push can add thousands. */
const MOST_REPAIRS = 20;

/**
 * Requests of a model that count, in the order in which they were made. @param isWanted of those to disown records
 * @returns with how many to disown were passed over, since there are newer ones
 */
export function requestsOf(
  files: ModelFiles,
  isWanted: (event: ApprovalRequestedEvent) => boolean = () => true,
): { standing: StandingRequest[]; passedOver: number } {
  const whole = assembleModel(files);
  const moves = [...foldModel(whole).requests.values()].flatMap((request) =>
    // Those under an earlier name have ended, and are told there.
    request.event.change.type === 'stage' && request.event.model === files.name
      ? [{ request, state: whole }]
      : [],
  );
  const { standing, passedOver } = newestRepairs(files, { isWanted, most: MOST_REPAIRS });
  const all = [...moves, ...standing].sort(({ request: a }, { request: b }) =>
    a.event.event_id < b.event.event_id ? -1 : 1,
  );
  return { standing: all, passedOver };
}

/** The newest requests to disown records, the newest first. @param most how many are looked at */
export function newestRepairs(
  files: ModelFiles,
  { isWanted, most }: { isWanted: (event: ApprovalRequestedEvent) => boolean; most: number },
): { standing: StandingRequest[]; passedOver: number } {
  const wanted = files.events.flatMap(({ event }) =>
    event.type === 'approval-requested' && event.change.type === 'disown' && isWanted(event)
      ? [event.event_id]
      : [],
  );
  const newest = wanted.sort().slice(-most).reverse();
  return {
    standing: newest.flatMap((id) => requestOf(files, id) ?? []),
    passedOver: wanted.length - newest.length,
  };
}

function namedBy({ change }: ApprovalRequestedEvent): readonly { path: string; digest: string }[] {
  return change.type === 'disown' ? change.records : [];
}
