import { type Fault, UserError } from '../../core/errors.js';
import type { ClearRequestedEvent } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import { askersOf } from '../../core/recall/authority.js';
import { timeFaults } from '../../core/recall/baseless.js';
import {
  type ClearEnd,
  clearDeadBecause,
  type ClearRequest as WaitingClear,
} from '../../core/recall/recall.js';
import type { LedgerView, Plan } from '../../ledger/ledger.js';
import { readRecalls } from '../../ledger/read/recalls.js';
import { requireApprovers, requireAsker } from '../promote/approvers.js';
import type { Decision } from '../promote/decision.js';
import { closed, mismatch, modelsHaving, notFound } from '../promote/find-request.js';
import { isRerun, rerunRefused } from '../promote/rerun.js';
import type { OpenRecalls } from '../recalled/open-recalls.js';
import { clearPlan } from './clear.js';
import { type Clearing, commonOf, endOf, nothing, planned, readClearing } from './clearing.js';
import type { ClearDeps, ClearResult } from './deps.js';
import { requireByHand, requireClearer } from './may.js';
import { carriedOut } from './planned.js';

/**
 * The request to lift recalls that a decision names; null where it names none of those.
 * @throws UserError E_REQUEST_NOT_FOUND where a model has an event of that id as well: whoever may push can put it there
 */
export async function clearRequestNamed(
  view: LedgerView,
  decision: Decision,
): Promise<ClearRequestedEvent | null> {
  const { events } = await readRecalls(view);
  const found = events.find(({ event_id }) => event_id === decision.request);
  if (found === undefined) return null;
  const [model] = await modelsHaving(view, decision.request);
  if (model !== undefined) throw notFound(decision, `is an event of ${quoted(model)} and of a recall`);
  if (found.type !== 'clear-requested') throw notFound(decision, 'is an event of a recall, and no request');
  const [fault] = timeFaults(found);
  if (fault !== undefined) throw notFound(decision, fault);
  return found;
}

/**
 * Approves, rejects or cancels a request to lift recalls. The last approval that it needs lifts them.
 * @throws UserError E_REQUEST_NOT_FOUND, E_REQUEST_CLOSED, E_NOT_APPROVER, E_EVENT_UNCONFIRMED, E_RECALL_NOT_ALLOWED, E_RERUN, E_INPUT_*, E_LEDGER_*
 */
export async function answerClear(decision: Decision, deps: ClearDeps): Promise<ClearResult> {
  const faults = textFaults(decision, deps);
  if (faults.length > 0) throw new UserError(faults);
  if (decision.kind === 'approve') await requireClearer(deps);
  else requireByHand(deps);
  return carriedOut(decision, deps, (view, writing) => planOf(decision, view, writing));
}

/** What a decision says that no request to lift recalls is about, or leaves out. */
function textFaults(decision: Decision, { facts }: Pick<ClearDeps, 'facts'>): Fault[] {
  const { kind, reason, request } = decision;
  const strange = (['model', 'version', 'stage'] as const).flatMap((name) =>
    decision[name] === null ? [] : [mismatch(name, `is to lift recalls, and about no ${name}`, decision)],
  );
  if (kind !== 'approve') return strange;
  // What its run is called has to say which recalls it lifts: readers hold what it writes against that.
  if (facts.by !== undefined)
    return [
      ...strange,
      {
        code: 'E_INPUT_INVALID',
        what: `The request ${request} is to lift recalls, and is approved by the workflow that lifts them`,
        where: 'input approve',
        mend: 'Start examples/workflows/recall.yml with `clear`: the ids of the recalls (`lineage-gate requests ls`). Here it can be rejected and cancelled',
      },
    ];
  if (reason !== null) return strange;
  const mend = 'Say why they may be lifted: it is what whoever asks later reads';
  const empty = 'is empty, and lifting a recall needs one';
  return [...strange, { code: 'E_INPUT_MISSING', what: `\`reason\` ${empty}`, where: 'input reason', mend }];
}

async function planOf(decision: Decision, view: LedgerView, deps: ClearDeps): Promise<Plan<ClearResult>> {
  const event = await clearRequestNamed(view, decision);
  if (event === null) throw notFound(decision, 'is no event of any recall');
  const { kind, dry_run, reason } = decision;
  const request = { recalls: [...event.recalls].sort(), reason: reason ?? '', dry_run };
  const asking = await readClearing(request, view, deps);
  const { found } = asking;
  const waiting = found.state.requests.get(event.event_id);
  if (waiting === undefined) throw new Error(`request ${event.event_id} is not among the requests`);
  if (isRerun(deps) && !dry_run) return earlier(asking, waiting, deps);
  await requireWaiting(waiting, found, deps);
  if (kind === 'approve')
    return clearPlan({ ...asking, request: { ...request, request: event.event_id } }, deps);
  const end = await endEvent(decision, { asking, waiting }, deps);
  const ended = { ...waiting, ends: [end], answered: end };
  return planned(asking, { state: stateOf(end), request: ended, drafts: [end] }, deps);
}

/** What this workflow run has answered already. @throws UserError E_RERUN */
function earlier(asking: Clearing, waiting: WaitingClear, deps: ClearDeps): Plan<ClearResult> {
  const own = waiting.ends.find(({ by }) => by !== undefined && by.ci_run_id === deps.facts.by?.ci_run_id);
  if (own === undefined) throw rerunRefused(deps);
  return nothing(asking, stateOf(own), { ...waiting, answered: own });
}

/** @throws UserError E_REQUEST_CLOSED */
async function requireWaiting(
  waiting: WaitingClear,
  found: OpenRecalls,
  { ask, facts }: Pick<ClearDeps, 'ask' | 'facts'>,
): Promise<void> {
  const lifting = waiting.answered?.type === 'cleared' ? waiting.answered : null;
  const answered = lifting ?? (await endOf(waiting, found, ask));
  const why = clearDeadBecause({ ...waiting, answered }, found.state, facts.at);
  if (why !== undefined) throw closed(waiting.event, why);
}

async function endEvent(
  decision: Decision,
  { asking, waiting }: { asking: Clearing; waiting: WaitingClear },
  deps: ClearDeps,
): Promise<ClearEnd> {
  const { event, approvals: given } = waiting;
  const { reason, ...common } = commonOf(asking.request, deps);
  const asked = { event: { ...event, requesters: askersOf(event) } };
  if (decision.kind === 'cancel') {
    requireAsker(asked, deps);
    return { ...common, type: 'clear-cancelled', request: event.event_id, reason: decision.reason };
  }
  const evidence = { via: deps.facts.by === undefined ? 'local' : 'dispatch' } as const;
  const decider = { person: asking.person, evidence };
  await requireApprovers([decider], { request: asked, given, rule: asking.rule, run: null }, deps);
  return { ...common, type: 'clear-rejected', request: event.event_id, reason, ...decider };
}

function stateOf({ type }: ClearEnd): ClearResult['state'] {
  return type === 'clear-rejected' ? 'rejected' : 'cancelled';
}
