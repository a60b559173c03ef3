import { shown } from '../../core/key-values.js';
import { ProtocolError } from '../../mlflow/protocol/errors.js';
import type { Change } from '../../mlflow/state/changes.js';
import type { LoggedModel, Run } from '../../mlflow/state/entities.js';
import { contradicted } from '../../mlflow/state/late.js';
import type { State } from '../../mlflow/state/state.js';

/** What is known of records. */
export interface Known {
  /** Ids of the recorded runs that no client has logged. */
  watched: ReadonlySet<string>;
  /** Whether a run is recorded, or just about to be. */
  isRecorded(run_id: string): boolean;
  isSealed(model: LoggedModel): boolean;
}

/**
 * Refuses what would be with a recorded run and not in its record: a model that is logged for it, of which no record would have the
 * files, and which MLflow would take for `runs:/RUN/NAME`. A logged model that is ready stays so once it is recorded.
 * @throws ProtocolError PERMISSION_DENIED
 */
export function checkRecorded(changes: readonly Change[], { runs, loggedModels }: State, known: Known): void {
  for (const change of changes) {
    if ('run_id' in change) requireBehind(runs.get(change.run_id), change);
    switch (change.type) {
      case 'logged-model-created':
        if (known.isRecorded(change.source_run_id)) throw tooLate(change.source_run_id);
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
}

/** What somebody saw of a run stays as it was recorded; other things may be added. */
function requireBehind(run: Run | undefined, change: Change): void {
  if (run === undefined || run.late === undefined) return;
  const facts = contradicted(run, change);
  if (facts.length === 0) return;
  throw new ProtocolError(
    'PERMISSION_DENIED',
    `Run ${run.run_id} was recorded by \`track\`, and what it is or comes from is never changed: ${facts.map((fact) => shown(fact)).join(', ')}. ` +
      'Metrics, params and tags that the record does not have may be added, and the run has the tag `lineage.amended` then; what is to count is logged to a run of its own.',
  );
}

/**
 * Refuses files for a recorded run, which no record would have, and changes at, above or below the place of a recorded logged model.
 * @throws ProtocolError PERMISSION_DENIED
 */
export function checkPlace(path: string, { runs, loggedModels }: State, known: Known): void {
  for (const id of path.split('/')) {
    const run = runs.get(id);
    if (run !== undefined && isWithin(path, placeOf(run)) && known.isRecorded(id)) throw tooLate(id);
  }
  for (const model of loggedModels.values()) {
    const place = placeOf(model);
    if ((isWithin(path, place) || isWithin(place, path)) && known.isSealed(model))
      throw refusal(`Logged model ${model.model_id}`);
  }
}

function placeOf({ artifact_uri }: { artifact_uri: string }): string {
  return artifact_uri.replace(/^mlflow-artifacts:\/+/, '');
}

/** Whether a path is at or below a place. */
function isWithin(path: string, place: string): boolean {
  return `${path}/`.startsWith(`${place}/`);
}

function isFinal(model: LoggedModel | undefined, known: Known): boolean {
  return model?.status === 'LOGGED_MODEL_READY' && known.isSealed(model);
}

function tooLate(run_id: string): ProtocolError {
  return new ProtocolError(
    'PERMISSION_DENIED',
    `Run ${run_id} is recorded in the ledger, and gets no more files and models: no record would have them. ` +
      'Log them to a run of its own. A run is recorded once it has ended and is quiet for as long as `--seal-after` says, or one of its models is registered.',
  );
}

function refusal(what: string): ProtocolError {
  return new ProtocolError(
    'PERMISSION_DENIED',
    `${what} belongs to a record of the ledger, and what was recorded is never changed. Log to a run that still goes on.`,
  );
}
