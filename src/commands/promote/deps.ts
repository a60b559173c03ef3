import type { ModelEvent, ModelVersion, Person, RunRecord } from '../../core/generated/types.js';
import type { Baseline, Judgement, MetricComparison } from '../../core/judgement.js';
import type { Log } from '../../core/log.js';
import type { Policy } from '../../core/policy/policy.js';
import type { StageMove } from '../../core/policy/stage-rules.js';
import type { Attest } from '../../core/registry/confirm/token.js';
import type { EventFacts } from '../../core/registry/event-chain.js';
import type { RequestState } from '../../core/registry/registry.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { ArtifactSource } from '../../stores/store.js';
import type { AskEvent } from '../confirm/ask.js';
import type { AskRecall } from '../recalled/open-recalls.js';
import type { EndpointMove } from './endpoint.js';
import type { People } from './people.js';

export interface PromoteDeps {
  ledger: Ledger;
  policy: Policy;
  log: Log;
  facts: EventFacts;
  /** Who started this attempt of the workflow: whoever may write can re-run what another asked for. Null where no CI says it. */
  triggering_actor: string | null;
  job: StageMove['job'];
  people: People;
  /** Asks GitHub about the events of recalls; left out, they count as they are recorded. */
  askRecall?: AskRecall;
  /** Asks GitHub about events; left out, the ledger alone answers, as on a laptop. */
  ask?: AskEvent;
  /** Gives what is written a token of this job; left out, there is none to be had. */
  attest?: Attest;
  /** Of the stores that can be read here; left out, nobody looks whether the version's files are there. */
  sources?: readonly ArtifactSource[];
  /** Absolute folder for temporary files, where every byte of the version is to be read and checked; else the store's word is taken. */
  verifyIn?: string | null;
  /** `owner/name` of the repository whose runs say what a dataset holds. Default: the run's own. */
  repository?: string;
}

/** Logins of who asks, and of who started this attempt of the workflow. */
export interface Asking {
  actor: string | null;
  triggering_actor: string | null;
}

export interface Judged {
  run: RunRecord;
  judgement: Pick<Judgement, 'verdict' | 'findings' | 'waived'>;
  metrics: readonly MetricComparison[];
  baseline: Baseline | null;
}

/** Somebody who decides about a request, and what GitHub says of it. */
export interface Decider {
  person: Person;
  evidence: Extract<ModelEvent, { type: 'approved' }>['evidence'];
}

/** What was, or would be, done. */
export interface PromoteResult extends Judged {
  /**
   * `done` also where the version was in the stage already, or for a dry run that would pass; `refused` by the policy, which writes
   * nothing unless a request dies of it.
   */
  state: 'done' | 'pending-approval' | 'refused' | 'rejected' | 'cancelled';
  version: ModelVersion;
  from: string;
  to: string;
  /** Version that was in the stage before, where there is another. */
  replaced: ModelVersion | null;
  archived: readonly number[];
  /** Whether the version was in the stage before, and nothing else would change. */
  is_there: boolean;
  /** What becomes of the endpoint that was named; null where none was, or nothing is done. */
  endpoint: EndpointMove | null;
  /** What an earlier attempt of this workflow run wrote, and a commit that has it; null in the first attempt. */
  standing: { event: ModelEvent; commit: string | null } | null;
  /** The request that waits, or that was decided; null where none was needed. */
  request: RequestState | null;
  /** Set where the very same had been asked for before: whose request that is, and why, is then in it. */
  asked_already?: true;
  /** What was written, in order; none for a dry run, a refusal, or where there was nothing to write. */
  events: readonly ModelEvent[];
  commit: string | null;
}
