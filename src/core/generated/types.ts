// Generated from schemas/ by `npm run generate`. Do not edit.

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

export type ModelEvent = RegisteredEvent | AliasSetEvent | StageChangedEvent;

export interface RegisteredEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  version: number;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "registered";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  run_id: string;
  /**
   * Digest of the bytes: `sha256:` and 64 lower-case hex digits.
   */
  manifest_digest: string;
}

export interface AliasSetEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  version: number;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "alias-set";
  alias: string;
}

export interface StageChangedEvent {
  schema: "lineage-gate/model-event/v1";
  /**
   * UUIDv7 as 32 lower-case hex digits.
   */
  event_id: string;
  model: string;
  version: number;
  /**
   * RFC 3339 in UTC.
   */
  at: string;
  actor: string | null;
  ci_run_url: string | null;
  /**
   * Digest of the bytes of the model's event before this one; null for the first.
   */
  previous: string | null;
  type: "stage-changed";
  /**
   * Stage of the version before; `None` at first.
   */
  from_stage: string;
  /**
   * Stage of the version from now on.
   */
  to_stage: string;
  reason: string | null;
}

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

export interface Finding {
  rule: string;
  severity: "error" | "warning" | "notice";
  subject: string;
  message: string;
  mend: string;
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
  code?: CodeRules;
  /**
   * Path of a JSON Schema of your own that every run record must fit, from the root of the repository.
   */
  record?: string;
  stages?: StageRules;
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
}

export interface CodeRules {
  /**
   * Whether the work tree may differ from the commit. Default: true.
   */
  allow_dirty?: boolean;
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
   * Whether who asks may not approve.
   */
  approver_not_requester?: boolean;
  /**
   * Accounts that may ask and approve.
   *
   * @maxItems 100
   */
  allowed_actors?: string[];
  /**
   * Tags that a version needs for this stage.
   *
   * @maxItems 100
   */
  required_tags?: string[];
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
  code?: CodeRules;
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
       * Of the file, or of the canonical file list of a folder; null when no path was named or the run was cancelled.
       */
      digest: string | null;
      /**
       * Path with forward slashes, relative to the workspace.
       */
      path: string | null;
      /**
       * Bytes.
       */
      size_bytes: number | null;
      /**
       * Where the data came from: `path`, or null when only a name and version were given.
       */
      source: string | null;
    }[];
    code: Code;
    /**
     * Typed; nested keys are dotted; lists are JSON text.
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
         * RFC 3339 in UTC.
         */
        at: string | null;
      };
    };
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
    }[];
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
     * The interpreter that the run used; null when it used none.
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
    trust: "trusted" | "fork";
    tool_version: string;
  };
  /**
   * Lineage tags and the user's own: text to text.
   */
  tags: {
    [k: string]: string;
  };
}
