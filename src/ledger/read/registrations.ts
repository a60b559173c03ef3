import type { ModelEvent, ModelVersion, RunRecord, VersionRecord } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import { isTrueManifest } from '../../core/manifest.js';
import { tookClaimed, unfitness } from '../../core/registry/registration.js';
import type { RegisteredModel } from '../../core/registry/state.js';
import { runPath, versionPath } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { invalidRecord, recordDecoder } from './json-record.js';

type Registered = Extract<ModelEvent, { type: 'registered' }>;

/**
 * Why a version cannot be taken for what was registered, the end of a sentence; undefined when it can. It is held against every event
 * that registers it: where two say different things nobody could say which is true.
 */
export function registrationFault(
  version: VersionRecord,
  registered: readonly { path: string; event: Registered }[],
): string | undefined {
  const { manifest, run_id } = version;
  const digest = manifest?.digest ?? null;
  if (registered.length === 0) return 'has no event that registers it';
  // The path of a run is made of its id.
  if (run_id !== null && !isId(run_id)) return `is of run ${run_id}, which is the id of no run here`;
  for (const { path, event } of registered) {
    if (digest !== event.manifest_digest)
      return `has manifest ${told(digest)}, and ${path} registered ${told(event.manifest_digest)}`;
    if (run_id !== event.run_id)
      return `is of run ${told(run_id)}, and ${path} registered it of run ${told(event.run_id)}`;
  }
  return manifest === null || isTrueManifest(manifest)
    ? undefined
    : 'has a manifest whose digest is not that of its files';
}

function told(value: string | null): string {
  return value ?? 'none';
}

/**
 * The runs behind versions of a model, in their order, each held against its version. @param model where it is known: what was
 * registered under an earlier name lies in the folder of that
 * @throws UserError E_LEDGER_RECORD_INVALID with both paths when a run is not there, did not make the version or must not be
 * registered
 */
export async function readRunsOf(
  view: LedgerView,
  versions: readonly ModelVersion[],
  { places }: Pick<RegisteredModel, 'places'> = {},
): Promise<RunRecord[]> {
  const files = await view.read([...new Set(versions.map(({ run_id }) => runPath(run_id)))]);
  const decode = await recordDecoder('run');
  return versions.map((version) => {
    const path = places?.get(version.version) ?? versionPath(version.model, version.version);
    const pathOfRun = runPath(version.run_id);
    const bytes = files.get(pathOfRun);
    if (bytes === undefined) throw invalidRecord(path, `is of the run ${pathOfRun}, which is not there`);
    const run = decode(pathOfRun, bytes);
    if (run.run_id !== version.run_id) throw invalidRecord(pathOfRun, 'is the record of another run');
    const unfit = unfitness(run, tookClaimed(version.policy.findings));
    if (unfit !== undefined) throw invalidRecord(path, `is of the run ${pathOfRun}, which ${unfit}`);
    const isOfRun = run.outputs.models.some(
      ({ path: place, manifest }) =>
        place === version.run_path && manifest.digest === version.manifest.digest && isTrueManifest(manifest),
    );
    if (isOfRun) return run;
    throw invalidRecord(
      path,
      `has manifest ${version.manifest.digest} at ${version.run_path}, which ${pathOfRun} did not make`,
    );
  });
}
