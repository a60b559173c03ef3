import { ProtocolError } from '../../mlflow/protocol/errors.js';
import type { Change } from '../../mlflow/state/changes.js';
import type { LoggedModel } from '../../mlflow/state/entities.js';
import type { State } from '../../mlflow/state/state.js';

/** What is known of records. */
export interface Known {
  /** Ids of the recorded runs that no client has logged. */
  watched: ReadonlySet<string>;
  isSealed(model: LoggedModel): boolean;
}

/**
 * Refuses what would put a client's files in the place of recorded ones: MLflow looks for `runs:/RUN/NAME` among the models that
 * were logged for the run first, and a logged model that is ready stays so once it is recorded.
 * @throws ProtocolError PERMISSION_DENIED
 */
export function checkRecorded(changes: readonly Change[], { loggedModels }: State, known: Known): void {
  for (const change of changes)
    switch (change.type) {
      case 'logged-model-created':
        if (known.watched.has(change.source_run_id)) throw refusal(`Run ${change.source_run_id}`);
        break;
      case 'run-outputs-logged':
        if (known.watched.has(change.run_id)) throw refusal(`Run ${change.run_id}`);
        break;
      case 'logged-model-finalized': {
        const model = loggedModels.get(change.model_id);
        if (isFinal(model, known) && change.status !== model?.status)
          throw refusal(`Logged model ${change.model_id}`);
      }
    }
}

/** Whether a path is at, above or below the place of a logged model that is ready and recorded. */
export function isSealedPlace(path: string, { loggedModels }: State, known: Known): boolean {
  return [...loggedModels.values()].some((model) => {
    const place = model.artifact_uri.replace(/^mlflow-artifacts:\/+/, '');
    const isNear = `${path}/`.startsWith(`${place}/`) || place.startsWith(`${path}/`);
    return isNear && isFinal(model, known);
  });
}

function isFinal(model: LoggedModel | undefined, known: Known): boolean {
  return model?.status === 'LOGGED_MODEL_READY' && known.isSealed(model);
}

function refusal(what: string): ProtocolError {
  return new ProtocolError(
    'PERMISSION_DENIED',
    `${what} belongs to a record of the ledger, and what was recorded is never changed. Log to a run that still goes on.`,
  );
}
