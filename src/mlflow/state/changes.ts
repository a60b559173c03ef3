import type {
  DatasetInput,
  HeldRegistration,
  KeyValue,
  LoggedModelStatus,
  Metric,
  ModelOutput,
  RunStatus,
} from './entities.js';
import type { Long } from './long.js';

/** What a call of the API changes, as plain JSON: it can be kept in a file and applied again. NaN is kept as a text (`changeText`). */
export type Change = ExperimentChange | RunChange | LoggedModelChange | RegistryChange | HeldChange;

export type ExperimentChange =
  | {
      type: 'experiment-created';
      experiment_id: string;
      name: string;
      artifact_location: string;
      tags: KeyValue[];
    }
  | { type: 'experiment-renamed'; experiment_id: string; name: string }
  | { type: 'experiment-deleted' | 'experiment-restored'; experiment_id: string }
  | { type: 'experiment-tag-set'; experiment_id: string; key: string; value: string }
  | { type: 'experiment-tag-deleted'; experiment_id: string; key: string };

export type RunChange =
  | {
      type: 'run-created';
      run_id: string;
      experiment_id: string;
      name: string;
      user_id: string;
      start_time: Long;
      artifact_uri: string;
      tags: KeyValue[];
      whole_history?: string;
    }
  | {
      type: 'run-updated';
      run_id: string;
      status?: RunStatus;
      /** Other than the one that a record has room for. No call changes it. */
      start_time?: Long;
      end_time?: Long;
      name?: string;
      /** Where a record says it by name alone, which may have been changed. It moves no run. */
      experiment_id?: string;
    }
  | { type: 'run-deleted' | 'run-restored'; run_id: string }
  | { type: 'run-logged'; run_id: string; metrics?: Metric[]; params?: KeyValue[]; tags?: KeyValue[] }
  | { type: 'run-tag-deleted'; run_id: string; key: string }
  | { type: 'run-inputs-logged'; run_id: string; datasets: DatasetInput[]; model_ids: string[] }
  /** Instead of those that its record names: they are told by it in its own words. */
  | { type: 'run-datasets-set'; run_id: string; datasets: DatasetInput[] }
  | { type: 'run-outputs-logged'; run_id: string; models: ModelOutput[] };

export type LoggedModelChange =
  | {
      type: 'logged-model-created';
      model_id: string;
      experiment_id: string;
      name: string;
      artifact_uri: string;
      model_type: string;
      source_run_id: string;
      params: KeyValue[];
      tags: KeyValue[];
    }
  | { type: 'logged-model-finalized'; model_id: string; status: LoggedModelStatus }
  | { type: 'logged-model-params-logged'; model_id: string; params: KeyValue[] }
  | { type: 'logged-model-tags-set'; model_id: string; tags: KeyValue[] }
  | { type: 'logged-model-tag-deleted'; model_id: string; key: string }
  | { type: 'logged-model-deleted'; model_id: string };

export type RegistryChange =
  | { type: 'model-created'; model: string; description: string; tags: KeyValue[] }
  | { type: 'model-renamed'; model: string; to: string }
  | { type: 'model-deleted'; model: string }
  | { type: 'alias-set'; model: string; alias: string; version: number }
  | { type: 'alias-deleted'; model: string; alias: string }
  | {
      type: 'version-created';
      model: string;
      version: number;
      /** Of the event that says it, where that is known before. */
      event_id?: string;
      source: string;
      storage: string;
      run_id: string;
      run_link: string;
      user_id: string;
      model_id: string;
      description: string;
      tags: KeyValue[];
    }
  | { type: 'stage-changed'; model: string; version: number; to: string; archived: number[] }
  | { type: 'version-deleted'; model: string; version: number }
  /** Of the model itself where `version` is null, as in our own events. */
  | { type: 'description-set'; model: string; version: number | null; description: string }
  | { type: 'tag-set'; model: string; version: number | null; key: string; value: string }
  | { type: 'tag-deleted'; model: string; version: number | null; key: string };

export type HeldChange =
  /** Of each the last one counts. */
  | { type: 'version-held'; id: string; held: HeldRegistration }
  | { type: 'version-released'; id: string }
  | { type: 'model-held' | 'model-released'; name: string };

/** Changes that one call makes together. */
export interface Entry {
  /** Milliseconds since 1970. */
  at: number;
  changes: readonly Change[];
}
