import type { EndpointEvent, ModelVersion } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import type { Attest } from '../../core/registry/confirm/token.js';
import type { Served } from '../../core/registry/endpoint.js';
import type { EventFacts } from '../../core/registry/event-chain.js';
import type { LedgerView, Plan } from '../../ledger/ledger.js';
import { changeEndpoint } from '../endpoints/change.js';
import type { PromoteRequest } from './request.js';

/** What a promotion does to the endpoint that it names. */
export interface EndpointMove {
  name: string;
  /** What served there before. */
  before: Served | null;
  /** Null where the version served there already. */
  event: EndpointEvent | null;
}

type Written = Pick<Plan<unknown>, 'files' | 'message'>;

/** The endpoint's part of a promotion that is done, for the commit that has the change of the stage; null where none is named. */
export async function moveEndpoint(
  { endpoint: name, reason }: Pick<PromoteRequest, 'endpoint' | 'reason'>,
  { model, version, manifest }: ModelVersion,
  { view, ...deps }: { view: LedgerView; facts: EventFacts; log: Log; attest?: Attest },
): Promise<(Written & { move: EndpointMove }) | null> {
  if (name === null) return null;
  const serves = { model, version, manifest_digest: manifest.digest };
  const { before, event, files } = await changeEndpoint(view, { endpoint: name, serves, reason }, deps);
  const message: Written['message'] = {
    subject: `deploy ${model} version ${version} to ${name}`,
    trailers: [['Lineage-Model', `${model}/${version}`]],
  };
  return { files, message, move: { name, before, event } };
}
