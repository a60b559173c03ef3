import { UserError } from '../../core/errors.js';
import type { ApprovedEvent, ModelEvent } from '../../core/generated/types.js';
import { requireThere } from '../../core/registry/absent.js';
import { keyOfEvent } from '../../core/registry/disowned.js';
import {
  FIRST_STAGE,
  foldModel,
  type RegisteredModel,
  type RequestState,
  stageNamed,
} from '../../core/registry/registry.js';
import { eventPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { readKnownModel } from '../../ledger/read/known-model.js';
import { assembleModel, readModelFiles } from '../../ledger/read/model.js';
import { hidingOf } from '../confirm/hiding.js';
import { requireTrueLatest } from '../confirm/latest.js';
import { confirmedApprovals, confirmedModel, type Question, type Uncounted } from '../confirm/model.js';
import { isConfirmedWhole } from '../confirm/whole.js';
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

/** What a change rests on: where no stage is changed, that is null. */
type RestsOn = Pick<PromoteRequest, 'model' | 'version' | 'rollback'> & { stage: string | null };

/**
 * The model as far as GitHub confirms what a change rests on: what is in the stage, what the version is named by, and of a rollback
 * all that the stage held. By it is judged; what is written has to fit the ledger as it is.
 * @throws UserError as {@link requireTrueStage}
 */
export async function trustedModel(
  { view, state, request }: { view: LedgerView; state: RegisteredModel; request: RestsOn },
  { ask, log }: Asking,
): Promise<RegisteredModel> {
  if (ask === undefined) return state;
  const { model, stage, version } = request;
  // A rollback names no version, and must not wait for anything newer.
  const isLatest = version === 'latest' && !request.rollback;
  for (const event of hidingOf(state, isLatest ? 'latest' : Number(version)))
    await requireTrueEvent(event, state, { ask });
  if (stage !== null) await requireTrueStage(model, { view, stage }, { ask, log });
  const files = await readModelFiles(view, model);
  if (isLatest) await requireTrueLatest(files, ask);
  const alias = /^@(.+)$/.exec(version)?.[1];
  const named = stageNamed(version);
  const questions: Question[] = [
    ...(stage === null ? [] : [{ stage }]),
    ...(named === undefined || named === stage ? [] : [{ stage: named }]),
    ...(alias === undefined ? [] : [{ aliases: [alias] }]),
  ];
  const without = new Set<string>();
  for (const question of questions) {
    const { model: confirmed } = await confirmedModel(model, files, { question, ask });
    for (const key of confirmed.without ?? []) without.add(key);
  }
  if (request.rollback) {
    for (const event of state.events) {
      if (event.type !== 'stage-changed' || event.to_stage !== stage) continue;
      if (!(await isConfirmedWhole(event, state.events, ask))) without.add(keyOfEvent(event));
    }
  }
  return without.size === 0 ? state : assembleModel(files, without);
}

/** The stage that a version is in, as far as GitHub confirms the event that brought it there; else as if it had not been moved. */
export async function trustedStage(
  { version }: { version: number },
  state: RegisteredModel,
  { ask, log }: Asking,
): Promise<string> {
  const { stages, holders } = foldModel(state);
  const stage = stages.get(version) ?? FIRST_STAGE;
  const held = holders.get(stage)?.find((one) => one.version === version);
  if (ask === undefined || held === undefined) return stage;
  if (await isConfirmedWhole(held.event, state.events, ask)) return stage;
  log.warning(
    `That version ${version} is in ${stage} is not confirmed by GitHub; it is judged as if it were in ${FIRST_STAGE}.`,
  );
  return FIRST_STAGE;
}

/** Whether GitHub confirms that a request was made: one that somebody pushed is nobody's. */
export async function isTrueRequest(
  { event }: RequestState,
  { events }: RegisteredModel,
  { ask }: Asking,
): Promise<boolean> {
  return ask === undefined || (await ask(event, events)).state === 'confirmed';
}

/** Whoever may push can end a request by an event of their own. @throws UserError E_EVENT_UNCONFIRMED for an end that GitHub does not confirm */
export async function requireTrueEnd(
  { ended }: RequestState,
  { events }: RegisteredModel,
  { ask }: Asking,
): Promise<void> {
  if (ended !== undefined) await requireTrueEvent(ended, { events }, { ask });
}

/** Whether GitHub confirms an event with all that it rests on. */
export async function isTrueEvent(
  event: ModelEvent,
  { events }: Pick<RegisteredModel, 'events'>,
  { ask }: Pick<Asking, 'ask'>,
): Promise<boolean> {
  return ask === undefined || isConfirmedWhole(event, events, ask);
}

/** @throws UserError E_EVENT_UNCONFIRMED for an event that GitHub does not confirm */
export async function requireTrueEvent(
  event: ModelEvent,
  { events }: Pick<RegisteredModel, 'events'>,
  { ask }: Pick<Asking, 'ask'>,
): Promise<void> {
  if (ask === undefined) return;
  const answer = await ask(event, events);
  if (answer.state === 'confirmed') return;
  const isContradicted = answer.state === 'contradicted';
  const why = isContradicted ? answer.why.join('; it ') : answer.why;
  throw unconfirmed([{ path: eventPath(event.model, event.event_id), why, isContradicted }]);
}

/**
 * A model that is there. What took it away, brought it back or gave it its name has to be what GitHub confirms: an event that is
 * written behind a forged one would not hold.
 * @throws UserError E_EVENT_UNCONFIRMED, E_MODEL_DELETED, E_MODEL_RENAMED, E_MODEL_DAMAGED; as {@link readKnownModel}
 */
export async function trueRegistry(
  view: LedgerView,
  name: string,
  { ask }: Pick<Asking, 'ask'>,
): Promise<RegisteredModel> {
  const model = await readKnownModel(view, name);
  requireWhole(name, model);
  for (const event of foldModel(model).turns) await requireTrueEvent(event, model, { ask });
  requireThere(name, model);
  return model;
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
      mend: 'Find out who wrote it, and have it disowned by a workflow: `repair: true` with its path in `records`, as in examples/workflows/repair.yml',
    })),
  );
}
