import type {
  ApprovalRequestedEvent,
  ClearedEvent,
  RecalledEvent,
  StageChangedEvent,
} from '../../core/generated/types.js';
import type { Impact } from '../../core/lineage/impact.js';
import type { ClearRequest } from '../../core/recall/recall.js';
import type { BadStage } from '../../core/recall/stages.js';
import type { AuditVerification } from '../registry/audit-view.js';

/** All that a ledger says of a recall. */
export interface RecallView {
  recall: RecalledEvent;
  /** What has lifted it; null while it is open. */
  cleared: ClearedEvent | null;
  /** Why it does not count, the end of a sentence about its record; null where it does. */
  uncounted: string | null;
  /** By whom it was asked to be lifted, the oldest first. */
  clears: readonly ClearRequest[];
  /** What comes from it now, by all records. */
  now: Impact;
  /** What may come from it, and it is not known that it does. */
  doubtful: Pick<Impact, 'runs' | 'versions'>;
  /** Of either what records alone do not lead to. */
  ways: readonly ByBytes[];
  /** Versions of runs that were judged on it and come from it in no other way, with what holds them now. */
  judged: readonly JudgedVersion[];
  /** Versions that the policy lets pass all the same. */
  waived: readonly WaivedVersion[];
  /** How stages get rid of the versions that come from it, but for those that the policy lets pass. */
  stages: readonly (BadStage & { model: string })[];
  /** What was done because of it: events of models whose reason names it, the oldest first. */
  moves: readonly Move[];
  /** What could not be judged, each a sentence without a full stop. */
  notes: readonly string[];
  /** Tells runs apart in few digits. */
  short(run_id: string): string;
}

/** A run, and versions of it, that come from what is recalled, or may, and records alone do not say so. */
export interface ByBytes {
  run_id: string;
  /** URIs. */
  versions: readonly string[];
  /** From what is recalled; foreign names stand between backticks. */
  way: readonly string[];
}

/** A version that the policy lets pass though it comes from what is recalled. */
export interface WaivedVersion {
  model: string;
  version: number;
  /** By whom, how long and why, without a full stop. */
  why: string;
}

export interface JudgedVersion {
  model: string;
  version: number;
  run_id: string;
  /** `Production`, `@champion`. */
  holds: readonly string[];
}

/** A rollback, or what asks for one. */
export interface Move {
  event: StageChangedEvent | ApprovalRequestedEvent;
  /** What became of a request, in a few words; empty for a rollback that was done. */
  became: string;
}

/** What the report is made of beside the recall itself. */
export interface RecallReportView extends RecallView {
  /** When it was made, RFC 3339. */
  at: string;
  tool_version: string;
  ledger: { branch: string; commit: string | null };
  /** Whether GitHub was asked about the events of the recall. */
  isVerified: boolean;
  /** Null where the history of the ledger is not here. */
  verification: AuditVerification | null;
}
