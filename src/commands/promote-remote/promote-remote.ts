import { UserError } from '../../core/errors.js';
import type { ModelEvent } from '../../core/generated/types.js';
import { stageOf } from '../../core/registry/promotion.js';
import { foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRegistry } from '../../ledger/read/registry.js';
import type { PromoteRequest } from '../promote/request.js';
import { versionNamed } from '../promote/resolve.js';
import { isOfRun } from './answer.js';
import type {
  PromotionFound,
  RemoteDeps,
  RemoteOutcome,
  RemotePromotion,
  RemoteTask,
  TaskInput,
} from './request.js';
import { runWorkflow } from './workflow-run.js';

/** Has a workflow of the repository make a promotion, and says what came of it. @throws UserError as {@link runWorkflow} */
export function promoteRemote(
  { promotion, ...request }: RemotePromotion,
  deps: RemoteDeps,
): Promise<RemoteOutcome> {
  return runWorkflow(request, taskOf(promotion), deps);
}

function taskOf(promotion: PromoteRequest): RemoteTask<PromotionFound> {
  const { model, version, stage, dry_run } = promotion;
  return {
    inputs: inputsOf(promotion),
    // The `run-name` of the documented workflow is `promote MODEL VERSION → STAGE`.
    isTitle: (title) => title.includes(` ${model} ${version} `) && title.endsWith(` ${stage}`),
    look: (run, view, serverUrl) => lookIn(view, promotion, (event) => isOfRun(event, run, serverUrl)),
    unseen: { event: null, request: null, is_there: null },
    isShown: ({ event, request, is_there }) =>
      event !== null || request !== null || is_there === true || dry_run,
    verdictOf: ({ event, request }) => event?.policy ?? request?.policy,
  };
}

function inputsOf(promotion: PromoteRequest): TaskInput[] {
  const { model, version, stage, reason, dry_run, archive_existing, override, endpoint } = promotion;
  return [
    { name: 'model', value: model, says: true },
    { name: 'version', value: version, says: true },
    { name: 'stage', value: stage, says: true },
    { name: 'reason', value: reason ?? '', says: reason !== null },
    { name: 'dry-run', value: String(dry_run), says: dry_run },
    { name: 'archive-existing', value: String(archive_existing), says: archive_existing !== null },
    { name: 'override', value: String(override), says: override },
    { name: 'endpoint', value: endpoint ?? '', says: endpoint !== null },
  ];
}

async function lookIn(
  view: LedgerView,
  promotion: PromoteRequest,
  isOwn: (event: ModelEvent) => boolean,
): Promise<PromotionFound> {
  const { model, stage } = promotion;
  const state = await readRegistry(view, model);
  const event = state.events.findLast((one) => isMove(one) && one.to_stage === stage && isOwn(one));
  if (event !== undefined && isMove(event)) return { event, request: null, is_there: true };
  const asked = state.events.findLast((one) => one.type === 'approval-requested' && isOwn(one));
  const request = asked?.type === 'approval-requested' ? asked : openFor(promotion, state);
  return { event: null, request, is_there: isIn(promotion, state) };
}

/** A version that was named by its stage or alias may be found by it no more. */
function isIn({ model, version, stage }: PromoteRequest, state: RegisteredModel): boolean {
  try {
    return stageOf(state, versionNamed(version, model, state).version) === stage;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return false;
  }
}

/** The request that waits already: the very same is not asked for twice. */
function openFor({ stage, version }: PromoteRequest, state: RegisteredModel): PromotionFound['request'] {
  const open = [...foldModel(state).requests.values()].filter(
    ({ event, ended }) =>
      ended === undefined &&
      event.change.type === 'stage' &&
      event.change.to_stage === stage &&
      (!/^\d+$/.test(version) || event.version === Number(version)),
  );
  return open.at(-1)?.event ?? null;
}

function isMove(event: ModelEvent): event is Extract<ModelEvent, { type: 'stage-changed' }> {
  return event.type === 'stage-changed';
}
