import type { ModelEvent, RecallEvent, RecalledEvent } from '../../core/generated/types.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import type { Impact, Unjudged } from '../../core/lineage/impact.js';
import type { Log } from '../../core/log.js';
import type { Policy } from '../../core/policy/policy.js';
import type { StageMove } from '../../core/policy/stage-rules.js';
import type { ClearRequest as WaitingClear } from '../../core/recall/recall.js';
import type { Attest } from '../../core/registry/confirm/token.js';
import type { EventFacts } from '../../core/registry/event-chain.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { RecallView } from '../../report/recall/view.js';
import type { Place } from '../lineage/asked.js';
import type { People } from '../promote/people.js';
import type { AskRecall } from '../recalled/open-recalls.js';

/** What a recall, or clearing one, is made with. */
export interface RecallDeps {
  ledger: Ledger;
  policy: Policy;
  log: Log;
  facts: EventFacts;
  /** Who started this attempt of the workflow; null where no CI says it. */
  triggering_actor: string | null;
  job: StageMove['job'];
  people: People;
  /** Asks GitHub about events of recalls; left out, the ledger alone answers, as on a laptop. */
  ask?: AskRecall;
  attest?: Attest;
  /** Where the history of commits is asked: the clone that somebody stands in. */
  place: Place;
}

/** What comes from what is recalled, as the ledger is now. */
export interface AffectedNow {
  impact: Impact;
  /** What may come from it, and it is not known that it does. */
  doubtful: Pick<Impact, 'runs' | 'versions'>;
  /** Of either what records alone do not lead to, with how it comes, or may come, from it. */
  ways: RecallView['ways'];
  /** What the answer says nothing about. */
  unjudged: readonly Unjudged[];
  graph: LineageGraph;
  /** Commit of the ledger; null while there is none. */
  commit: string | null;
}

/** What lifts recalls, or answers who asks for that: about things nobody has to look anything up. */
export type ClearDeps = Omit<RecallDeps, 'place'>;

export interface RecallResult {
  /** What was written, or would be; or what says the very same already. */
  event: RecalledEvent;
  /** Why nothing was written: this workflow run has recalled it, or an open recall is of exactly that. */
  already: 'earlier-attempt' | 'same' | null;
  affected: AffectedNow;
  /** What is worth saying, whole sentences. */
  notes: readonly string[];
  /** Commit that has it; null for a dry run. */
  commit: string | null;
}

/** Whether a request is none yet, since nothing was written of it: nobody can use its id. */
export function isUnwritten({ events }: Pick<ClearResult, 'events'>, dry_run: boolean): boolean {
  return dry_run && events.some(({ type }) => type === 'clear-requested');
}

export interface ClearResult {
  /** `pending-approval`: it was asked for, or approved and more people have to; the last two: the request is over, and nothing is lifted. */
  state: 'done' | 'pending-approval' | 'rejected' | 'cancelled';
  recalls: readonly RecalledEvent[];
  /** The request that waits or was answered; null where nobody has to approve. */
  request: WaitingClear | null;
  /** People who may approve, as the policy writes them; null: everybody who may write. */
  approvers: readonly string[] | null;
  /** What was written, or would be; none where it had been said before. */
  events: readonly Exclude<RecallEvent, RecalledEvent>[];
  /** Requests for rollbacks that waited for these recalls, and are cancelled. */
  cancelled: readonly Extract<ModelEvent, { type: 'cancelled' }>[];
  commit: string | null;
}
