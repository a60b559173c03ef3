import { UserError } from '../../core/errors.js';
import type { CancelledEvent, ModelEvent, ModelVersion } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import { liftedReason, recallOf } from '../../core/registry/confirm/recall-title.js';
import { EventChain } from '../../core/registry/event-chain.js';
import { foldModel, type RegisteredModel, versionOf } from '../../core/registry/registry.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { findModels, readModel } from '../../ledger/read/records.js';
import { attested } from '../promote/planned.js';
import { recallFindings } from '../promote/rollback.js';
import { Recalled } from '../recalled/recalled.js';
import type { ClearDeps } from './deps.js';

type Deps = Pick<ClearDeps, 'facts' | 'attest' | 'log' | 'ask' | 'policy'>;

/** Recalls that are lifted, now or before, on one state of the ledger. */
interface Lifting {
  view: LedgerView;
  /** Ids of those that are being lifted. */
  now: readonly string[];
  /** Whether it had been lifted before. */
  isLifted: (id: string) => boolean;
}

/**
 * The ends of requests for rollbacks that wait for nothing but recalls that are lifted. A model that is damaged takes no event, and
 * stops nobody from lifting a recall.
 */
export async function cancelledRollbacks(lifting: Lifting, deps: Deps): Promise<CancelledEvent[]> {
  const { view } = lifting;
  const { names } = await findModels(view);
  const recalled = new Recalled(view, { askRecall: deps.ask, log: deps.log });
  const found: CancelledEvent[] = [];
  for (const name of names) {
    try {
      const model = await readModel(view, name);
      const events = await endsIn(name, model, { lifting, recalled, deps });
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

async function endsIn(
  name: string,
  model: RegisteredModel,
  { lifting, recalled, deps }: { lifting: Lifting; recalled: Recalled; deps: Deps },
): Promise<ModelEvent[]> {
  const { view, now, isLifted } = lifting;
  const chain = new EventChain(model.events, deps.facts);
  for (const { event, ended } of foldModel(model).requests.values()) {
    const { change, reason, version, event_id } = event;
    if (ended !== undefined || change.type !== 'stage' || !change.rollback) continue;
    const own = recallOf(reason);
    if (own === undefined || !(now.includes(own) || isLifted(own))) continue;
    const from = versionOf(model, change.serves ?? 0);
    const to = versionOf(model, version ?? 0);
    const waiting = await waitingFor({ from, to }, { ...deps, view, recalled });
    const recall = [own, ...waiting].find((id) => now.includes(id));
    if (recall === undefined) continue;
    const other = waiting.find((id) => !now.includes(id));
    if (other === undefined)
      chain.add(
        { model: name, version },
        { type: 'cancelled', request: event_id, reason: liftedReason(recall) },
      );
    else
      deps.log.info(
        `Rollback request ${event_id} of ${quoted(name)} stays: recall ${other} waits for it as well.`,
      );
  }
  return chain.added;
}

/** Recalls that refuse the version which a stage is to be rid of, and not the one that it goes back to: a request names but one of them. */
async function waitingFor(
  { from, to }: { from: ModelVersion | undefined; to: ModelVersion | undefined },
  deps: Parameters<typeof recallFindings>[1],
): Promise<string[]> {
  const refusing = async (version: ModelVersion | undefined) =>
    version === undefined
      ? []
      : (await recallFindings(version, deps))
          .filter(({ severity }) => severity === 'error')
          .map(({ subject }) => subject);
  const bad = await refusing(from);
  if (bad.length === 0) return [];
  const left = await refusing(to);
  return bad.filter((id) => !left.includes(id));
}
