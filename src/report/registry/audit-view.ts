import type { RunRecord, VersionRecord } from '../../core/generated/types.js';
import type { HistoryEntry } from '../../core/registry/history.js';
import type { Gone, Hiding } from '../../core/registry/state.js';

/** All that an auditor is told of a model. */
export interface AuditView {
  model: string;
  description: string | null;
  tags: ReadonlyMap<string, string>;
  /** When the report was made, RFC 3339. */
  at: string;
  tool_version: string;
  ledger: { branch: string; commit: string | null };
  verification: AuditVerification;
  /** Records that cannot be true: what stages and aliases come to is not to be relied on then. */
  damage: readonly { path: string; why: string }[];
  /** The event after which there is no such model. Of one that was renamed all that follows is what was by then. */
  gone: Gone | null;
  /** By stage and by alias, the versions that have it and since when. */
  held: readonly AuditHeld[];
  versions: readonly AuditVersion[];
  history: readonly HistoryEntry[];
  records: readonly AuditRecord[];
}

export interface AuditVerification {
  tip: string;
  commits: number;
  records: number;
  valid: boolean;
  findings: readonly {
    rule: string;
    severity: string;
    path: string | null;
    commit: string | null;
    what: string;
  }[];
}

/** A version that has a stage or an alias. */
export interface AuditHeld {
  name: string;
  version: number;
  since: string;
  /** What of one is to be said that nobody judged, of which there is nothing else in the report. */
  remarks: readonly string[];
}

export interface AuditVersion {
  version: VersionRecord;
  stage: string;
  /** The event that hides it. */
  hidden: Hiding | null;
  description: string | null;
  /** Those that the registry gave it later. */
  tags: ReadonlyMap<string, string>;
  /** Whether it comes, or may come, from what is recalled: the ends of sentences about it. */
  recalled: readonly string[];
  /** Null where its record cannot be taken for that of the version; then there is a fault, unless nobody judged it. */
  run: RunRecord | null;
  fault: string | null;
}

/** A file that the report rests on. */
export interface AuditRecord {
  path: string;
  digest: string;
  /** The commit that added it; null where it is not on the branch yet. */
  added: { commit: string; at: string } | null;
}
