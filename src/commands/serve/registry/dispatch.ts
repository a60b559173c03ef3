import { UserError } from '../../../core/errors.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { ProtocolError } from '../../../mlflow/protocol/errors.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';
import { redactReason } from '../../promote/redact-reason.js';
import { promoteRequestOf } from '../../promote/request.js';
import { aliasesRemote } from '../../promote-remote/aliases.js';
import { promoteRemote } from '../../promote-remote/promote-remote.js';
import type { RemoteDeps, RemoteOutcome, RemoteRequest, RemoteRun } from '../../promote-remote/request.js';
import { checkedAliases } from '../../registry/aliases.js';

export type StageChange = Extract<RegistryChange, { type: 'stage-changed' }>;
type AliasChange = Extract<RegistryChange, { type: 'alias-set' | 'alias-deleted' }>;

/** What the promote workflow can change. */
export type DispatchedChange = StageChange | AliasChange;

/**
 * Has something changed where changes of it are decided, and comes back once it is.
 * @param reason of the client
 * @throws ProtocolError that no client tries again by itself: a workflow would run for each try
 */
export type ChangeElsewhere = (change: DispatchedChange, reason: string) => Promise<void>;

/** The repository, the workflow and its branch, and how to get rid of what is secret. */
export type Dispatching = Omit<RemoteRequest, 'wait'> & { redactor: Redactor };

export function isDispatched(change: RegistryChange): change is DispatchedChange {
  return change.type === 'stage-changed' || change.type === 'alias-set' || change.type === 'alias-deleted';
}

/** Lets the promote workflow of the repository do it. Whoever asks for the same while it runs waits for the same run. */
export function dispatchedChanges({ redactor, ...where }: Dispatching, deps: RemoteDeps): ChangeElsewhere {
  const running = new Map<string, Promise<void>>();
  const request = { ...where, wait: true };
  const redaction = { redactor, log: deps.log };

  async function start(change: DispatchedChange, reason: string): Promise<void> {
    try {
      if (change.type === 'stage-changed') {
        const promotion = redactReason(moveOf(change, reason), redaction);
        settle(change, await promoteRemote({ ...request, promotion }, deps));
      } else {
        const aliases = await checkedAliases(aliasesOf(change), redaction);
        settleAlias(change, await aliasesRemote({ ...request, aliases }, deps));
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new ProtocolError('RESOURCE_CONFLICT', error.message);
    }
  }

  return (change, reason) => {
    const key = keyOf(change);
    const run = running.get(key) ?? start(change, reason).finally(() => running.delete(key));
    running.set(key, run);
    return run;
  };
}

function keyOf(change: DispatchedChange): string {
  if (change.type !== 'stage-changed') return JSON.stringify(change);
  const { type, model, version, to } = change;
  return JSON.stringify({ type, model, version, to });
}

/** MLflow's client says `false` where nobody has said anything: then it is as usual for the stage. */
function moveOf({ model, version, to, archived }: StageChange, reason: string) {
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

function aliasesOf(change: AliasChange) {
  const { model, alias } = change;
  return change.type === 'alias-set'
    ? { model, version: String(change.version), set: [alias], remove: [] }
    : { model, version: null, set: [], remove: [alias] };
}

/** @throws ProtocolError unless the version is where it was to go */
function settle({ model, version, to }: StageChange, outcome: RemoteOutcome): void {
  const { run, event, request, is_there } = outcome;
  if (request !== null)
    throw new ProtocolError(
      'RESOURCE_CONFLICT',
      `${model} version ${version} waits for ${request.approvals} approval(s) to go to ${to}, until ${request.expires_at}: request ${request.event_id}. ` +
        `Approve it with \`lineage-gate requests approve ${request.event_id}\`, or in its issue (${run.url}).`,
    );
  requireSuccess(outcome, `move ${model} version ${version} to ${to}`);
  if (event === null && is_there !== true) throw unfinished(outcome, 'promotion of it');
}

/** @throws ProtocolError unless the alias is as it was to be */
function settleAlias(change: AliasChange, outcome: RemoteRun & { is_there: boolean | null }): void {
  const { model, alias } = change;
  const what =
    change.type === 'alias-set'
      ? `point the alias ${alias} of ${model} at version ${change.version}`
      : `take the alias ${alias} of ${model} away`;
  requireSuccess(outcome, what);
  if (outcome.is_there !== true) throw unfinished(outcome, 'such change of the alias');
}

/** @param what it was to do @throws ProtocolError */
function requireSuccess({ run, state, conclusion, annotations }: RemoteRun, what: string): void {
  if (state !== 'ended' || conclusion === 'success') return;
  throw new ProtocolError(
    'INVALID_PARAMETER_VALUE',
    [`The promote workflow did not ${what}: ${run.url}`, ...annotations].join('\n'),
  );
}

function unfinished({ run, state }: RemoteRun, what: string): ProtocolError {
  return new ProtocolError(
    'RESOURCE_CONFLICT',
    state === 'ended'
      ? `The promote workflow succeeded, and the ledger has no ${what}: look at ${run.url}`
      : `This server stops and waits no longer; the workflow goes on: ${run.url}`,
  );
}
