import type { Long } from './long.js';

/** What an MLflow server knows, in MLflow's own words. Times are milliseconds since 1970, UTC. */

export type Lifecycle = 'active' | 'deleted';

export interface KeyValue {
  key: string;
  value: string;
}

export interface Experiment {
  /** Decimal digits. */
  readonly experiment_id: string;
  name: string;
  /** URI below which the artifacts of its runs lie. */
  readonly artifact_location: string;
  lifecycle: Lifecycle;
  readonly created: number;
  updated: number;
  readonly tags: Map<string, string>;
  /** Data sets that its runs have named, by name and digest: of a second description the first is kept. */
  readonly datasets: Map<string, Dataset>;
}

/** One point of a metric's history. */
export interface Metric {
  key: string;
  /** May be NaN; of an infinity what stands for it, see `stored-value`. */
  value: number;
  timestamp: Long;
  step: Long;
  /** The logged model that it was measured of. */
  model_id?: string;
  dataset_name?: string;
  dataset_digest?: string;
}

/** The points of one key, each once. */
export interface Curve {
  /** In the order that they came in. */
  readonly points: Metric[];
  /** The one with the greatest (step, timestamp, value). */
  latest: Metric;
  /** Identities of all points; made when a point comes that is not newer than all others. */
  known?: Set<string>;
}

export interface Dataset {
  name: string;
  digest: string;
  source_type: string;
  source: string;
  schema?: string;
  profile?: string;
}

export interface DatasetInput {
  tags: KeyValue[];
  dataset: Dataset;
}

export interface ModelOutput {
  model_id: string;
  step: number;
}

export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';

export interface Run {
  /** 32 hex digits. */
  readonly run_id: string;
  readonly experiment_id: string;
  name: string;
  readonly user_id: string;
  status: RunStatus;
  start_time: Long;
  /** Absent while it goes on. */
  end_time?: Long;
  readonly artifact_uri: string;
  lifecycle: Lifecycle;
  readonly params: Map<string, string>;
  readonly tags: Map<string, string>;
  readonly curves: Map<string, Curve>;
  /** Path of its artifact that has all points, where the curves have not. */
  readonly whole_history?: string;
  /** Paths of the logged models in its record that have their id behind their name, which something else had. */
  apart?: readonly string[];
  datasets: readonly DatasetInput[];
  /** By {@link datasetKey}: what a data set was logged for beside that, which MLflow does not show. */
  contexts?: Map<string, Set<string>>;
  /** Ids of logged models. */
  model_inputs: readonly string[];
  readonly model_outputs: ModelOutput[];
  /** Of a run that was seen being made: what clients have said behind its record, each with its kind; null: nothing. */
  late?: Set<string> | null;
}

export type LoggedModelStatus = 'LOGGED_MODEL_PENDING' | 'LOGGED_MODEL_READY' | 'LOGGED_MODEL_UPLOAD_FAILED';

/** A model that was logged under an id of its own, as MLflow 3 does. */
export interface LoggedModel {
  /** `m-` and 32 hex digits. */
  readonly model_id: string;
  experiment_id: string;
  readonly name: string;
  readonly artifact_uri: string;
  readonly created: number;
  updated: number;
  status: LoggedModelStatus;
  readonly model_type: string;
  /** Empty: it was logged outside of a run. */
  readonly source_run_id: string;
  lifecycle: Lifecycle;
  readonly params: Map<string, string>;
  readonly tags: Map<string, string>;
  /** Each point once, by what tells it from others. */
  readonly metrics: Map<string, Metric & { run_id: string }>;
}

export interface ModelVersion {
  readonly version: number;
  /** Name of its registered model, which a rename changes. */
  name: string;
  readonly created: number;
  updated: number;
  description: string;
  stage: string;
  /** URI that it was made from. */
  readonly source: string;
  /** URI that its files are loaded from. */
  readonly storage: string;
  readonly run_id: string;
  readonly run_link: string;
  readonly user_id: string;
  readonly model_id: string;
  readonly tags: Map<string, string>;
  /** Where the ledger does not have it: it is asked later, or it has refused. */
  registration?: 'held' | 'refused';
  /** What is told of that. */
  status_message?: string;
}

export interface RegisteredModel {
  name: string;
  readonly created: number;
  updated: number;
  description: string;
  readonly tags: Map<string, string>;
  /** Version by alias. */
  readonly aliases: Map<string, number>;
  readonly versions: Map<number, ModelVersion>;
}

/** A version that a client made of a run that goes on. It is judged, and gets its number, once the run is recorded. */
export interface HeldRegistration {
  model: string;
  /** The number that its client knows it by. */
  number: number;
  source: string;
  /** URI of the folder that its files lie in. */
  storage: string;
  run_id: string;
  run_link: string;
  user_id: string;
  model_id: string;
  description: string;
  tags: readonly KeyValue[];
  aliases: readonly string[];
  /** Set where its aliases mean it only once it is registered. */
  aliases_wait?: true;
  /** Milliseconds since 1970. */
  created: number;
  updated: number;
  /** Whether it is being written: then the ledger has its number from one moment to the next. */
  is_settling?: true;
  /** What became of it; left out while its run goes on. */
  ended?: { version: number } | { refusal: string };
}

/** What is held of the registry. */
export interface Held {
  /** By the id of the event that is to register it. */
  readonly versions: Map<string, HeldRegistration>;
  /** Models that no ledger has before they have a version; when they were made, by name. */
  readonly models: Map<string, number>;
}
