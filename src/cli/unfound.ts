import { AMENDED } from '../commands/lineage/impact.js';
import { UserError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import type { LedgerView } from '../ledger/ledger.js';
import { amendedLineage, untold } from '../ledger/read/amended.js';
import { unjudgedWords } from '../report/lineage/impact.js';

/** Where nothing of a name is in the records, says what else was said of runs. @throws the error */
export async function unfound(error: unknown, { view, log }: { view: LedgerView; log: Log }): Promise<never> {
  if (error instanceof UserError && error.has('E_LINEAGE_NOT_FOUND')) {
    const ids = await amendedLineage(view).catch((why) => {
      log.warning(`${untold(why)}.`);
      return [];
    });
    if (ids.length > 0) log.warning(`${unjudgedWords({ why: `runs ${AMENDED}`, ids })}.`);
  }
  throw error;
}
