import path from 'node:path';
import type { ArtifactFile } from '../../collect/artifacts.js';
import { writeHistory } from '../../collect/history-file.js';
import type { Faults } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { thinnedNote, type WholeHistory } from '../../core/long-history.js';
import { pointFilter } from '../../core/redact/series.js';
import type { SeriesPoint } from '../../core/series.js';
import type { Session } from './session.js';

/** What of a run's metrics the ledger has not all of. */
export interface LongHistory {
  /** What the record says of it. */
  note: NonNullable<RunRecord['outputs']['history']>;
  /** Absolute folder that holds the file with all of it. */
  root: string;
  files: ArtifactFile[];
}

/**
 * Writes the history that is too long for the ledger to a file, which is an artifact of the run.
 * @param others the run's artifacts beside it
 * @param faults gets E_STORE_UPLOAD
 */
export async function longHistory(
  { lineage_dir, run_id }: Session,
  { whole, series }: { whole: WholeHistory; series: readonly SeriesPoint[] },
  options: {
    others: readonly ArtifactFile[];
    quick: boolean;
    faults: Faults;
    secretIn(name: string): string | undefined;
  },
): Promise<LongHistory> {
  const root = path.join(path.dirname(lineage_dir), 'history', run_id);
  const file = options.quick
    ? undefined
    : await writeHistory(whole, {
        root,
        taken: options.others.map((other) => other.path),
        run_id,
        isTold: pointFilter(options.secretIn),
        faults: options.faults,
      });
  return {
    note: thinnedNote(whole, series, file?.path ?? null),
    root,
    files: file === undefined ? [] : [file],
  };
}

/** For people; a sentence without a full stop. */
export function thinnedText({ points, kept, artifact = null }: LongHistory['note']): string {
  const whole = artifact === null ? 'the others are not kept' : `all of them are in the artifact ${artifact}`;
  return `of the ${points} points of the training curves ${kept} are in the ledger, and ${whole}`;
}
