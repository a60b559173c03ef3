import type { UserError } from '../../core/errors.js';
import { servedTenures } from '../../core/lineage/tenure.js';
import { endpointEventPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { findEndpoints, readEndpoint } from '../../ledger/read/endpoints.js';
import { invalidRecord } from '../../ledger/read/json-record.js';
import { findModels } from '../../ledger/read/records.js';
import { KnownModels } from './known-models.js';
import { nothing, type Registry, userError } from './model-facts.js';

/** One bad record takes none of the others away: it is added to the faults. */
export async function readRegistry(view: LedgerView, faults: UserError[]): Promise<Registry> {
  const { names, faults: odd } = await findModels(view);
  faults.push(...odd);
  const models = await KnownModels.open(view);
  const parts: Registry[] = [];
  for (const name of names) parts.push(await models.read(name, faults));
  parts.push(await readEndpoints(view, faults));
  return joined(parts);
}

/** @param parts in the order of their models' names */
export function joined(parts: readonly Registry[]): Registry {
  return {
    versions: parts.flatMap(({ versions }) => versions),
    holds: parts.flatMap(({ holds }) => holds),
    tenures: parts.flatMap(({ tenures }) => tenures),
    requests: parts.flatMap(({ requests }) => requests),
    empty: parts.flatMap(({ empty }) => empty),
    dated: parts.flatMap(({ dated }) => dated),
  };
}

/** What serves where. */
export async function readEndpoints(view: LedgerView, faults: UserError[]): Promise<Registry> {
  const registry = nothing();
  const { names, faults: odd } = await findEndpoints(view);
  faults.push(...odd);
  for (const endpoint of names) {
    try {
      const { events, stateAt } = await readEndpoint(view, endpoint);
      const { serves, last, damage } = stateAt();
      registry.tenures.push(...servedTenures(events, { damage }));
      for (const { event_id, why } of damage)
        faults.push(invalidRecord(endpointEventPath(endpoint, event_id), why));
      if (serves === null || last === null) continue;
      const { model, version } = serves;
      const record = endpointEventPath(endpoint, last.event.event_id);
      registry.holds.push({ of: { kind: 'endpoint', endpoint }, model, version, record, since: last.since });
    } catch (error) {
      faults.push(userError(error));
    }
  }
  return registry;
}
