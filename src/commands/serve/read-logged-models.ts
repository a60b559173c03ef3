import { sha256 } from '../../core/digest.js';
import type { LoggedModel } from '../../core/generated/types.js';
import type { DayReader } from '../../ledger/index/read-days.js';
import { isLoggedModelId, LOGGED_MODELS, loggedModelPath } from '../../ledger/layout.js';
import { invalidRecord, recordDecoder } from '../../ledger/read/json-record.js';
import type { TimedChange } from '../../mlflow/state/residue.js';
import { keptHere } from '../track/amendment/amendment.js';
import type { KeptAmendment } from './amended.js';

/** Reads models that were logged without a run, each as the amendment that would say the same. */
export async function loggedModelReader(): Promise<DayReader<KeptAmendment>> {
  const decode = await recordDecoder('loggedModel');
  return {
    top: LOGGED_MODELS,
    form: 'logged-models-1',
    isWanted: () => true,
    keyOf: (path) => path,
    isRecord: () => true,
    take(path, bytes, found) {
      const model = decode(path, bytes);
      const { model_id, through } = model;
      if (!isLoggedModelId(model_id) || loggedModelPath(model_id) !== path)
        throw invalidRecord(path, 'lies where another one belongs');
      const changes = changesOf(model) as unknown as KeptAmendment['changes'];
      found.push({ path, digest: sha256(bytes), amendment: { subject: { model_id }, through }, changes });
    },
  };
}

function changesOf(model: LoggedModel): TimedChange[] {
  const { model_id, experiment_id, name, artifact_uri, model_type, params, tags, status } = model;
  const [made, at] = [Date.parse(model.created_at), Date.parse(model.updated_at)];
  const changes: TimedChange[] = [
    keptHere({
      type: 'logged-model-created',
      at: made,
      model_id,
      experiment_id,
      name,
      artifact_uri,
      model_type,
      source_run_id: '',
      params,
      tags,
    }),
  ];
  if (status !== 'LOGGED_MODEL_PENDING')
    changes.push({ type: 'logged-model-finalized', at, model_id, status });
  if (model.deleted) changes.push({ type: 'logged-model-deleted', at, model_id });
  return changes;
}
