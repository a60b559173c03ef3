import type { DisownedRecords, ModelEvent } from '../../core/generated/types.js';
import type { RequestState } from '../../core/registry/registry.js';
import { assembleModel, type ModelFiles } from '../../ledger/read/model.js';
import { requestOf } from '../../ledger/read/requests.js';
import type { PromoteDeps } from '../promote/deps.js';
import { isRerun, rerunRefused } from '../promote/rerun.js';

type Asking = Pick<PromoteDeps, 'facts' | 'ask'>;

/** What an earlier attempt of this workflow run came to. */
interface Earlier {
  state: 'done' | 'pending-approval';
  records: { path: string; digest: string; why: string }[];
  request: RequestState | null;
}

/**
 * The repair, or the request for one, that an earlier attempt of this workflow run wrote; null in the first attempt: a later one writes
 * nothing. @param request that it answers; null: none, or it is the request itself
 * @throws UserError E_RERUN where there is none
 */
export async function repairedEarlier(
  files: ModelFiles,
  deps: Asking,
  request: string | null = null,
): Promise<Earlier | null> {
  if (!isRerun(deps)) return null;
  const own = files.events.map(({ event }) => event).filter((event) => isOwn(event, request, deps));
  for (const event of own.reverse()) {
    const asked = event.type === 'disowned' ? event.request : event.event_id;
    const standing = asked === undefined ? undefined : requestOf(files, asked);
    const { events } = standing?.state ?? assembleModel(files);
    // Whoever may push can write an event that names this run.
    if (deps.ask !== undefined && (await deps.ask(event, events)).state !== 'confirmed') continue;
    const isOpen = event.type !== 'disowned' && standing?.request.ended === undefined;
    const records = recordsOf(event).map((record) => ({ ...record, why: 'was named' }));
    return { state: isOpen ? 'pending-approval' : 'done', records, request: standing?.request ?? null };
  }
  throw rerunRefused(deps);
}

function isOwn(event: ModelEvent, request: string | null, { facts: { by } }: Asking): boolean {
  if (event.by == null || event.by.ci_run_id !== by?.ci_run_id) return false;
  if (event.type === 'disowned') return request === null || event.request === request;
  return request === null && event.type === 'approval-requested' && event.change.type === 'disown';
}

function recordsOf(event: ModelEvent): DisownedRecords | [] {
  if (event.type === 'disowned') return event.records;
  return event.type === 'approval-requested' && event.change.type === 'disown' ? event.change.records : [];
}
