import { UserError } from '../../core/errors.js';
import type { EndpointEvent } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { modelNameClash } from '../../core/model-names.js';
import { printable } from '../../core/printable.js';
import type { Attest } from '../../core/registry/confirm/token.js';
import { type EndpointChange, endpointEvent, isSame, type Served } from '../../core/registry/endpoint.js';
import type { EventFacts } from '../../core/registry/event-chain.js';
import { endpointEventPath } from '../../ledger/layout.js';
import type { LedgerView, NewFile } from '../../ledger/ledger.js';
import { findEndpoints, readEndpoint } from '../../ledger/read/endpoints.js';
import { encodeRecord } from '../../ledger/read/records.js';
import { unknownEndpoint } from './unknown.js';

export interface EndpointChanged {
  /** What served before. */
  before: Served | null;
  /** Null where it is so already; then there are no files. */
  event: EndpointEvent | null;
  files: NewFile[];
}

/**
 * What a change of an endpoint writes, on the state that its commit is built on.
 * @throws UserError E_NAME_INVALID for a new name that looks like another, E_ENDPOINT_NOT_FOUND, E_LEDGER_RECORD_INVALID
 */
export async function changeEndpoint(
  view: LedgerView,
  change: EndpointChange,
  { facts, log, attest = async (event) => event }: { facts: EventFacts; log: Log; attest?: Attest },
): Promise<EndpointChanged> {
  const { endpoint, serves } = change;
  const { events, stateAt } = await readEndpoint(view, endpoint);
  if (events.length === 0) await requireNew(view, change, log);
  const { serves: before, damage } = stateAt();
  // What is recorded next does not rest on them, so they are no reason to record nothing.
  for (const { event_id, why } of damage)
    log.warning(`The event ${endpointEventPath(endpoint, event_id)} ${why}; it is not counted.`);
  if (isSame(before, serves)) return { before, event: null, files: [] };
  const event = await attest(endpointEvent(change, events, facts));
  const path = endpointEventPath(endpoint, event.event_id);
  return { before, event, files: [{ path, bytes: await encodeRecord('endpointEvent', event) }] };
}

/** Of a new name only, else whoever may push could stop an old endpoint by a folder that is named like it. */
async function requireNew(view: LedgerView, { endpoint, serves }: EndpointChange, log: Log): Promise<void> {
  const { names, faults } = await findEndpoints(view);
  for (const { faults: told } of faults)
    for (const { what } of told) log.warning(`${what}; it is passed over.`);
  if (serves === null) throw unknownEndpoint(endpoint, names);
  const clash = modelNameClash(endpoint, names);
  if (clash === undefined) return;
  const other = printable(clash.name);
  throw new UserError({
    code: 'E_NAME_INVALID',
    what: `There is an endpoint \`${other}\`, which differs from \`${printable(endpoint)}\` ${clash.why}`,
    where: 'endpoint',
    mend: `Use the name \`${other}\` as it is recorded, or one that differs in more than that`,
  });
}
