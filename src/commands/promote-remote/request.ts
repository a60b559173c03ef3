import type { ModelEvent } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import type { GitHubClient } from '../../github/client.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { PromoteRequest } from '../promote/request.js';

/** A promotion that a workflow on the server is to make. */
export interface RemotePromotion {
  owner: string;
  repo: string;
  /** File of the workflow, as the user named it; null: the usual one. */
  workflow: string | null;
  /** Branch or tag that it runs from; null: the default branch. */
  ref: string | null;
  /** What is to move where. */
  promotion: PromoteRequest;
  /** Whether to wait for its end. */
  wait: boolean;
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

/** What a run of the workflow came to. */
export interface RemoteOutcome {
  run: StartedRun;
  /** `started`: nobody waited for its end. */
  state: 'started' | 'left' | 'ended';
  /** GitHub's word for how it ended; null while it has not. */
  conclusion: string | null;
  /** The move that the run wrote to the ledger; null where there is none. */
  event: Extract<ModelEvent, { type: 'stage-changed' }> | null;
  /** The request for approvals that it wrote instead; null where there is none. */
  request: Extract<ModelEvent, { type: 'approval-requested' }> | null;
  /** Whether the version is where it was to go, whoever moved it there; null where nobody looked. */
  is_there: boolean | null;
  /** What its steps said went wrong. Foreign text. */
  annotations: readonly string[];
  /** What it said of recalls though it refused nothing. Foreign text, safe to print. */
  warnings: readonly string[];
}
