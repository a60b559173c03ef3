import { Faults } from '../../core/errors.js';
import type { ModelEvent } from '../../core/generated/types.js';
import { disownRule } from '../../core/policy/approval-rules.js';
import { reasonFaults } from '../../core/reason.js';
import { MOST_RECORDS_ASKED } from '../../core/registry/disown-request.js';
import { EventChain } from '../../core/registry/event-chain.js';
import type { RegisteredModel } from '../../core/registry/registry.js';
import type { LedgerView, Plan } from '../../ledger/ledger.js';
import { requireUnhidden } from '../../ledger/read/damage.js';
import { without } from '../../ledger/read/requests.js';
import { askToDisown } from './ask-to-disown.js';
import { knownFiles } from './files.js';
import { givenBack } from './given-back.js';
import { disownFindings } from './may-disown.js';
import { listsOf, requireMended, requireNoRivals } from './mended.js';
import { chosenOf, type Proposal, type ProposedRecord, propose } from './proposal.js';
import {
  nothingDone,
  planned,
  type RepairDeps,
  type Repaired,
  type RepairRequest,
} from './repair-request.js';
import { repairedEarlier } from './repaired-earlier.js';
import { type Redaction, redacted } from './secrets.js';
import { unfitVersions } from './unfit.js';

/** What is wrong with a model, and what would mend it; nothing is written. @param now RFC 3339 @throws UserError E_MODEL_NOT_FOUND, E_INPUT_INVALID, E_LEDGER_* */
export async function proposeRepair(
  { model, records }: RepairRequest,
  { view, now }: { view: LedgerView; now: string },
): Promise<Proposal> {
  const files = await knownFiles(view, model);
  return propose(model, files, { named: records, unfit: await unfitVersions(view, files), now });
}

/** What a repair would come to, with all that it would have to name; nothing is written. @throws UserError as {@link proposeRepair} */
export async function tryRepair(request: RepairRequest, deps: RepairDeps): Promise<Repaired> {
  const { model } = request;
  const { damage, records, earlier } = await proposeRepair(request, {
    view: await deps.ledger.view(),
    now: deps.facts.at,
  });
  requireUnhidden(model, damage);
  const findings = await disownFindings(askingOf(model, deps), deps);
  const waits = records.length > 0 && disownRule(deps.policy, model).needed > 0;
  const state = findings.length > 0 ? 'refused' : waits ? 'pending-approval' : 'done';
  const now = waits ? records.slice(0, MOST_RECORDS_ASKED) : records;
  const left = records.length - now.length;
  return { ...nothingDone(model), state, records: now, left, findings, earlier };
}

/**
 * Says that records of a model do not count, by events of one commit that take none of them away; where a stage of the policy needs
 * approvals, asks for them. What the policy has against it is an answer.
 * @throws UserError E_MODEL_DAMAGED when the model would not be whole, naming what is left; E_RERUN; as {@link proposeRepair}
 */
export async function repair(
  request: RepairRequest & { reason: string },
  deps: RepairDeps,
): Promise<Repaired> {
  const { model } = request;
  const reason = reasonOf(request.reason, deps);
  const findings = await disownFindings(askingOf(model, deps), deps);
  if (findings.length > 0) return { ...nothingDone(model), state: 'refused', findings };
  const { value, commit } = await deps.ledger.write((view) => planOf({ ...request, reason }, view, deps));
  return { ...value, commit };
}

async function planOf(
  { model, records: named, reason }: RepairRequest & { reason: string },
  view: LedgerView,
  deps: RepairDeps,
): Promise<Plan<Repaired>> {
  const files = await knownFiles(view, model);
  const earlier = await repairedEarlier(files, deps);
  if (earlier !== null) return planned({ ...nothingDone(model), ...earlier }, [], deps);
  requireUnhidden(model, files.odd);
  const proposal = propose(model, files, {
    named,
    unfit: await unfitVersions(view, files),
    now: deps.facts.at,
  });
  const records = chosenOf(proposal, named);
  if (named.length === 0) requireNoRivals(records);
  if (records.length === 0) return planned({ ...nothingDone(model), records }, [], deps);
  const rule = disownRule(deps.policy, model);
  // A request names what its issue shows: where there is more, the rest is asked for once that is done.
  const now = rule.needed === 0 ? records : records.slice(0, MOST_RECORDS_ASKED);
  const left = records.length - now.length;
  const events = disowning({ model, records: now, reason, state: without(files, now) }, deps);
  if (left === 0) requireMended(model, files, events);
  const findings = await givenBack({ model, files, events }, view, deps);
  if (findings.length > 0) return planned({ ...nothingDone(model), state: 'refused', findings }, [], deps);
  if (rule.needed === 0) return planned({ ...nothingDone(model), records }, events, deps);
  const [list] = listsOf(now);
  if (list === undefined) throw new Error('a request names no records');
  const asked = { model, files, records: list, reason, rule, state: without(files, list) };
  const { events: asking, ...request } = await askToDisown(asked, deps);
  const result: Repaired = {
    ...nothingDone(model),
    state: 'pending-approval',
    records: now,
    left,
    ...request,
  };
  return planned(result, asking, deps);
}

function disowning(
  {
    model,
    records,
    reason,
    state,
  }: { model: string; records: readonly ProposedRecord[]; reason: string; state: RegisteredModel },
  { facts }: Pick<RepairDeps, 'facts'>,
): readonly ModelEvent[] {
  const chain = new EventChain(state.events, facts);
  for (const list of listsOf(records))
    chain.add({ model, version: null }, { type: 'disowned', records: list, reason });
  return chain.added;
}

function askingOf(model: string, { facts, triggering_actor }: RepairDeps) {
  return { model, actor: facts.actor, triggering_actor };
}

function reasonOf(text: string, deps: Redaction): string {
  const faults = new Faults();
  const reason = redacted(text.trim(), { what: 'the reason', key: null }, deps);
  if (reason === '') {
    const mend = 'Say why these records do not count: it is what an auditor reads';
    faults.add({ code: 'E_INPUT_MISSING', what: '`--reason` is empty', where: '--reason', mend });
  }
  for (const fault of reasonFaults(reason, '--reason')) faults.add(fault);
  faults.throwIfAny();
  return reason;
}
