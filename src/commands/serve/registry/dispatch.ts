import { UserError } from '../../../core/errors.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { ProtocolError } from '../../../mlflow/protocol/errors.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';
import { redactReason } from '../../promote/redact-reason.js';
import { promoteRequestOf } from '../../promote/request.js';
import { promoteRemote } from '../../promote-remote/promote-remote.js';
import type { RemoteDeps, RemoteOutcome, RemotePromotion } from '../../promote-remote/request.js';

export type StageChange = Extract<RegistryChange, { type: 'stage-changed' }>;

/**
 * Has a stage changed where its changes are decided, and comes back once it is.
 * @param reason of the client
 * @throws ProtocolError that no client tries again by itself: a workflow would run for each try
 */
export type MoveStage = (change: StageChange, reason: string) => Promise<void>;

/** The repository, the workflow and its branch, and how to get rid of what is secret. */
export type Dispatching = Pick<RemotePromotion, 'owner' | 'repo' | 'workflow' | 'ref'> & {
  redactor: Redactor;
};

/** Lets the promote workflow of the repository change stages. Whoever asks for the same while it runs waits for the same run. */
export function dispatchedMoves({ redactor, ...where }: Dispatching, deps: RemoteDeps): MoveStage {
  const running = new Map<string, Promise<void>>();

  async function start(change: StageChange, reason: string): Promise<void> {
    try {
      const promotion = redactReason(requestOf(change, reason), { redactor, log: deps.log });
      settle(change, await promoteRemote({ ...where, promotion, wait: true }, deps));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new ProtocolError('RESOURCE_CONFLICT', error.message);
    }
  }

  return (change, reason) => {
    const { model, version, to } = change;
    const key = JSON.stringify([model, version, to]);
    const run = running.get(key) ?? start(change, reason).finally(() => running.delete(key));
    running.set(key, run);
    return run;
  };
}

/** MLflow's client says `false` where nobody has said anything: then it is as usual for the stage. */
function requestOf({ model, version, to, archived }: StageChange, reason: string) {
  const archiveExisting = archived.length > 0 && to !== 'Production' ? true : null;
  return promoteRequestOf({
    model,
    version: String(version),
    stage: to,
    reason,
    archiveExisting,
    rollback: false,
    override: false,
    dryRun: false,
  });
}

/** @throws ProtocolError unless the version is where it was to go */
function settle({ model, version, to }: StageChange, outcome: RemoteOutcome): void {
  const { run, state, conclusion, event, request, is_there, annotations } = outcome;
  if (request !== null)
    throw new ProtocolError(
      'RESOURCE_CONFLICT',
      `${model} version ${version} waits for ${request.approvals} approval(s) to go to ${to}, until ${request.expires_at}: request ${request.event_id}. ` +
        `Approve it with \`lineage-gate requests approve ${request.event_id}\`, or in its issue (${run.url}).`,
    );
  if (state === 'ended' && conclusion !== 'success')
    throw new ProtocolError(
      'INVALID_PARAMETER_VALUE',
      [
        `The promote workflow did not move ${model} version ${version} to ${to}: ${run.url}`,
        ...annotations,
      ].join('\n'),
    );
  if (event !== null || is_there === true) return;
  throw new ProtocolError(
    'RESOURCE_CONFLICT',
    state === 'ended'
      ? `The promote workflow succeeded, and the ledger has no promotion of it: look at ${run.url}`
      : `This server stops and waits no longer; the workflow goes on: ${run.url}`,
  );
}
