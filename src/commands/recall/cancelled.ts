import { UserError } from '../../core/errors.js';
import type { CancelledEvent, ModelEvent } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import { liftedReason, rollbackReason } from '../../core/registry/confirm/recall-title.js';
import { EventChain } from '../../core/registry/event-chain.js';
import { foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { findModels, readModel } from '../../ledger/read/records.js';
import { attested } from '../promote/planned.js';
import type { RecallDeps } from './deps.js';

/**
 * The ends of requests for rollbacks that wait for nothing but recalls that are lifted. A model that is damaged takes no event, and
 * stops nobody from lifting a recall.
 */
export async function cancelledRollbacks(
  view: LedgerView,
  recalls: readonly string[],
  deps: Pick<RecallDeps, 'facts' | 'attest' | 'log'>,
): Promise<CancelledEvent[]> {
  const { names } = await findModels(view);
  const found: CancelledEvent[] = [];
  for (const name of names) {
    try {
      const model = await readModel(view, name);
      const events = endsIn(name, model, { recalls, deps });
      if (events.length === 0) continue;
      requireWhole(name, model);
      found.push(...((await attested(events, deps.attest)) as CancelledEvent[]));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      deps.log.warning(`Whether rollbacks of ${quoted(name)} wait for it is not known: ${error.message}`);
    }
  }
  return found;
}

function endsIn(
  name: string,
  model: RegisteredModel,
  { recalls, deps }: { recalls: readonly string[]; deps: Pick<RecallDeps, 'facts'> },
): ModelEvent[] {
  const chain = new EventChain(model.events, deps.facts);
  for (const { event, ended } of foldModel(model).requests.values()) {
    const { change, reason, version } = event;
    if (ended !== undefined || change.type !== 'stage' || !change.rollback) continue;
    const recall = recalls.find((id) => reason === rollbackReason(id));
    if (recall === undefined) continue;
    chain.add(
      { model: name, version },
      { type: 'cancelled', request: event.event_id, reason: liftedReason(recall) },
    );
  }
  return chain.added;
}
