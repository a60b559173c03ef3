import { describeFault, type Fault, type Faults } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { problemsOf } from '../../core/problems.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { ArtifactStore } from '../../stores/store.js';
import { uploadsToTell } from './redact-run.js';
import type { Session } from './session.js';
import { type StoredSet, storeUploads, type UploadSet, withPlaces } from './uploads.js';

interface Incomplete {
  draft: RunRecord;
  /** The same without credentials. */
  redacted: RunRecord;
  uploads: readonly UploadSet[];
  /** What could not be collected; gets what cannot be stored. */
  faults: Faults;
  /** What was changed of the run while it went on. */
  tampering: readonly Fault[];
}

/**
 * Stores the bytes of a run, and says in its record where they are. What of a finished run could not be collected is among its
 * problems; of another one it is told alone.
 */
export async function completed(
  session: Session,
  { draft, redacted, uploads, faults, tampering }: Incomplete,
  deps: { store(): Promise<ArtifactStore>; log: Log; redactor: Redactor },
): Promise<{ record: RunRecord; stored: StoredSet[] }> {
  const told = uploadsToTell(uploads, draft.outputs.artifacts, redacted.outputs.artifacts);
  const stored = await storeUploads(session, told.sets, { ...deps, faults });
  const isFinished = redacted.status === 'FINISHED';
  if (!isFinished)
    for (const fault of faults.list) deps.log.warning(`Not collected: ${describeFault(fault)}`);
  const problems = [
    ...(redacted.problems ?? []),
    ...problemsOf([...tampering, ...(isFinished ? faults.list : [])], deps.redactor.text),
  ];
  const artifacts = withPlaces(draft.outputs.artifacts, stored).filter(told.isTold);
  return {
    record: {
      ...redacted,
      ...(problems.length === 0 ? {} : { problems }),
      outputs: { ...redacted.outputs, artifacts },
    },
    stored,
  };
}
