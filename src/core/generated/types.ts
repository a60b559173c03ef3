// Generated from schemas/ by `npm run generate`. Do not edit.

export interface Amendment {
  schema: "lineage-gate/amendment/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  subject: AmendedSubject;
  /**
   * @minItems 1
   * @maxItems 20000
   */
  changes: [AmendedChange, ...AmendedChange[]];
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  /**
   * Digest of the bytes of the amendment of the same subject before this one; null for the first.
   */
  previous: string | null;
  through: Through;
}

export interface AmendedSubject {
  run_id?: string;
  experiment_id?: string;
  /**
   * Of a logged model without a run.
   */
  model_id?: string;
}

export interface AmendedChange {
  type:
    | "experiment-created"
    | "experiment-renamed"
    | "experiment-deleted"
    | "experiment-restored"
    | "experiment-tag-set"
    | "experiment-tag-deleted"
    | "run-updated"
    | "run-deleted"
    | "run-restored"
    | "run-logged"
    | "run-tag-deleted"
    | "run-inputs-logged"
    | "run-datasets-set"
    | "run-outputs-logged"
    | "logged-model-created"
    | "logged-model-finalized"
    | "logged-model-params-logged"
    | "logged-model-tags-set"
    | "logged-model-tag-deleted"
    | "logged-model-deleted";
  /**
   * Milliseconds since 1970.
   */
  at: number;
  experiment_id?: string;
  run_id?: string;
  model_id?: string;
  name?: string;
  artifact_location?: string;
  artifact_uri?: string;
  key?: string;
  value?: string;
  status?:
    | "RUNNING"
    | "SCHEDULED"
    | "FINISHED"
    | "FAILED"
    | "KILLED"
    | "LOGGED_MODEL_PENDING"
    | "LOGGED_MODEL_READY"
    | "LOGGED_MODEL_UPLOAD_FAILED";
  /**
   * Milliseconds since 1970; a text of the digits beyond 2^53.
   */
  start_time?: number | string;
  /**
   * Milliseconds since 1970; a text of the digits beyond 2^53.
   */
  end_time?: number | string;
  model_type?: string;
  source_run_id?: string;
  /**
   * @maxItems 5000
   */
  params?: {
    key: string;
    value: string;
  }[];
  /**
   * @maxItems 2000
   */
  tags?: {
    key: string;
    value: string;
  }[];
  /**
   * @maxItems 20000
   */
  metrics?: {
    key: string;
    value: number | "NaN";
    timestamp: number | string;
    step: number | string;
    model_id?: string;
    dataset_name?: string;
    dataset_digest?: string;
  }[];
  /**
   * @maxItems 1000
   */
  datasets?: {
    /**
     * @maxItems 1000
     */
    tags: {
      key: string;
      value: string;
    }[];
    dataset: {
      name: string;
      digest: string;
      source_type: string;
      source: string;
      schema?: string;
      profile?: string;
    };
  }[];
  /**
   * @maxItems 1000
   */
  model_ids?: string[];
  /**
   * @maxItems 1000
   */
  models?: {
    model_id: string;
    step: number;
  }[];
}

export interface Through {
  server: string;
  number: number;
}

export type EndpointEvent = DeployedEvent | WithdrawnEvent;

export interface DeployedEvent {
  schema: "lineage-gate/endpoint-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  /**
   * Name of the place that serves.
   */
  endpoint: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  reason: string | null;
  /**
   * Digest of the bytes of the endpoint's event before this one; null for the first.
   */
  previous: string | null;
  type: "deployed";
  model: string;
  version: number;
  /**
   * Of the version that serves from now on.
   */
  manifest_digest: string;
}

export interface EventOrigin {
  /**
   * GitHub's number of who started the workflow run; a name can change hands.
   */
  actor_id: string | null;
  /**
   * Who started this attempt of it.
   */
  triggering_actor: string | null;
  /**
   * Event that started it, e.g. `workflow_dispatch`.
   */
  event: string | null;
  /**
   * `owner/name` that the workflow ran in.
   */
  repository: string | null;
  /**
   * Branch or tag that it ran from.
   */
  ref: string | null;
  /**
   * Commit that it ran from.
   */
  commit: string | null;
  /**
   * Workflow file and the ref that it was taken from.
   */
  workflow_ref: string | null;
  /**
   * Number of the workflow run.
   */
  ci_run_id: string | null;
  ci_run_attempt: number | null;
}

export interface EventToken {
  token: string;
  key: TokenKey;
}

export interface TokenKey {
  kty: "RSA";
  kid: string;
  n: string;
  e: string;
}

export interface WithdrawnEvent {
  schema: "lineage-gate/endpoint-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  /**
   * Name of the place that serves.
   */
  endpoint: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  reason: string | null;
  /**
   * Digest of the bytes of the endpoint's event before this one; null for the first.
   */
  previous: string | null;
  type: "withdrawn";
}

export interface LoggedModel {
  schema: "lineage-gate/logged-model/v1";
  /**
   * As MLflow has it: `m-` and a UUIDv7 as 32 lower-case hex digits.
   */
  model_id: string;
  experiment_id: string;
  name: string;
  model_type: string;
  status: "LOGGED_MODEL_PENDING" | "LOGGED_MODEL_READY" | "LOGGED_MODEL_UPLOAD_FAILED";
  /**
   * Whether its client has deleted it.
   */
  deleted: boolean;
  /**
   * RFC 3339 in UTC.
   */
  created_at: string;
  /**
   * RFC 3339 in UTC: when its status was set, or it was deleted.
   */
  updated_at: string;
  artifact_uri: string;
  /**
   * @maxItems 5000
   */
  params: {
    key: string;
    value: string;
  }[];
  /**
   * @maxItems 2000
   */
  tags: {
    key: string;
    value: string;
  }[];
  /**
   * Of its files; null where there are none, or they could not be stored.
   */
  manifest: Manifest | null;
  /**
   * @maxItems 20
   */
  stored: Stored[];
  through: Through;
}

export interface Manifest {
  /**
   * Sorted by path (bytewise); paths are relative to the model.
   *
   * @maxItems 100000
   */
  files: {
    /**
     * Path with forward slashes, relative to the workspace.
     */
    path: string;
    /**
     * Bytes.
     */
    size_bytes: number;
    /**
     * Digest of the bytes: `sha256:` and 64 lower-case hex digits.
     */
    digest: string;
  }[];
  /**
   * Digest of the canonical file list: one line `<hex digest> <size> <path>` and a line feed per file, sorted by path.
   */
  digest: string;
  /**
   * As `digest`, but of the files without the fields that only say when and by which run the model was saved: the same for two trainings that gave the same weights.
   */
  content_digest?: string;
  /**
   * Sum of the files' sizes.
   */
  size_bytes: number;
  /**
   * `mlmodel`, `generic`, …
   */
  format: string;
  /**
   * MLflow flavors by name, as the format declares them.
   */
  flavors: {
    [k: string]: {};
  };
  /**
   * Model signature, null when the format declares none.
   */
  signature: null | {
    /**
     * Columns or tensors that go in.
     */
    inputs?: unknown[] | {} | null;
    /**
     * Columns or tensors that come out.
     */
    outputs?: unknown[] | {} | null;
    /**
     * Inference parameters.
     */
    params?: unknown[] | {} | null;
  };
  /**
   * Python requirements as the format lists them.
   *
   * @maxItems 5000
   */
  dependencies: string[];
  /**
   * Library that trained the model.
   */
  framework: null | {
    name: string;
    version: string | null;
  };
}

export interface Stored {
  /**
   * Kind of store, e.g. `github-artifact` or `local`.
   */
  type: string;
  /**
   * Name of the upload within its store.
   */
  name?: string;
  /**
   * The store's own id of the upload.
   */
  id?: string;
  /**
   * Where a person with the right can download it.
   */
  url?: string;
  /**
   * Digest of the upload as the store keeps it (of the zip for `github-artifact`).
   */
  digest?: string;
  /**
   * Bytes as the store keeps them.
   */
  size_bytes?: number;
  /**
   * When the store deletes it; absent when it keeps it.
   */
  expires_at?: string;
}

export type ModelEvent =
  | RegisteredEvent
  | AliasSetEvent
  | AliasDeletedEvent
  | StageChangedEvent
  | DescriptionSetEvent
  | TagSetEvent
  | TagDeletedEvent
  | ModelCreatedEvent
  | ModelRenamedEvent
  | ModelDeletedEvent
  | VersionDeletedEvent
  | ApprovalRequestedEvent
  | ApprovedEvent
  | RejectedEvent
  | CancelledEvent
  | RefusedEvent
  | DisownedEvent;

export type Waived = {
  finding: Finding;
  waiver: {
    rule: string;
    model: string | null;
    reason: string;
    by: string;
    expires: string;
  };
}[];

export type TagKey = string;

export type RequestedChange = RequestedMove | RequestedDisowning;

export type DisownedRecords = [DisownedRecord, ...DisownedRecord[]];

export interface RegisteredEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "registered";
  version: number;
  /**
   * UUIDv7 as 32 lower-case hex digits; null of a version that nobody judged.
   */
  run_id: string | null;
  /**
   * Digest of the bytes: `sha256:` and 64 lower-case hex digits; null of a version that nobody judged.
   */
  manifest_digest: string | null;
}

export interface AliasSetEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "alias-set";
  version: number;
  alias: string;
  waived?: Waived;
}

export interface Finding {
  rule: string;
  severity: "error" | "warning" | "notice";
  subject: string;
  message: string;
  mend: string;
  /**
   * Log that says more, where it was known.
   */
  log_url?: string;
}

export interface AliasDeletedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "alias-deleted";
  version: number;
  alias: string;
}

export interface StageChangedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "stage-changed";
  version: number;
  /**
   * Stage of the version before; `None` at first.
   */
  from_stage: string;
  /**
   * Stage of the version from now on.
   */
  to_stage: string;
  reason: string | null;
  /**
   * Other versions that were in the stage and are archived with this change.
   *
   * @maxItems 1000
   */
  archived?: number[];
  /**
   * Of the version that moves.
   */
  manifest_digest?: string;
  policy?: StageVerdict;
  /**
   * Event id of the request that it answers; absent where none was needed.
   */
  request?: string;
  /**
   * Event ids of the approvals that it rests on.
   *
   * @maxItems 10
   *
   * Items: UUIDv7 as 32 lower-case hex digits.
   */
  approvals?: string[];
  /**
   * Somebody whom the policy lets do so moved it without the approvals that the stage needs.
   */
  override?: true;
  /**
   * It goes back to a version that the stage held before.
   */
  rollback?: true;
}

export interface StageVerdict {
  /**
   * Digest of the policy in canonical JSON.
   */
  digest: string;
  verdict: "pass" | "fail";
  /**
   * @maxItems 1000
   */
  findings: Finding[];
  waived?: Waived;
}

export interface DescriptionSetEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "description-set";
  /**
   * Null: the model as a whole.
   */
  version: number | null;
  /**
   * Null: none from now on.
   */
  description: string | null;
}

export interface TagSetEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "tag-set";
  /**
   * Null: the model as a whole.
   */
  version: number | null;
  key: TagKey;
  value: string;
}

export interface TagDeletedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "tag-deleted";
  /**
   * Null: the model as a whole.
   */
  version: number | null;
  key: TagKey;
}

export interface ModelCreatedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "model-created";
  /**
   * The model as a whole.
   */
  version: null;
  description?: string | null;
  /**
   * Of the model as a whole, as `tag-set` sets them.
   */
  tags?: {
    [k: string]: string;
  };
}

export interface ModelRenamedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "model-renamed";
  /**
   * The model as a whole.
   */
  version: null;
  /**
   * Name before.
   */
  from: string;
  /**
   * Name from now on.
   */
  to: string;
  /**
   * Event id of the other of the two.
   */
  counterpart: string;
  reason: string | null;
}

export interface ModelDeletedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "model-deleted";
  /**
   * The model as a whole.
   */
  version: null;
  reason: string | null;
}

export interface VersionDeletedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "version-deleted";
  version: number;
  reason: string | null;
}

export interface ApprovalRequestedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "approval-requested";
  /**
   * Null: the model as a whole.
   */
  version: number | null;
  change: RequestedChange;
  reason: string | null;
  /**
   * How many people must approve.
   */
  approvals: number;
  /**
   * Who may not approve it: who asked, who re-ran it, and behind a bot those of the version's run.
   *
   * @minItems 1
   * @maxItems 20
   */
  requesters: [Person, ...Person[]];
  /**
   * RFC 3339 in UTC. From then on nobody can approve it.
   */
  expires_at: string;
  /**
   * Digest of what is approved: an approval of anything else does not count.
   */
  review: string;
  policy: StageVerdict;
}

export interface RequestedMove {
  type: "stage";
  /**
   * Stage of the version when it was asked for.
   */
  from_stage: string;
  /**
   * Stage that it is to get.
   */
  to_stage: string;
  archive_existing: boolean;
  /**
   * Of the version that is to move.
   */
  manifest_digest: string;
  /**
   * Version that was in the stage when it was asked for.
   */
  serves: number | null;
  rollback: boolean;
  /**
   * Endpoint that it is to serve at; absent where that was not said.
   */
  endpoint?: string;
}

export interface RequestedDisowning {
  type: "disown";
  records: DisownedRecords;
}

export interface DisownedRecord {
  /**
   * Of the record, on the ledger's branch.
   */
  path: string;
  /**
   * Of its bytes; of `<mode> <object id>` and a line feed, as git stores them, where it is not read: no plain file, too large, or named like no record.
   */
  digest: string;
}

export interface Person {
  login: string;
  /**
   * GitHub's number, which no other account can take over; null where no GitHub is.
   */
  id: string | null;
  /**
   * `User`, `Bot`, … as GitHub says it.
   */
  type: string | null;
}

export interface ApprovedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "approved";
  /**
   * Null: the model as a whole.
   */
  version: number | null;
  /**
   * Event id of the request.
   */
  request: string;
  /**
   * Of the request, as it was approved.
   */
  review: string;
  person: Person;
  evidence: DecisionEvidence;
  reason: string | null;
}

export interface DecisionEvidence {
  /**
   * A run of the promote workflow, a comment on the request's issue, a reviewer of the environment, or a command on a laptop.
   */
  via: "dispatch" | "comment" | "environment" | "local";
  /**
   * Number of the request's issue.
   */
  issue?: number;
  comment_id?: string;
  /**
   * RFC 3339 in UTC.
   */
  comment_at?: string;
  environment?: string;
}

export interface RejectedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "rejected";
  /**
   * Null: the model as a whole.
   */
  version: number | null;
  /**
   * Event id of the request.
   */
  request: string;
  person: Person;
  evidence: DecisionEvidence;
  reason: string | null;
}

export interface CancelledEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "cancelled";
  /**
   * Null: the model as a whole.
   */
  version: number | null;
  /**
   * Event id of the request.
   */
  request: string;
  reason: string | null;
}

export interface RefusedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "refused";
  /**
   * Null: the model as a whole.
   */
  version: number | null;
  /**
   * Event id of the request.
   */
  request: string;
  policy: StageVerdict;
}

export interface DisownedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "disowned";
  version: null;
  records: DisownedRecords;
  reason: string;
  /**
   * Event id of the request that it answers; absent where none was needed.
   */
  request?: string;
  /**
   * Event ids of the approvals that it rests on.
   *
   * @maxItems 10
   *
   * Items: UUIDv7 as 32 lower-case hex digits.
   */
  approvals?: string[];
}

export type VersionRecord = ModelVersion | UnjudgedVersion;

export interface ModelVersion {
  schema: "lineage-gate/model-version/v1";
  model: string;
  version: number;
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  run_id: string;
  /**
   * The model's path within its run.
   */
  run_path: string;
  manifest: Manifest;
  /**
   * @maxItems 20
   */
  stored: Stored[];
  /**
   * Lineage tags and the user's own: text to text.
   */
  tags: {
    [k: string]: string;
  };
  description: string | null;
  /**
   * Model card as Markdown.
   */
  card: string | null;
  policy: {
    /**
     * Digest of the policy in canonical JSON.
     */
    digest: string;
    verdict: "pass" | "fail";
    /**
     * @maxItems 1000
     */
    findings: Finding[];
    /**
     * Findings that a waiver of the policy let pass.
     *
     * @maxItems 1000
     */
    waived?: {
      finding: Finding;
      waiver: {
        rule: string;
        model: string | null;
        reason: string;
        by: string;
        expires: string;
      };
    }[];
  };
  /**
   * RFC 3339 in UTC.
   */
  registered_at: string;
  registered_by: string | null;
}

export interface UnjudgedVersion {
  schema: "lineage-gate/model-version/v1";
  model: string;
  version: number;
  run_id: null;
  run_path: null;
  manifest: null;
  /**
   * @maxItems 0
   */
  stored: unknown[];
  /**
   * Lineage tags and the user's own: text to text.
   */
  tags: {
    [k: string]: string;
  };
  description: string | null;
  card: null;
  policy: {
    digest: null;
    verdict: "unjudged";
    /**
     * @maxItems 0
     */
    findings: Finding[];
  };
  /**
   * RFC 3339 in UTC.
   */
  registered_at: string;
  registered_by: string | null;
  /**
   * Where the client says that the files lie, a URI as it was given.
   */
  source?: string;
  /**
   * Where its files are loaded from, where that is not `source`.
   */
  storage?: string;
  /**
   * Run that the client says it is of.
   */
  claimed_run_id?: string;
  /**
   * MLflow's logged model that the client says it is.
   */
  claimed_model_id?: string;
  /**
   * Link to the run as the client gave it.
   */
  run_link?: string;
}

export type TagRule = {
  /**
   * Regular expression (ECMAScript, unicode) that the tag's value must match.
   */
  pattern?: string;
} | null;

export type MetricRuleFile = {
  /**
   * Whether a run without this metric fails. Default: true.
   */
  required?: boolean;
  /**
   * Which way is better. Default: what the limits say.
   */
  higher_is_better?: boolean;
  /**
   * Least value.
   */
  min?: number;
  /**
   * Greatest value.
   */
  max?: number;
  /**
   * How far it may fall below the baseline: a number, or a percentage of the baseline's value (`2%`).
   */
  max_drop?: number | string;
  /**
   * How far it may rise above the baseline: a number, or a percentage of the baseline's value (`2%`).
   */
  max_increase?: number | string;
  /**
   * What it is compared with: the model in Production, the branch that a pull request goes into, or nothing. Default: whichever the gate found.
   */
  baseline?: "Production" | "main" | "none";
  /**
   * Whether a complaint fails the verdict. Default: error.
   */
  severity?: "error" | "warning";
} | null;

export type TrustedRuns = ["trusted" | "claimed", ...("trusted" | "claimed")[]];

export interface PolicyFile {
  version: 1;
  /**
   * Lineage tags without which nothing is registered.
   *
   * @maxItems 100
   */
  required_tags?: string[];
  /**
   * Rules for the value of a tag, by its key.
   */
  tags?: {
    [k: string]: TagRule;
  };
  /**
   * Rules for metrics, by their key.
   */
  metrics?: {
    [k: string]: MetricRuleFile;
  };
  noise?: Noise;
  code?: CodeRules;
  run?: RunRules;
  trust?: TrustedRuns;
  datasets?: DatasetRules;
  ledger?: LedgerSettings;
  /**
   * Path of a JSON Schema of your own that every run record must fit, from the root of the repository.
   */
  record?: string;
  stages?: StageRules;
  /**
   * Workflow files whose runs may decide about stages. Default: any on the default branch.
   *
   * @maxItems 100
   */
  registry_workflows?: string[];
  model_card?: ModelCardRules;
  /**
   * Globs of the paths that a pull request must change for the gate to judge it; the last that matches a path wins, `!` takes out.
   *
   * @maxItems 200
   */
  applies_to?: string[];
  /**
   * Other rules for some models, by a glob of their names; all that match apply, in this order.
   */
  models?: {
    [k: string]: ModelRules;
  };
  /**
   * Findings that are let pass until a day, with a reason.
   *
   * @maxItems 200
   */
  waivers?: Waiver[];
  recall?: RecallRules;
}

export interface Noise {
  [k: string]: number | null;
}

export interface CodeRules {
  /**
   * Whether the work tree may differ from the commit. Default: true.
   */
  allow_dirty?: boolean;
}

export interface RunRules {
  /**
   * What an incomplete run is: one of whose inputs or outputs some could not be collected. Default: error.
   */
  complete?: "error" | "warning" | "off";
  /**
   * Whether outputs must be written by the run itself: `known` (default) takes reused ones of which a run is known that made them, `true` takes none, `false` takes any.
   */
  fresh?: "known" | true | false;
  /**
   * What a run is whose params or data changed while it went on. Default: warning.
   */
  inputs_changed?: "error" | "warning" | "off";
  /**
   * What it is at the gate that the base branch has a run of a training of the workflow and the commit none, where no job is known to have lost it. Default: warning.
   */
  recorded?: "error" | "warning" | "off";
}

export interface DatasetRules {
  /**
   * What it is when a dataset has another content than runs of the base branch or registered versions had under the same name and version. Default: error.
   */
  immutable?: "error" | "warning" | "off";
}

export interface LedgerSettings {
  /**
   * Whether a run that lost a race may wait on a ref of its own, which no ruleset covers. Default: true.
   */
  parking?: boolean;
}

export interface StageRules {
  [k: string]: StageRule;
}

export interface StageRule {
  /**
   * Stages that a version may come from.
   *
   * @maxItems 4
   */
  from?: ("None" | "Staging" | "Production" | "Archived")[];
  /**
   * How many people must approve.
   */
  approvals?: number;
  /**
   * Whether who asks may not approve. Default: true.
   */
  approver_not_requester?: boolean;
  /**
   * Accounts that may approve: logins, `@org/team`, `role:maintain` or `role:admin`. Default: `allowed_actors`; without both, everybody who may write in the repository.
   *
   * @maxItems 100
   */
  approvers?: string[];
  /**
   * How long a request can be approved, in hours or days: `12h`, `7d`. Default: 7 days.
   */
  expires_after?: string;
  /**
   * Environment of GitHub whose reviewers' answers count as approvals.
   */
  environment?: string;
  /**
   * Accounts that may promote without the approvals, with `override: true` and a reason.
   *
   * @maxItems 100
   */
  override?: string[];
  rollback?: RollbackRule;
  /**
   * Accounts that may ask, and approve where `approvers` names nobody: logins, `@org/team`, `role:maintain` or `role:admin`.
   *
   * @maxItems 100
   */
  allowed_actors?: string[];
  /**
   * Branches or full refs that a promotion may be started from. Default: the default branch.
   *
   * @maxItems 100
   */
  allowed_refs?: string[];
  /**
   * Tags that a version needs for this stage.
   *
   * @maxItems 100
   */
  required_tags?: string[];
}

export interface RollbackRule {
  /**
   * How many people must approve a rollback. With 0 who asks must be somebody who may approve.
   */
  approvals?: number;
}

export interface ModelCardRules {
  /**
   * Sections that a model card must have.
   *
   * @maxItems 100
   */
  required_sections?: string[];
}

export interface ModelRules {
  /**
   * Replaces the list above.
   *
   * @maxItems 100
   */
  required_tags?: string[];
  /**
   * Rules for the value of a tag, by its key.
   */
  tags?: {
    [k: string]: TagRule;
  };
  /**
   * Rules for metrics, by their key.
   */
  metrics?: {
    [k: string]: MetricRuleFile;
  };
  noise?: Noise;
  code?: CodeRules;
  run?: RunRules;
  datasets?: DatasetRules;
  stages?: StageRules;
  model_card?: ModelCardRules;
}

export interface Waiver {
  /**
   * Id of the finding, or a glob of ids: `metrics.val_auc.min`, `metrics.*`.
   */
  rule: string;
  /**
   * Name of the model (or experiment), or a glob of names. Default: all.
   */
  model?: string;
  /**
   * Why it may pass.
   */
  reason: string;
  /**
   * Who answers for it.
   */
  by: string;
  /**
   * Last day on which it counts, UTC.
   */
  expires: string;
  /**
   * Of the rule `recalled`: id of the recall, which it has to name.
   */
  recall?: string;
  /**
   * Of the rule `recalled`: the model version that may pass; left out, the run of any.
   */
  version?: number;
}

export interface RecallRules {
  /**
   * Accounts that may recall: logins, `@org/team`, `role:maintain` or `role:admin`. Default: everybody who may write in the repository.
   *
   * @maxItems 100
   */
  allowed_actors?: string[];
  clear?: ClearRules;
  /**
   * Workflow files that may recall without a person, on `schedule` and `repository_dispatch`; they never clear. Default: none.
   *
   * @maxItems 100
   */
  workflows?: string[];
  /**
   * What `track` does at its begin where a dataset, commit or package that it is to use is recalled. Default: warn.
   */
  track?: "warn" | "refuse";
  /**
   * What `fetch` does with a version that descends from what is recalled; `refuse` refuses stages and aliases, never a version's number. Default: warn.
   */
  fetch?: "warn" | "refuse";
  /**
   * Whether each recall has an issue. Default: true.
   */
  issue?: boolean;
}

export interface ClearRules {
  /**
   * How many people must approve. Default: 1.
   */
  approvals?: number;
  /**
   * Whether who asks may not approve. Default: true.
   */
  approver_not_requester?: boolean;
  /**
   * Accounts that may approve. Default: those of the strictest stage.
   *
   * @maxItems 100
   */
  approvers?: string[];
}

export type RecallEvent =
  RecalledEvent | ClearRequestedEvent | ClearApprovedEvent | ClearRejectedEvent | ClearCancelledEvent | ClearedEvent;

export type RecalledThing = RecalledDataset | RecalledCommit | RecalledRun | RecalledPackage;

export interface RecalledEvent {
  schema: "lineage-gate/recall-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  reason: string;
  type: "recalled";
  what: RecalledThing;
  severity: "low" | "medium" | "high" | "critical" | null;
  /**
   * When it was found out, RFC 3339 in UTC.
   */
  discovered_at: string | null;
  /**
   * URL of the incident.
   */
  incident: string | null;
  contact: string | null;
  affected: Affected;
}

export interface RecalledDataset {
  kind: "dataset";
  name: string;
  version: string;
  /**
   * `owner/name` whose runs the name is of; null: those of every repository of the ledger.
   */
  repository: string | null;
  /**
   * What runs read as it, under whatever name others read it; none where the name alone is recalled.
   *
   * @maxItems 1000
   */
  contents: string[];
  /**
   * As they were known when it was recalled.
   *
   * @maxItems 1000
   */
  other_names: OtherName[];
}

export interface OtherName {
  name: string;
  version: string;
}

export interface RecalledCommit {
  kind: "commit";
  /**
   * What was asked for, in whole ids: `=SHA`, `BAD`, `BAD..FIX`.
   */
  asked: string;
  /**
   * `owner/name`; null where no repository is known.
   */
  repository: string | null;
  /**
   * Every commit of a run that it meant.
   *
   * @minItems 1
   * @maxItems 10000
   */
  commits: [string, ...string[]];
}

export interface RecalledRun {
  kind: "run";
  run_id: string;
}

export interface RecalledPackage {
  kind: "package";
  /**
   * As PEP 503 normalises it.
   */
  name: string;
  /**
   * PEP 440 specifiers: `==1.26.0`, `>=1.2,<1.4`.
   */
  range: string;
}

export interface Affected {
  /**
   * @maxItems 10000
   */
  runs: string[];
  /**
   * @maxItems 2000
   */
  versions: AffectedVersion[];
  /**
   * Of data and models that these runs wrote: who reads them descends as well.
   *
   * @maxItems 2000
   */
  contents: string[];
  /**
   * Ids of runs that had made the same bytes and do not come from it: nobody else makes it doubtful whose were read. Left out in records of older versions.
   *
   * @maxItems 2000
   */
  other_makers?: string[];
  /**
   * Runs of which nobody could tell, when it was recalled, whether their code has what is recalled. Left out in records of older versions, which say nothing of it.
   *
   * @maxItems 10
   */
  not_placed?: NotPlaced[];
  /**
   * How many runs, versions and contents there was no room for.
   */
  left_out: number;
}

export interface AffectedVersion {
  model: string;
  version: number;
}

export interface NotPlaced {
  why: string;
  /**
   * @maxItems 1000
   */
  runs: string[];
  /**
   * How many they are, also those that found no room.
   */
  count: number;
}

export interface ClearRequestedEvent {
  schema: "lineage-gate/recall-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  reason: string;
  type: "clear-requested";
  /**
   * Ids of `recalled` events.
   *
   * @minItems 1
   * @maxItems 100
   */
  recalls: [string, ...string[]];
  /**
   * How many people must approve.
   */
  approvals: number;
  /**
   * RFC 3339 in UTC. From then on nobody can approve it. Absent in records of older versions, which last.
   */
  expires_at?: string;
  requester: Person;
}

export interface ClearApprovedEvent {
  schema: "lineage-gate/recall-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  reason: string;
  type: "clear-approved";
  /**
   * Id of the `clear-requested` event.
   */
  request: string;
  person: Person;
  evidence: DecisionEvidence;
}

export interface ClearRejectedEvent {
  schema: "lineage-gate/recall-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  reason: string;
  type: "clear-rejected";
  /**
   * Id of the `clear-requested` event.
   */
  request: string;
  person: Person;
  evidence: DecisionEvidence;
}

export interface ClearCancelledEvent {
  schema: "lineage-gate/recall-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  reason: string | null;
  type: "clear-cancelled";
  /**
   * Id of the `clear-requested` event.
   */
  request: string;
}

export interface ClearedEvent {
  schema: "lineage-gate/recall-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  by?: EventOrigin;
  oidc?: EventToken;
  reason: string;
  type: "cleared";
  /**
   * Ids of `recalled` events.
   *
   * @minItems 1
   * @maxItems 100
   */
  recalls: [string, ...string[]];
  /**
   * Id of the `clear-requested` event; null where nobody had to approve.
   */
  request: string | null;
  /**
   * Ids of the `clear-approved` events that it rests on.
   *
   * @maxItems 10
   */
  approvals: string[];
}

export type Code = null | {
  /**
   * `owner/name`, or the remote's URL without user info.
   */
  repository: string | null;
  /**
   * Full object id: the pull request's head commit or the pushed commit.
   */
  commit: string | null;
  /**
   * Tree id of the commit that was checked out.
   */
  tree?: string | null;
  ref: string | null;
  /**
   * The merge commit that a pull request's job has checked out.
   */
  merge_commit: string | null;
  /**
   * Head of the pull request's base branch when the event was made.
   */
  base_commit: string | null;
  /**
   * Whether tracked files differed from the checked-out commit when the run began; null without a work tree.
   */
  dirty: boolean | null;
  /**
   * Digest of `git diff HEAD` when dirty.
   */
  diff_digest: string | null;
  /**
   * Untracked files that are not ignored, when the run began.
   */
  untracked_files: number | null;
  /**
   * Set when the command ran in a submodule; all else is of the repository above it, whose commit was pushed.
   */
  submodule?: null | Submodule;
};

export interface RunRecord {
  schema: "lineage-gate/run/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  run_id: string;
  /**
   * Name that groups runs.
   */
  experiment: string;
  run_name: string | null;
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  parent_run_id: string | null;
  /**
   * The id that the run had while it trained, where it is recorded under another one: it was handed over by a fork or by Dependabot, or something else had taken that id.
   */
  evidence_id?: string;
  /**
   * What of a finished run could not be collected; a run that has any is incomplete.
   *
   * @maxItems 200
   */
  problems?: Problem[];
  /**
   * What was replaced by `[redacted]`, since it is or looks like a credential.
   *
   * @maxItems 200
   */
  redacted?: Redaction[];
  status: "FINISHED" | "FAILED" | "KILLED";
  /**
   * RFC 3339 in UTC.
   */
  started_at: string;
  /**
   * RFC 3339 in UTC.
   */
  ended_at: string;
  /**
   * Wall time in seconds.
   */
  duration_s: number;
  command: {
    /**
     * The script, null when the run wrapped the later steps of a job.
     */
    run: string | null;
    shell: string | null;
    /**
     * Folder that the command ran in, relative to the workspace, forward slashes; `.` for the workspace.
     */
    working_directory?: string | null;
    /**
     * Names, never values, of the environment variables that the step or its job set beyond what every job has.
     *
     * @maxItems 1000
     */
    variables?: string[];
    /**
     * Null when a signal ended it or when there was no command.
     */
    exit_code: number | null;
    /**
     * Last lines of standard error of a run that did not finish.
     *
     * @maxItems 20
     */
    stderr_tail: string[];
  };
  inputs: {
    /**
     * @maxItems 1000
     */
    datasets: {
      name: string;
      version: string;
      /**
       * What the run used it for; absent: `train`.
       */
      role?: "train" | "validation" | "test" | "reference";
      /**
       * Of the file, or of the canonical file list of a folder; null when no path was named, or it could not be read.
       */
      digest: string | null;
      /**
       * How the digest was made, so that digests of different schemes are never compared: `file`: of the bytes; `folder-2`: of the list of files without what systems leave behind. Absent in older records: a folder's list of all its files, or a file's bytes.
       */
      scheme?: "file" | "folder-2";
      /**
       * Digests of other schemes by their name: `md5` of DVC, `git-lfs`, `hf-revision`, …; `text-lf`: `digest` as it would be with the line ends of Unix.
       */
      digests?: {
        [k: string]: string;
      };
      /**
       * Files of a small folder; absent for a larger one, and in older records.
       *
       * @maxItems 50
       */
      files?: {
        /**
         * Relative to the folder, forward slashes.
         */
        path: string;
        size_bytes: number;
        digest: string;
      }[];
      /**
       * Path with forward slashes, relative to the workspace.
       */
      path: string | null;
      /**
       * Bytes.
       */
      size_bytes: number | null;
      /**
       * Where the data came from; null when that is not known. `path` in older records.
       */
      source: null | string | DataSource;
      /**
       * Run whose output it is, where that is known.
       */
      made_by?: string | null;
      /**
       * Whether it was another at the end than at the begin of the run; both readings are in `inputs.changed`.
       */
      changed_during_run?: boolean;
    }[];
    /**
     * Models that the run began with or evaluated.
     *
     * @maxItems 100
     */
    models?: InputModel[];
    code: Code;
    /**
     * Typed; nested keys are dotted; lists are JSON text; long values are their digest and length.
     */
    params: {
      [k: string]: string | number | boolean | null;
    };
    /**
     * Params that are named like seeds.
     */
    seeds: {
      [k: string]: string | number | boolean | null;
    };
    /**
     * Inputs that were others at the end than at the begin of the run.
     *
     * @maxItems 1000
     */
    changed?: ChangedInput[];
  };
  outputs: {
    /**
     * Last value of each metric; its history is in the `.series.ndjson` file.
     */
    metrics: {
      [k: string]: {
        /**
         * A number, or one of the strings NaN, Infinity and -Infinity, which JSON has no number for.
         */
        value: number | ("NaN" | "Infinity" | "-Infinity");
        step: number | null;
        /**
         * Column or field that counts the steps, such as `epoch`; absent for `step` and where nothing names them.
         */
        step_name?: string;
        /**
         * RFC 3339 in UTC.
         */
        at: string | null;
        /**
         * File or input that it was read from.
         */
        source?: string | null;
        /**
         * Whether this run did not write it: it was there before, and is known or was taken knowingly.
         */
        reused?: boolean;
        /**
         * The run that is known to have made it; null when it was taken without knowing.
         */
        made_by?: string | null;
      };
    };
    /**
     * The files that the metrics were read from.
     *
     * @maxItems 1000
     */
    metric_files?: MetricFile[];
    /**
     * @maxItems 20000
     */
    artifacts: {
      /**
       * Path with forward slashes, relative to the workspace.
       */
      path: string;
      /**
       * Bytes.
       */
      size_bytes: number;
      /**
       * Digest of the bytes: `sha256:` and 64 lower-case hex digits.
       */
      digest: string;
      kind: "model" | "params" | "metrics" | "data" | "picture" | "report" | "file";
      /**
       * @maxItems 20
       */
      stored: Stored[];
      /**
       * Whether this run did not write it: it was there before, and is known or was taken knowingly.
       */
      reused?: boolean;
      /**
       * The run that is known to have made it; null when it was taken without knowing.
       */
      made_by?: string | null;
      /**
       * A run of the ledger that has the same bytes.
       */
      same_as?: string | null;
    }[];
    /**
     * @maxItems 100
     */
    models: {
      /**
       * Path with forward slashes, relative to the workspace.
       */
      path: string;
      manifest: Manifest;
      /**
       * Whether this run did not write it: it was there before, and is known or was taken knowingly.
       */
      reused?: boolean;
      /**
       * The run that is known to have made it; null when it was taken without knowing.
       */
      made_by?: string | null;
      /**
       * A run of the ledger that has the same bytes.
       */
      same_as?: string | null;
    }[];
    /**
     * Folders that the run wrote, each as a whole.
     *
     * @maxItems 1000
     */
    folders?: OutputFolder[];
    history?: History;
    system: {
      /**
       * Highest memory of the whole process tree.
       */
      peak_memory_bytes: number | null;
      /**
       * CPU seconds, user and system, of the whole process tree.
       */
      cpu_s: number | null;
      /**
       * Seconds of GPU work: utilisation integrated over time, all GPUs.
       */
      gpu_s: number | null;
      /**
       * Highest memory in use on all GPUs together.
       */
      gpu_peak_memory_bytes: number | null;
    };
  };
  environment: {
    os: string;
    arch: string;
    cpu: {
      model: string | null;
      cores: number;
    };
    /**
     * Bytes.
     */
    memory_bytes: number;
    /**
     * @maxItems 256
     */
    gpus: {
      name: string;
      /**
       * Bytes.
       */
      memory_bytes: number | null;
      driver: string | null;
    }[];
    /**
     * The interpreter that the run used, of several the last; null when it used none, or none listed its packages.
     */
    python: null | {
      version: string;
      implementation: string;
      /**
       * Installed distributions: name to version.
       */
      packages: {
        [k: string]: string;
      };
      /**
       * Distributions that were not installed from an index, by name (PEP 610).
       */
      direct_urls?: {
        [k: string]: DirectUrl;
      };
      /**
       * Further interpreters that worked in the run, in order of first sight, each with what was installed in it.
       *
       * @maxItems 100
       */
      others?: OtherPython[];
      /**
       * How many more interpreters worked in the run, whose packages are not known.
       */
      unlisted?: number;
    };
    /**
     * @maxItems 200
     */
    lockfiles: {
      /**
       * Path with forward slashes, relative to the workspace.
       */
      path: string;
      /**
       * Digest of the bytes: `sha256:` and 64 lower-case hex digits.
       */
      digest: string;
    }[];
    /**
     * The container that the command ran in; null when it ran in none or that cannot be seen.
     */
    container?: null | Container;
  };
  context: {
    actor: string | null;
    actor_id: string | null;
    triggering_actor: string | null;
    event: string | null;
    workflow: string | null;
    workflow_ref: string | null;
    job: string | null;
    ci_run_id: string | null;
    ci_run_attempt: number | null;
    ci_run_url: string | null;
    /**
     * The matrix leg of the job, as the workflow defines it.
     */
    matrix: {} | null;
    runner: null | {
      name: string | null;
      os: string | null;
      arch: string | null;
      environment: string | null;
    };
    pull_request: null | {
      number: number;
      head_ref: string | null;
      base_ref: string | null;
      head_repository: string | null;
    };
    /**
     * `fork`: code of a fork or of Dependabot; `claimed`: whose code it is could not be checked; `tampered`: what was kept of it between the steps of its job was changed, or is not what GitHub says; `imported`: brought from elsewhere. Only `trusted` is.
     */
    trust: "trusted" | "claimed" | "fork" | "imported" | "tampered";
    /**
     * The step of the job, as the CI system names it each time the job runs: its id, or its action and which use of it this is. Absent where it has no name that lasts.
     */
    step?: string | null;
    /**
     * The run of the command that this one was made by, through MLflow's API; absent for a command's own run.
     */
    command_run?: string;
    tool_version: string;
  };
  /**
   * Lineage tags and the user's own: text to text.
   */
  tags: {
    [k: string]: string;
  };
}

export interface Problem {
  /**
   * As in docs/troubleshooting.md.
   */
  code: string;
  what: string;
  /**
   * The input and line, or the file.
   */
  where: string | null;
  mend: string;
}

export interface Redaction {
  /**
   * Place in the record, e.g. `inputs.params.db.password`.
   */
  where: string;
  /**
   * e.g. `value of the variable API_TOKEN`.
   */
  why: string;
}

export interface DataSource {
  /**
   * `owner/name` or an address without user info.
   */
  repository?: string | null;
  /**
   * Commit, tag or version there.
   */
  revision?: string | null;
  /**
   * Path there, e.g. the `.dvc` file that points to the data.
   */
  path?: string | null;
  /**
   * Ledger that holds the run which made it, when it is another one.
   */
  ledger?: string | null;
  /**
   * Run that made it, in that ledger.
   */
  run_id?: string | null;
}

export interface InputModel {
  /**
   * As the user named it: `models:/NAME/3`, `hf:owner/name`, a path, …
   */
  uri: string;
  version: string | null;
  /**
   * Commit or tag of a hub.
   */
  revision: string | null;
  /**
   * Digest of its manifest, where its bytes or its version are known.
   */
  digest: string | null;
  /**
   * Digest of its one file, where it is a file of the workspace: a run that made that as an artifact has it under no other.
   */
  file_digest?: string;
  /**
   * Digests of its files that are not empty, each once, sorted, where it is a folder of the workspace that has no more of them: what it holds is known by these, also with other files beside.
   *
   * @maxItems 500
   */
  file_digests?: string[];
  /**
   * Run that made it, where that is known.
   */
  made_by: string | null;
}

export interface Submodule {
  /**
   * Path of the submodule in the repository above it.
   */
  path: string;
  repository: string | null;
  /**
   * What is checked out in the submodule.
   */
  commit: string | null;
  tree: string | null;
  dirty: boolean | null;
}

export interface ChangedInput {
  /**
   * A params file is one that could not be read at the end: then its single params are not listed.
   */
  kind: "param" | "params-file" | "dataset";
  /**
   * The param's key, the params file's path or the dataset's name.
   */
  name: string;
  /**
   * File or folder that changed.
   */
  path: string | null;
  /**
   * Value, or the dataset's digest; null when there was none.
   */
  begin: string | number | boolean | null;
  /**
   * Value, or the dataset's digest; null when there was none.
   */
  end: string | number | boolean | null;
}

export interface MetricFile {
  /**
   * Path with forward slashes, relative to the workspace.
   */
  path: string;
  size_bytes: number;
  digest: string;
  /**
   * Whether this run did not write it.
   */
  reused?: boolean;
  /**
   * The run that is known to have made it.
   */
  made_by?: string | null;
}

export interface OutputFolder {
  /**
   * Path with forward slashes, relative to the workspace.
   */
  path: string;
  /**
   * Of the canonical list of its files, by the scheme `folder-2`.
   */
  digest: string;
  files: number;
  size_bytes: number;
}

export interface History {
  /**
   * What was done. Older records do not say it.
   */
  notice?: "history-thinned";
  /**
   * Path of the artifact that has all points, one a line as in a series file, compressed by gzip. Null: it could not be stored; older records have none.
   */
  artifact?: string | null;
  /**
   * Points that the run logged.
   */
  points: number;
  /**
   * Points in the series file.
   */
  kept: number;
}

export interface DirectUrl {
  /**
   * Without user info.
   */
  url: string;
  commit: string | null;
  editable: boolean;
}

export interface OtherPython {
  version: string;
  implementation: string;
  /**
   * Installed distributions: name to version.
   */
  packages: {
    [k: string]: string;
  };
}

export interface Container {
  image: string | null;
  /**
   * Of the image, where it can be seen.
   */
  digest: string | null;
}
