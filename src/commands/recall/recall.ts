import type { RecallDeps, RecallResult } from './deps.js';
import type { RecallRequest } from './request.js';

/**
 * Recalls something. The very same asked for again adds nothing.
 * @throws UserError E_RECALL_NOT_ALLOWED, E_LINEAGE_NOT_FOUND, E_LINEAGE_HISTORY, E_INPUT_INVALID, E_RERUN, E_LEDGER_*
 */
export async function recall(_request: RecallRequest, _deps: RecallDeps): Promise<RecallResult> {
  throw new Error('not built yet');
}
