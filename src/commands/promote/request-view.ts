import type { RequestState } from '../../core/registry/registry.js';
import { type RegisteredModel, versionOf } from '../../core/registry/registry.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRunsOf } from '../../ledger/read/records.js';
import type { RequestView } from '../../report/promote/request-issue.js';

/** What the issue of a request is made of, from the ledger alone. */
export async function requestView(
  request: RequestState,
  { view, state }: { view: LedgerView; state: RegisteredModel },
  urls: RequestView['urls'],
): Promise<RequestView> {
  const { event } = request;
  const version = versionOf(state, event.version ?? 0);
  if (version === undefined) throw new Error(`request ${event.event_id} is about no version`);
  const serving = event.change.type === 'stage' ? versionOf(state, event.change.serves ?? 0) : undefined;
  const versions = serving === undefined ? [version] : [version, serving];
  const [run, other] = await readRunsOf(view, versions);
  if (run === undefined) throw new Error(`version ${version.version} has no run`);
  const serves = serving === undefined || other === undefined ? null : { version: serving, run: other };
  return { request, asked: { version, run }, serves, urls };
}
