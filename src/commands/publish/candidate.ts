import type { RunRecord } from '../../core/generated/types.js';
import type { NewRun } from '../../ledger/ledger.js';
import type { Handed } from './gather.js';

/** A run as evidence has it, with the facts of GitHub in it. Its `runId` is the one that it is recorded under. */
export interface Candidate extends Handed {
  /** The id that the evidence has. */
  claimedId: string;
  run: NewRun;
  record: RunRecord;
  /** Puts the facts of GitHub into a record, once more when they are there. */
  settle(record: RunRecord): RunRecord;
}
