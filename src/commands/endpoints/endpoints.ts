import type { EndpointEvent } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { BUILT_IN_POLICY, type Policy } from '../../core/policy/policy.js';
import type { Served } from '../../core/registry/endpoint.js';
import type { EventFacts } from '../../core/registry/event-chain.js';
import type { Ledger, LedgerView, Plan } from '../../ledger/ledger.js';
import { heedRecalls } from '../fetch/heed-recalls.js';
import { resolveUri } from '../fetch/resolve.js';
import type { AskRecall } from '../recalled/open-recalls.js';
import { changeEndpoint } from './change.js';
import type { EndpointRequest } from './request.js';

export interface EndpointDeps {
  ledger: Ledger;
  log: Log;
  facts: EventFacts;
  /** Asks GitHub about the events of recalls; left out, they count as they are recorded. */
  askRecall?: AskRecall;
  /** What the policy says of recalls, asked where there is one; left out, a warning is all there is. */
  rules?: () => Promise<Policy>;
}

export interface EndpointResult {
  endpoint: string;
  before: Served | null;
  /** What serves from now on. */
  serves: Served | null;
  /** Null where it was so already. */
  event: EndpointEvent | null;
  commit: string | null;
}

/**
 * Records what serves at an endpoint from now on, or that nothing does.
 * @throws UserError E_MODEL_NOT_FOUND, E_VERSION_*, E_RECALLED, E_ENDPOINT_NOT_FOUND, E_NAME_INVALID, E_MODEL_DAMAGED, E_LEDGER_*
 */
export async function recordEndpoint(request: EndpointRequest, deps: EndpointDeps): Promise<EndpointResult> {
  const { value, commit } = await deps.ledger.write((view) => planOf(request, view, deps));
  return { ...value, commit };
}

async function planOf(
  request: EndpointRequest,
  view: LedgerView,
  deps: EndpointDeps,
): Promise<Plan<EndpointResult>> {
  const { endpoint, reason } = request;
  const serves = await servedBy(request, view, deps);
  const { before, event, files } = await changeEndpoint(view, { endpoint, serves, reason }, deps);
  return {
    files,
    message: messageOf({ endpoint, serves, before }),
    value: { endpoint, before, serves, event, commit: null },
  };
}

/** The version that a URI means now: an alias or a stage is another one tomorrow, so the number is what is recorded. */
async function servedBy(
  { uri, allow_archived, allow_recalled: allowRecalled = false }: EndpointRequest,
  view: LedgerView,
  { log, askRecall, rules = async () => BUILT_IN_POLICY, facts }: EndpointDeps,
): Promise<Served | null> {
  if (uri === null) return null;
  const resolved = await resolveUri(view, { uri, allowArchived: allow_archived }, { log });
  const { model, version, digest, note } = resolved;
  if (model === null || version === null) throw new Error(`${uri} names no version`);
  if (note !== null) log.info(`${note}.`);
  const deps = { log, askRecall, now: facts.at, policy: rules };
  await heedRecalls(resolved, { uri, allowRecalled }, { view, deps });
  return { model, version, manifest_digest: digest };
}

function messageOf({
  endpoint,
  serves,
  before,
}: Pick<EndpointResult, 'endpoint' | 'serves' | 'before'>): Plan<unknown>['message'] {
  const { model, version } = serves ?? before ?? { model: '', version: 0 };
  const subject =
    serves === null
      ? `withdraw ${model} version ${version} from ${endpoint}`
      : `deploy ${model} version ${version} to ${endpoint}`;
  return { subject, trailers: [['Lineage-Model', `${model}/${version}`]] };
}
