import type { ClearedEvent, Person, RecallEvent, RecalledEvent } from '../../core/generated/types.js';
import { type ClearRule, clearRule } from '../../core/policy/approval-rules.js';
import type { ClearEnd, ClearRequest as WaitingClear } from '../../core/recall/recall.js';
import type { LedgerView, Plan } from '../../ledger/ledger.js';
import { answerOf, type OpenRecalls, openRecalls } from '../recalled/open-recalls.js';
import type { ClearDeps, ClearResult } from './deps.js';
import { actingPerson } from './may.js';
import { plannedRecalls } from './planned.js';
import type { ClearRequest } from './request.js';

/** Recalls that somebody wants lifted, or not, on one state of the ledger. */
export interface Clearing {
  request: ClearRequest;
  view: LedgerView;
  found: OpenRecalls;
  /** Those that are named, as far as they can be read. */
  recalls: readonly RecalledEvent[];
  rule: ClearRule;
  person: Person;
}

/** What a state of the ledger says of the recalls that are named, be they open or lifted. */
export async function readClearing(
  request: ClearRequest,
  view: LedgerView,
  deps: ClearDeps,
): Promise<Clearing> {
  const matters = ({ event_id }: { event_id: string }) => request.recalls.includes(event_id);
  const found = await openRecalls(view, { ...deps, matters });
  const recalls = found.events.filter((event) => event.type === 'recalled').filter(matters);
  return { request, view, found, recalls, rule: clearRule(deps.policy), person: await actingPerson(deps) };
}

/** So many are held against GitHub: whoever may push can add any number. */
const MOST_ENDS = 20;

/** What has ended a request: as a recall, it counts unless GitHub contradicts it. */
export async function endOf(
  { ends }: Pick<WaitingClear, 'ends'>,
  { events }: Pick<OpenRecalls, 'events'>,
  ask: ClearDeps['ask'],
): Promise<ClearEnd | null> {
  for (const end of ends.slice(0, MOST_ENDS))
    if (ask === undefined || (await answerOf(end, events, ask)).state !== 'contradicted') return end;
  return ends[MOST_ENDS] ?? null;
}

export function nothing(
  { recalls, rule, view }: Clearing,
  state: ClearResult['state'],
  request: WaitingClear | null,
): Plan<ClearResult> {
  const value = { state, recalls, request, approvers: rule.listed, events: [], cancelled: [] };
  return { files: [], message: { subject: '', trailers: [] }, value: { ...value, commit: view.commit } };
}

export function planned(
  { recalls, rule, found, request: wanted }: Clearing,
  {
    state,
    request,
    drafts,
    cancelled = [],
  }: Pick<ClearResult, 'state' | 'request'> & {
    drafts: readonly RecallEvent[];
    cancelled?: ClearResult['cancelled'];
  },
  deps: Pick<ClearDeps, 'attest' | 'ask'>,
): Promise<Plan<ClearResult>> {
  const value: ClearResult = {
    state,
    recalls,
    request,
    approvers: rule.listed,
    events: [],
    cancelled,
    commit: null,
  };
  const writing = { value, deps, known: found.events, dry_run: wanted.dry_run, others: cancelled };
  return plannedRecalls(drafts, writing, (answer, written) => ({
    ...answer,
    events: written as ClearResult['events'],
  }));
}

type Common = Pick<ClearedEvent, 'schema' | 'event_id' | 'at' | 'actor' | 'ci_run_url' | 'by' | 'reason'>;

export function commonOf({ reason }: ClearRequest, { facts }: Pick<ClearDeps, 'facts'>): Common {
  const { at, actor, ci_run_url, by, newId } = facts;
  return {
    schema: 'lineage-gate/recall-event/v1',
    event_id: newId(),
    at,
    actor,
    ci_run_url,
    reason,
    ...(by === undefined ? {} : { by }),
  };
}
