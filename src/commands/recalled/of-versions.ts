import { UserError } from '../../core/errors.js';
import type { ModelVersion, RunRecord } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { type SaidRecalled, saidRecalled } from '../../core/recall/findings.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { Recalled } from './recalled.js';

type Judged = Pick<ModelVersion, 'version' | 'manifest' | 'tags'> & { run: RunRecord | null | undefined };

/**
 * What is recalled of versions, as the ledger has it, by their numbers; those of which nothing is to be said are left out. Nothing is
 * asked where nothing is recalled.
 * @throws UserError E_LEDGER_* where nobody can tell what is recalled
 */
export async function recalledVersions(
  view: LedgerView,
  versions: readonly Judged[],
  log: Log,
): Promise<Map<number, SaidRecalled>> {
  const recalled = new Recalled(view, { log });
  const found = new Map<number, SaidRecalled>();
  if (await recalled.isEmpty()) return found;
  for (const { version, manifest, tags, run } of versions) {
    if (run == null) continue;
    const said = saidRecalled(await recalled.told({ ...run, tags }, manifest.digest));
    if (said.sentences.length > 0) found.set(version, said);
  }
  return found;
}

/** As {@link recalledVersions}, of one; what cannot be read is said. */
export async function recalledVersion(view: LedgerView, version: Judged, log: Log): Promise<SaidRecalled> {
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
