import { UserError } from '../../core/errors.js';
import type { ApprovedEvent } from '../../core/generated/types.js';
import { digestOfEvent } from '../../core/registry/disowned.js';
import {
  FIRST_STAGE,
  type RegisteredModel,
  type RequestState,
  STAGES,
} from '../../core/registry/registry.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { assembleModel, readModelFiles } from '../../ledger/read/model.js';
import { confirmedApprovals, confirmedModel, type Question, type Uncounted } from '../confirm/model.js';
import type { PromoteDeps } from './deps.js';
import type { PromoteRequest } from './request.js';

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

/** The model as far as GitHub confirms what a request rests on: the stages, the alias and, of a rollback, all that the stage held. */
export async function trustedModel(
  model: string,
  { view, state, request }: { view: LedgerView; state: RegisteredModel; request: PromoteRequest },
  { ask, log }: Asking,
): Promise<RegisteredModel> {
  if (ask === undefined) return state;
  const files = await readModelFiles(view, model);
  const without = new Set<string>();
  const alias = /^@(.+)$/.exec(request.version)?.[1];
  const stages = [...STAGES].filter((stage) => stage !== FIRST_STAGE);
  const questions: Question[] = [
    ...stages.map((stage) => ({ stage })),
    ...(alias === undefined ? [] : [{ aliases: [alias] }]),
  ];
  for (const question of questions) {
    const { model: confirmed, uncounted } = await confirmedModel(model, files, { question, ask });
    for (const { path, why } of uncounted) log.warning(`The record ${path} ${why}; it does not count.`);
    for (const digest of confirmed.without ?? []) without.add(digest);
  }
  if (request.rollback) {
    for (const event of state.events) {
      if (event.type !== 'stage-changed' || event.to_stage !== request.stage) continue;
      if ((await ask(event, state.events)).state !== 'confirmed') without.add(digestOfEvent(event));
    }
  }
  return without.size === 0 ? state : assembleModel(files, without);
}

/** Whether GitHub confirms that a request was made: one that somebody pushed is nobody's. */
export async function isTrueRequest(
  { event }: RequestState,
  { events }: RegisteredModel,
  { ask }: Asking,
): Promise<boolean> {
  return ask === undefined || (await ask(event, events)).state === 'confirmed';
}

/**
 * Holds a request and its approvals against GitHub: a claim is not an approval, so that what cannot be confirmed does not count.
 * @returns the approvals that count
 * @throws UserError E_EVENT_UNCONFIRMED when the request itself is not confirmed
 */
export async function trueApprovals(
  request: RequestState,
  { events }: RegisteredModel,
  { ask, log }: Asking,
): Promise<readonly ApprovedEvent[]> {
  if (ask === undefined) return request.approvals;
  const { isAsked, approvals, uncounted } = await confirmedApprovals(request, { events, ask });
  if (!isAsked) throw unconfirmed(uncounted);
  for (const { path, why } of uncounted) log.warning(`The record ${path} ${why}; it does not count.`);
  return approvals;
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
