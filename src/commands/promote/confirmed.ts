import { UserError } from '../../core/errors.js';
import type { RegisteredModel, RequestState } from '../../core/registry/registry.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readModelFiles } from '../../ledger/read/model.js';
import { confirmedApprovals, confirmedModel, type Uncounted } from '../confirm/model.js';
import type { PromoteDeps } from './deps.js';

type Asking = Pick<PromoteDeps, 'ask' | 'log'>;

/**
 * Holds what is in a stage against GitHub. What nobody can tell any more, as of an old run, is a warning: it was judged when it was
 * written.
 * @throws UserError E_EVENT_UNCONFIRMED with each event that GitHub contradicts: what is built on one would not hold
 */
export async function requireTrueStage(
  model: string,
  { view, stage }: { view: LedgerView; stage: string },
  { ask, log }: Asking,
): Promise<void> {
  if (ask === undefined) return;
  const files = await readModelFiles(view, model);
  const { uncounted } = await confirmedModel(model, files, { question: { stage }, ask });
  for (const { path, why } of uncounted) log.warning(`The record ${path} ${why}.`);
  const untrue = uncounted.filter(({ isContradicted }) => isContradicted);
  if (untrue.length > 0) throw unconfirmed(untrue);
}

/**
 * Holds a request and its approvals against GitHub: a claim is not an approval, so that what cannot be confirmed does not count.
 * @throws UserError E_EVENT_UNCONFIRMED with each event that is not confirmed
 */
export async function requireTrueRequest(
  request: RequestState,
  { events }: RegisteredModel,
  { ask }: Asking,
): Promise<void> {
  if (ask === undefined) return;
  const { uncounted } = await confirmedApprovals(request, { events, ask });
  if (uncounted.length > 0) throw unconfirmed(uncounted);
}

function unconfirmed(events: readonly Uncounted[]): UserError {
  return new UserError(
    events.map(({ path, why }) => ({
      code: 'E_EVENT_UNCONFIRMED' as const,
      what: `The record ${path} ${why}`,
      where: path,
      mend: 'Find out who wrote it, and have it disowned: `lineage-gate models repair MODEL --records PATH --reason WHY`',
    })),
  );
}
