import type { Log } from '../../core/log.js';
import type { Policy } from '../../core/policy/policy.js';
import type { GitHubClient } from '../../github/client.js';
import type { Ledger, LedgerView } from '../../ledger/ledger.js';
import type { AskEvent } from '../confirm/ask.js';
import type { PolicyFile } from '../policy/policy.js';
import type { AskRecall } from '../recalled/open-recalls.js';
import type { Recalled } from '../recalled/recalled.js';
import type { Repository } from './target.js';

export interface GateRequest {
  /** Runs to judge; empty: those of the target's commit. */
  run_ids: readonly string[];
  /** Registered model that they would become; null: what their experiment is called. */
  model: string | null;
}

export interface GateDeps {
  ledger: Ledger;
  policy: Policy;
  /** The policy's file, for lines of it and for what it said earlier; without one neither is told. */
  policy_file?: PolicyFile;
  repository: Repository;
  /** `https://github.com` */
  serverUrl: string;
  /** `owner/name` that this action is taken from; null for a copy in the repository. */
  action: string | null;
  log: Log;
  /** Asks GitHub about the events behind Production; left out, the ledger alone says what it is. */
  ask?: AskEvent;
  /** Asks GitHub about the events of recalls; left out, they count as they are recorded. */
  askRecall?: AskRecall;
  github(): Promise<GitHubClient>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** What a search for baselines takes. */
export interface BaselineDeps {
  view: LedgerView;
  /** What comes from what is recalled is no baseline. */
  recalled: Recalled;
  policy: Policy;
  repository: Repository;
  log: Log;
  ask?: AskEvent;
  github(): Promise<GitHubClient>;
}
