import type { Finding, ModelEvent } from '../../core/generated/types.js';
import type { Policy } from '../../core/policy/policy.js';
import type { RequestState } from '../../core/registry/registry.js';
import type { Plan } from '../../ledger/ledger.js';
import { wordsOf } from '../../report/registry/event-words.js';
import { count } from '../../report/units.js';
import type { PromoteDeps } from '../promote/deps.js';
import { attested } from '../promote/planned.js';
import { type ChangeDeps, filesOf } from './change.js';
import type { ProposedRecord } from './proposal.js';
import type { Redaction } from './secrets.js';

export interface RepairRequest {
  model: string;
  /** Paths of records that are not to count; none: those that cannot be true. */
  records: readonly string[];
}

export interface RepairDeps
  extends ChangeDeps,
    Redaction,
    Pick<PromoteDeps, 'people' | 'ask' | 'askRecall' | 'attest' | 'triggering_actor' | 'job'> {
  policy: Policy;
}

/** What was, or would be, done about records that are not to count. */
export interface Repaired {
  /** `done` also where there was nothing to disown; `refused` by the policy, which writes nothing unless a request dies of it. */
  state: 'done' | 'pending-approval' | 'refused' | 'rejected' | 'cancelled';
  model: string;
  records: readonly ProposedRecord[];
  /** How many records are left to be asked for once these are disowned: a request names only so many. */
  left: number;
  /** Of a proposal: events that disowned records earlier. A forged one among them can be what makes true records look untrue. */
  earlier?: readonly string[];
  /** What the policy has against it. */
  findings: readonly Finding[];
  /** The request that waits, or that was decided; null where none was needed. */
  request: RequestState | null;
  /** Set where the very same had been asked for before: whose request that is, and why, is then in it. */
  asked_already?: true;
  /** What was written; several where one event cannot name all records. */
  events: readonly ModelEvent[];
  commit: string | null;
}

/** Writes events; none: the result is only an answer. */
export async function planned(
  result: Repaired,
  drafts: readonly ModelEvent[],
  { attest }: Pick<RepairDeps, 'attest'>,
): Promise<Plan<Repaired>> {
  const events = await attested(drafts, attest);
  const last = events.at(-1);
  const subject = last === undefined ? '' : subjectOf(result, last);
  return {
    files: await filesOf(events),
    message: { subject, trailers: last === undefined ? [] : [['Lineage-Model', result.model]] },
    value: { ...result, events },
  };
}

function subjectOf({ model, records }: Repaired, last: ModelEvent): string {
  if (last.type !== 'disowned') return `${model}: ${wordsOf(last)}`;
  return `disown ${count(records.length, 'record')} of ${model}`;
}

export function nothingDone(model: string): Repaired {
  const nothing = { records: [], left: 0, findings: [], request: null, events: [], commit: null };
  return { ...nothing, state: 'done', model };
}
