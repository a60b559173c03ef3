import type { ModelEvent, ModelVersion, RunRecord } from '../../core/generated/types.js';
import { isTrueManifest } from '../../core/manifest.js';
import { unfitness } from '../../core/registry/registration.js';
import { runPath, versionPath } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import type { ChainLink } from './event-chain.js';
import { invalidRecord, recordDecoder } from './json-record.js';

type Registered = Extract<ModelEvent, { type: 'registered' }>;

/**
 * Holds each version against the one event that registered it. What differs is an error, never an answer: nobody could say which is true.
 * @param versions of one model, by number, from 1, without gaps
 * @throws UserError E_LEDGER_RECORD_INVALID with both paths
 */
export function requireRegistered(versions: readonly ModelVersion[], events: readonly ChainLink[]): void {
  const registered = new Map<number, { path: string; event: Registered }>();
  for (const { path, event } of events) {
    if (versions[event.version - 1] === undefined)
      throw invalidRecord(path, `is about ${versionPath(event.model, event.version)}, which is not there`);
    if (event.type !== 'registered') continue;
    const before = registered.get(event.version);
    if (before !== undefined)
      throw invalidRecord(path, `registers version ${event.version} once more, after ${before.path}`);
    registered.set(event.version, { path, event });
  }
  for (const version of versions) {
    const path = versionPath(version.model, version.version);
    const found = registered.get(version.version);
    if (found === undefined) throw invalidRecord(path, 'has no event that registers it');
    requireSame(path, { version, ...found });
    if (!isTrueManifest(version.manifest))
      throw invalidRecord(path, 'has a manifest whose digest is not that of its files');
  }
}

function requireSame(
  path: string,
  { version, path: eventPath, event }: { version: ModelVersion; path: string; event: Registered },
): void {
  const { manifest, run_id } = version;
  if (manifest.digest !== event.manifest_digest)
    throw invalidRecord(
      path,
      `has manifest ${manifest.digest}, and ${eventPath} registered ${event.manifest_digest}`,
    );
  if (run_id !== event.run_id)
    throw invalidRecord(path, `is of run ${run_id}, and ${eventPath} registered it of run ${event.run_id}`);
}

/**
 * The runs behind versions of a model, in their order, each held against its version.
 * @throws UserError E_LEDGER_RECORD_INVALID with both paths when a run is not there, did not make the version or must not be
 * registered
 */
export async function readRunsOf(view: LedgerView, versions: readonly ModelVersion[]): Promise<RunRecord[]> {
  const files = await view.read([...new Set(versions.map(({ run_id }) => runPath(run_id)))]);
  const decode = await recordDecoder('run');
  return versions.map((version) => {
    const path = versionPath(version.model, version.version);
    const pathOfRun = runPath(version.run_id);
    const bytes = files.get(pathOfRun);
    if (bytes === undefined) throw invalidRecord(path, `is of the run ${pathOfRun}, which is not there`);
    const run = decode(pathOfRun, bytes);
    if (run.run_id !== version.run_id) throw invalidRecord(pathOfRun, 'is the record of another run');
    const unfit = unfitness(run);
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
