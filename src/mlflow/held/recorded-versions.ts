import { withoutTrailing } from '../../core/without-trailing.js';
import type { HeldVersion } from './held-versions.js';

/** A run that clients made, as it is recorded. */
export interface RecordedRun {
  /** Its id as the client knows it. */
  client_id: string;
  run_id: string;
  /** Paths of its models in the record, by the URI of the folder that the client put them in. */
  models: ReadonlyMap<string, string>;
}

/** A held version of which the ledger has the run. */
export interface RecordedVersion extends HeldVersion {
  /** Path of the model in the record of the run; null where the record has none of it. */
  run_path: string | null;
}

/** Versions with the ids and paths of the records that their runs have become; of a run that is not recorded there is no path. */
export function recordedVersions(
  held: readonly HeldVersion[],
  runs: readonly RecordedRun[],
): RecordedVersion[] {
  const byId = new Map(runs.map((run) => [run.client_id, run]));
  return held.map((version) => {
    const storage = withoutTrailing(version.storage, '/');
    // Of a model that was logged outside of a run the client knows none.
    const run = byId.get(version.run_id) ?? runs.find(({ models }) => models.has(storage));
    const run_path = run?.models.get(storage) ?? null;
    return { ...version, run_id: run?.run_id ?? version.run_id, run_path };
  });
}
