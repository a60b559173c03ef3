import type { ModelEvent } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import type { GitHubClient } from '../../github/client.js';
import type { WorkflowRun } from '../../github/workflow-runs.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { PromoteRequest } from '../promote/request.js';
import type { AliasRequest } from '../registry/alias-request.js';

/** A workflow on the server that is to change a model. */
export interface RemoteRequest {
  owner: string;
  repo: string;
  /** File of the workflow, as the user named it; null: the usual one. */
  workflow: string | null;
  /** Branch or tag that it runs from; null: the default branch. */
  ref: string | null;
  /** Whether to wait for its end. */
  wait: boolean;
}

export interface RemotePromotion extends RemoteRequest {
  /** What is to move where. */
  promotion: PromoteRequest;
}

export interface RemoteAliases extends RemoteRequest {
  aliases: AliasRequest;
}

/** What a workflow run is to do, and by what it is told whether it has. */
export interface RemoteTask<W> {
  inputs: readonly TaskInput[];
  /** Whether the `run-name` of the documented workflow makes this title of it. */
  isTitle(title: string): boolean;
  /** What the ledger says now of what the run has done. @param serverUrl without a slash at the end */
  look(run: WorkflowRun, view: LedgerView, serverUrl: string): Promise<W>;
  /** Nobody has looked. */
  unseen: W;
  /** Whether a run that succeeded may have nothing more to show. */
  isShown(found: W): boolean;
  /** The verdict that it wrote down, where there is one. */
  verdictOf(found: W): Extract<ModelEvent, { policy: unknown }>['policy'] | undefined;
}

/** An input of the promote action, by its name there. */
export interface TaskInput {
  name: string;
  value: string;
  /** Whether it says anything; what says nothing is sent only where the workflow may have another opinion of it. */
  says: boolean;
}

export interface RemoteDeps {
  client: GitHubClient;
  log: Log;
  /** The ledger as the server has it now. */
  view(): Promise<LedgerView>;
  /** `https://github.com`, without a slash at the end. */
  serverUrl: string;
  /** Milliseconds by a clock that never jumps. */
  elapsed(): number;
  /** Milliseconds; ends early, without an error, once `left` says so. */
  sleep(milliseconds: number): Promise<void>;
  /** Called right before something is started on the server: from then on whoever leaves ends the waiting only. */
  starting(): void;
  /** Whether the user has gone and waits no longer. */
  left(): boolean;
}

/** A workflow run that was started. */
export interface StartedRun {
  id: number;
  url: string;
}

/** How a run of the workflow went. */
export interface RemoteRun {
  run: StartedRun;
  /** `started`: nobody waited for its end. */
  state: 'started' | 'left' | 'ended';
  /** GitHub's word for how it ended; null while it has not. */
  conclusion: string | null;
  /** What its steps said went wrong. Foreign text. */
  annotations: readonly string[];
  /** What it said though it refused nothing. Foreign text, safe to print. */
  warnings: readonly string[];
}

/** What a run has come to that was to promote. */
export interface PromotionFound {
  /** The move that the run wrote to the ledger; null where there is none. */
  event: Extract<ModelEvent, { type: 'stage-changed' }> | null;
  /** The request for approvals that it wrote instead; null where there is none. */
  request: Extract<ModelEvent, { type: 'approval-requested' }> | null;
  /** Whether the version is where it was to go, whoever moved it there; null where nobody looked. */
  is_there: boolean | null;
}

export type RemoteOutcome = RemoteRun & PromotionFound;

/** What a run has come to that was to change aliases. */
export interface AliasesFound {
  /** The changes of aliases that the run wrote to the ledger. */
  events: readonly Extract<ModelEvent, { type: 'alias-set' | 'alias-deleted' }>[];
  /** Whether all of them are as they were to be, whoever did it; null where nobody looked. */
  is_there: boolean | null;
}

export type AliasesOutcome = RemoteRun & AliasesFound;
