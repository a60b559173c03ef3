import { captionOf, MOST_PICTURES } from '../../collect/pictures.js';
import type { RunRecord } from '../../core/generated/types.js';
import { runFolder } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';

/** Runs whose pictures a report may show. */
const MOST_RUNS = 64;

/**
 * Paths of the pictures of runs, by run id. Only what is on the branch has an address that can be shown: those of a parked run
 * are there once it is. Takes one request at most, and none where no run has a folder or its day was read whole.
 */
export async function listPictures(
  view: LedgerView,
  runs: readonly RunRecord[],
): Promise<Map<string, string[]>> {
  const ids = [...new Set(runs.map(({ run_id }) => run_id))].slice(0, MOST_RUNS);
  await view.open(ids.map(runFolder));
  const found = new Map<string, string[]>();
  for (const id of ids) {
    const folder = `${runFolder(id)}/`;
    const all = (await view.list(runFolder(id))).filter((path) => !view.parked.includes(path));
    const pictures = all.filter((path) => captionOf(path.slice(folder.length)) !== undefined);
    if (pictures.length > 0) found.set(id, pictures.slice(0, MOST_PICTURES));
  }
  return found;
}
