import { UserError } from '../../core/errors.js';
import type { RunRecord, UnjudgedVersion, VersionRecord } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import type { Log } from '../../core/log.js';
import { type SaidRecalled, saidRecalled } from '../../core/recall/findings.js';
import { type AskedModel, uploadsOf } from '../../core/recall/uploads.js';
import { runPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readSound, runDecoder } from '../../ledger/read/records.js';
import { Recalled } from './recalled.js';

/** A version with its run; of one that nobody judged that is the run which its client has said. */
type WithRun = Pick<VersionRecord, 'version' | 'manifest' | 'tags'> & { run: RunRecord | null | undefined };

/** Versions that nobody judged, with the runs that their clients have said; null where there is none that can be read. */
export async function withClaimedRuns<T extends UnjudgedVersion>(
  view: LedgerView,
  versions: readonly T[],
): Promise<(T & { run: RunRecord | null })[]> {
  const paths = versions.map(({ claimed_run_id: id = '' }) => (isId(id) ? runPath(id) : null));
  const files = await readSound(view, [...new Set(paths.filter((path) => path !== null))]);
  const decode = await runDecoder();
  const read = (path: string) => {
    const bytes = files.get(path) ?? null;
    try {
      return bytes === null ? null : decode(path, bytes);
    } catch (error) {
      if (error instanceof UserError) return null;
      throw error;
    }
  };
  return versions.map((version, index) => {
    const path = paths[index] ?? null;
    return { ...version, run: path === null ? null : read(path) };
  });
}

/** What recalls are asked about a version by. */
export function askedOf(
  { manifest, tags }: Pick<WithRun, 'manifest' | 'tags'>,
  run: RunRecord,
): { run: RunRecord; model: AskedModel } {
  if (manifest !== null) return { run: { ...run, tags }, model: manifest.digest };
  return { run, model: uploadsOf(run) };
}

/**
 * What is recalled of versions, as the ledger has it, by their numbers; those of which nothing is to be said are left out. Nothing is
 * asked where nothing is recalled.
 * @throws UserError E_LEDGER_* where nobody can tell what is recalled
 */
export async function recalledVersions(
  view: LedgerView,
  versions: readonly WithRun[],
  log: Log,
): Promise<Map<number, SaidRecalled>> {
  const recalled = new Recalled(view, { log });
  const found = new Map<number, SaidRecalled>();
  if (await recalled.isEmpty()) return found;
  for (const { run: made, ...version } of versions) {
    if (made == null) continue;
    const { run, model } = askedOf(version, made);
    const said = saidRecalled(await recalled.told(run, model));
    if (said.sentences.length > 0) found.set(version.version, said);
  }
  return found;
}

/** As {@link recalledVersions}, of one; what cannot be read is said. */
export async function recalledVersion(view: LedgerView, version: WithRun, log: Log): Promise<SaidRecalled> {
  try {
    const said = await recalledVersions(view, [version], log);
    return said.get(version.version) ?? saidRecalled([]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const why =
      'comes from nobody knows what: what is recalled could not be read (`lineage-gate recalls ls`)';
    return { ...saidRecalled([]), sentences: [why] };
  }
}
